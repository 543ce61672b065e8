import Foundation
import KZPipeKit

@testable import Topics

enum Support {
  /// On Linux the test bundle is the running executable; the module's data lie beside it.
  static let context = StageContext(
    runTime: PartialDate(year: 2026), version: "test",
    moduleDirectory: URL(
      fileURLWithPath: (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "."
    ).deletingLastPathComponent().path)

  /// Made once: reading the tables takes longer than most tests.
  private static let standard = Result { try TopicsStage(options: Options(for: TopicsStage.spec), context: context) }

  static func stage(_ values: [String: OptionValue] = [:]) throws -> TopicsStage {
    guard !values.isEmpty else { return try standard.get() }
    return try TopicsStage(options: Options(values, for: TopicsStage.spec), context: context)
  }

  static func article(_ headline: String, _ paragraphs: String...) -> Article { article(headline, paragraphs) }

  static func article(_ headline: String, _ paragraphs: [String]) -> Article {
    var article = Article(id: "t", source: Source(uri: "t.txt", mediaType: "text/plain"))
    article.headline = headline
    article.body = paragraphs.map { BodyBlock(text: $0) }
    return article
  }

  static let gold = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("shared/bench/enrich/articles.jsonl")
}
