import EntityTagging
import EntityText
import Gazetteers

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Trains a linear-chain conditional random field (Lafferty and others 2001) by AdaGrad with an L1 step.
///
/// Deterministic: a fixed order of the sentences for each epoch, drawn from a small generator with a fixed seed.
public struct Trainer {
  public struct Settings: Sendable {
    public var epochs = 12
    public var rate: Float = 0.1
    /// Sum of squared gradients that every weight begins with: the more, the smaller its first steps.
    public var caution: Float = 1e-2
    /// L1 step for each update of a weight, in units of the rate.
    public var sparsity: Float = 2e-6
    /// Features seen less often are left out.
    public var minimumCount = 2
    /// Slots of the model's table, as a power of two.
    public var tableBits = 18
    /// Entity kinds; labels are `O` and `B-`, `I-` for each.
    public var kinds = ["PER", "ORG", "LOC", "NORP", "EVT", "WRK"]

    public init() {}
  }

  private let settings: Settings
  private let extractor: FeatureExtractor
  private let labels: [String]

  public init(settings: Settings, extractor: FeatureExtractor) {
    self.settings = settings
    self.extractor = extractor
    labels = ["O"] + settings.kinds.flatMap { ["B-" + $0, "I-" + $0] }
  }

  /// Contents of a model file.
  public func train(_ data: [LabelledText], report: (String) -> Void = { _ in }) -> [UInt8] {
    let corpus = Corpus(data, labels: labels, extractor: extractor, minimumCount: settings.minimumCount)
    report(corpus.size)
    var field = Field(labels: labels, features: corpus.known.count, settings: settings)
    run(&field, on: corpus, report: report)
    return TaggerModel.build(
      labels: labels, start: field.start, transitions: field.transitions, features: corpus.known,
      weights: field.weights, bits: settings.tableBits)
  }

  /// Contents of a model file: `model`, trained on. The steps are small, so that it keeps what it knows; labels and size of
  /// its table stay.
  public static func adapt(
    _ model: TaggerModel, extractor: FeatureExtractor, to data: [LabelledText], settings: Settings = .adapting,
    report: (String) -> Void = { _ in }
  ) -> [UInt8] {
    var settings = settings
    settings.kinds = model.labels.filter { $0.hasPrefix("B-") }.map { String($0.dropFirst(2)) }
    let trainer = Trainer(settings: settings, extractor: extractor)
    guard trainer.labels == model.labels else { return [] }
    let corpus = Corpus(
      data, labels: trainer.labels, extractor: extractor, minimumCount: settings.minimumCount,
      isKnown: { model.weights(of: $0) != nil })
    report(corpus.size)
    var field = Field(labels: trainer.labels, features: corpus.known.count, settings: settings)
    let count = trainer.labels.count
    for (id, hash) in corpus.known.enumerated() {
      guard let row = model.weights(of: hash) else { continue }
      field.weights.replaceSubrange((id * count)..<((id + 1) * count), with: row)
    }
    field.start = model.start
    field.transitions = model.transitions
    trainer.run(&field, on: corpus, report: report)
    return model.adapted(
      features: corpus.known, weights: field.weights, start: field.start, transitions: field.transitions)
  }

  private func run(_ field: inout Field, on corpus: Corpus, report: (String) -> Void) {
    var order = Array(corpus.sequences.indices)
    var random = SplitMix(state: 20_260_101)
    for epoch in 0..<settings.epochs {
      for at in stride(from: order.count - 1, to: 0, by: -1) {
        order.swapAt(at, Int(random.next() % UInt64(at + 1)))
      }
      var loss = 0.0
      corpus.features.withUnsafeBufferPointer { features in
        for at in order {
          let sequence = corpus.sequences[at]
          loss += field.update(
            UnsafeBufferPointer(rebasing: features[sequence.features]), sequence.labels, sequence.weight)
        }
      }
      report("epoch \(epoch + 1): loss \(Int(loss))")
    }
  }
}

extension Trainer.Settings {
  /// For training a model on: fewer epochs, and steps that begin small.
  public static var adapting: Trainer.Settings {
    var settings = Trainer.Settings()
    settings.epochs = 6
    settings.rate = 0.1
    settings.caution = 1
    settings.sparsity = 0
    return settings
  }
}

/// A pseudo-random generator (Steele, Lea, Flood 2014) that gives the same numbers everywhere.
struct SplitMix {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}

/// Weights and gradient steps of the field.
struct Field {
  let count: Int
  let settings: Trainer.Settings
  let inside: [Int?]
  var weights: [Float]
  var start: [Float]
  var transitions: [Float]
  private var squares: [Float]
  private var startSquares: [Float]
  private var transitionSquares: [Float]
  private var emissions: [Float] = []
  private var forward: [Float] = []
  private var backward: [Float] = []
  private var gradient: [Float] = []

  init(labels: [String], features: Int, settings: Trainer.Settings) {
    count = labels.count
    self.settings = settings
    inside = TaggerModel.inside(labels)
    weights = Array(repeating: 0, count: features * count)
    squares = Array(repeating: settings.caution, count: features * count)
    start = Array(repeating: 0, count: count)
    startSquares = Array(repeating: settings.caution, count: count)
    transitions = Array(repeating: 0, count: count * count)
    transitionSquares = Array(repeating: settings.caution, count: count * count)
  }

