import KZPipeLearn

/// Decides which lines are the article's body: boosted trees over lines in context, then the cheapest sequence of runs.
struct LineClassifier: Sendable {
  let trees: TreeEnsemble

  /// Width of a word and the space after it; Han and kana, which are twice as wide, make three characters a word.
  static let columnsPerWord: Float = 6
  /// Lines at or above this probability speak for the body, where the page leaves no doubt; down to the least one where it does.
  static let threshold: Float = 0.5
  static let leastThreshold: Float = 0.2
  /// What a change between body and not-body costs, in words of certain gain.
  static let switchCost: Float = 0.5
  /// Fewer kept words than this call for a second, more generous look.
  static let fewWords: Float = 30
  /// The share of the best line's probability that is enough in that second look.
  static let generousShare: Float = 0.6
  /// Where no line is likelier than this there is nothing to look for twice.
  static let leastBest: Float = 0.12
  /// Most lines are clear after the first trees: below one in seven, or above nine in ten.
  static let earlyExit = EarlyExit(every: 5, margin: 2, center: 0.2)
  /// The trees left out would mostly have taken a clear score about twice as far; without that, many clear lines would together
  /// look like doubt.
  static let clearStretch: Float = 2
  static let linesAtATime = 2048
  /// Probability of lines that are not looked at.
  static let hopeless: Float = 0.01

  /// Probability of each line to belong to the body.
  func probabilities(_ page: borrowing PageForm) -> [Float] {
    var result = [Float](repeating: Self.hopeless, count: page.count)
    let context = PageContext(page)
    let lines = context.openLines(page)
    guard !lines.isEmpty else { return result }
    let matrix = FeatureMatrix(page, context)
    var scores = [Float](repeating: 0, count: lines.count)
    scores.withUnsafeMutableBufferPointer { scores in
      guard let base = scores.baseAddress else { return }
      // Rows are long; of a page with millions of lines only a few thousand are held at a time.
      for start in stride(from: 0, to: lines.count, by: Self.linesAtATime) {
        let part = lines[start..<min(start + Self.linesAtATime, lines.count)]
        let rows = matrix.rows(page, context, of: part)
        trees.rawScores(rows, rows: part.count, earlyExit: Self.earlyExit, into: base + start)
      }
      for index in scores.indices { scores[index] = probability(scores[index]) }
    }
    var last: (line: Int, score: Float)?
    for (line, score) in zip(lines, scores) {
      result[line] = score
      // Short lines in the middle of a table or a long list are as likely as the lines around them.
      if let last, line > last.line + 1 {
        let between = max(Self.hopeless, min(last.score, score))
        for index in (last.line + 1)..<line { result[index] = between }
      }
      last = (line, score)
    }
    return result
  }

  private func probability(_ raw: Float) -> Float {
    let isClear = abs(raw - Self.earlyExit.center) >= Self.earlyExit.margin
    return trees.probability(isClear ? raw * Self.clearStretch : raw)
  }

  /// The lines to keep.
  static func choose(_ probabilities: [Float], words: [Float]) -> [Bool] {
    let least = bestThreshold(probabilities, words: words)
    let first = cheapestRuns(probabilities, words: words, threshold: least)
    let kept = zip(first, words).reduce(Float(0)) { $0 + ($1.0 ? $1.1 : 0) }
    guard kept < fewWords, let best = probabilities.max(), best >= leastBest else { return first }
    return cheapestRuns(probabilities, words: words, threshold: min(least, generousShare * best))
  }

  /// The threshold at which the F1 to be expected is greatest.
  ///
  /// Keeping a line raises the expected F1 when its probability is above half of that F1 (Lipton, Elkan and Naryanaswamy 2014), so
  /// a page on which every line is doubtful keeps more of them. Probabilities are counted in 64 bins, which keeps this linear.
  static func bestThreshold(_ probabilities: [Float], words: [Float]) -> Float {
    var inBin = [Float](repeating: 0, count: 64)
    var rightInBin = inBin
    var all: Float = 0
    for (probability, count) in zip(probabilities, words) {
      let bin = min(63, Int(probability * 64))
      inBin[bin] += count
      rightInBin[bin] += count * probability
      all += count * probability
    }
    var (kept, right, best): (Float, Float, Float) = (0, 0, 0)
    for bin in inBin.indices.reversed() where inBin[bin] > 0 {
      kept += inBin[bin]
      right += rightInBin[bin]
      best = max(best, 2 * right / (kept + all))
    }
    return min(threshold, max(leastThreshold, best / 2))
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
