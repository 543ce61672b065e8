import EntityText

/// A stretch of tokens that a gazetteer knows.
public struct GazetteerMatch: Sendable, Hashable {
  /// Tokens.
  public var tokens: Range<Int>
  /// End in bytes of the text: before a Korean particle, else the end of the last token.
  public var end: Int
  /// Index of the gazetteer in the matcher.
  public var source: Int
  public var postings: [Gazetteer.Posting]
}

/// Finds the names of several gazetteers in a text: at every token the longest match of each.
///
/// Linear: from each token at most `longestKey` bytes are read.
public struct GazetteerMatcher: Sendable {
  public let gazetteers: [Gazetteer]
  /// Bytes of the longest key looked for.
  static let longestKey = 120

  public init(_ gazetteers: [Gazetteer]) { self.gazetteers = gazetteers }

  /// Longest match at each token, for each gazetteer; a match may begin inside another one.
  public func matches(in text: TokenizedText) -> [GazetteerMatch] {
    var out: [GazetteerMatch] = []
    for first in text.tokens.indices where text.tokens[first].isWord {
      for source in gazetteers.indices {
        if let match = longest(in: text, from: first, source) { out.append(match) }
      }
    }
    return out
  }

  private func longest(in text: TokenizedText, from first: Int, _ source: Int) -> GazetteerMatch? {
    let gazetteer = gazetteers[source]
    var cursor = gazetteer.trie.start
    var best: (token: Int, end: Int, value: Int)?
    var read = 0
    var token = first
    walk: while token < text.tokens.count, read < Self.longestKey {
      let t = text.tokens[token]
      if token > first, t.spaceBefore {
        guard gazetteer.trie.step(&cursor, 0x20) else { break }
      }
      var inside: (end: Int, value: Int)?
      let range = t.foldRange
      // "LG전자는" begins in Latin and ends in Hangul.
      let isKorean =
        t.script == .hangul
        || t.script == .latin && range.count == Int(t.end - t.start) && endsInHangul(text.folded[range])
      var index = range.lowerBound
      while index < range.upperBound {
        if index > range.lowerBound, isKorean || takesEndings(t), let value = gazetteer.trie.value(cursor),
          isEnding(text.folded[index..<range.upperBound], isKorean)
        {
          // A Korean name ends before its particle; folding keeps the length of Hangul and Cyrillic.
          let end = isKorean ? Int(t.start) + index - range.lowerBound : Int(t.end)
          inside = (end, value)
        }
        guard gazetteer.trie.step(&cursor, text.folded[index]) else {
          if let inside { best = (token, inside.end, inside.value) }
          break walk
        }
        index += 1
      }
      read += range.count
      if let value = gazetteer.trie.value(cursor) {
        best = (token, Int(t.end), value)
      } else if let inside {
        best = (token, inside.end, inside.value)
      }
      token += 1
    }
    guard let best else { return nil }
    return GazetteerMatch(
      tokens: first..<(best.token + 1), end: best.end, source: source, postings: gazetteer.postings(best.value))
  }

  private func takesEndings(_ token: Token) -> Bool { token.script == .cyrillic }

  private func endsInHangul(_ word: ArraySlice<UInt8>) -> Bool {
    guard word.count > 3, let last = word.last, last & 0x80 != 0 else { return false }
    return (0xEA...0xED).contains(word[word.endIndex - 3])
  }

  private func isEnding(_ bytes: ArraySlice<UInt8>, _ isKorean: Bool) -> Bool {
    guard bytes.count <= WordEndings.longest else { return false }
    // An acronym has its ending after a hyphen: «АҚШ-тың».
    let bytes = bytes.first == UInt8(ascii: "-") ? bytes.dropFirst() : bytes
    return (isKorean ? WordEndings.korean : WordEndings.kazakh).contains(Array(bytes))
  }
}
