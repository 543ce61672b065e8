import EntityText
import Gazetteers

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A stretch of tokens with a label.
public struct TaggedSpan: Sendable, Hashable {
  public var tokens: Range<Int>
  public var label: String
  /// Probability as the model sees it, 0...1.
  public var confidence: Float

  public init(tokens: Range<Int>, label: String, confidence: Float) {
    self.tokens = tokens
    self.label = label
    self.confidence = confidence
  }
}

/// Decodes the best label sequence (Viterbi) sentence by sentence.
public struct Tagger: Sendable {
  public let model: TaggerModel
  public let extractor: FeatureExtractor
  /// Longest stretch decoded at once; keeps memory bounded when nothing ends a sentence.
  static let longest = 512

  public init(model: TaggerModel, extractor: FeatureExtractor) {
    self.model = model
    self.extractor = extractor
  }

  public func tag(_ text: TokenizedText, matches: [GazetteerMatch]? = nil) -> [TaggedSpan] {
    guard !text.tokens.isEmpty else { return [] }
    let facts = extractor.facts(of: text, matches: matches)
    var features: [UInt64] = []
    var decoder = Decoder(model: model)
    var spans: [TaggedSpan] = []
    var first = 0
    while first < text.tokens.count {
      let end = Self.sentenceEnd(text.tokens, from: first)
      FeatureExtractor.write(facts, first..<end, to: &features)
      features.withUnsafeBufferPointer { decoder.decode($0, first..<end, &spans) }
      first = end
    }
    return spans
  }

  /// Where the sentence that begins at `first` ends.
  public static func sentenceEnd(_ tokens: [Token], from first: Int) -> Int {
    var end = first + 1
    while end < tokens.count, end - first < longest, !tokens[end].startsSentence { end += 1 }
    return end
  }
}

/// Working memory of one decoding run.
struct Decoder {
  let model: TaggerModel
  private let count: Int
  private let blocks: Int
  private var emissions: [Float] = []
  private var back: [UInt8] = []
  private var path: [Int] = []
  /// Emissions of one token, as integers.
  private var sums: [SIMD16<Int16>]
  /// Labels from which a label may come: any for `O` and `B-x`.
  private var scores: [Float]
  private var next: [Float]

  init(model: TaggerModel) {
    self.model = model
    count = model.labels.count
    blocks = model.stride / 16
    sums = Array(repeating: .zero, count: blocks)
    scores = Array(repeating: 0, count: count)
    next = scores
  }

  mutating func decode(_ features: UnsafeBufferPointer<UInt64>, _ range: Range<Int>, _ spans: inout [TaggedSpan]) {
    emit(features, range)
    viterbi(range.count)
    collect(range.lowerBound, &spans)
  }

  private mutating func emit(_ features: UnsafeBufferPointer<UInt64>, _ range: Range<Int>) {
    emissions.removeAll(keepingCapacity: true)
    let width = FeatureExtractor.count
    let blocks = blocks
    let model = model
    let scale = model.scale
    let count = count
    for token in range {
      sums.withUnsafeMutableBufferPointer { sums in
        guard let base = sums.baseAddress else { return }
        for block in 0..<blocks { base[block] = .zero }
        for feature in 0..<width { model.add(features[(token - range.lowerBound) * width + feature], to: base) }
        for label in 0..<count { emissions.append(Float(base[label >> 4][label & 15]) * scale) }
      }
    }
  }

  private mutating func viterbi(_ length: Int) {
    let count = count
    back.removeAll(keepingCapacity: true)
    back.reserveCapacity(length * count)
    for label in 0..<count {
      scores[label] = model.inside[label] == nil ? emissions[label] + model.start[label] : -1e9
    }
    if length > 1 {
      for token in 1..<length {
        for label in 0..<count {
          var best = -Float.infinity
          var from = 0
          if let begin = model.inside[label] {
            let a = scores[begin] + model.transitions[begin * count + label]
            let b = scores[label] + model.transitions[label * count + label]
            (best, from) = a >= b ? (a, begin) : (b, label)
          } else {
            for previous in 0..<count {
              let score = scores[previous] + model.transitions[previous * count + label]
              if score > best {
                best = score
                from = previous
              }
            }
          }
          next[label] = best + emissions[token * count + label]
          back.append(UInt8(from))
        }
        swap(&scores, &next)
      }
    }
    path.removeAll(keepingCapacity: true)
    var label = 0
    for candidate in 1..<count where scores[candidate] > scores[label] { label = candidate }
    path.append(label)
    var token = length - 1
    while token > 0 {
      label = Int(back[(token - 1) * count + label])
      path.append(label)
      token -= 1
    }
    path.reverse()
  }

  private func collect(_ offset: Int, _ spans: inout [TaggedSpan]) {
    var token = 0
    while token < path.count {
      let label = path[token]
      guard label != 0 else {
        token += 1
        continue
      }
      var end = token + 1
      while end < path.count, let begin = model.inside[path[end]], begin == label || path[end] == label { end += 1 }
      var confidence: Float = 1
      for at in token..<end { confidence = min(confidence, probability(at)) }
      spans.append(
        TaggedSpan(
          tokens: (offset + token)..<(offset + end), label: String(model.labels[label].dropFirst(2)),
          confidence: confidence))
      token = end
    }
  }

  /// Probability of the path's label at a token, its neighbours' labels given.
  private func probability(_ token: Int) -> Float {
    var total: Float = 0
    let chosen = path[token]
    func score(_ label: Int) -> Float {
      // Only sequences that the decoder could have chosen take part.
      if let begin = model.inside[label] {
        guard token > 0, path[token - 1] == begin || path[token - 1] == label else { return -.infinity }
      }
      if token + 1 < path.count, let begin = model.inside[path[token + 1]], label != begin, label != path[token + 1] {
        return -.infinity
      }
      var sum = emissions[token * count + label]
      sum += token > 0 ? model.transitions[path[token - 1] * count + label] : model.start[label]
      if token + 1 < path.count { sum += model.transitions[label * count + path[token + 1]] }
      return sum
    }
    let best = score(chosen)
    for label in 0..<count { total += exp(min(score(label) - best, 20)) }
    return 1 / max(total, 1e-6)
  }
}