  private func allows(_ from: Int, _ to: Int) -> Bool {
    guard let begin = inside[to] else { return true }
    return from == begin || from == to
  }

  /// One step on one sentence; the loss before it.
  mutating func update(_ features: UnsafeBufferPointer<Int32>, _ gold: [Int], _ weight: Float) -> Double {
    let length = gold.count
    let width = FeatureExtractor.count
    let count = count
    guard length > 0 else { return 0 }
    emissions = [Float](repeating: 0, count: length * count)
    weights.withUnsafeBufferPointer { weights in
      emissions.withUnsafeMutableBufferPointer { emissions in
        for token in 0..<length {
          for feature in features[(token * width)..<((token + 1) * width)] where feature >= 0 {
            let row = Int(feature) * count
            for label in 0..<count { emissions[token * count + label] += weights[row + label] }
          }
        }
      }
    }
    // Forward and backward in probabilities, rescaled at every token.
    var moves = [Float](repeating: 0, count: count * count)
    for from in 0..<count {
      for to in 0..<count where allows(from, to) { moves[from * count + to] = exp(transitions[from * count + to]) }
    }
    var potentials = [Float](repeating: 0, count: length * count)
    var logScale = 0.0
    for token in 0..<length {
      var top = -Float.infinity
      for label in 0..<count { top = max(top, emissions[token * count + label]) }
      logScale += Double(top)
      for label in 0..<count { potentials[token * count + label] = exp(emissions[token * count + label] - top) }
    }
    forward = [Float](repeating: 0, count: length * count)
    backward = [Float](repeating: 0, count: length * count)
    var scales = [Float](repeating: 1, count: length)
    for label in 0..<count where inside[label] == nil { forward[label] = exp(start[label]) * potentials[label] }
    normalise(&forward, 0, &scales)
    for token in 1..<max(length, 1) {
      for from in 0..<count {
        let mass = forward[(token - 1) * count + from]
        if mass == 0 { continue }
        for to in 0..<count { forward[token * count + to] += mass * moves[from * count + to] }
      }
      for to in 0..<count { forward[token * count + to] *= potentials[token * count + to] }
      normalise(&forward, token, &scales)
    }
    var logZ = logScale
    for scale in scales { logZ += log(Double(scale)) }
    for label in 0..<count { backward[(length - 1) * count + label] = 1 }
    gradient = [Float](repeating: 0, count: length * count)
    var moveGradient = [Float](repeating: 0, count: count * count)
    if length > 1 {
      for token in stride(from: length - 2, through: 0, by: -1) {
        let after = (token + 1) * count
        for from in 0..<count {
          var sum: Float = 0
          for to in 0..<count {
            let flow = moves[from * count + to] * potentials[after + to] * backward[after + to]
            sum += flow
            moveGradient[from * count + to] += forward[token * count + from] * flow / scales[token + 1]
          }
          backward[token * count + from] = sum / scales[token + 1]
        }
      }
    }
    var goldScore = Double(start[gold[0]])
    for token in 0..<length {
      for label in 0..<count {
        gradient[token * count + label] = forward[token * count + label] * backward[token * count + label]
      }
      gradient[token * count + gold[token]] -= 1
      goldScore += Double(emissions[token * count + gold[token]])
      if token > 0 {
        moveGradient[gold[token - 1] * count + gold[token]] -= 1
        goldScore += Double(transitions[gold[token - 1] * count + gold[token]])
      }
    }
    step(features, length, moveGradient, weight)
    return (logZ - goldScore) * Double(weight)
  }

  private func normalise(_ values: inout [Float], _ token: Int, _ scales: inout [Float]) {
    var sum: Float = 0
    for label in 0..<count { sum += values[token * count + label] }
    sum = max(sum, 1e-30)
    scales[token] = sum
    for label in 0..<count { values[token * count + label] /= sum }
  }

  private mutating func step(
    _ features: UnsafeBufferPointer<Int32>, _ length: Int, _ moveGradient: [Float], _ weight: Float
  ) {
    let width = FeatureExtractor.count
    let count = count
    let rate = settings.rate
    let shrink = settings.sparsity
    weights.withUnsafeMutableBufferPointer { weights in
      squares.withUnsafeMutableBufferPointer { squares in
        gradient.withUnsafeBufferPointer { gradient in
          for token in 0..<length {
            for feature in features[(token * width)..<((token + 1) * width)] where feature >= 0 {
              let row = Int(feature) * count
              for label in 0..<count {
                let g = gradient[token * count + label] * weight
                if g * g < 1e-9 { continue }
                squares[row + label] += g * g
                let stepSize = rate / squares[row + label].squareRoot()
                var value = weights[row + label] - stepSize * g
                value = value > 0 ? max(0, value - stepSize * shrink) : min(0, value + stepSize * shrink)
                weights[row + label] = value
              }
            }
          }
        }
      }
    }
    for label in 0..<count {
      let g = gradient[label] * weight
      startSquares[label] += g * g
      start[label] -= rate * g / startSquares[label].squareRoot()
    }
    for at in 0..<(count * count) where moveGradient[at] != 0 {
      let g = moveGradient[at] * weight
      transitionSquares[at] += g * g
      transitions[at] -= rate * g / transitionSquares[at].squareRoot()
    }
  }
}
