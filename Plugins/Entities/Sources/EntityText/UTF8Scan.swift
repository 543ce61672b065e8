/// Reads and writes code points in UTF-8 bytes.
public enum UTF8Scan {
  /// The code point at `index` and its length in bytes. Broken bytes come out as U+FFFD, one byte long.
  @inline(__always)
  public static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> (value: UInt32, length: Int) {
    let first = UInt32(bytes[index])
    if first < 0x80 { return (first, 1) }
    let left = bytes.count - index
    func tail(_ offset: Int) -> UInt32? {
      let byte = UInt32(bytes[index + offset])
      return byte & 0xC0 == 0x80 ? byte & 0x3F : nil
    }
    if first >= 0xC2, first < 0xE0, left > 1, let a = tail(1) { return ((first & 0x1F) << 6 | a, 2) }
    if first >= 0xE0, first < 0xF0, left > 2, let a = tail(1), let b = tail(2) {
      return ((first & 0xF) << 12 | a << 6 | b, 3)
    }
    if first >= 0xF0, first < 0xF5, left > 3, let a = tail(1), let b = tail(2), let c = tail(3) {
      return ((first & 7) << 18 | a << 12 | b << 6 | c, 4)
    }
    return (0xFFFD, 1)
  }

  /// Appends the UTF-8 form of a code point.
  @inline(__always)
  public static func append(_ c: UInt32, to out: inout [UInt8]) {
    if c < 0x80 {
      out.append(UInt8(c))
    } else if c < 0x800 {
      out.append(UInt8(0xC0 | c >> 6))
      out.append(UInt8(0x80 | c & 0x3F))
    } else if c < 0x10000 {
      out.append(UInt8(0xE0 | c >> 12))
      out.append(UInt8(0x80 | c >> 6 & 0x3F))
      out.append(UInt8(0x80 | c & 0x3F))
    } else {
      out.append(UInt8(0xF0 | c >> 18 & 7))
      out.append(UInt8(0x80 | c >> 12 & 0x3F))
      out.append(UInt8(0x80 | c >> 6 & 0x3F))
      out.append(UInt8(0x80 | c & 0x3F))
    }
  }
}

/// What a code point is, as far as tokens need it.
public enum CharacterClass: UInt8, Sendable {
  case space, punctuation, digit, latin, cyrillic, hangul, han, kana, letter, ignored

  public static func of(_ c: UInt32) -> CharacterClass {
    if c < 0x80 {
      switch c {
      case 0x30...0x39: return .digit
      case 0x41...0x5A, 0x61...0x7A: return .latin
      case 9...13, 0x20: return .space
      default: return .punctuation
      }
    }
    switch c {
    case 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: return .space
    case 0xAD, 0x200B...0x200F, 0x2060...0x2064, 0xFEFF, 0x300...0x36F, 0xFE00...0xFE0F: return .ignored
    case 0xAA, 0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2AF, 0x1E00...0x1EFF, 0x2BB...0x2BF: return .latin
    case 0x80...0x2FF, 0x2010...0x2BFF, 0x3001...0x3004, 0x3008...0x3020, 0x3030, 0xFFFD, 0xFE10...0xFE6F:
      return .punctuation
    case 0x400...0x52F, 0x1C80...0x1C8F: return .cyrillic
    case 0x660...0x669, 0x6F0...0x6F9, 0xFF10...0xFF19: return .digit
    case 0xFF21...0xFF3A, 0xFF41...0xFF5A: return .latin
    case 0xFF00...0xFF65, 0x60C, 0x61B, 0x61F, 0x6D4, 0x5BE, 0x964...0x965: return .punctuation
    case 0x1100...0x11FF, 0x3130...0x318F, 0xAC00...0xD7AF: return .hangul
    case 0x3005...0x3007, 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: return .han
    case 0x3040...0x30FF, 0x31F0...0x31FF: return .kana
    case 0x1F000...0x1FFFF, 0xE000...0xF8FF: return .punctuation
    default: return .letter
    }
  }

  public var isWord: Bool {
    switch self {
    case .space, .punctuation: false
    default: true
    }
  }
}
