import KZPipeKit
import KZPipeLibXML
import NewsMLG2
import SampleArticles
import Testing

@Suite struct HostileInputTests {
  private let schema = SharedSchemas.newsML.flatMap { try? XMLSchema(path: $0) }

  /// Well formed always, valid where the schema is at hand.
  private func expectSound(_ outputs: [Output], _ comment: Comment) throws {
    for (name, contents) in files(outputs) {
      let document = try XMLDocument(Array(contents.utf8))
      guard let schema else { continue }
      let findings = schema.findings(in: document)
      #expect(findings.isEmpty, "\(comment) \(name): \(findings.first.map { "\($0.line) \($0.message)" } ?? "")")
    }
  }

  @Test func anyTextGivesSoundItems() async throws {
    let stages = try [
      makeStage(["body": "both", "include_email": true]), makeStage(["body": "nitf", "items": "single"]),
    ]
    var refused: [String: Int] = [:]
    for seed in 0..<400 {
      let article = HostileArticles.article(seed: UInt64(seed))
      for stage in stages {
        do {
          try expectSound(try await stage.export(article), "seed \(seed)")
        } catch let error as StageError {
          refused["\(error.code.rawValue) \(error.code == "missing_id" ? "" : "seed \(seed)")", default: 0] += 1
        }
      }
    }
    // Only an empty id can be refused here: headline and body always hold a letter.
    #expect(refused.keys.allSatisfy { $0 == "missing_id " }, "\(refused.keys.sorted())")
  }

  @Test func tenThousandEntities() async throws {
    var article = SampleArticles.bare
    article.annotations.entities = (0..<10_000).map {
      Entity(
        id: "e\($0)", kind: .person, name: "Name \($0)", ids: ["wikidata": "Q\($0 + 1)"], confidence: 0.5,
        relevance: 0.5)
    }
    article.annotations.mentions = (0..<10_000).map {
      Mention(entity: "e\($0)", range: TextRange(.body(0), 0..<4), text: "From")
    }
    let outputs = try await makeStage().export(article)
    try expectSound(outputs, "entities")
    #expect(files(outputs)["{slug}.xml"]?.split(separator: "<subject ").count == 10_001)
  }

  @Test func manySpansAndDeepLists() async throws {
    var article = SampleArticles.bare
    article.body = [BodyBlock(text: String(repeating: "word ", count: 4000))]
    article.body[0].spans = (0..<10_000).map {
      Span(kind: [.strong, .link, .emphasis][Int($0) % 3], range: $0..<$0 + 50, target: "https://example.com/\($0)")
    }
    article.body += (1...500).map { BodyBlock(kind: .listItem, text: "item", level: $0) }
    try expectSound(try await makeStage(["body": "both"]).export(article), "spans")
  }

  @Test func longAddressesAndScriptsAreLeftOut() async throws {
    var article = SampleArticles.bare
    let long = "https://example.com/" + String(repeating: "a", count: 20_000)
    article.canonicalURL = long
    article.images = [Image(url: long, caption: "A picture")]
    article.body[0].spans = [
      Span(kind: .link, range: 0..<4, target: "javascript:alert(1)"), Span(kind: .link, range: 5..<9, target: "../up"),
    ]
    let text = try #require(files(try await makeStage().export(article))["{slug}.xml"])
    #expect(!text.contains("javascript") && !text.contains("aaaa") && !text.contains("../up"))
    #expect(text.contains("<figcaption>A picture</figcaption>"), "a picture without an item keeps its caption")
  }

  @Test func theSchemaOptionChecksItems() async throws {
    guard let path = SharedSchemas.newsML else { return print("skipped: no schemas beside the repository") }
    let stage = try makeStage(["schema": .string(path)])
    for article in SampleArticles.all { #expect(try await !stage.export(article).isEmpty) }
  }
}
