/// Hash of a word's lower-case form, computed while the word is read.
///
/// Letters and digits of a word are one unit; in Han and kana, which are written without spaces, every two neighbouring
/// characters are, and a single one stands for itself. Never 0, which marks a free slot in tables.
struct WordHash {
  private(set) var value: UInt64 = WordHash.start

  static let start: UInt64 = 0xCBF2_9CE4_8422_2325

  @inline(__always)
  mutating func add(_ scalar: UInt32) { value = Self.step(value, scalar) }

  /// One FNV-1a step over a whole scalar, then a multiplication that spreads it to the low bits.
  @inline(__always)
  static func step(_ value: UInt64, _ scalar: UInt32) -> UInt64 { (value ^ UInt64(scalar)) &* 0x100_0000_01B3 }

  @inline(__always)
  static func finish(_ value: UInt64) -> UInt64 {
    let mixed = (value ^ (value >> 29)) &* 0xBF58_476D_1CE4_E5B9
    return (mixed ^ (mixed >> 32)) | 1 << 63
  }

  /// Hash of a row of words, one after the other.
  @inline(__always)
  static func join(_ words: UInt64, _ next: UInt64) -> UInt64 { (words ^ next) &* 0x9E37_79B9_7F4A_7C15 }

  /// Hash of two neighbouring words.
  @inline(__always)
  static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 { finish((first &* 0x9E37_79B9_7F4A_7C15) ^ second) }

  /// Hash of a pair of Han or kana characters.
  @inline(__always)
  static func wide(_ first: UInt32, _ second: UInt32) -> UInt64 { finish(step(step(start, first), second)) }

  /// Units of a text, as a line scan finds them.
  static func hashes(of utf8: [UInt8]) -> [UInt64] {
    var words: [UInt64] = []
    utf8.withUnsafeBufferPointer { bytes in
      var scanner = WordScanner()
      var index = 0
      while index < bytes.count {
        let (value, length) = scalar(bytes, index)
        scanner.add(value, CharacterTable.shared.classify(value), CharacterTable.shared) { words.append($0) }
        index += length
      }
      scanner.end { words.append($0) }
    }
    return words
  }
}

/// Cuts a run of scalars into hashed words.
struct WordScanner {
  private var hash: UInt64 = WordHash.start
  private var length = 0
  private var previousWide: UInt32 = 0
  private var widePairs = 0

  @inline(__always)
  mutating func add(_ value: UInt32, _ kind: CharacterTable.Class, _ table: CharacterTable, emit: (UInt64) -> Void) {
    if kind.contains(.letter) && kind.contains(.wide) && !Self.isHangul(value) {
      if length > 0 { endWord(emit) }
      if previousWide != 0 {
        emit(WordHash.wide(previousWide, value))
        widePairs += 1
      }
      previousWide = value
    } else if kind.contains(.letter) || kind.contains(.digit) {
      if previousWide != 0 { endWide(emit) }
      hash = WordHash.step(hash, table.lowercase(value))
      length += 1
    } else {
      end(emit: emit)
    }
  }

  /// Adds the run of ASCII letters at the start of `range`; returns its end and the number of capitals in it.
  @inline(__always)
  mutating func addLetters(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, emit: (UInt64) -> Void
  ) -> (end: Int, upper: Int) {
    if previousWide != 0 { endWide(emit) }
    var index = range.lowerBound
    var upper = 0
    var value = hash
    while index < range.upperBound {
      let lowered = bytes[index] | 0x20
      guard lowered &- 0x61 < 26 else { break }
      value = WordHash.step(value, UInt32(lowered))
      upper += Int((bytes[index] & 0x20) ^ 0x20) >> 5
      index += 1
    }
    hash = value
    length += index - range.lowerBound
    return (index, upper)
  }

  @inline(__always)
  mutating func end(emit: (UInt64) -> Void) {
    if length > 0 { endWord(emit) }
    if previousWide != 0 { endWide(emit) }
  }

  @inline(__always)
  private mutating func endWord(_ emit: (UInt64) -> Void) {
    emit(WordHash.finish(hash))
    hash = WordHash.start
    length = 0
  }

  private mutating func endWide(_ emit: (UInt64) -> Void) {
    if widePairs == 0 { emit(WordHash.wide(previousWide, 0)) }
    previousWide = 0
    widePairs = 0
  }

  @inline(__always)
  private static func isHangul(_ value: UInt32) -> Bool { (0xAC00...0xD7A3).contains(value) }
}
