import KZPipeKit
import Testing

@testable import Related

@Suite struct RelatedTests {
  private func article(_ id: String, _ headline: String, _ text: String, day: Int? = 12) -> Article {
    var article = Article(id: id, source: Source(uri: id, mediaType: "text/plain"))
    article.headline = headline
    article.body = text.split(separator: "|").map { BodyBlock(text: String($0)) }
    article.datePublished = day.map { PartialDate(year: 2026, month: 3, day: $0) }
    return article
  }

  private func stage(_ values: [String: OptionValue] = [:]) throws -> RelatedStage {
    let context = StageContext(runTime: PartialDate(year: 2026), version: "test", moduleDirectory: ".")
    return try RelatedStage(options: Options(values, for: RelatedStage.spec), context: context)
  }

  private func related(_ articles: [Article], _ stage: RelatedStage) async throws -> [[RelatedArticle]] {
    var found: [[RelatedArticle]] = []
    for var article in articles {
      try await stage.enrich(&article)
      found.append(article.annotations.related)
    }
    return found
  }

  private let bridge = """
    The town of Sarkand in Kazakhstan will get its first bridge over the Baskan river this autumn, Mayor Askar Temirgali \
    said on Thursday.|The bridge costs 2.4 billion tenge and replaces a ferry that carries forty cars an hour in summer and \
    none in winter.|Dana Ospanova, who runs the ferry, plans to sell tea at the new road.
    """
  private let sameStory = """
    After a century of ferries the Baskan river gets a bridge at Sarkand, and not all are glad.|Ferry owner Dana Ospanova says \
    the crossing fed her family. Mayor Askar Temirgali promised her a place at the new road in Kazakhstan's Zhetysu region.
    """
  private let other = """
    Uranium miner Altyn Atom expects to sell less this year because a shaft near Kyzylorda is flooded.|The company's shares \
    fell 4 percent in London. Analysts had hoped for a better forecast after the summer.
    """

  @Test func aCopyIsANearDuplicate() async throws {
    let copy = bridge.replacing("on Thursday", with: "on Friday")
    let found = try await related([article("a", "First bridge", bridge), article("b", "First bridge", copy)], stage())
    #expect(found[0].isEmpty)
    #expect(found[1].map(\.article) == ["a"])
    #expect(found[1].first?.kind == .nearDuplicate)
  }

  @Test func anotherReportIsTheSameStory() async throws {
    let found = try await related(
      [
        article("a", "First bridge for Sarkand", bridge),
        article("b", "Sarkand's ferry woman waits for a bridge", sameStory),
      ],
      stage())
    #expect(found[1].map(\.kind) == [.sameStory])
    let similarity = try #require(found[1].first).similarity
    #expect((0...1).contains(similarity))
  }

  @Test func anotherStoryIsNot() async throws {
    let found = try await related([article("a", "Bridge", bridge), article("b", "Uranium", other)], stage())
    #expect(found == [[], []])
  }

  @Test func monthsBetweenThemMakeTwoStories() async throws {
    var late = article("b", "Sarkand's ferry woman waits for a bridge", sameStory)
    late.datePublished = PartialDate(year: 2026, month: 9, day: 1)
    let found = try await related([article("a", "First bridge for Sarkand", bridge), late], stage())
    #expect(found[1].isEmpty)
  }

  @Test func whatIsForgottenIsNotFound() async throws {
    let articles = [article("a", "Bridge", bridge), article("x", "Uranium", other), article("b", "Bridge", bridge)]
    let short = try await related(articles, stage(["window": 1]))
    #expect(short[2].isEmpty)
    let long = try await related(articles, stage(["window": 2]))
    #expect(long[2].map(\.article) == ["a"])
  }

  @Test func theIndexForgetsWhatTheRingForgets() {
    var memory = Memory(window: 3)
    for number in 0..<50 {
      let words = (0..<12).map { "word\(number * 7 + $0)" }.joined(separator: " ")
      memory.remember(Signature(of: article("n\(number)", "", words)))
    }
    let first = Signature(of: article("q", "", (0..<12).map { "word\($0)" }.joined(separator: " ")))
    let last = Signature(of: article("q", "", (0..<12).map { "word\(49 * 7 + $0)" }.joined(separator: " ")))
    #expect(memory.candidates(for: first).isEmpty)
    #expect(memory.candidates(for: last).map(\.id).contains("n49"))
  }

  @Test func emptyTextsAreRelatedToNothing() async throws {
    let found = try await related([article("a", "", ""), article("b", "", ""), article("c", "", "🙂")], stage())
    #expect(found.flatMap { $0 }.isEmpty)
  }

  @Test func minHashEstimatesTheShareOfCommonSequences() {
    let words = (0..<400).map { UInt64($0) }
    let half = Array(words[..<200]) + (1000..<1200).map { UInt64($0) }
    let estimate = MinHash(of: words).similarity(to: MinHash(of: half))
    // 196 of 596 sequences are common: 0.33; the estimate's deviation with 64 hashes is 0.06.
    #expect(abs(estimate - 0.33) < 0.18)
    #expect(MinHash(of: words).similarity(to: MinHash(of: words)) == 1.0)
  }
}
