import KZPipeKit

@testable import NewsArticle

/// Builds cleaned pages by hand, as clean stages leave them.
struct PageMaker {
  var page: Page

  init(mediaType: String = "text/html", url: String? = nil) {
    page = Page(id: "test", source: Source(uri: "test", url: url, mediaType: mediaType), content: [])
    page.articleConfidence = 0.9
  }

  @discardableResult
  mutating func kept(_ text: String, _ kind: Block.Kind = .paragraph, level: UInt8 = 0, group: Int32 = -1) -> Int {
    page.append(
      Array(text.utf8), kind: kind, level: level, group: group,
      verdict: Verdict(.kept, confidence: 0.9, reason: "model"))
  }

  @discardableResult
  mutating func dropped(_ text: String, _ kind: Block.Kind = .paragraph, level: UInt8 = 0, reason: Reason = "model")
    -> Int
  {
    page.append(
      Array(text.utf8), kind: kind, level: level, verdict: Verdict(.dropped, confidence: 0.9, reason: reason))
  }

  mutating func state(
    _ origin: Evidence.Origin, _ property: String, _ value: String, item: Int32 = 0, type: String = "", block: Int = -1
  ) {
    page.evidence.append(
      Evidence(origin, item: item, type: type, property: property, value: value, block: Int32(block)))
  }

  mutating func filler() {
    kept("The council met on Tuesday and agreed to repair the old bridge before the winter begins in the hills.")
    kept("Work starts in May, the engineer said, and it will cost less than a new one would have cost the town.")
  }

  func article(_ options: [String: OptionValue] = [:]) throws -> Article {
    try stage(options).article(of: page)
  }

  private func stage(_ options: [String: OptionValue]) throws -> NewsArticleStage {
    try NewsArticleStage(
      options: Options(options, for: NewsArticleStage.spec),
      context: StageContext(runTime: PartialDate(year: 2026), version: "1", moduleDirectory: "."))
  }
}
