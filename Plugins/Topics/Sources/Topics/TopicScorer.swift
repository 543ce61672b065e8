import Glibc
import KZPipeKit
import KZPipeText

/// Weighs the terms of an article.
///
/// A topic's score is the sum over its terms of weight × logarithm of the weighted count, so that a second different term
/// counts for more than a second use of the first. A term that speaks for several topics is shared among
/// them, but not between a topic and the one above it.
struct TopicScorer {
  struct Score {
    var concept: Int
    var value: Double
    /// Terms found, heaviest first.
    var terms: [String]
  }

  let index: TermIndex

  func scores(of article: Article) -> [Score] {
    var counts: [TermUse: Double] = [:]
    var order: [TermUse] = []
    var words = 0
    func read(_ text: String, weight: Double) {
      let list = Words(text)
      words += list.ranges.count
      for position in list.ranges.indices {
        // A word speaks once for a topic, by the term that says most: "murderer" is no proof beside "murder*".
        var here: [TermUse] = []
        index.forEachMatch(in: list, at: position) { term in
          for topic in index.uses(of: term) {
            let use = TermUse(term: Int32(term), concept: topic.concept, weight: topic.weight, shared: topic.shared)
            if let known = here.firstIndex(where: { $0.concept == topic.concept }) {
              if saysMore(use, than: here[known]) { here[known] = use }
            } else {
              here.append(use)
            }
          }
        }
        for use in here {
          if counts[use] == nil { order.append(use) }
          counts[use, default: 0] += weight
        }
      }
    }
    if let headline = article.headline { read(headline, weight: 3) }
    if let deck = article.alternativeHeadline { read(deck, weight: 2) }
    for (position, block) in article.body.enumerated() { read(block.text, weight: position < 3 ? 1.5 : 1) }
    for image in article.images { if let caption = image.caption { read(caption, weight: 0.5) } }

    return collect(order, counts, words: words)
  }

  private func collect(_ order: [TermUse], _ counts: [TermUse: Double], words: Int) -> [Score] {
    var byConcept: [Int32: [(use: TermUse, text: String, value: Double)]] = [:]
    for use in order {
      let value = Self.points(use.weight) * log2(1 + (counts[use] ?? 0)) / Double(use.shared).squareRoot()
      byConcept[use.concept, default: []].append((use, index.text(of: Int(use.term)), value))
    }
    // A long article names more things in passing.
    let length = 1 + 0.35 * log2(1 + Double(words) / 150)
    return byConcept.compactMap { concept, uses -> Score? in
      guard uses.contains(where: { $0.use.weight != .supporting }) else { return nil }
      let sorted = uses.sorted { ($1.value, $0.text) < ($0.value, $1.text) }
      let value = sorted.reduce(0) { $0 + $1.value } / length
      return Score(concept: Int(concept), value: value, terms: sorted.prefix(5).map(\.text))
    }.sorted { ($1.value, $0.concept) < ($0.value, $1.concept) }
  }

  /// Heavier, else longer.
  private func saysMore(_ use: TermUse, than other: TermUse) -> Bool {
    use.weight == other.weight
      ? index.length(of: Int(use.term)) > index.length(of: Int(other.term))
      : use.weight.rawValue > other.weight.rawValue
  }

  private static func points(_ weight: TermIndex.Weight) -> Double {
    switch weight {
    case .supporting: 0.5
    case .normal: 1
    case .settling: 2
    }
  }

  private struct TermUse: Hashable {
    var term: Int32
    var concept: Int32
    var weight: TermIndex.Weight
    var shared: Int32
  }
}
