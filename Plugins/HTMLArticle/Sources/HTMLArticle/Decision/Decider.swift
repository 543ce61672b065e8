import KZPipeKit
import KZPipeLearn

/// Decides which blocks are the article's body.
struct Decider: Sendable {
  let model: TreeEnsemble
  let favour: Favour

  /// Limits of the threshold: the page's own best lies between them.
  private var limits: ClosedRange<Float> {
    switch favour {
    case .balanced: 0.3...0.65
    case .precision: 0.5...0.85
    case .recall: 0.1...0.4
    }
  }

  /// What a lost word weighs against a word too many. Words that the model doubts are seldom alone: a page with one
  /// doubtful stretch tends to have several, so a level one keeps too much.
  private var lossWeight: Float {
    switch favour {
    case .balanced: 0.55
    case .precision: 0.25
    case .recall: 1.5
    }
  }

  /// Probability of each block to be body; 0 for those that need no look.
  func probabilities(_ features: BlockFeatures, blocks: Int) -> [Float] {
    var found = [Float](repeating: 0, count: blocks)
    let open = features.open
    var scores = [Float](repeating: 0, count: min(open.count, Self.rowsAtOnce))
    for start in stride(from: 0, to: open.count, by: Self.rowsAtOnce) {
      let part = Array(open[start..<min(open.count, start + Self.rowsAtOnce)])
      let matrix = features.matrix(part, width: model.featureCount)
      matrix.values.withUnsafeBufferPointer { values in
        scores.withUnsafeMutableBufferPointer { scores in
          guard let base = values.baseAddress, let out = scores.baseAddress else { return }
          model.scores(base, rows: part.count, stride: matrix.width, earlyExit: Self.earlyExit, into: out)
        }
      }
      for (row, block) in part.enumerated() { found[block] = scores[row] }
    }
    return found
  }

  /// Rows of features that are in memory at a time.
  private static let rowsAtOnce = 1024

  /// Most blocks are settled after the first trees.
  private static let earlyExit = EarlyExit(every: 40, margin: 3.2, center: -0.3)

  /// The threshold that makes the expected F measure of the kept words largest, with the probabilities taken at their word.
  func threshold(_ probabilities: [Float], words: [Int32]) -> Float {
    let order = probabilities.indices.sorted {
      probabilities[$0] != probabilities[$1] ? probabilities[$0] > probabilities[$1] : $0 < $1
    }
    let expected = zip(probabilities, words).reduce(Float(0)) { $0 + $1.0 * Float($1.1) }
    var right: Float = 0
    var kept: Float = 0
    var best: Float = 0
    var cut: Float = 0.5
    for (place, index) in order.enumerated() {
      right += probabilities[index] * Float(words[index])
      kept += Float(words[index])
      let value = (1 + lossWeight) * right / (kept + lossWeight * expected)
      if value > best {
        best = value
        let next = place + 1 < order.count ? probabilities[order[place + 1]] : 0
        cut = (probabilities[index] + next) / 2
      }
    }
    return min(max(cut, limits.lowerBound), limits.upperBound)
  }
}
