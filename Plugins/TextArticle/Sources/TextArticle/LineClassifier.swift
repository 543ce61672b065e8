import KZPipeLearn

/// Decides which lines are the article's body: boosted trees over lines in context, then the cheapest sequence of runs.
struct LineClassifier: Sendable {
  let trees: TreeEnsemble

  /// Width of a word and the space after it; Han and kana, which are twice as wide, make three characters a word.
  static let columnsPerWord: Float = 6
  /// Lines at or above this probability speak for the body.
  static let threshold: Float = 0.5
  /// What a change between body and not-body costs, in words of certain gain.
  static let switchCost: Float = 1
  /// Fewer kept words than this call for a second, more generous look.
  static let fewWords: Float = 30
  /// The share of the best line's probability that is enough in that second look.
  static let generousShare: Float = 0.6
  /// Most lines are clear after the first trees.
  static let earlyExit = EarlyExit(every: 10, margin: 2.2)
  /// Probability of lines that are not looked at.
  static let hopeless: Float = 0.01

  /// Probability of each line to belong to the body.
  func probabilities(_ page: borrowing PageForm) -> [Float] {
    var result = [Float](repeating: Self.hopeless, count: page.count)
    let context = PageContext(page)
    let lines = context.openLines(page)
    guard !lines.isEmpty else { return result }
    let matrix = FeatureMatrix(page, context, lines: lines)
    var scores = [Float](repeating: 0, count: lines.count)
    trees.scores(matrix.values, rows: lines.count, earlyExit: Self.earlyExit, into: &scores)
    for (line, score) in zip(lines, scores) { result[line] = score }
    return result
  }

  /// The lines to keep.
  static func choose(_ probabilities: [Float], words: [Float]) -> [Bool] {
    let first = cheapestRuns(probabilities, words: words, threshold: threshold)
    let kept = zip(first, words).reduce(Float(0)) { $0 + ($1.0 ? $1.1 : 0) }
    guard kept < fewWords, let best = probabilities.max() else { return first }
    return cheapestRuns(probabilities, words: words, threshold: min(threshold, generousShare * best))
  }

  /// Viterbi over two states: keeping a line gains its words times its distance from the threshold, every change costs.
  static func cheapestRuns(_ probabilities: [Float], words: [Float], threshold: Float) -> [Bool] {
    var dropped: Float = 0
    var kept: Float = 0
    /// Whether the best way to each state at each line came from the other state.
    var turns: [(toDropped: Bool, toKept: Bool)] = []
    turns.reserveCapacity(words.count)
    for (probability, count) in zip(probabilities, words) {
      let toDropped = kept - switchCost > dropped
      let toKept = dropped - switchCost > kept
      turns.append((toDropped, toKept))
      let nextDropped = toDropped ? kept - switchCost : dropped
      kept = (toKept ? dropped - switchCost : kept) + count * (probability - threshold)
      dropped = nextDropped
    }
    var result = [Bool](repeating: false, count: words.count)
    var state = kept > dropped
    for index in words.indices.reversed() {
      result[index] = state
      if state ? turns[index].toKept : turns[index].toDropped { state.toggle() }
    }
    return result
  }
}
