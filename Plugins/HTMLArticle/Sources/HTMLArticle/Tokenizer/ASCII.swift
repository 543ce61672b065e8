/// Questions about single bytes, and a UTF-8 writer.
enum ASCII {
  /// Tab, line feed, form feed, carriage return, space: HTML's white space.
  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D || byte == 0x0C
  }

  @inline(__always)
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  @inline(__always)
  static func isAlphanumeric(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }

  @inline(__always)
  static func lowercased(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

  static func digit(_ byte: UInt8, hexadecimal: Bool) -> UInt8? {
    if isDigit(byte) { return byte &- 0x30 }
    let letter = (byte | 0x20) &- 0x61
    return hexadecimal && letter < 6 ? letter + 10 : nil
  }

  /// Appends `scalar` in UTF-8.
  static func append(_ scalar: Unicode.Scalar, to out: inout [UInt8]) {
    if scalar.value < 0x80 {
      out.append(UInt8(truncatingIfNeeded: scalar.value))
    } else {
      out.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [0xEF, 0xBF, 0xBD])
    }
  }
}

/// FNV-1a over lower-case ASCII: names are compared by this hash.
struct NameHash {
  static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

  @inline(__always)
  static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

  static func of(_ name: StaticString) -> UInt64 {
    UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount).reduce(seed) { step($0, $1) }
  }

  static func of(_ name: String) -> UInt64 { name.utf8.reduce(seed) { step($0, ASCII.lowercased($1)) } }
}
