import KZPipeJSON
import KZPipeKit
import KZPipeRecord
import Testing

@testable import KZPipeHost

@Suite struct SchemaTests {
  static let config = SchemaChecker(root: ConfigDocumentSchema.schema(of: TestStages.registry()))

  /// A configuration as the value that a validator sees.
  static func value(_ yaml: String) throws -> JSONValue {
    var reader = YAMLReader(file: "p.yaml")
    let root = try reader.read(Array(yaml.utf8))
    return OptionSchema.json(try #require(root).optionValue)
  }

  static let good = "kzpipe: 1\npipeline: {clean: [lines], parse: [first_line], export: [files]}\n"

  @Test(arguments: [
    good, good + "limits: {in_flight: 9}\nno_article: skip\noutput: {directory: out}\nplugins: [a]\n",
    good + "limits: {in_flight: \"${COUNT}\"}\nno_article: \"${WHAT:-skip}\"\n",
    "kzpipe: 1\npipeline: {parse: [first_line], enrich: [{names: {minimum: 2, gazetteers: [world]}}], export: [{files: }]}",
    "kzpipe: 1\npipeline: {clean: , parse: [first_line], export: [{files: {provider: {name: a, uri: 'a:b'}}}]}",
    good + "tests: [{name: a, text: b, expect: {headline: b, body_count: 0}}, {input: a.txt, dead_letter: no_article}]",
    good + "tests: [{text: b, dead_letter: {code: malformed, stage: first_line}}]",
    good.replacing("[files]", with: "[files: {isolate: process, process: {seconds: 3}}]"),
    good.replacing(
      "export:", with: "enrich: [shout: {exec: [./shout], protocol: json_lines, options: {a: [1]}}], export:"),
    "extends: base.yaml\npipeline: {export: [files]}\n", "extends: [a.yaml, b.yaml]\n",
  ])
  func goodConfigurationsAreAccepted(_ yaml: String) throws {
    #expect(Self.config.faults(try Self.value(yaml)) == [])
  }

  @Test(arguments: [
    ("pipeline: {parse: [first_line], export: [files]}", ": anyOf"),
    (good.replacing("kzpipe: 1", with: "kzpipe: 2"), "/kzpipe: const"), (good + "limit: {}", ": unknown limit"),
    (good + "limits: {in_flight: 0}", "/limits/in_flight: anyOf"),
    (good + "limits: {in_flight: many}", "/limits/in_flight: anyOf"),
    (good + "no_article: drop", "/no_article: anyOf"), (good + "output: out", "/output: type"),
    (good.replacing("files", with: "fils"), "/pipeline/export/0: anyOf"),
    (good.replacing("files", with: "{files: {provider: {uri: 'a:b'}}}"), "/pipeline/export/0: anyOf"),
    (good.replacing("clean: [lines]", with: "clean: [files]"), "/pipeline/clean/0: anyOf"),
    (good.replacing("parse: [first_line], ", with: ""), ": anyOf"),
    (good.replacing("files", with: "{shout: {exec: ./shout}}"), "/pipeline/export/0: anyOf"),
    (good + "tests: [{txt: a}]", "/tests/0: unknown txt"),
  ])
  func brokenConfigurationsAreRefused(_ yaml: String, fault: String) throws {
    #expect(Self.config.faults(try Self.value(yaml)) == [fault])
  }

  @Test func optionsCarryWhatTheirSpecsSay() {
    let schema = ConfigDocumentSchema.schema(of: TestStages.registry())
    let uses = schema["properties"]?["pipeline"]?["properties"]?["enrich"]?["items"]?["anyOf"]?.elements ?? []
    let options = uses.compactMap { $0["properties"]?["names"]?["properties"] }.first
    #expect(options?["minimum"]?["default"] == 1 && options?["minimum"]?["description"] == "Least count.")
    #expect(options?["minimum"]?["anyOf"]?[0]?["maximum"] == 9)
    #expect(options?["old_minimum"]?["deprecated"] == true && options?["token"]?["writeOnly"] == true)
    #expect(
      ConfigDocumentSchema.json(of: TestStages.registry()) == ConfigDocumentSchema.json(of: TestStages.registry()))
  }

