/// Cuts text into words, numbers and marks, in one pass.
///
/// Hyphens and apostrophes inside a word stay in it (`Hong Beom-do`, `O'Neill`); a possessive ending is a token of its own;
/// abbreviations keep their full stop (`U.S.`, `Corp.`, `J.`). Han characters are a token each, since nothing separates words.
struct Tokenizer {
  /// Abbreviations that keep their full stop, folded, each between blanks.
  static let abbreviations: Set<[UInt8]> = Set(
    """
    mr mrs ms dr prof gen col lt sgt capt maj adm gov sen rep rev hon st mt ft no vs jr sr inc corp co ltd bros llc plc \
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun dept univ est ave blvd \
    messrs mme mlle bhd pte pty bv nv sa ariz calif colo conn fla ky mich minn mont neb nev okla tenn wis wyo
    """.split(separator: " ").map { Array($0.utf8) })

  private var previousEndsSentence = true

  mutating func run(_ bytes: UnsafeBufferPointer<UInt8>, _ tokens: inout [Token], _ folded: inout [UInt8]) {
    var index = 0
    var space = true
    while index < bytes.count {
      let (c, length) = UTF8Scan.scalar(bytes, index)
      let kind = CharacterClass.of(c)
      switch kind {
      case .space:
        if c == 10 { previousEndsSentence = true }
        space = true
        index += length
        continue
      case .ignored:
        index += length
        continue
      case .han:
        emit(bytes, index..<(index + length), .uncased, .han, space, &tokens, &folded)
        index += length
      case .punctuation:
        emit(bytes, index..<(index + length), .punctuation, .punctuation, space, &tokens, &folded)
        index += length
      default:
        index = word(bytes, index, kind, space, &tokens, &folded)
      }
      space = false
    }
  }

  /// Scans one word from `start`; returns where the next token begins.
  private mutating func word(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ script: CharacterClass, _ space: Bool, _ tokens: inout [Token],
    _ folded: inout [UInt8]
  ) -> Int {
    var index = start
    var end = start
    var shape = ShapeScan()
    var letters = 0
    var isNumber = script == .digit
    scan: while index < bytes.count {
      let (c, length) = UTF8Scan.scalar(bytes, index)
      let kind = CharacterClass.of(c)
      switch kind {
      case .space, .han: break scan
      case .kana where script != .kana: break scan
      case .ignored:
        index += length
        continue
      case .punctuation:
        guard index > start, connects(bytes, index, c, length, isNumber: isNumber, letters: letters) else { break scan }
        if Folding.fold(c) == 0x27, isPossessive(bytes, index + length) { break scan }
        if c == 0x2D { letters = 0 }
      default:
        if script == .kana, kind != .kana { break scan }
        if kind != .digit {
          isNumber = false
          letters += 1
        }
        shape.see(c, kind)
      }
      index += length
      end = index
    }
    // The full stop of an abbreviation or an initial belongs to it.
    if end < bytes.count, bytes[end] == UInt8(ascii: "."), script == .latin || script == .cyrillic,
      keepsStop(bytes, start..<end)
    {
      end += 1
    }
    emit(bytes, start..<end, shape.shape, script, space, &tokens, &folded)
    if let tail = possessiveEnd(bytes, end) {
      emit(bytes, end..<tail, .punctuation, .latin, false, &tokens, &folded)
      if !tokens.isEmpty { tokens[tokens.count - 1].isPossessive = true }
      return tail
    }
    return end
  }

  /// Whether the mark at `index` joins what stands before and after it.
  private func connects(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: Int, _ c: UInt32, _ length: Int, isNumber: Bool, letters: Int
  ) -> Bool {
    let next = index + length
    guard next < bytes.count else { return false }
    let after = CharacterClass.of(UTF8Scan.scalar(bytes, next).value)
    switch Folding.fold(c) {
    case 0x2D: return after.isWord && after != .ignored
    case 0x27: return after == .latin || after == .cyrillic
    case 0x2E:
      // U.S.A, J.R.R: single letters; decimals.
      if isNumber { return after == .digit }
      if isDomain(bytes, next) { return true }
      return letters == 1 && after == .latin && next + 1 < bytes.count && bytes[next + 1] == UInt8(ascii: ".")
        || letters == 1 && after == .latin && isUpper(bytes[next]) && isUpper(bytes[index - 1])
    case 0x2C: return isNumber && after == .digit
    case 0x26: return after == .latin && letters > 0 && letters <= 3 && isUpper(bytes[next])
    default: return false
    }
  }

  /// Whether a top-level domain and nothing else of a word stands at `index`: `Gazeta.uz`.
  private func isDomain(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    var end = index
    while end < bytes.count, end - index < 5, (0x61...0x7A).contains(bytes[end]) { end += 1 }
    if end < bytes.count, CharacterClass.of(UTF8Scan.scalar(bytes, end).value).isWord { return false }
    return Self.domains.contains(Array(bytes[index..<end]))
  }

