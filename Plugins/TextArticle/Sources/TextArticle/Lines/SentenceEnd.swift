/// Characters that end sentences, and those that may stand between such a one and the end of the line.
enum SentenceEnd {
  /// `.` `!` `?` `…` and their kin in other scripts.
  @inline(__always)
  static func isEnd(_ value: UInt32) -> Bool {
    switch value {
    case 0x2E, 0x21, 0x3F, 0x2026, 0x3002, 0xFF01, 0xFF0E, 0xFF1F, 0xFF61, 0x0964, 0x0965, 0x061F, 0x06D4, 0x0589,
      0x1362,
      0x17D4, 0x104B, 0x203C, 0x2047, 0x2048, 0x2049:
      true
    default: false
    }
  }

  /// Closing quotes and brackets.
  @inline(__always)
  static func isCloser(_ value: UInt32) -> Bool {
    switch value {
    case 0x22, 0x27, 0x29, 0x5D, 0xBB, 0x2019, 0x201C, 0x201D, 0x203A, 0x300D, 0x300F, 0x3011, 0xFF09, 0x300B: true
    default: false
    }
  }
}
