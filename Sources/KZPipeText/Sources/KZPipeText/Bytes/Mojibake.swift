/// Repairs UTF-8 that was once read as a single-byte encoding and written out again: "â€™" for ’, "Ã©" for é, "РџСЂ" for Пр.
///
/// A stretch is replaced only where its characters, written back in windows-1252, ISO-8859-1 or windows-1251, are
/// well-formed UTF-8, and where the stretch is no likely text of its own.
public enum Mojibake {
  /// The repaired text; `nil` when there is nothing to repair.
  public static func repaired(_ utf8: [UInt8]) -> [UInt8]? {
    utf8.withUnsafeBufferPointer { bytes in
      var out = [UInt8]()
      var copied = 0
      var index = UTF8Text.asciiEnd(bytes, from: 0)
      while index < bytes.count {
        guard isPossibleLead(bytes, at: index), let repair = Repair(bytes, at: index) else {
          index += 1
          if index < bytes.count, bytes[index] < 0x80 { index = UTF8Text.asciiEnd(bytes, from: index) }
          continue
        }
        out.append(contentsOf: bytes[copied..<index])
        out.append(contentsOf: repair.utf8)
        index = repair.end
        copied = index
      }
      if copied == 0 { return nil }
      out.append(contentsOf: bytes[copied...])
      return out
    }
  }

  /// U+00C2...U+00F4 (C3 82...C3 B4) or Cyrillic Р, С (D0 A0, D0 A1).
  private static func isPossibleLead(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    guard index + 3 < bytes.count else { return false }
    let second = bytes[index + 1]
    return bytes[index] == 0xC3 && second >= 0x82 && second <= 0xB4
      || bytes[index] == 0xD0 && (second == 0xA0 || second == 0xA1)
  }
}

/// The longest run of misread sequences at one place.
private struct Repair {
  private(set) var utf8: [UInt8] = []
  private(set) var end: Int

  init?(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) {
    let reading: Reading = bytes[start] == 0xD0 ? .cyrillic : .western
    end = start
    var sequences = 0
    var isCertain = false
    while let sequence = Misread(bytes, at: end, reading: reading) {
      utf8.append(contentsOf: sequence.bytes)
      end = sequence.end
      sequences += 1
      isCertain = isCertain || sequence.isCertain
    }
    // Letters like Р and С begin ordinary words; only a row of them with odd followers is no Russian.
    let enough = reading == .cyrillic ? 3 : 2
    if !isCertain && sequences < enough { return nil }
  }
}

private enum Reading { case western, cyrillic }

/// One scalar whose UTF-8 bytes were taken for characters.
private struct Misread {
  /// The bytes as they were before.
  private(set) var bytes: [UInt8] = []
  private(set) var end: Int
  /// Whether the sequence alone proves the mistake.
  private(set) var isCertain = false

  init?(_ source: UnsafeBufferPointer<UInt8>, at start: Int, reading: Reading) {
    end = start
    guard start < source.count else { return nil }
    let (lead, leadLength) = UTF8Text.decode(source, at: start, end: source.count)
    guard let first = Self.byte(lead, reading), first >= 0xC2, first <= 0xF4 else { return nil }
    let count = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    bytes = [first]
    end = start + leadLength
    var hasMark = false
    while bytes.count < count {
      guard end < source.count else { return nil }
      let (scalar, length) = UTF8Text.decode(source, at: end, end: source.count)
      guard let byte = Self.byte(scalar, reading), byte & 0xC0 == 0x80 else { return nil }
      // Quotation marks, dashes and dots also stand after a capital in ordinary text.
      hasMark =
        hasMark || [0x82, 0x84, 0x85, 0x8B, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97, 0x9B, 0xAB, 0xBB].contains(byte)
      bytes.append(byte)
      end += length
    }
    guard
      let decoded = bytes.withUnsafeBufferPointer({ buffer -> Unicode.Scalar? in
        let (scalar, length) = UTF8Text.decode(buffer, at: 0, end: buffer.count)
        return length == buffer.count && scalar != "\u{FFFD}" ? scalar : nil
      })
    else { return nil }
    // A control character is never what was meant.
    if UTF8Text.isControl(decoded) { return nil }
    if reading == .cyrillic { return }
    switch first {
    case 0xC2: isCertain = !hasMark || decoded == "\u{AB}" || decoded == "\u{BB}"
    case 0xC3: isCertain = !hasMark || Self.isFollowedByLetter(source, end)
    case 0xC4, 0xC5:
      isCertain =
        !hasMark && UTF8Text.isLetter(decoded)
        && (Self.isFollowedByLetter(source, end) || start > 0 && source[start - 1] &- 0x61 < 26)
    case 0xE2: isCertain = bytes[1] == 0x80 || decoded == "\u{20AC}" || decoded == "\u{2122}"
    case 0xF0: isCertain = bytes[1] == 0x9F
    default: isCertain = false
    }
  }

  private static func isFollowedByLetter(_ source: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    index < source.count && UTF8Text.isLetter(UTF8Text.decode(source, at: index, end: source.count).scalar)
  }

  /// The byte that `scalar` stands for when UTF-8 is read as windows-1252, ISO-8859-1 or windows-1251.
  private static func byte(_ scalar: Unicode.Scalar, _ reading: Reading) -> UInt8? {
    switch reading {
    case .western:
      if scalar.value >= 0x80, scalar.value <= 0xFF { return UInt8(scalar.value) }
      return western[scalar.value]
    case .cyrillic: return cyrillic[scalar.value]
    }
  }

  private static let western = SingleByteTable("windows-1252")?.bytesByScalar ?? [:]
  private static let cyrillic = SingleByteTable("windows-1251")?.bytesByScalar ?? [:]
}
