import Gazetteers

/// Which candidate covers each token of a block; -1 for none. Keeps the rules linear in the number of candidates.
struct TokenCover {
  private var owner: [Int]

  init(tokens: Int, _ candidates: [Candidate]) {
    owner = Array(repeating: -1, count: tokens)
    for (index, candidate) in candidates.enumerated() { mark(candidate.tokens, index) }
  }

  subscript(_ token: Int) -> Int { owner.indices.contains(token) ? owner[token] : -1 }

  mutating func mark(_ tokens: Range<Int>, _ index: Int) {
    for token in tokens where owner.indices.contains(token) { owner[token] = index }
  }

  /// Candidates that touch `tokens`, each once, in the order of the text.
  func touching(_ tokens: Range<Int>) -> [Int] {
    var out: [Int] = []
    for token in tokens where owner[token] >= 0 && owner[token] != out.last { out.append(owner[token]) }
    return out
  }

  func isFree(_ tokens: Range<Int>) -> Bool { tokens.allSatisfy { owner[$0] < 0 } }
}

extension [GazetteerMatch] {
  /// Index of the first match that begins at `token` or later; matches are in the order of their first tokens.
  func firstIndex(from token: Int) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].tokens.lowerBound < token { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Matches that begin at `token`.
  func starting(at token: Int) -> ArraySlice<GazetteerMatch> {
    let first = firstIndex(from: token)
    var end = first
    while end < count, self[end].tokens.lowerBound == token { end += 1 }
    return self[first..<end]
  }

  /// Matches that end just before `token`; names of more than twelve tokens are not looked for.
  func ending(before token: Int) -> [GazetteerMatch] {
    let first = firstIndex(from: token - 12)
    let end = firstIndex(from: token)
    return self[first..<end].filter { $0.tokens.upperBound == token }
  }
}
