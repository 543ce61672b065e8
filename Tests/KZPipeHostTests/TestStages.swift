import KZPipeKit

@testable import KZPipeHost

/// Stages of the tests' own, registered without a shared object.
enum TestStages {
  static let module = LoadedModule(path: "/modules/libTestPlugin.so", name: "test", version: "1", stages: [])

  static func registry() -> StageRegistry {
    var registrar = Registrar()
    registrar.add(Lines.self)
    registrar.add(FirstLine.self)
    registrar.add(Names.self)
    registrar.add(Rank.self)
    registrar.add(Files.self)
    registrar.add(Records.self)
    registrar.add(LinesOut.self)
    var registry = StageRegistry()
    registry.add(module, entries: registrar.entries)
    return registry
  }

  static let surroundings = Setup.Surroundings(
    environment: [:], executableDirectory: "/nowhere", version: "test", runTime: PartialDate(secondsSinceEpoch: 0))
}

struct Lines: CleanStage {
  static let spec = StageSpec(
    "lines", kind: .clean, summary: "Lines.", accepts: ["text/plain", "text/html"], reads: [.content], writes: [.blocks]
  )
  init(options: Options, context: StageContext) {}
  func clean(_ page: inout Page) {
    for line in page.content.split(separator: 10) { page.append(line, verdict: Verdict(.kept)) }
  }
}

/// Headline and body; the words of the first line make it fail or wait.
struct FirstLine: ParseStage {
  static let spec = StageSpec(
    "first_line", kind: .parse, summary: "First line.", accepts: ["*/*"], reads: [.blocks], writes: [.headline, .body])
  init(options: Options, context: StageContext) {}
  func parse(_ page: Page) async throws(StageError) -> Article {
    let first = page.blocks.first.map(page.string) ?? ""
    if first == "nothing" { throw StageError(.noArticle, "the page holds no article") }
    if first == "broken" { throw StageError(.malformed, "the page is broken", place: "byte 0", advice: "mend it") }
    while first == "endless", !Task.isCancelled { await Task.yield() }
    var article = Article(id: "", source: page.source)
    article.headline = first
    article.language = "en"
    article.datePublished = PartialDate(iso8601: "2026-03-14T09:30:00Z")
    if first.hasPrefix("https://") { article.canonicalURL = first }
    article.body = page.blocks.dropFirst().map { BodyBlock(text: page.string(of: $0)) }
    return article
  }
}

struct Names: EnrichStage {
  static let spec = StageSpec(
    "names", kind: .enrich, summary: "Names.", reads: [.body], writes: [.entities],
    options: [
      OptionSpec("gazetteers", .list(.choice(["world", "kazakhstan"])), summary: "Lists to use.", example: ["world"]),
      OptionSpec("minimum", .integer(1...9), default: 1, summary: "Least count."),
      OptionSpec("old_minimum", .integer(nil), summary: "Least count.", deprecated: "use minimum"),
      OptionSpec("token", .string, summary: "Key of a service.", isSecret: true),
    ])
  init(options: Options, context: StageContext) {}
  func enrich(_ article: inout Article) {}
}

struct Rank: EnrichStage {
  static let spec = StageSpec("rank", kind: .enrich, summary: "Rank.", reads: [.entities], writes: [.keywords])
  init(options: Options, context: StageContext) {}
  func enrich(_ article: inout Article) {}
}

struct Files: ExportStage {
  static let path = Option("path", default: "{slug}.txt", summary: "Name of the file.")
  static let spec = StageSpec(
    "files", kind: .export, summary: "Files.", reads: [.headline],
    options: [
      path.spec,
      OptionSpec(
        "provider",
        .object([
          OptionSpec("name", .string, isRequired: true, summary: "Name of the desk.", example: "Desk"),
          OptionSpec("uri", .uri, summary: "Address of the desk."),
        ]), summary: "Who sends."),
      OptionSpec("guid_authority", .string, summary: "Who names."),
      OptionSpec("directory", .path, summary: "A directory."),
    ])
  private let path: String
  init(options: Options, context: StageContext) throws(StageError) {
    path = options[Self.path]
    if path == "impossible" {
      throw StageError(.badOption, "the path is impossible", advice: "choose another")
    }
  }
  func export(_ article: Article) -> [Output] {
    [.file(name: path, contents: Array("\(article.headline ?? "")\n\(article.text)\n".utf8))]
  }
}

/// A record a line, as `.jsonl`.
struct LinesOut: ExportStage {
  static let path = Option("path", default: "all.jsonl", summary: "Name of the shared file.")
  static let spec = StageSpec(
    "lines_out", kind: .export, summary: "Lines.", reads: [.headline], options: [path.spec])
  private let path: String
  init(options: Options, context: StageContext) { path = options[Self.path] }
  func export(_ article: Article) -> [Output] {
    [.record(file: path, contents: Array("{\"headline\":\"\(article.headline ?? "")\"}\n".utf8))]
  }
}

struct Records: ExportStage {
  static let spec = StageSpec("records", kind: .export, summary: "Records.", reads: [.headline])
  init(options: Options, context: StageContext) {}
  func export(_ article: Article) -> [Output] {
    [.record(file: "all.json", contents: Array("{\"headline\":\"\(article.headline ?? "")\"}\n".utf8))]
  }
  func frame(of file: String) -> Frame {
    Frame(opening: Array("[\n".utf8), separator: Array(",".utf8), closing: Array("]\n".utf8))
  }
}
