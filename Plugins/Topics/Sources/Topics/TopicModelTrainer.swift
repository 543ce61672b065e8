import Glibc
import KZPipeKit

/// Trains `TopicModel` on articles whose topics people have corrected.
///
/// One against the rest, by stochastic gradient with AdaGrad steps (Duchi and others 2011) and an L2 term. Everything has
/// one order, so that the same articles give the same file.
public struct TopicModelTrainer: ModelTrainer {
  static let minimumArticles = Option(
    "minimum_articles", default: 4, in: 2...10_000, summary: "Topics with fewer articles are left to the term tables.")
  static let epochs = Option("epochs", default: 12, in: 1...200, summary: "Times that each article is learnt from.")

  public static let spec = TrainerSpec(
    "topics", summary: "A linear model of Media Topics over the words of an article, beside the term tables.",
    usage: "topics: {model: FILE}", options: [minimumArticles.spec, epochs.spec])

  /// Features that the model may have; those of the most articles stay.
  static let mostFeatures = 60_000

  private let minimumArticles: Int
  private let epochs: Int
  private let stage: TopicsStage

  public init(options: Options, context: StageContext) throws(StageError) {
    minimumArticles = options[Self.minimumArticles]
    epochs = options[Self.epochs]
    let defaults: Options
    do { defaults = try Options(for: TopicsStage.spec) } catch {
      throw StageError(.badOption, "the options of the stage have no defaults")
    }
    stage = try TopicsStage(options: defaults, context: context)
  }

  public func train(on articles: [Article], report: (String) -> Void) throws(StageError) -> [UInt8] {
    let labels = articles.map(topics)
    var counts: [Int: Int] = [:]
    for topic in labels.joined() { counts[topic, default: 0] += 1 }
    let classes = counts.filter { $0.value >= minimumArticles && $0.value < articles.count }.keys.sorted()
    guard !classes.isEmpty else {
      throw StageError(
        .tooFewExamples, "no topic stands in at least \(minimumArticles) of the articles and is missing in another",
        advice: "give more articles, or lower minimum_articles")
    }
    let texts = articles.map { TextFeatures(of: $0).features }
    let known = Self.frequent(texts)
    let ids = Dictionary(uniqueKeysWithValues: known.enumerated().map { ($1, $0) })
    let rows = texts.map { text in
      text.compactMap { feature in ids[feature.hash].map { (id: $0, value: feature.value) } }
    }
    report("\(articles.count) articles, \(classes.count) topics, \(known.count) words and pairs")
    var weights = [[Float]](repeating: [Float](repeating: 0, count: classes.count), count: known.count)
    var biases: [Float] = []
    for (index, topic) in classes.enumerated() {
      var learner = Learner(features: known.count)
      learner.learn(rows, labels.map { $0.contains(topic) }, epochs: epochs)
      for feature in known.indices { weights[feature][index] = learner.weights[feature] }
      biases.append(learner.bias)
    }
    return TopicModel.contents(
      codes: classes.map { stage.vocabulary.concepts[$0].code }, articles: classes.map { counts[$0] ?? 0 },
      biases: biases, rows: zip(known, weights).map { ($0, $1) })
  }

  /// Topics that are given directly, and the fields above them.
  public func evaluate(_ model: [UInt8]?, on articles: [Article]) async throws(StageError) -> [ModelScore] {
    var stage = stage
    if let model { stage.model = try TopicModel(contents: model, file: "the new model") }
    var direct = ModelScore("topics")
    var fields = ModelScore("fields")
    for article in articles {
      var found = article
      found.annotations = Annotations()
      try await stage.enrich(&found)
      let given = Set(found.annotations.topics.filter { $0.why == "direct" }.compactMap { concept($0.id) })
      let wanted = topics(of: article)
      direct.right += given.intersection(wanted).count
      direct.given += given.count
      direct.wanted += wanted.count
      let (givenFields, wantedFields) = (Set(given.map(field)), Set(wanted.map(field)))
      fields.right += givenFields.intersection(wantedFields).count
      fields.given += givenFields.count
      fields.wanted += wantedFields.count
    }
    return [direct, fields]
  }

  // MARK: Topics

  private func concept(_ qcode: String) -> Int? {
    stage.vocabulary.concept(qcode: qcode)
  }

  private func field(of concept: Int) -> Int { stage.vocabulary.ancestors(of: concept).last ?? concept }

  /// The topics that people gave the article, without those that only stand above them; retired codes are nothing to learn.
  private func topics(of article: Article) -> Set<Int> {
    let given = article.annotations.topics.filter { $0.why != "ancestor" }.compactMap { concept($0.id) }
    return Set(given.filter { !stage.vocabulary.concepts[$0].isRetired })
  }

  /// Hashes that stand in at least two articles, ascending.
  private static func frequent(_ texts: [[TextFeatures.Feature]]) -> [UInt32] {
    var counts: [UInt32: Int] = [:]
    for text in texts { for feature in text { counts[feature.hash, default: 0] += 1 } }
    let kept = counts.filter { $0.value >= 2 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return kept.prefix(mostFeatures).map(\.key).sorted()
  }
}

/// Logistic regression of one topic.
private struct Learner {
  var weights: [Float]
  var bias: Float = 0
  private var squares: [Float]
  private var biasSquares: Float = 1

  static let rate: Float = 0.5
  static let decay: Float = 1e-4

  init(features: Int) {
    weights = Array(repeating: 0, count: features)
    squares = Array(repeating: 0.1, count: features)
  }

  mutating func learn(_ rows: [[(id: Int, value: Float)]], _ labels: [Bool], epochs: Int) {
    for _ in 0..<epochs {
      // A stride that shares no divisor with the number of articles visits each once and mixes their order.
      var at = 0
      let step = Self.stride(rows.count)
      for _ in rows.indices {
        update(rows[at], labels[at] ? 1 : 0)
        at = (at + step) % rows.count
      }
    }
  }

  private mutating func update(_ row: [(id: Int, value: Float)], _ label: Float) {
    var sum = bias
    for feature in row { sum += weights[feature.id] * feature.value }
    let error = 1 / (1 + exp(-sum)) - label
    for feature in row {
      let gradient = error * feature.value + Self.decay * weights[feature.id]
      squares[feature.id] += gradient * gradient
      weights[feature.id] -= Self.rate * gradient / squares[feature.id].squareRoot()
    }
    biasSquares += error * error
    bias -= Self.rate * error / biasSquares.squareRoot()
  }

  private static func stride(_ count: Int) -> Int {
    func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }
    var step = max(1, Int(Double(count) * 0.618))
    while divisor(step, count) != 1 { step += 1 }
    return step
  }
}
