import KZPipeText

/// Escaping of text for XML 1.0 (Fifth Edition, section 2.2 and 2.4).
///
/// Dropped, because they carry no text and receivers choke on them: every character that XML forbids, DEL and the C1
/// controls, noncharacters, the byte order mark, the soft hyphen, and U+FFFD, which only marks bytes that could not be
/// decoded. A carriage return becomes a line feed in text.
public enum XMLText {
  enum Place: Sendable {
    case text, attribute
  }

  /// Appends valid UTF-8, escaped.
  static func append(_ utf8: UnsafeBufferPointer<UInt8>, to out: inout ByteBuffer, as place: Place) {
    guard let base = utf8.baseAddress else { return }
    var start = 0
    var index = 0
    let count = utf8.count
    while index < count {
      // Eight bytes at a time as long as they are plain.
      while index + 8 <= count, isPlain(base + index) { index += 8 }
      let stop = min(index + 8, count)
      while index < stop {
        let byte = utf8[index]
        guard isSpecial(byte, in: place) else {
          index += 1
          continue
        }
        var end = min(index + width(of: byte), count)
        if let replacement = replacement(for: utf8, at: index, end: end, in: place) {
          out.append(base + start, index - start)
          out.append(replacement)
          // Two blanks around a dropped character would be read as one.
          while replacement.utf8CodeUnitCount == 0, end < count, utf8[end] == 0x20, out.last == 0x20 { end += 1 }
          start = end
        }
        index = end
      }
    }
    out.append(base + start, count - start)
  }

  /// Whether eight bytes hold nothing that needs a closer look: no control, `&`, `<`, `>`, `"`, DEL, and no first byte of a
  /// character that may be dropped. One word at a time, after "Determine if a word has a zero byte" and its kin in Sean
  /// Anderson's Bit Twiddling Hacks; a wrong "no" is harmless.
  @inline(__always)
  private static func isPlain(_ pointer: UnsafePointer<UInt8>) -> Bool {
    let word = UnsafeRawPointer(pointer).loadUnaligned(as: UInt64.self)
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    @inline(__always) func below(_ limit: UInt64, _ word: UInt64) -> UInt64 { (word &- ones &* limit) & ~word }
    @inline(__always) func equals(_ byte: UInt64) -> UInt64 { below(1, word ^ ones &* byte) }
    // Bytes from 0xEF on: their low seven bits carry over when 0x11 is added.
    let high = ((word & ~tops) &+ ones &* 0x11) & word
    let found =
      below(0x20, word) | equals(0x26) | equals(0x3C) | equals(0x3E) | equals(0x22) | equals(0x7F) | equals(0xC2) | high
    return found & tops == 0
  }

  /// `string` on one line for a label: white space of every kind becomes one blank, white space at the ends and the characters
  /// that escaping drops are gone, in NFC. `nil` when nothing is left to read.
  public static func label(_ string: String?) -> String? {
    guard var string else { return nil }
    if string.withUTF8({ isLabel($0) }) { return string }
    return cleaned(string)
  }

  /// Whether the text is a label as it stands, by its bytes; a wrong "no" is harmless.
  private static func isLabel(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = utf8.baseAddress, utf8.count > 0 else { return false }
    var previous: UInt8 = 0x20
    var index = 0
    while index < utf8.count {
      // Eight bytes at a time: printable ASCII without two blanks in a row.
      while index + 8 <= utf8.count, previous != 0x20 || utf8[index] != 0x20, isPlainLine(base + index) {
        previous = utf8[index + 7]
        index += 8
      }
      let stop = min(index + 8, utf8.count)
      while index < stop {
        let byte = utf8[index]
        if byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xCC || byte == 0xCD || byte >= 0xE1 && byte <= 0xE3
          || byte >= 0xEF || byte == 0x20 && previous == 0x20
        {
          return false
        }
        previous = byte
        index += 1
      }
    }
    return previous != 0x20
  }

  /// Whether eight bytes are printable ASCII: none has its top bit, is below 0x20 or is 0x7F.
  @inline(__always)
  private static func isPrintable(_ pointer: UnsafePointer<UInt8>) -> Bool {
    let word = UnsafeRawPointer(pointer).loadUnaligned(as: UInt64.self)
    let ones: UInt64 = 0x0101_0101_0101_0101
    return (word | (word &- ones &* 0x20) | (word &+ ones)) & 0x8080_8080_8080_8080 == 0
  }

  /// Whether eight bytes are printable ASCII and no two neighbours of them are blanks.
  @inline(__always)
  private static func isPlainLine(_ pointer: UnsafePointer<UInt8>) -> Bool {
    guard isPrintable(pointer) else { return false }
    let word = UnsafeRawPointer(pointer).loadUnaligned(as: UInt64.self)
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    // A byte is a blank where its difference from one is zero: only then does adding 0x7F leave the top bit clear.
    let other = ((word ^ ones &* 0x20) &+ ones &* 0x7F) & tops
    let blanks = ~other & tops
    return blanks & (blanks >> 8) == 0
  }

