import KZPipeKit
import Testing

@testable import Statistics

@Suite struct StatisticsTests {
  private func statistics(_ paragraphs: String..., headline: String? = nil, language: String? = "en") async throws
    -> Statistics
  {
    var article = Article(id: "s", source: Source(uri: "s.txt", mediaType: "text/plain"))
    article.headline = headline
    article.language = language
    article.body = paragraphs.map { BodyBlock(text: $0) }
    let context = StageContext(runTime: PartialDate(year: 2026), version: "test", moduleDirectory: ".")
    try await StatisticsStage(options: Options(for: StatisticsStage.spec), context: context).enrich(&article)
    return try #require(article.annotations.statistics)
  }

  @Test func countsHeadlineAndBody() async throws {
    let found = try await statistics(
      "Mr. Abay left at 5 p.m. It rained.", "“Why?” she asked.", headline: "Rain in Aktau")
    #expect(found.words == 14)
    #expect(found.sentences == 4)
    #expect(found.paragraphs == 2)
    #expect(found.characters == 13 + 34 + 17)
  }

  @Test func readingTimeIsRoundedUp() async throws {
    #expect(try await statistics("One two three.").readingTime == 1)
    #expect(try await statistics(String(repeating: "word ", count: 460)).readingTime == 120)
  }

  @Test func ideographsAreCountedOneByOne() async throws {
    let found = try await statistics(String(repeating: "阿拉木图", count: 250), language: "zh")
    #expect(found.characters == 1000)
    #expect(found.readingTime == 120)
  }

  @Test func nothingGivesZeros() async throws {
    #expect(try await statistics() == Statistics(words: 0, sentences: 0, paragraphs: 0, characters: 0, readingTime: 0))
  }
}
