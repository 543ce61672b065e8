/// How a word is written.
public enum Shape: UInt8, Sendable {
  case lower, initial, upper, mixed, digit, alphanumeric, punctuation, uncased
}

/// A word, a number or a punctuation mark.
public struct Token: Sendable {
  /// UTF-8 bytes of the text.
  public var start: Int32
  public var end: Int32
  /// Bytes of the folded text.
  public var foldStart: Int32
  public var foldEnd: Int32
  public var shape: Shape
  /// Script of its first letter, or punctuation or digit.
  public var script: CharacterClass
  /// White space stands before it.
  public var spaceBefore: Bool
  /// A sentence begins here, as far as punctuation shows.
  public var startsSentence: Bool
  /// A possessive ending split off the word before: 's.
  public var isPossessive: Bool

  public var range: Range<Int> { Int(start)..<Int(end) }
  public var foldRange: Range<Int> { Int(foldStart)..<Int(foldEnd) }
  /// Written with a capital, or all capitals.
  public var isCapitalised: Bool { shape == .initial || shape == .upper || shape == .mixed }
  public var isWord: Bool { shape != .punctuation }
}

/// A text cut into tokens, with the folded form of each.
public struct TokenizedText: Sendable {
  public var bytes: [UInt8]
  public var tokens: [Token]
  /// Folded bytes of all tokens, one after the other.
  public var folded: [UInt8]

  public init(_ text: String) { self.init(bytes: Array(text.utf8)) }

  public init(bytes: [UInt8]) {
    self.bytes = bytes
    tokens = []
    folded = []
    tokens.reserveCapacity(bytes.count / 5 + 4)
    folded.reserveCapacity(bytes.count + 16)
    var tokenizer = Tokenizer()
    bytes.withUnsafeBufferPointer { tokenizer.run($0, &tokens, &folded) }
  }

  public func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
  public func text(of token: Int) -> String { text(tokens[token].range) }
  public func folded(of token: Int) -> ArraySlice<UInt8> { folded[tokens[token].foldRange] }
  public func foldedString(of token: Int) -> String { String(decoding: folded(of: token), as: UTF8.self) }

  /// Whether the folded form of the token is `word` (already folded).
  public func isWord(_ token: Int, _ word: StaticString) -> Bool {
    guard tokens.indices.contains(token) else { return false }
    let range = tokens[token].foldRange
    guard range.count == word.utf8CodeUnitCount else { return false }
    for (offset, index) in range.enumerated() where folded[index] != word.utf8Start[offset] { return false }
    return true
  }

  /// Whether the token is the single punctuation byte `byte`.
  public func isByte(_ token: Int, _ byte: UInt8) -> Bool {
    guard tokens.indices.contains(token) else { return false }
    let t = tokens[token]
    return t.end - t.start == 1 && bytes[Int(t.start)] == byte
  }
}
