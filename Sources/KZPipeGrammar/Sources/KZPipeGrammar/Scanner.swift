/// Cuts UTF-8 text into tokens in one pass; linear, and total for any bytes.
///
/// Letters and digits part company (`450m` is `450`, `m`; `2026년` is `2026`, `년`), so do Hangul, ideographs and other
/// letters (`KOSPI는`). An apostrophe between letters belongs to its word, except before the clitics `s ll re ve d m`.
struct Scanner {
  let bytes: UnsafeBufferPointer<UInt8>
  private var at = 0
  private var tokens: [Token] = []

  static func tokens(of text: [UInt8]) -> [Token] {
    text.withUnsafeBufferPointer { buffer in
      var scanner = Scanner(bytes: buffer)
      return scanner.run()
    }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// The scalar at `position` and its length; a broken sequence reads as U+FFFD of one byte.
  private func scalar(at position: Int) -> (UInt32, Int) {
    let first = bytes[position]
    if first < 0x80 { return (UInt32(first), 1) }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0
    guard length > 0, position + length <= bytes.count else { return (0xFFFD, 1) }
    var value = UInt32(first) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
    for offset in 1..<length {
      let next = bytes[position + offset]
      guard next & 0xC0 == 0x80 else { return (0xFFFD, 1) }
      value = value << 6 | UInt32(next & 0x3F)
    }
    return (value, length)
  }

  private mutating func run() -> [Token] {
    tokens.reserveCapacity(bytes.count / 5 + 4)
    var traits: Token.Traits = []
    while at < bytes.count {
      let (c, length) = scalar(at: at)
      switch Letters.classify(c) {
      case .blank:
        traits.insert(.spaceBefore)
        if c == 0x0A || c == 0x0D || c == 0x2028 || c == 0x2029 { traits.insert(.lineBreakBefore) }
        if c == 0xA0 || c == 0x202F || c == 0x2009 { traits.insert(.groupingSpaceBefore) }
        at += length
        continue
      case .ignorable, .mark:
        at += length
        continue
      case .digit: number(traits)
      case .letter, .hangul, .ideograph: word(traits)
      case .symbol:
        tokens.append(
          Token(
            start: Int32(at), end: Int32(at + length), kind: .symbol, traits: traits, scalar: c, key: UInt64(c)))
        at += length
      }
      traits = []
    }
    return tokens
  }

  private mutating func number(_ traits: Token.Traits) {
    let start = at
    var value: UInt64 = 0
    while at < bytes.count, bytes[at] >= 0x30, bytes[at] <= 0x39 {
      if at - start < 19 { value = value &* 10 &+ UInt64(bytes[at] - 0x30) } else { value = .max }
      at += 1
    }
    tokens.append(
      Token(
        start: Int32(start), end: Int32(at), kind: .number, traits: traits, scalar: UInt32(bytes[start]), key: value))
  }

  private mutating func word(_ before: Token.Traits) {
    let start = at
    var traits = before
    let (first, _) = scalar(at: at)
    let script = Letters.classify(first)
    if script == .hangul { traits.insert(.hangul) }
    if Letters.isCyrillic(first) { traits.insert(.cyrillic) }
    if Letters.isUpper(first) { traits.insert(.capitalised) }
    var hasher = KeyHasher()
    var letters = 0
    var uppers = 0
    var end = at
    while at < bytes.count {
      let (c, length) = scalar(at: at)
      let kind = Letters.classify(c)
      if kind == script {
        letters += 1
        if Letters.isUpper(c) { uppers += 1 }
        hasher.add(c)
        at += length
        end = at
      } else if kind == .mark || kind == .ignorable {
        at += length
        if kind == .mark { end = at }
      } else if Self.isApostrophe(c), script == .letter, let clitic = apostrophe(length) {
        if clitic { break }
        hasher.add(0x27)
        at += length
      } else {
        break
      }
    }
    if uppers == letters, letters > 1 { traits.insert(.allCaps) }
    tokens.append(
      Token(
        start: Int32(start), end: Int32(end), kind: .word, traits: traits, scalar: first, key: hasher.hash))
    at = max(at, end)
    if at < bytes.count {
      let (c, length) = scalar(at: at)
      if Self.isApostrophe(c), script == .letter, apostrophe(length) == true { clitic(length) }
    }
  }

  private static func isApostrophe(_ c: UInt32) -> Bool { c == 0x27 || c == 0x2019 || c == 0x2BC }

  /// What follows the apostrophe at `at`: nil no letter, true a clitic, false more of the word.
  private func apostrophe(_ length: Int) -> Bool? {
    let next = at + length
    guard next < bytes.count else { return nil }
    let (c, width) = scalar(at: next)
    guard Letters.classify(c) == .letter else { return nil }
    let low = bytes[next] | 0x20
    var after = next + width
    switch low {
    case UInt8(ascii: "s"), UInt8(ascii: "d"), UInt8(ascii: "m"): break
    case UInt8(ascii: "l"), UInt8(ascii: "r"), UInt8(ascii: "v"):
      guard after < bytes.count else { return false }
      let second = bytes[after] | 0x20
      guard second == (low == UInt8(ascii: "l") ? UInt8(ascii: "l") : UInt8(ascii: "e")) else { return false }
      after += 1
    default: return false
    }
    guard after < bytes.count else { return true }
    let (follower, _) = scalar(at: after)
    let kind = Letters.classify(follower)
    return kind != .letter && kind != .mark
  }

  private mutating func clitic(_ apostropheLength: Int) {
    let start = at
    var hasher = KeyHasher()
    hasher.add(0x27)
    at += apostropheLength
    while at < bytes.count {
      let (c, length) = scalar(at: at)
      guard Letters.classify(c) == .letter else { break }
      hasher.add(c)
      at += length
    }
    tokens.append(
      Token(
        start: Int32(start), end: Int32(at), kind: .word, traits: .clitic, scalar: 0x27, key: hasher.hash))
  }
}
