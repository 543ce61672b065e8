/// Text as UTF-8 bytes: walking, classifying, folding and counting without making strings of it.
///
/// All functions take any bytes. Where a result is text, broken sequences have become U+FFFD or are kept as they are, as
/// each function says.
public enum UTF8Text {
  public static func isLetter(_ scalar: Unicode.Scalar) -> Bool { ScalarClass(of: scalar).contains(.letter) }
  public static func isUppercase(_ scalar: Unicode.Scalar) -> Bool { ScalarClass(of: scalar).contains(.uppercase) }
  public static func isLowercase(_ scalar: Unicode.Scalar) -> Bool { ScalarClass(of: scalar).contains(.lowercase) }
  /// Decimal digits of any script.
  public static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ScalarClass(of: scalar).contains(.digit) }
  public static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool { ScalarClass(of: scalar).contains(.punctuation) }
  public static func isSymbol(_ scalar: Unicode.Scalar) -> Bool { ScalarClass(of: scalar).contains(.symbol) }
  public static func isWhitespace(_ scalar: Unicode.Scalar) -> Bool { ScalarClass(of: scalar).contains(.whitespace) }
  /// Combining marks.
  public static func isMark(_ scalar: Unicode.Scalar) -> Bool { ScalarClass(of: scalar).contains(.mark) }
  /// Han, kana and bopomofo; not Hangul.
  public static func isCJK(_ scalar: Unicode.Scalar) -> Bool { ScalarClass(of: scalar).contains(.cjk) }

  /// Characters without width that scraped text is littered with: soft hyphen, zero-width space, word joiner, byte order
  /// mark, Mongolian vowel separator, directional marks. The zero-width joiners are not among them: Persian and emoji need them.
  public static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xAD, 0x180E, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x206F, 0xFEFF: true
    default: false
    }
  }

  /// C0 and C1 controls other than tab, line feed and carriage return, and the noncharacters.
  public static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: false
    case 0x00...0x1F, 0x7F...0x9F, 0xFDD0...0xFDEF: true
    case 0x85: true
    default: scalar.value & 0xFFFE == 0xFFFE
    }
  }

  /// Number of scalars; a broken sequence counts as its replacements would.
  public static func scalarCount(_ bytes: some RandomAccessCollection<UInt8>) -> Int {
    func count(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
      let valid = validPrefix(bytes)
      var total = 0
      for index in 0..<valid where bytes[index] & 0xC0 != 0x80 { total += 1 }
      var index = valid
      while index < bytes.count {
        index += decode(bytes, at: index, end: bytes.count).length
        total += 1
      }
      return total
    }
    return bytes.withContiguousStorageIfAvailable(count) ?? Array(bytes).withUnsafeBufferPointer(count)
  }
}
