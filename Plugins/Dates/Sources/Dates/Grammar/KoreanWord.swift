import KZPipeGrammar

/// Syllables and word ends.
enum KoreanWord {
  /// Number of the final consonant (0 none ... 27) of the syllable at byte `at`.
  static func final(_ text: TokenText, at: Int) -> Int? {
    guard at >= 0, at + 3 <= text.bytes.count, text.bytes[at] & 0xF0 == 0xE0 else { return nil }
    let scalar = Int(text.bytes[at] & 0x0F) << 12 | Int(text.bytes[at + 1] & 0x3F) << 6 | Int(text.bytes[at + 2] & 0x3F)
    guard (0xAC00...0xD7A3).contains(scalar) else { return nil }
    return (scalar - 0xAC00) % 28
  }

  private static let particles: [StaticString] = [
    "은", "는", "이", "가", "을", "를", "에", "의", "부터", "까지", "도", "로", "과", "와", "중", "쯤", "께", "날", "들어", "만", "보다",
  ]

  /// Whether a word may end at byte `at`: nothing follows, or a particle does.
  static func mayEnd(_ text: TokenText, _ at: Int) -> Bool {
    guard at < text.bytes.count else { return true }
    guard (0xEA...0xED).contains(text.bytes[at]) else { return true }
    for particle in particles where text.hasBytes(particle, at: at, before: text.bytes.count) { return true }
    return false
  }
}
