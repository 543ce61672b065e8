/// Chooses the few topics that the article is about from the many that it touches.
///
/// First the field (top-level topic) with the most evidence; then the best topics, those of other fields only when they are
/// half as strong as the best one and sure by themselves. A topic above a chosen one is not chosen beside it: it follows as an ancestor.
struct TopicChoice {
  struct Chosen {
    var concept: Int
    /// 0...1.
    var confidence: Double
    /// 0...1, the strongest topic has 1.
    var relevance: Double
    var terms: [String]
  }

  let vocabulary: Vocabulary
  let maximum: Int
  let minimumConfidence: Double

  /// Score at which a topic is as likely right as wrong.
  static let halfWay = 2.5
  /// Share of the best score that a topic of the main field needs, and one of another field.
  static let sameField = 0.55
  static let otherField = 0.5
  /// What a topic of another field needs beyond the least confidence.
  static let otherCaution = 0.2
  /// Share of a wider topic's score with which a narrower one takes its place.
  static let narrower = 0.45

  static func confidence(of score: Double) -> Double { score / (score + halfWay) }
  /// The score that has this confidence.
  static func score(of confidence: Double) -> Double { halfWay * confidence / max(1e-6, 1 - confidence) }

  func choose(from found: [TopicScorer.Score]) -> [Chosen] {
    let scores = narrowed(found)
    guard !scores.isEmpty else { return [] }
    let fields = scores.map { vocabulary.ancestors(of: $0.concept).last ?? $0.concept }
    var fieldScores: [Int: Double] = [:]
    for (score, field) in zip(scores, fields) { fieldScores[field, default: 0] += score.value * score.value }
    let mainField = fieldScores.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    let ranked = zip(scores, fields).sorted { a, b in
      let values = (weighted(a.0.value, isMain: a.1 == mainField), weighted(b.0.value, isMain: b.1 == mainField))
      return values.0 == values.1 ? a.0.concept < b.0.concept : values.0 > values.1
    }
    guard let best = ranked.first?.0.value else { return [] }

    var chosen: [Chosen] = []
    for (score, field) in ranked where chosen.count < maximum {
      let share = score.value / best
      guard share >= (field == mainField ? Self.sameField : Self.otherField) else { continue }
      let confidence = Self.confidence(of: score.value)
      guard confidence >= minimumConfidence + (field == mainField ? 0 : Self.otherCaution) else { continue }
      let ancestors = vocabulary.ancestors(of: score.concept)
      let isRelated = chosen.contains { other in
        ancestors.contains(other.concept) || vocabulary.ancestors(of: other.concept).contains(score.concept)
      }
      if isRelated { continue }
      chosen.append(
        Chosen(
          concept: score.concept, confidence: min(0.99, confidence), relevance: min(1, share), terms: score.terms))
    }
    return chosen
  }

  /// A topic that has a good part of the score of one above it takes its place: the narrower subject says more, and the
  /// wider one follows as its ancestor.
  private func narrowed(_ found: [TopicScorer.Score]) -> [TopicScorer.Score] {
    var scores = found
    for index in scores.indices {
      let ancestors = vocabulary.ancestors(of: scores[index].concept)
      for above in found where ancestors.contains(above.concept) && above.value > scores[index].value {
        if scores[index].value >= Self.narrower * above.value { scores[index].value = above.value + 0.001 }
      }
    }
    return scores.sorted { ($1.value, $0.concept) < ($0.value, $1.concept) }
  }

  private func weighted(_ value: Double, isMain: Bool) -> Double { isMain ? value : value * Self.otherField }
}
