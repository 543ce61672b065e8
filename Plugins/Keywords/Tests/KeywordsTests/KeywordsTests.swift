import Foundation
import KZPipeKit
import Testing

@testable import Keywords

@Suite struct KeywordsTests {
  private func keywords(_ headline: String, _ paragraphs: [String], language: String?, maximum: Int = 10) async throws
    -> [Keyword]
  {
    var article = Article(id: "k", source: Source(uri: "k.txt", mediaType: "text/plain"))
    article.headline = headline
    article.language = language
    article.body = paragraphs.map { BodyBlock(text: $0) }
    let directory = URL(
      fileURLWithPath: (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "."
    ).deletingLastPathComponent().path
    let context = StageContext(runTime: PartialDate(year: 2026), version: "test", moduleDirectory: directory)
    let options = try Options(["maximum": .integer(maximum)], for: KeywordsStage.spec)
    try await KeywordsStage(options: options, context: context).enrich(&article)
    return article.annotations.keywords
  }

  private let text = [
    "Snow leopards were seen in two valleys of the Dzungarian Alatau, the ministry said. The snow leopards wore no collars.",
    "Rangers follow the snow leopards by satellite collars. A satellite collar lasts three winters.",
    "A camera trap in the Dzungarian Alatau has taken pictures of the cats since May.",
  ]

  @Test func phrasesAndNamesLead() async throws {
    let found = try await keywords("More snow leopards to wear satellite collars", text, language: "en")
    #expect(found.first?.text.lowercased() == "snow leopards")
    #expect(found.map { $0.text.lowercased() }.contains("satellite collars"))
    #expect(found.map(\.text).contains("Dzungarian Alatau"))
    #expect(found.first?.relevance == 1)
    #expect(zip(found, found.dropFirst()).allSatisfy { $0.relevance >= $1.relevance })
  }

  @Test func stopwordsNeverStandAtTheEnds() async throws {
    for keyword in try await keywords("The end of the line", text, language: "en") {
      let words = keyword.text.lowercased().split(separator: " ")
      #expect(
        !["the", "of", "in", "said", "has"].contains(words.first) && !["the", "of", "in", "said"].contains(words.last))
    }
  }

  @Test func noKeywordRepeatsAnother() async throws {
    let found = try await keywords("Snow leopards", text, language: "en").map {
      Set($0.text.lowercased().split(separator: " "))
    }
    for (index, words) in found.enumerated() {
      for other in found[(index + 1)...] { #expect(!words.isSubset(of: other) && !other.isSubset(of: words)) }
    }
  }

  @Test func asManyAsAsked() async throws {
    #expect(try await keywords("Snow leopards", text, language: "en", maximum: 2).count == 2)
  }

  @Test func russianFormsAreOneKeyword() async throws {
    let found = try await keywords(
      "Завод построят осенью", ["Строительство завода начнётся осенью.", "На заводе будут работать 650 человек."],
      language: "ru")
    #expect(found.count { $0.text.lowercased().hasPrefix("завод") } == 1)
  }

  @Test func hostileTextsEnd() async throws {
    #expect(try await keywords("", [], language: nil).isEmpty)
    #expect(try await keywords("🙂", ["İİİ ǅ \u{0301}\u{200D}", "。。。"], language: nil).isEmpty)
    let huge = String(repeating: "gold silver copper ", count: 50_000)
    #expect(try await keywords("", [huge], language: "en").isEmpty == false)
  }
}
