/// What one look at a page's bytes tells of its encoding.
struct ByteProfile {
  private(set) var isASCII = true
  private(set) var isUTF8 = true
  /// UTF-8 with a rare slip: a text cut in the middle of a character, a foreign byte here and there.
  private(set) var isNearlyUTF8 = false
  /// More right sequences than wrong ones.
  private(set) var isMostlyUTF8 = false
  /// `utf-16le` or `utf-16be` when zeros stand where these would put them.
  private(set) var wideEncoding: String?
  /// Escape sequences of ISO-2022-JP.
  private(set) var hasJapaneseEscapes = false

  init(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { bytes in
      wideEncoding = Self.wideEncoding(bytes)
      let ascii = UTF8Text.asciiEnd(bytes, from: 0)
      isASCII = ascii == bytes.count
      if isASCII {
        hasJapaneseEscapes = Self.hasJapaneseEscapes(bytes)
        return
      }
      isUTF8 = UTF8Text.validPrefix(bytes) == bytes.count
      if !isUTF8 { countSequences(bytes, from: ascii) }
    }
  }

  private mutating func countSequences(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
    var good = 0
    var bad = 0
    var index = start
    while index < bytes.count {
      if bytes[index] < 0x80 {
        index = UTF8Text.asciiEnd(bytes, from: index)
        continue
      }
      let (scalar, length) = UTF8Text.decode(bytes, at: index, end: bytes.count)
      if scalar == "\u{FFFD}", length < 3 || bytes[index] != 0xEF {
        // A sequence that the end of the text cuts off is no fault of the encoding.
        if index + length < bytes.count || length < 2 { bad += 1 }
      } else {
        good += 1
      }
      index += length
    }
    isNearlyUTF8 = good > 0 && bad * 20 <= good
    isMostlyUTF8 = good > bad
  }

  /// Text in UTF-16 has white space and mark-up, so that zeros stand in one half of the pairs and hardly in the other.
  private static func wideEncoding(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    let count = min(bytes.count, 4096) & ~1
    guard count >= 4 else { return nil }
    var even = 0
    var odd = 0
    for index in stride(from: 0, to: count, by: 2) {
      if bytes[index] == 0 { even += 1 }
      if bytes[index + 1] == 0 { odd += 1 }
    }
    let least = max(2, count / 2 / 10)
    if odd >= least, even * 8 < odd { return "utf-16le" }
    if even >= least, odd * 8 < even { return "utf-16be" }
    return nil
  }

  private static func hasJapaneseEscapes(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while index + 2 < bytes.count {
      if bytes[index] == 0x1B, bytes[index + 1] == 0x24, bytes[index + 2] == 0x42 || bytes[index + 2] == 0x40 {
        return true
      }
      index += 1
    }
    return false
  }
}