  /// An article in which every field has a value.
  static var fullArticle: Article {
    var article = Article(
      id: "a",
      source: Source(uri: "a", url: "b:c", mediaType: "text/html", encoding: "utf-8", fetched: "2026", sha256: "0"))
    article.headline = "A"
    article.alternativeHeadline = "B"
    article.authors = [Author(name: "A", email: "a@b", role: "c", url: "d:e", isOrganisation: true)]
    article.publisher = Publisher(name: "P", uri: "a:b")
    article.section = ["a"]
    article.datePublished = PartialDate(year: 2026)
    article.dateModified = PartialDate(year: 2026)
    article.datePublishedIsInferred = true
    (article.language, article.canonicalURL, article.dateline) = ("en", "a:b", "X")
    (article.dataMining, article.copyrightNotice) = ("noai", "c")
    article.body = [
      BodyBlock(kind: .heading, text: "a", level: 2, spans: [Span(kind: .link, range: 0..<1, target: "a:b")], origin: 0)
    ]
    article.images = [
      Image(
        url: "a:b", caption: "c", credit: "d", alternateText: "e", width: 1, height: 1, isLead: true, position: 0)
    ]
    let range = TextRange(.body(0), 0..<1)
    var found = Annotations()
    found.entities = Entity.Kind.allCases.map {
      Entity(
        id: $0.rawValue, kind: $0, name: "E", ids: ["wikidata": "Q1"], names: ["en": "E"],
        position: Position(latitude: 1, longitude: 2))
    }
    found.mentions = [Mention(entity: "e", range: range, text: "a")]
    found.quotations = [Quotation(range: range, text: "a", speaker: "e", speakerName: "E")]
    found.exchanges = [Exchange(question: [0], answer: [0], speaker: "e", speakerName: "E")]
    found.dates = [TimeExpression(range: range, text: "a", value: "2026")]
    found.amounts = [
      Amount(range: range, text: "a", values: [1], unit: "KZT"),
      Amount(range: range, text: "a", values: [1, 2], unit: "m"),
    ]
    found.roles = [Role(entity: "e", range: range, text: "a")]
    found.topics = [Topic(id: "medtop:1", name: "t", broader: ["medtop:2"], confidence: 1, relevance: 1, terms: ["a"])]
    (found.countries, found.summary) = (["KZ"], "s")
    found.keywords = [Keyword(text: "k", relevance: 1)]
    found.statistics = Statistics(words: 1, sentences: 1, paragraphs: 1, characters: 1, readingTime: 1)
    found.related = [RelatedArticle(article: "b", kind: .sameStory, similarity: 1)]
    found.blockLanguages = [BlockLanguage(block: 0, language: "kk", confidence: 1)]
    article.annotations = found
    article.provenance = [Provenance(stage: "s", at: "/headline", reason: "r", confidence: 1, block: 0)]
    return article
  }

  @Test func theArticleSchemaIsThatOfTheWriter() throws {
    let schema = SchemaChecker(root: ArticleSchema.schema)
    let full = try JSONValue.parse(ArticleRecord.json(of: Self.fullArticle, provenance: true))
    #expect(schema.faults(full) == [])
    let bare = Article(id: "a", source: Source(uri: "a", mediaType: "text/plain"))
    #expect(schema.faults(try JSONValue.parse(ArticleRecord.json(of: bare, provenance: false))) == [])
    // Every property that the schema names is one that the writer writes.
    let named = ArticleSchema.schema["properties"]?.object?.map(\.key) ?? []
    #expect(Set(named) == Set(full.object?.map(\.key) ?? []))
    #expect(schema.faults(["id": 1]).contains("/id: type"))
  }
}
