import Foundation
import KZPipeKit
import Testing

@testable import Topics

/// Twenty-five invented short articles over all seventeen fields, in English, Russian and Kazakh, written before the term tables
/// were read. They gave 21 right fields and 20 right main topics then; the tables were broadened as a whole afterwards.
@Suite struct SubjectTests {
  struct Subject: Decodable {
    var id: String
    var language: String
    /// Top-level topic.
    var field: String
    /// Topics any of which, or one below, is a right main topic.
    var topics: [String]
    var headline: String
    var paragraphs: [String]
  }

  @Test func fieldAndMainTopicOfArticlesOnEverySubject() async throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/subjects.jsonl")
    let stage = try Support.stage()
    var (fields, mains, all) = (0, 0, 0)
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      let subject = try JSONDecoder().decode(Subject.self, from: Data(line.utf8))
      var article = Support.article(subject.headline, subject.paragraphs)
      article.language = subject.language
      try await stage.enrich(&article)
      let direct = article.annotations.topics.filter { $0.why == "direct" }.prefix(3)
      let above = { (topic: Topic) in Set([topic.id] + stage.ancestorCodes(of: topic.id)) }
      let hasField = direct.first.map { above($0).contains("medtop:" + subject.field) } ?? false
      let wanted = Set(subject.topics.map { "medtop:" + $0 })
      let hasMain = direct.contains { !above($0).isDisjoint(with: wanted) }
      all += 1
      fields += hasField ? 1 : 0
      mains += hasMain ? 1 : 0
      print(
        subject.id, hasField ? "" : "FIELD", hasMain ? "" : "MAIN",
        direct.map { "\($0.name) \(($0.confidence * 100).rounded() / 100) \($0.terms)" })
    }
    print("field right for \(fields) of \(all), main topic among the first three for \(mains)")
    #expect(all == 25)
    #expect(fields >= 23)
    #expect(mains >= 24)
  }
}

extension TopicsStage {
  fileprivate func ancestorCodes(of qcode: String) -> [String] {
    guard let concept = vocabulary.concept(qcode: qcode) else { return [] }
    return vocabulary.ancestors(of: concept).map { vocabulary.concepts[$0].qcode }
  }
}
