/// A word, number or mark of a text.
public struct WordRange: Sendable, Hashable {
  public enum Kind: UInt8, Sendable, CaseIterable {
    /// Letters with their marks, inner apostrophes and following digits: `don't`, `Қазақстан`, `G20`.
    case word
    /// Begins with a digit: `2022`, `3.14`, `1,200`, `5G`.
    case number
    /// One Han character, or a run of hiragana or katakana.
    case ideographic
    /// One punctuation mark or symbol; only from `tokens(in:)`.
    case mark
  }

  /// UTF-8 bytes.
  public var range: Range<Int>
  public var kind: Kind

  public init(range: Range<Int>, kind: Kind) {
    self.range = range
    self.kind = kind
  }
}

/// Finds words and sentences; ranges are UTF-8 bytes, begin and end between scalars, never overlap and come in order.
public enum Segmenter {
  /// Words and numbers, without white space and marks.
  public static func words(in utf8: [UInt8]) -> [WordRange] { scan(utf8, marks: false) }

  /// Words, numbers and, one by one, marks: everything but white space and invisible characters.
  public static func tokens(in utf8: [UInt8]) -> [WordRange] { scan(utf8, marks: true) }

  /// Sentences without the white space around them.
  /// - Parameter language: BCP 47 tag; picks the abbreviations and the rule for ordinal numbers. Without it all are known.
  public static func sentences(in utf8: [UInt8], language: String?) -> [Range<Int>] {
    utf8.withUnsafeBufferPointer { bytes in
      var splitter = SentenceSplitter(bytes, rules: SentenceRules.rules(for: language))
      return splitter.sentences()
    }
  }

  private static func scan(_ utf8: [UInt8], marks: Bool) -> [WordRange] {
    utf8.withUnsafeBufferPointer { bytes in
      var words: [WordRange] = []
      words.reserveCapacity(bytes.count / 6)
      var index = 0
      while index < bytes.count {
        if bytes[index] == 0x20 {
          index += 1
          continue
        }
        let (scalar, length) = UTF8Text.decode(bytes, at: index, end: bytes.count)
        let classes = ScalarClass(of: scalar)
        let end: Int
        let kind: WordRange.Kind
        if classes.contains(.cjk) {
          end = ideographEnd(bytes, index, scalar, length)
          kind = .ideographic
        } else if classes.contains(.letter) {
          end = wordEnd(bytes, index + length)
          kind = .word
        } else if classes.contains(.digit) {
          end = numberEnd(bytes, index + length)
          kind = .number
        } else {
          // A mark without a letter before it belongs to nothing.
          if marks, !classes.contains(.whitespace), !classes.contains(.control) {
            words.append(WordRange(range: index..<index + length, kind: .mark))
          }
          index += length
          continue
        }
        words.append(WordRange(range: index..<end, kind: kind))
        index = end
      }
      return words
    }
  }

  /// Letters, marks, digits and the joiners between them.
  private static func wordEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 {
        index += 1
        continue
      }
      if byte < 0x80 {
        // An apostrophe between letters belongs to the word.
        guard byte == 0x27, joins(bytes, index + 1) else { return index }
        index += 1
        continue
      }
      let (scalar, length) = UTF8Text.decode(bytes, at: index, end: bytes.count)
      if !continuesWord(scalar) {
        guard isApostrophe(scalar), joins(bytes, index + length) else { return index }
      }
      index += length
    }
    return index
  }

  /// Digits with points and commas between them, then letters: `1,200.50`, `5G`, `2nd`.
  private static func numberEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if byte &- 0x30 < 10 {
        index += 1
      } else if byte == 0x2E || byte == 0x2C, index + 1 < bytes.count, bytes[index + 1] &- 0x30 < 10 {
        index += 2
      } else {
        guard index < bytes.count, byte >= 0x80 || (byte | 0x20) &- 0x61 < 26 else { return index }
        let (scalar, length) = UTF8Text.decode(bytes, at: index, end: bytes.count)
        return continuesWord(scalar) ? wordEnd(bytes, index + length) : index
      }
    }
    return index
  }

  private static func ideographEnd(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ first: Unicode.Scalar, _ length: Int
  ) -> Int {
    var index = start + length
    let kana = KanaKind(first)
    while index < bytes.count {
      let (scalar, length) = UTF8Text.decode(bytes, at: index, end: bytes.count)
      guard
        ScalarClass(of: scalar).contains(.mark) || kana != nil && KanaKind(scalar) == kana
          || scalar == "\u{30FC}" && kana != nil
      else { return index }
      index += length
    }
    return index
  }

  private enum KanaKind {
    case hiragana, katakana

    init?(_ scalar: Unicode.Scalar) {
      switch scalar.value {
      case 0x3041...0x309F: self = .hiragana
      case 0x30A0...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9F: self = .katakana
      default: return nil
      }
    }
  }

  private static func continuesWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // Joiners, soft hyphen and the Hebrew and Latin marks that stand inside words.
    case 0xAD, 0x200C, 0x200D, 0x5F3, 0x5F4, 0x2060, 0xFEFF, 0xB7: return true
    default:
      let classes = ScalarClass(of: scalar)
      return !classes.isDisjoint(with: [.letter, .digit, .mark]) && !classes.contains(.cjk)
    }
  }

  private static func isApostrophe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2018, 0x2019, 0x02BB, 0x02BC, 0x60, 0xB4: true
    default: false
    }
  }

  /// Whether a letter stands at `index`.
  private static func joins(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    guard index < bytes.count else { return false }
    let classes = ScalarClass(of: UTF8Text.decode(bytes, at: index, end: bytes.count).scalar)
    return classes.contains(.letter) && !classes.contains(.cjk)
  }
}