  private static func cleaned(_ string: String) -> String? {
    var out = String.UnicodeScalarView()
    var isGap = false
    for scalar in string.unicodeScalars where !isDropped(scalar) {
      if isWhiteSpace(scalar) {
        isGap = true
      } else {
        if isGap, !out.isEmpty { out.append(" ") }
        isGap = false
        out.append(scalar)
      }
    }
    guard out.contains(where: { !isInvisible($0) }) else { return nil }
    let utf8 = Array(String(out).utf8)
    return Normalizer.isNFC(utf8) ? String(out) : String(decoding: Normalizer.nfc(utf8), as: UTF8.self)
  }

  /// Code points of valid UTF-8 that escaping leaves in the text.
  public static func characterCount(_ utf8: UnsafeBufferPointer<UInt8>) -> Int {
    var count = 0
    var index = 0
    // Bytes with which a dropped character may begin are seldom in most scripts.
    var isPlain = true
    while index < utf8.count, isPlain {
      if let base = utf8.baseAddress {
        while index + 8 <= utf8.count, isPrintable(base + index) {
          index += 8
          count += 8
        }
      }
      let stop = min(index + 8, utf8.count)
      while index < stop {
        let byte = utf8[index]
        // Every byte but those that continue a character.
        count &+= byte & 0xC0 == 0x80 ? 0 : 1
        isPlain =
          isPlain && (byte >= 0x20 || byte == 0x0A || byte == 0x09) && byte != 0x7F && byte != 0xC2 && byte < 0xEF
        index += 1
      }
    }
    if isPlain { return count }
    count = 0
    var previous: Unicode.Scalar = "x"
    var isAfterDropped = false
    for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars {
      if isDropped(scalar) {
        isAfterDropped = true
        continue
      }
      let isLeftOut = isAfterDropped && scalar == " " && previous == " " || scalar == "\n" && previous == "\r"
      if !isLeftOut { count += 1 }
      isAfterDropped = isAfterDropped && isLeftOut
      previous = scalar
    }
    return count
  }

  /// Whether nothing of the text would be seen: white space, zero-width characters and what escaping drops.
  public static func isBlank(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while index < utf8.count {
      let byte = utf8[index]
      if byte > 0x20 && byte < 0x7F { return false }
      let end = min(index + width(of: byte), utf8.count)
      if byte >= 0x80 {
        var value = UInt32(byte) & (byte < 0xE0 ? 0x1F : byte < 0xF0 ? 0x0F : 0x07)
        for at in index + 1..<end { value = value << 6 | UInt32(utf8[at] & 0x3F) }
        if let scalar = Unicode.Scalar(value), !isDropped(scalar), !isInvisible(scalar) { return false }
      }
      index = end
    }
    return true
  }

  /// White space as Unicode defines it.
  public static func isWhiteSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x20, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  /// Whether escaping drops the character.
  public static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: false
    case 0..<0x20, 0x7F...0x9F, 0xAD, 0xFDD0...0xFDEF, 0xFEFF, 0xFFFD: true
    case let value: value & 0xFFFE == 0xFFFE
    }
  }

  /// Zero-width characters: a text of them alone shows nothing.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0x061C, 0x180E: true
    default: isWhiteSpace(scalar)
    }
  }

  /// Bit per ASCII character below 64: controls, `&`, `<`, `>`, and `"`.
  private static let specialText: UInt64 = 0x5000_0040_FFFF_F9FF | 1 << 0x0D
  private static let specialAttribute: UInt64 = 0x5000_0044_FFFF_FFFF

  @inline(__always)
  private static func isSpecial(_ byte: UInt8, in place: Place) -> Bool {
    if byte < 0x40 { return (place == .text ? specialText : specialAttribute) >> UInt64(byte) & 1 == 1 }
    return byte == 0x7F || byte == 0xC2 || byte >= 0xEF
  }

  @inline(__always)
  private static func width(of byte: UInt8) -> Int { byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4 }

  /// What stands for the character at `index`; `nil` when it stays, empty when it is dropped.
  private static func replacement(
    for utf8: UnsafeBufferPointer<UInt8>, at index: Int, end: Int, in place: Place
  ) -> StaticString? {
    switch utf8[index] {
    case UInt8(ascii: "&"): return "&amp;"
    case UInt8(ascii: "<"): return "&lt;"
    case UInt8(ascii: ">"): return "&gt;"
    case UInt8(ascii: "\""): return place == .attribute ? "&quot;" : nil
    case 0x09: return place == .attribute ? " " : nil
    case 0x0A: return place == .attribute ? " " : nil
    case 0x0D:
      if end < utf8.count, utf8[end] == 0x0A { return "" }
      return place == .attribute ? " " : "\n"
    case 0..<0x20, 0x7F: return ""
    case 0xC2:
      guard end == index + 2 else { return "" }
      return utf8[index + 1] < 0xA0 || utf8[index + 1] == 0xAD ? "" : nil
    default:
      var value = utf8[index] < 0xF0 ? UInt32(utf8[index] & 0x0F) : UInt32(utf8[index] & 0x07)
      for at in index + 1..<end { value = value << 6 | UInt32(utf8[at] & 0x3F) }
      guard let scalar = Unicode.Scalar(value) else { return "" }
      return isDropped(scalar) ? "" : nil
    }
  }
}
