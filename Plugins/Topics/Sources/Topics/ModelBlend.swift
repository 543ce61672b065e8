import Glibc

/// Joins what the term tables say of an article with what a trained model says.
///
/// Both are confidences; their log odds are averaged, the model's with the weight n / (n + 10) for a topic that it has learnt
/// from n articles. The result is expressed as a score again, so that the choice of topics is one and the same.
struct ModelBlend {
  let model: TopicModel
  let vocabulary: Vocabulary

  /// Articles from which the model counts as much as the tables.
  static let equalArticles = 10.0
  /// What the tables say of a topic that none of their terms speaks for.
  static let silence = 0.15
  /// Topics that are less likely after all are not worth choosing from.
  static let least = 0.15

  func scores(_ found: [TopicScorer.Score], of article: TextFeatures) -> [TopicScorer.Score] {
    var byConcept = Dictionary(uniqueKeysWithValues: found.map { ($0.concept, $0) })
    for answer in model.answers(for: article) {
      let topic = model.classes[answer.topic]
      guard let concept = vocabulary.concept(topic.code), !vocabulary.concepts[concept].isRetired else { continue }
      let known = byConcept[concept]
      let tables = known.map { TopicChoice.confidence(of: $0.value) } ?? Self.silence
      let share = Double(topic.articles) / (Double(topic.articles) + Self.equalArticles)
      let odds = share * Self.odds(answer.probability) + (1 - share) * Self.odds(tables)
      let confidence = 1 / (1 + exp(-odds))
      guard confidence >= Self.least else {
        byConcept[concept] = nil
        continue
      }
      let words = (known?.terms ?? []) + answer.words.filter { !(known?.terms ?? []).contains($0) }
      byConcept[concept] = TopicScorer.Score(
        concept: concept, value: TopicChoice.score(of: confidence), terms: Array(words.prefix(5)))
    }
    return byConcept.values.sorted { ($1.value, $0.concept) < ($0.value, $1.concept) }
  }

  private static func odds(_ probability: Double) -> Double {
    let bounded = min(0.995, max(0.005, probability))
    return log(bounded / (1 - bounded))
  }
}
