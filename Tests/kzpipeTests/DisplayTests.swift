import KZPipeHost
import Testing

@testable import kzpipe

/// Numbers and lines that people read while a run goes on.
@Suite struct DisplayTests {
  @Test(arguments: [(0.0, 2, "0.00"), (1.005, 1, "1.0"), (12.345, 2, "12.35"), (0.04, 1, "0.0"), (99.5, 0, "100")])
  func numbersHaveTheirPlaces(_ value: Double, places: Int, text: String) {
    #expect(SummaryText.fixed(value, places) == text)
  }

  @Test func theBarTellsRateFailuresAndTimeLeft() {
    var statistics = RunStatistics(pipeline: Pipeline())
    statistics.documents = 100
    statistics.failed = 3
    statistics.seconds = 10
    statistics.failures = ["news_article: no_article": 1, "news_article: deadline": 1, "input: too_large": 1]
    #expect(
      ProgressDisplay.bar(statistics, total: 1000)
        == "[##------------------] 100/1000  10/s  ETA 1:30  3 failed (news_article 2, input 1)")
    #expect(ProgressDisplay.bar(statistics, total: nil) == "100 documents  10/s  3 failed (news_article 2, input 1)")
    #expect(ProgressDisplay.plain(statistics) == "100 documents, 3 failed (news_article 2, input 1), 10/s")
  }
}
