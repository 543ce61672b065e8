/// A single-byte encoding: ASCII below 0x80, a table above.
struct SingleByteTable: Sendable {
  /// Scalars of the bytes 0x80...0xFF; U+FFFD where nothing is assigned.
  private let upper: [UInt32]

  /// - Parameter name: WHATWG name; `nil` when it is no single-byte encoding
  init?(_ name: String) {
    guard let digits = SingleByteData.tables[name] else { return nil }
    upper = digits.withUTF8Buffer { digits in
      stride(from: 0, to: digits.count / 4 * 4, by: 4).map { start in
        digits[start..<start + 4].reduce(UInt32(0)) { $0 << 4 | UInt32($1 <= 0x39 ? $1 - 0x30 : $1 - 0x37) }
      }
    }
  }

  /// UTF-8 of `source`, and how many bytes had no meaning.
  func decode(_ source: [UInt8]) -> (utf8: [UInt8], replacements: Int) {
    let encoded = upper.map { value -> [UInt8] in
      var bytes: [UInt8] = []
      UTF8Text.append(Unicode.Scalar(value) ?? "\u{FFFD}", to: &bytes)
      return bytes
    }
    var out = [UInt8]()
    out.reserveCapacity(source.count + source.count / 2)
    var replacements = 0
    for byte in source {
      if byte < 0x80 {
        out.append(byte)
        continue
      }
      let index = Int(byte) - 0x80
      out.append(contentsOf: encoded[index])
      if upper[index] == 0xFFFD { replacements += 1 }
    }
    return (out, replacements)
  }

  /// The way back: bytes by scalar.
  var bytesByScalar: [UInt32: UInt8] {
    Dictionary(
      upper.enumerated().map { ($1, UInt8(truncatingIfNeeded: 0x80 + $0)) }, uniquingKeysWith: { first, _ in first })
  }
}
