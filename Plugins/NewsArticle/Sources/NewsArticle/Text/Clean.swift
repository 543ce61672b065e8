/// White space, invisible characters and character references in the values that a page states about itself.
enum Clean {
  /// Length in bytes of the white space that starts at `at`; 0 when there is none. U+3000 counts.
  static func whiteSpace(_ text: some RandomAccessCollection<UInt8>, at: Int, end: Int, base: Int) -> Int {
    func byte(_ offset: Int) -> UInt8 {
      at + offset < end ? text[text.index(text.startIndex, offsetBy: at - base + offset)] : 0
    }
    switch byte(0) {
    case 0x20, 0x09...0x0D: return 1
    case 0xC2: return byte(1) == 0xA0 || byte(1) == 0x85 ? 2 : 0
    case 0xE1: return byte(1) == 0x9A && byte(2) == 0x80 ? 3 : 0
    case 0xE2:
      if byte(1) == 0x80 {
        return (0x80...0x8B).contains(byte(2)) || (0xA8...0xA9).contains(byte(2)) || byte(2) == 0xAF ? 3 : 0
      }
      return byte(1) == 0x81 && byte(2) == 0x9F ? 3 : 0
    case 0xE3: return byte(1) == 0x80 && byte(2) == 0x80 ? 3 : 0
    case 0xEF: return byte(1) == 0xBB && byte(2) == 0xBF ? 3 : 0
    default: return 0
    }
  }

  /// `range` of `text` without white space at its ends.
  static func trim(_ text: [UInt8], _ range: Range<Int>) -> Range<Int> {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let width = whiteSpace(text, at: low, end: high, base: 0)
      if width == 0 { break }
      low += width
    }
    while low < high {
      var start = high - 1
      while start > low, text[start] & 0xC0 == 0x80 { start -= 1 }
      guard whiteSpace(text, at: start, end: high, base: 0) == high - start else { break }
      high = start
    }
    return low..<high
  }

  /// One line: character references resolved, runs of white space as one blank, invisible marks and tags gone.
  /// An ideographic space inside the text stays, since it separates clauses there.
  static func line(_ value: String) -> String {
    var bytes = Array(value.utf8)
    if bytes.contains(0x26) { bytes = CharacterReferences.resolve(bytes) }
    if bytes.contains(0x3C) { bytes = withoutTags(bytes) }
    return String(decoding: collapsed(bytes[...]), as: UTF8.self)
  }

  /// The bytes with runs of white space as one blank, trimmed, and without invisible marks.
  static func collapsed(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var at = text.startIndex
    var pending = false
    while at < text.endIndex {
      let byte = text[at]
      if byte == 0xC2, at + 1 < text.endIndex, text[at + 1] == 0xAD {
        at += 2
        continue
      }
      // Directional marks and the zero width space carry no text; joiners do and stay.
      if byte == 0xE2, at + 2 < text.endIndex, text[at + 1] == 0x80, [0x8B, 0x8E, 0x8F].contains(text[at + 2]) {
        at += 3
        continue
      }
      if byte == 0xEF, at + 2 < text.endIndex, text[at + 1] == 0xBB, text[at + 2] == 0xBF {
        at += 3
        continue
      }
      let width = whiteSpace(text, at: at, end: text.endIndex, base: text.startIndex)
      if width == 3, byte == 0xE3, !out.isEmpty, !pending {
        out.append(contentsOf: text[at..<at + 3])
        at += 3
      } else if width > 0 {
        pending = !out.isEmpty
        at += width
      } else {
        if pending, !endsWithIdeographicSpace(out) { out.append(0x20) }
        pending = false
        if byte >= 0x20 && byte != 0x7F { out.append(byte) }
        at += 1
      }
    }
    while endsWithIdeographicSpace(out) { out.removeLast(3) }
    return out
  }

  private static func endsWithIdeographicSpace(_ out: [UInt8]) -> Bool {
    out.count >= 3 && out[out.count - 1] == 0x80 && out[out.count - 2] == 0x80 && out[out.count - 3] == 0xE3
  }

  /// Drops `<tag …>` where a letter or a slash follows the bracket, so that "a < b" survives.
  private static func withoutTags(_ text: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var at = 0
    while at < text.count {
      if text[at] == 0x3C, at + 1 < text.count, isLetter(text[at + 1]) || text[at + 1] == 0x2F,
        let end = text[at...].firstIndex(of: 0x3E)
      {
        at = end + 1
        out.append(0x20)
      } else {
        out.append(text[at])
        at += 1
      }
    }
    return out
  }

  static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
