import KZPipeGrammar

/// A language's patterns: the longest time expression that begins at (or, for a few, just before) a token.
protocol DateGrammar: Sendable {
  func match(_ text: TokenText, at index: Int, after previous: Candidate?) -> Match?
  /// Tense of the clause around the tokens `range`.
  func tense(_ text: TokenText, around range: Range<Int>) -> Tense
}

extension DateGrammar {
  /// Every expression of the text from left to right, none overlapping another; linear.
  func candidates(in text: TokenText) -> [Candidate] {
    var out: [Candidate] = []
    var index = 0
    while index < text.count {
      guard let match = match(text, at: index, after: out.last), match.end > index else {
        index += 1
        continue
      }
      let start = max(match.start, out.last?.tokens.upperBound ?? 0)
      if start < match.end {
        let range = start..<match.end
        out.append(
          Candidate(
            tokens: range, bytes: match.bytes ?? text.byteRange(range), meaning: match.meaning,
            confidence: match.confidence,
            tense: match.tense, weekday: match.weekday))
      }
      index = match.end
    }
    return out
  }
}
