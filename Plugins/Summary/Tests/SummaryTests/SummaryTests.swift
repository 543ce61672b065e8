import KZPipeKit
import Testing

@testable import Summary

@Suite struct SummaryTests {
  private func article(_ paragraphs: [String], language: String? = "en") -> Article {
    var article = Article(id: "s", source: Source(uri: "s.txt", mediaType: "text/plain"))
    article.language = language
    article.body = paragraphs.map { BodyBlock(text: $0) }
    return article
  }

  private func summary(of article: Article, _ values: [String: OptionValue] = [:]) async throws -> String? {
    var article = article
    let context = StageContext(runTime: PartialDate(year: 2026), version: "test", moduleDirectory: ".")
    try await SummaryStage(options: Options(values, for: SummaryStage.spec), context: context).enrich(&article)
    return article.annotations.summary
  }

  private let story = [
    "The town of Sarkand will get its first bridge over the Baskan river after a century of ferries.",
    "“My grandmother waited for it all her life and never saw a single pillar,” said the ferryman.",
    "The bridge will cost 2 billion tenge and is to open before the river freezes, the town's council said.",
    "Ferries over the river carry forty cars an hour in summer and none in winter.",
    "In other news the bakery on the square has new owners who come from the coast.",
  ]

  @Test func theLeadIsKeptAndQuotationsAreNot() async throws {
    let found = try #require(try await summary(of: article(story)))
    #expect(found.hasPrefix(story[0]))
    #expect(!found.contains("grandmother"))
    #expect(!found.contains("bakery"))
  }

  @Test func sentencesStandAsPrintedAndInOrder() async throws {
    let found = try #require(try await summary(of: article(story), ["sentences": 3, "maximum_characters": 1000]))
    let positions = story.indices.filter { found.contains(story[$0]) }
    #expect(positions.count == 3)
    #expect(found == positions.map { story[$0] }.joined(separator: " "))
  }

  @Test func neverLongerThanAsked() async throws {
    #expect(try await summary(of: article(story), ["maximum_characters": 60]) == nil)
    let found = try #require(try await summary(of: article(story), ["maximum_characters": 110]))
    #expect(found.count <= 110)
  }

  @Test func repetitionIsNotSummary() async throws {
    let twice = [story[0], story[0], story[2]]
    let found = try #require(try await summary(of: article(twice)))
    #expect(found == story[0] + " " + story[2])
  }

  @Test func hugeAndEmptyTextsEnd() async throws {
    #expect(try await summary(of: article([])) == nil)
    #expect(try await summary(of: article(["", "\u{200B}", "Yes."])) == nil)
    let huge = [String(repeating: "The council of the town met again to speak of the bridge. ", count: 20_000)]
    #expect(try await summary(of: article(huge)) == "The council of the town met again to speak of the bridge.")
  }

  @Test func otherScriptsWork() async throws {
    let korean = ["카자흐스탄 동부의 작은 마을에 새 박물관이 토요일 오전 문을 열었다고 군청이 밝혔다.", "박물관에는 사진과 편지가 전시된다."]
    #expect(try await summary(of: article(korean, language: "ko"))?.hasPrefix(korean[0]) == true)
  }
}
