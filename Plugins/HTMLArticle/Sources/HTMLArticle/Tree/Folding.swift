/// What folding does with the characters that ASCII does not show.
enum Folding {
  enum Kind { case visible, space, invisible }

  /// Kind of the character of `length` bytes at `at`, which begins with C2, E2, E3 or EF.
  @inline(__always)
  static func kind(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ length: Int) -> Kind {
    guard length >= 2 else { return .visible }
    let second = bytes[at + 1]
    switch bytes[at] {
    case 0xC2:
      if second == 0xA0 || second == 0x85 { return .space }
      // C1 controls and the soft hyphen.
      return second < 0xA0 || second == 0xAD ? .invisible : .visible
    case 0xE2:
      guard length == 3 else { return .visible }
      let third = bytes[at + 2]
      if second == 0x80 {
        if third <= 0x8A || third == 0xA8 || third == 0xA9 || third == 0xAF { return .space }
        // Zero width space and the marks of direction; joiners stay, they change letters.
        if third == 0x8B || third == 0x8E || third == 0x8F || (0xAA...0xAE).contains(third) { return .invisible }
      } else if second == 0x81 {
        if third == 0x9F { return .space }
        if third == 0xA0 || (0xA6...0xAF).contains(third) { return .invisible }
      }
      return .visible
    case 0xE3: return length == 3 && second == 0x80 && bytes[at + 2] == 0x80 ? .space : .visible
    default: return length == 3 && second == 0xBB && bytes[at + 2] == 0xBF ? .invisible : .visible
    }
  }

  static func isSpace(_ character: [UInt8]) -> Bool {
    if character.count == 1 { return ASCII.isSpace(character[0]) }
    return character.count <= 3 && character.withUnsafeBufferPointer { isWide($0) && kind($0, 0, $0.count) == .space }
  }

  static func isInvisible(_ character: [UInt8]) -> Bool {
    if character.count == 1 { return character[0] < 0x20 || character[0] == 0x7F }
    return character.count <= 3
      && character.withUnsafeBufferPointer { isWide($0) && kind($0, 0, $0.count) == .invisible }
  }

  private static func isWide(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.count > 1 && (bytes[0] == 0xC2 || bytes[0] == 0xE2 || bytes[0] == 0xE3 || bytes[0] == 0xEF)
  }

  /// Whether text from `start` holds a character that canonical composition may change: combining marks, Hangul jamo,
  /// compatibility ideographs and a few signs.
  static func mayNeedComposition(_ text: [UInt8], from start: Int) -> Bool {
    text.withUnsafeBufferPointer { bytes in
      var at = start
      while at < bytes.count {
        let byte = bytes[at]
        if byte < 0xCC {
          at += 1
          continue
        }
        if byte < 0xE0 {
          if byte <= 0xCD || byte >= 0xD6 { return true }
          at += 2
          continue
        }
        if byte == 0xE2 {
          // Ohm, kelvin and ångström signs, marks over symbols, and the forked arrow.
          if at + 1 < bytes.count, bytes[at + 1] == 0x84 || bytes[at + 1] == 0x83 || bytes[at + 1] == 0xAB {
            return true
          }
        } else if byte == 0xE3 {
          if at + 2 < bytes.count, bytes[at + 1] == 0x82, bytes[at + 2] == 0x99 || bytes[at + 2] == 0x9A { return true }
        } else if byte == 0xE0 || byte == 0xE1 || byte == 0xEF || byte >= 0xF0 {
          if byte != 0xEF { return true }
          if at + 1 < bytes.count, (0xA4...0xAD).contains(bytes[at + 1]) { return true }
        }
        at += byte < 0xF0 ? 3 : 4
      }
      return false
    }
  }
}
