import Foundation
import KZPipeKit
import Testing

@testable import Entities

/// Floors on the shared development articles, when they lie beside the repository.
struct GoldTests {
  static let path = GazetteerTests.package.deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "shared/bench/enrich/articles.jsonl").path
  static let isPresent: Bool = {
    let present = FileManager.default.fileExists(atPath: path)
    if !present { print("skipped: no shared articles at ../shared/bench/enrich") }
    return present
  }()

  @Test(.enabled(if: isPresent)) func strictScoreOnTheEnglishArticles() async throws {
    let stage = try Support.stage()
    var right = 0
    var found = 0
    var wanted = 0
    for line in try String(contentsOfFile: Self.path, encoding: .utf8).split(separator: "\n") {
      let gold = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      guard gold["language"] as? String == "en", let text = gold["text"] as? String,
        let entities = gold["entities"] as? [[String: Any]]
      else { continue }
      let scalars = Array(text.unicodeScalars)
      let bytes = scalars.indices.reduce(into: [0]) { $0.append($0[$1] + UTF8.width(scalars[$1])) }
      var article = Support.article([text])
      try await stage.enrich(&article)
      let kinds = Dictionary(
        article.annotations.entities.map { ($0.id, $0.kind.rawValue) }, uniquingKeysWith: { a, _ in a })
      let judged: Set<String> = ["person", "organisation", "place"]
      func spans(_ include: ([String: Any]) -> Bool) -> [(Range<Int>, String)] {
        entities.compactMap { entity in
          guard include(entity), let start = entity["start"] as? Int, let end = entity["end"] as? Int,
            let type = entity["type"] as? String
          else { return nil }
          return (bytes[start]..<bytes[end], type)
        }
      }
      let optional = spans { $0["optional"] as? Bool == true }.map(\.0)
      let nested = spans { $0["nested_ok"] as? Bool == true }.map(\.0)
      let gold2 = Set(
        spans { $0["optional"] as? Bool != true }.filter { judged.contains($0.1) }.map { "\($0.0) \($0.1)" })
      let ours = article.annotations.mentions.filter { mention in
        let range = mention.range.bytes
        return judged.contains(kinds[mention.entity] ?? "") && !optional.contains { $0.overlaps(range) }
          && !nested.contains { $0 != range && $0.lowerBound <= range.lowerBound && range.upperBound <= $0.upperBound }
      }.map { "\($0.range.bytes) \(kinds[$0.entity] ?? "")" }
      right += gold2.intersection(ours).count
      found += ours.count
      wanted += gold2.count
    }
    let score = 200 * Double(right) / Double(found + wanted)
    #expect(wanted > 250)
    #expect(score >= 94, "strict F1 \(score)")
  }
}
