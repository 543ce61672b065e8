import Foundation
import KZPipeJSON
import Testing

/// The worked examples of `Integrations`: stages in Python, run as their readers would run them.
@Suite(.enabled(if: PluginCommandTests.hasPython, "python3 is not installed")) struct IntegrationTests {
  static let folder = Kzpipe.root.appendingPathComponent("Integrations").path
  static let hasSpacy = (try? Kzpipe.shell("python3 -c 'import spacy'", []).status) == 0

  static let page = """
    Үлгі баспасы opens a shop

    Aru Sample opened the shop of Үлгі баспасы on Monday, and two hundred readers came to see it on the first day.

    The shop stands in Example Pass. "We have waited for it," said Aru Sample as she unlocked the door.

    """

  /// Runs the page through a pipeline with the stage and returns the article's record.
  static func record(_ stage: String, plugins: String) throws -> JSONValue {
    let scratch = try Scratch()
    try scratch.write("page.txt", page)
    let config = """
      kzpipe: 1
      plugins: [\(folder)/\(plugins)]
      input: {paths: [page.txt]}
      pipeline:
        clean: [text_article]
        parse: [news_article]
        enrich: [\(stage)]
        export: [article_json]

      """
    let path = try scratch.write("p.yaml", config)
    let run = try Kzpipe.run(["run", "-c", path, "-o", "-", "--summary", "none"])
    #expect(run.status == 0, "\(run.errors)")
    return try JSONValue.parse(Array(run.output.utf8))
  }

  static func mentions(_ record: JSONValue) -> [String] {
    (record["mentions"]?.elements ?? []).compactMap { $0["text"]?.string }
  }

  @Test func ownNamesAreFound() throws {
    let test = try Kzpipe.shell(
      "cd \"$1/own-names\" && python3 -B -m unittest 2>&1 && \"$0\" plugin check .", [Self.folder])
    #expect(test.status == 0 && test.output.contains("1 stage: 1 conforms"), "\(test.output)\(test.errors)")
    let record = try Self.record("own_names: {list: \(Self.folder)/own-names/names.txt}", plugins: "own-names")
    #expect(
      Self.mentions(record).sorted() == ["Aru Sample", "Aru Sample", "Example Pass", "Үлгі баспасы", "Үлгі баспасы"])
    #expect(record["entities"]?.elements.compactMap { $0["type"]?.string } == ["organisation", "person", "place"])
  }

  @Test func aMissingListIsSaid() throws {
    let scratch = try Scratch()
    try scratch.write("page.txt", Self.page)
    let path = try scratch.write(
      "p.yaml",
      "kzpipe: 1\nplugins: [\(Self.folder)/own-names]\ninput: {paths: [page.txt]}\npipeline: {clean: [text_article], parse: [news_article], enrich: [{own_names: {list: gone.txt}}], export: [article_json]}\n"
    )
    let run = try Kzpipe.run(["run", "-c", path, "--summary", "none"])
    #expect(
      run.status == 1
        && run.errors.contains("the process of the stage \"own_names\" cannot work: the list cannot be used:"))
  }

  @Test(.enabled(if: hasSpacy, "python3 cannot import spacy")) func spacyFindsEntities() throws {
    let scratch = try Scratch()
    // A model that needs no download: a ruler with two names.
    let made = try Kzpipe.shell(
      """
      python3 - "$1" <<'END'
      import spacy, sys
      language = spacy.blank("en")
      ruler = language.add_pipe("entity_ruler")
      ruler.add_patterns([{"label": "PERSON", "pattern": "Aru Sample"}, {"label": "GPE", "pattern": "Example Pass"}])
      language.to_disk(sys.argv[1])
      END
      """, [scratch.path + "/model"])
    #expect(made.status == 0, "\(made.errors)")
    let record = try Self.record("spacy_entities: {model: \(scratch.path)/model}", plugins: "spacy-entities")
    #expect(Self.mentions(record) == ["Aru Sample", "Example Pass", "Aru Sample"])
    #expect(record["entities"]?.elements.compactMap { $0["type"]?.string } == ["person", "place"])
  }
}
