/// A text with its tokens and sentences.
public struct TokenText: Sendable {
  public let bytes: [UInt8]
  public private(set) var tokens: [Token]
  /// Token ranges of the sentences, in order, without gaps.
  public private(set) var sentences: [Range<Int>] = []

  public init(_ text: String) { self.init(bytes: [UInt8](text.utf8)) }

  public init(bytes: [UInt8]) {
    self.bytes = bytes
    tokens = Scanner.tokens(of: bytes)
    sentences = SentenceSplitter.sentences(of: tokens, bytes: bytes)
    for sentence in sentences { tokens[sentence.lowerBound].traits.insert(.sentenceStart) }
  }

  public var count: Int { tokens.count }

  /// The token at `index`; nil outside.
  @inline(__always)
  public func token(_ index: Int) -> Token? { index >= 0 && index < tokens.count ? tokens[index] : nil }

  public func isWord(_ index: Int, _ key: WordKey) -> Bool { token(index)?.isWord(key) ?? false }
  public func isSymbol(_ index: Int, _ symbol: Unicode.Scalar) -> Bool { token(index)?.isSymbol(symbol) ?? false }
  public func isIn(_ set: WordSet, _ index: Int) -> Bool { token(index).map(set.contains) ?? false }

  /// Whether the token stands directly after the one before it.
  public func isAttached(_ index: Int) -> Bool { token(index).map { !$0.hasSpaceBefore } ?? false }

  public func string(_ token: Token) -> String { string(token.range) }
  /// Bytes `range` as a string; broken sequences become U+FFFD.
  public func string(_ range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }
  /// Text of the tokens `range`.
  public func string(tokens range: Range<Int>) -> String { string(byteRange(range)) }

  /// Bytes from the first to the last of the tokens `range`.
  public func byteRange(_ range: Range<Int>) -> Range<Int> {
    guard let first = token(range.lowerBound), let last = token(range.upperBound - 1), !range.isEmpty else {
      return 0..<0
    }
    return Int(first.start)..<Int(last.end)
  }

  /// Whether the bytes of `token` begin with `prefix`.
  public func token(_ token: Token, hasPrefix prefix: StaticString) -> Bool {
    hasBytes(prefix, at: Int(token.start), before: Int(token.end))
  }

  /// Whether `text` stands at byte `position` and ends at `limit` or before.
  public func hasBytes(_ text: StaticString, at position: Int, before limit: Int) -> Bool {
    let length = text.utf8CodeUnitCount
    guard position >= 0, position + length <= min(limit, bytes.count) else { return false }
    return text.withUTF8Buffer { wanted in
      for offset in 0..<length where bytes[position + offset] != wanted[offset] { return false }
      return true
    }
  }

  /// Whether `token` ends with the ASCII letters `suffix`, without regard to case.
  public func token(_ token: Token, hasSuffix suffix: StaticString) -> Bool {
    let length = suffix.utf8CodeUnitCount
    guard token.length >= length else { return false }
    let from = Int(token.end) - length
    return suffix.withUTF8Buffer { wanted in
      for offset in 0..<length where bytes[from + offset] | 0x20 != wanted[offset] { return false }
      return true
    }
  }

  /// Index of the sentence that holds the token.
  public func sentence(of token: Int) -> Int {
    var low = 0
    var high = sentences.count
    while low < high {
      let middle = (low + high) / 2
      if sentences[middle].upperBound <= token { low = middle + 1 } else { high = middle }
    }
    return min(low, max(0, sentences.count - 1))
  }
}