  static let domains: Set<[UInt8]> = Set(
    "com org net info kz uz kg tj tm ru kr jp cn eu de fr uk".split(separator: " ").map { Array($0.utf8) })

  private func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }

  /// Whether an `s` and nothing else of a word stands at `index`.
  private func isPossessive(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    guard index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "s") else { return false }
    guard index + 1 < bytes.count else { return true }
    let after = CharacterClass.of(UTF8Scan.scalar(bytes, index + 1).value)
    return !after.isWord
  }

  private func possessiveEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int? {
    guard index < bytes.count else { return nil }
    let (c, length) = UTF8Scan.scalar(bytes, index)
    guard Folding.fold(c) == 0x27, isPossessive(bytes, index + length) else { return nil }
    return index + length + 1
  }

  /// An initial, a dotted abbreviation, or a word of the list.
  private func keepsStop(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    let first = UTF8Scan.scalar(bytes, range.lowerBound)
    if range.count == first.length { return Folding.fold(first.value) != first.value }
    if range.count <= 12, bytes[range.upperBound - 2] == UInt8(ascii: "."), isUpper(bytes[range.upperBound - 1]) {
      return true
    }
    guard range.count <= 6 else { return false }
    var lower: [UInt8] = []
    for index in range { lower.append((0x41...0x5A).contains(bytes[index]) ? bytes[index] | 0x20 : bytes[index]) }
    return Self.abbreviations.contains(lower)
  }

  private mutating func emit(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ shape: Shape, _ script: CharacterClass, _ space: Bool,
    _ tokens: inout [Token], _ folded: inout [UInt8]
  ) {
    let foldStart = folded.count
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      if byte < 0x80 {
        folded.append((0x41...0x5A).contains(byte) ? byte | 0x20 : (byte == 0x60 ? 0x27 : byte))
        index += 1
        continue
      }
      let (c, length) = UTF8Scan.scalar(bytes, index)
      let f = Folding.fold(c)
      if f != 0 { UTF8Scan.append(f, to: &folded) }
      index += length
    }
    var starts = previousEndsSentence
    let single = range.count == 1 ? bytes[range.lowerBound] : 0
    if shape == .punctuation {
      switch single {
      case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"): previousEndsSentence = true
      default:
        // Quotation marks, brackets and dashes pass the beginning of a sentence on to the next word.
        if single.isTransparentMark || range.count > 1 { starts = false } else { previousEndsSentence = false }
      }
      starts = false
    } else {
      previousEndsSentence = false
    }
    tokens.append(
      Token(
        start: Int32(range.lowerBound), end: Int32(range.upperBound), foldStart: Int32(foldStart),
        foldEnd: Int32(folded.count), shape: shape, script: script, spaceBefore: space, startsSentence: starts,
        isPossessive: false))
  }
}

extension UInt8 {
  fileprivate var isTransparentMark: Bool {
    self == 0x22 || self == 0x27 || self == 0x28 || self == 0x29 || self == 0x5B || self == 0x5D || self == 0x60
  }
}

/// Judges the shape of a word code point by code point.
struct ShapeScan {
  private var upper = 0
  private var lower = 0
  private var digits = 0
  private var others = 0
  private var firstUpper = false
  private var count = 0

  mutating func see(_ c: UInt32, _ kind: CharacterClass) {
    switch kind {
    case .digit: digits += 1
    case .latin, .cyrillic, .letter:
      let folded = Folding.fold(c)
      if folded != c, Self.isUpper(c) {
        upper += 1
        if count == 0 { firstUpper = true }
      } else {
        lower += 1
      }
    default: others += 1
    }
    count += 1
  }

  /// Whether a cased letter is a capital; marks of Latin letters fold too, so folding alone does not tell.
  static func isUpper(_ c: UInt32) -> Bool {
    switch c {
    case 0x41...0x5A, 0xC0...0xDE, 0x391...0x3A9, 0x400...0x42F, 0x4C0: return true
    case 0x100...0x137, 0x14A...0x177, 0x1E00...0x1EFF, 0x460...0x481, 0x48A...0x4BF, 0x4D0...0x52F: return c & 1 == 0
    case 0x139...0x148, 0x179...0x17E, 0x4C1...0x4CE: return c & 1 == 1
    case 0x178, 0x18F, 0x1A0, 0x1AF, 0x218, 0x21A: return true
    default: return false
    }
  }

  var shape: Shape {
    if upper + lower == 0 { return digits > 0 ? (others > 0 ? .alphanumeric : .digit) : .uncased }
    if digits > 0 { return .alphanumeric }
    if lower == 0 { return upper == 1 ? .initial : .upper }
    if upper == 0 { return .lower }
    return firstUpper && upper == 1 ? .initial : (firstUpper ? .mixed : .mixed)
  }
}
