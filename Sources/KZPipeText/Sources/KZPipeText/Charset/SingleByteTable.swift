/// A single-byte encoding: ASCII below 0x80, a table above.
struct SingleByteTable: Sendable {
  static let windows1252 = SingleByteTable(known: "windows-1252")
  static let windows1251 = SingleByteTable(known: "windows-1251")

  /// Scalars of the bytes 0x80...0xFF; U+FFFD where nothing is assigned.
  let upper: [UInt32]
  /// The way back; only kept by the two tables that are asked for it.
  private var bytes: [UInt32: UInt8] = [:]

  /// - Parameter name: WHATWG name; `nil` when it is no single-byte encoding
  init?(_ name: String) {
    guard let digits = SingleByteData.tables[name] else { return nil }
    upper = digits.withUTF8Buffer { digits in
      stride(from: 0, to: digits.count / 4 * 4, by: 4).map { start in
        digits[start..<start + 4].reduce(UInt32(0)) { $0 << 4 | UInt32($1 <= 0x39 ? $1 - 0x30 : $1 - 0x37) }
      }
    }
  }

  private init(known name: String) {
    guard let table = SingleByteTable(name) else { preconditionFailure("no table of \(name)") }
    self = table
    bytes = Dictionary(
      upper.enumerated().map { ($1, UInt8(truncatingIfNeeded: 0x80 + $0)) }, uniquingKeysWith: { first, _ in first })
  }

  /// UTF-8 of `source`, and how many bytes had no meaning.
  func decode(_ source: [UInt8]) -> (utf8: [UInt8], replacements: Int) {
    var encoded: [[UInt8]] = []
    encoded.reserveCapacity(128)
    for value in upper {
      var bytes: [UInt8] = []
      UTF8Text.append(Unicode.Scalar(value) ?? "\u{FFFD}", to: &bytes)
      encoded.append(bytes)
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

  /// The byte of a scalar above ASCII.
  func byte(for scalar: Unicode.Scalar) -> UInt8? { scalar.value < 0x80 ? nil : bytes[scalar.value] }
}
