import Foundation
import KZPipeKit
import Testing

@testable import Topics

/// Floors on the annotated development articles; the figures are printed.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: Support.gold.path), "../shared/bench is not here"))
struct GoldTests {
  @Test func topicsOfTheAnnotatedArticles() async throws {
    let stage = try Support.stage()
    var (found, given, wanted) = (0, 0, 0)
    var (right, listed) = (0, 0)
    var exact = (right: 0, given: 0, wanted: 0)
    for line in try String(contentsOf: Support.gold, encoding: .utf8).split(separator: "\n") {
      let record = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      let text = record["text"] as? String ?? ""
      var article = Support.article(
        record["headline"] as? String ?? "", text.components(separatedBy: "\n\n"))
      try await stage.enrich(&article)
      let gold = Set(record["media_topics"] as? [String] ?? [])
      let topics = article.annotations.topics
      let fields = Set(topics.map(\.id).filter { $0.hasSuffix("000000") })
      let goldFields = gold.filter { $0.hasSuffix("000000") }
      found += fields.intersection(goldFields).count
      given += fields.count
      wanted += goldFields.count
      let said = Set(topics.filter { $0.why == "direct" }.map(\.id)).union(fields)
      exact = (exact.right + said.intersection(gold).count, exact.given + said.count, exact.wanted + gold.count)
      let direct = topics.filter { $0.why == "direct" }.prefix(5)
      let near = direct.filter { topic in gold.contains(topic.id) || !gold.isDisjoint(with: topic.broader) }
      right += near.count
      listed += direct.count
      print(
        record["id"] as? String ?? "", goldFields == fields ? "  " : "F ", near.count, "of", direct.count,
        gold.sorted().joined(separator: " "), "|", direct.map { "\($0.id) \($0.name) \($0.terms.prefix(3))" })
    }
    let precision = Double(found) / Double(max(1, given))
    let recall = Double(found) / Double(max(1, wanted))
    let f1 = 2 * precision * recall / (precision + recall)
    print("top level: precision \(precision) recall \(recall) F1 \(f1); direct right \(right) of \(listed)")
    print(
      "fields and direct topics exactly: F1 \(2 * Double(exact.right) / Double(max(1, exact.given + exact.wanted)))")
    #expect(f1 >= 0.85)
    #expect(Double(right) / Double(max(1, listed)) >= 0.68)
  }

  /// Both real pages are about diplomacy after civil unrest.
  @Test(arguments: ["000_fb21abdec28869a3.txt", "001_59906b00f758abd4.txt"])
  func mainTopicsOfTheRealPagesLead(name: String) async throws {
    let file = Support.gold.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("seeds/" + name)
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return print("skipped: no \(name)") }
    let lines = text.split(separator: "\n").filter { $0.split(separator: " ").count > 5 }.map(String.init)
    var article = Support.article(lines[0], Array(lines.dropFirst()))
    try await Support.stage().enrich(&article)
    let direct = article.annotations.topics.filter { $0.why == "direct" }.prefix(3)
    print(direct.map { "\($0.id) \($0.name) \($0.confidence) \($0.terms)" })
    #expect(Set(direct.map(\.id)).isSuperset(of: ["medtop:20000639", "medtop:20000065"]))
  }
}
