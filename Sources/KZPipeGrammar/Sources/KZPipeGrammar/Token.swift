/// A piece of text: a word, a run of digits, or one symbol. Offsets count UTF-8 bytes.
public struct Token: Sendable, Hashable {
  public enum Kind: UInt8, Sendable {
    case word
    /// A run of ASCII digits; separators are symbols of their own.
    case number
    /// One scalar that is neither letter nor digit nor blank.
    case symbol
  }

  public struct Traits: OptionSet, Sendable, Hashable {
    public let rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    public static let spaceBefore = Traits(rawValue: 1)
    public static let lineBreakBefore = Traits(rawValue: 2)
    /// The first letter is upper case.
    public static let capitalised = Traits(rawValue: 4)
    /// Two letters or more, all of them upper case.
    public static let allCaps = Traits(rawValue: 8)
    public static let cyrillic = Traits(rawValue: 16)
    public static let hangul = Traits(rawValue: 32)
    /// First token of a sentence; set by `TokenText`.
    public static let sentenceStart = Traits(rawValue: 64)
    /// A clitic cut off a word: `'s`, `'ll`.
    public static let clitic = Traits(rawValue: 128)
    /// The blank before is one that groups digits: NBSP, narrow NBSP, thin space.
    public static let groupingSpaceBefore = Traits(rawValue: 256)
  }

  public var start: Int32
  public var end: Int32
  public var kind: Kind
  public var traits: Traits
  /// First scalar; for a symbol the symbol itself.
  public var scalar: UInt32
  /// Words: key of the folded word. Numbers: their value, `UInt64.max` when it does not fit. Symbols: the scalar.
  public var key: UInt64

  public var range: Range<Int> { Int(start)..<Int(end) }
  public var length: Int { Int(end - start) }
  public var isWord: Bool { kind == .word }
  public var isNumber: Bool { kind == .number }
  public var isCapitalised: Bool { traits.contains(.capitalised) }
  public var hasSpaceBefore: Bool { traits.contains(.spaceBefore) }
  /// Value of a number of at most nine digits, else nil.
  public var smallNumber: Int? { kind == .number && length <= 9 ? Int(key) : nil }

  public func isSymbol(_ symbol: Unicode.Scalar) -> Bool { kind == .symbol && scalar == symbol.value }
  public func isWord(_ key: WordKey) -> Bool { kind == .word && self.key == key.hash }
}

/// Identity of a word without regard to case: FNV-1a (64 bits) over its folded scalars.
public struct WordKey: Sendable, Hashable, ExpressibleByStringLiteral {
  public let hash: UInt64

  public init(_ text: some StringProtocol) {
    var hasher = KeyHasher()
    for scalar in text.unicodeScalars { hasher.add(scalar.value) }
    hash = hasher.hash
  }
  public init(stringLiteral value: String) { self.init(value) }
  init(hash: UInt64) { self.hash = hash }
}

/// Builds a `WordKey` scalar by scalar.
struct KeyHasher {
  private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ scalar: UInt32) {
    let folded = Letters.fold(scalar)
    if folded == 0 { return }
    hash = (hash ^ UInt64(folded)) &* 0x0000_0100_0000_01B3
    if folded > 0xFF { hash = (hash ^ UInt64(folded >> 8)) &* 0x0000_0100_0000_01B3 }
  }
}
