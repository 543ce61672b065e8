public import KZPipeKit

/// The host's own keys, declared as stages declare their options: checks, help and JSON Schema come from here.
public enum ConfigSchema {
  /// Version of the configuration format that this kzpipe reads.
  public static let format = 1

  public static let keys: [OptionSpec] = [
    OptionSpec("kzpipe", .integer(nil), isRequired: true, summary: "Format of the file.", example: 1),
    OptionSpec(
      "extends", .list(.string), summary: "Files that this one builds on, relative to it: a path or a list of paths.",
      example: ["base.yaml"]),
    OptionSpec(
      "input",
      .object([
        OptionSpec("paths", .list(.path), summary: "Files, directories and patterns.", example: ["pages"])
      ]), summary: "What to read; INPUT on the command line replaces it."),
    OptionSpec(
      "plugins", .list(.path), summary: "More places to look for stage modules: directories or shared objects.",
      example: ["../my-modules"]),
    OptionSpec(
      "pipeline",
      .object(
        StageKind.allCases.map { kind in
          OptionSpec(kind.rawValue, .list(.string), summary: "The \(kind.rawValue) stages, in order.")
        }), isRequired: true, summary: "The stages."),
    OptionSpec(
      "output",
      .object([
        OptionSpec("directory", .path, default: "out", summary: "Where the exporters' directories lie."),
        OptionSpec(
          "pack",
          .object([
            OptionSpec(
              "formats", .list(.choice(Packing.Format.allCases.map(\.rawValue))), default: ["tar", "jsonl.gz"],
              summary: "tar packs the files of documents, jsonl.gz the records of .jsonl files."),
            OptionSpec(
              "part_bytes", .integer(1024...1_125_899_906_842_624), default: .integer(Packing.defaultPartBytes),
              summary: "Size of a part; the next entry that would go beyond begins another one."),
          ]), summary: "Puts the outputs of many documents into numbered parts; pack: {} takes both formats."),
      ]), summary: "What to write."),
    OptionSpec(
      "dead_letter",
      .object([
        OptionSpec(
          "directory", .path, summary: "Where failed documents go; default: dead-letter in the output directory."),
        OptionSpec(
          "total_bytes", .integer(0...1_125_899_906_842_624), default: 4_294_967_296,
          summary: "Bytes of all of them together; beyond, only what happened is kept, without the document."),
        OptionSpec(
          "age_days", .integer(1...36500), summary: "Days after which a failed document is removed; default: never."),
      ]), summary: "What becomes of failed documents."),
    OptionSpec(
      "no_article", .choice(NoArticle.allCases.map(\.rawValue)), default: "dead_letter",
      summary: "What becomes of a page that holds no article."),
    OptionSpec(
      "limits",
      .object([
        OptionSpec("document_seconds", .number(0.001...86400), default: 10, summary: "Time for one document."),
        OptionSpec(
          "document_bytes", .integer(1...2_147_483_647), default: 33_554_432,
          summary: "Size of one document, also after inflating."),
        OptionSpec("in_flight", .integer(1...65536), default: 64, summary: "Documents in memory at a time."),
        OptionSpec(
          "in_flight_bytes", .integer(1...1_099_511_627_776), default: 67_108_864,
          summary: "Bytes of documents in memory at a time; one document may always go."),
        OptionSpec(
          "document_output_bytes", .integer(1...1_099_511_627_776), default: 268_435_456,
          summary: "Size of all outputs of one document."),
      ]), summary: "Bounds of a run."),
    OptionSpec("tests", .list(.object([])), summary: "Tests of this configuration."),
  ]

  /// The fields of a key whose value is a map with fixed keys.
  static func fields(of key: String) -> [OptionSpec] {
    guard let spec = keys.first(where: { $0.name == key }), case .object(let fields) = spec.type else { return [] }
    return fields
  }
}

/// What becomes of a page without an article.
public enum NoArticle: String, Sendable, CaseIterable {
  case deadLetter = "dead_letter"
  case skip
}
