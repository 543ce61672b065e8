/// Walks UTF-8 bytes scalar by scalar, with the bytes each came from.
///
/// Works on any bytes: a broken sequence gives U+FFFD for its longest well-formed beginning (Unicode 16, section 3.9,
/// "substitution of maximal subparts"), so the ranges always tile the input. Indices are those of `bytes`.
public struct ScalarIterator<Bytes: RandomAccessCollection<UInt8>>: IteratorProtocol, Sequence
where Bytes.Index == Int {
  public struct Element: Sendable {
    public let scalar: Unicode.Scalar
    public let range: Range<Int>

    @inlinable init(scalar: Unicode.Scalar, range: Range<Int>) {
      self.scalar = scalar
      self.range = range
    }
  }

  @usableFromInline let bytes: Bytes
  /// Where the next scalar begins.
  @inlinable public var position: Int { index }
  @usableFromInline var index: Int
  @usableFromInline let end: Int

  @inlinable public init(_ bytes: Bytes) {
    self.bytes = bytes
    index = bytes.startIndex
    end = bytes.endIndex
  }

  @inlinable public mutating func next() -> Element? {
    guard index < end else { return nil }
    let start = index
    let (scalar, length) = UTF8Text.decode(bytes, at: start, end: end)
    index = start + length
    return Element(scalar: scalar, range: start..<index)
  }
}

extension UTF8Text {
  /// The scalar at `index` and its length in bytes; U+FFFD for a broken sequence. `index` must lie below `end`.
  @inlinable public static func decode<Bytes: RandomAccessCollection<UInt8>>(
    _ bytes: Bytes, at index: Int, end: Int
  ) -> (scalar: Unicode.Scalar, length: Int) where Bytes.Index == Int {
    let first = bytes[index]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    var lower: UInt8 = 0x80
    var upper: UInt8 = 0xBF
    var needed = 1
    var value: UInt32
    switch first {
    case 0xC2...0xDF: value = UInt32(first & 0x1F)
    case 0xE0...0xEF:
      needed = 2
      value = UInt32(first & 0x0F)
      if first == 0xE0 { lower = 0xA0 }
      if first == 0xED { upper = 0x9F }
    case 0xF0...0xF4:
      needed = 3
      value = UInt32(first & 0x07)
      if first == 0xF0 { lower = 0x90 }
      if first == 0xF4 { upper = 0x8F }
    default: return ("\u{FFFD}", 1)
    }
    var length = 1
    while length <= needed {
      guard index + length < end else { return ("\u{FFFD}", length) }
      let byte = bytes[index + length]
      guard byte >= lower, byte <= upper else { return ("\u{FFFD}", length) }
      value = value << 6 | UInt32(byte & 0x3F)
      lower = 0x80
      upper = 0xBF
      length += 1
    }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
  }

  /// Start of the scalar that ends at `index`; `index` must lie above `start`.
  @inlinable public static func index<Bytes: RandomAccessCollection<UInt8>>(
    before index: Int, in bytes: Bytes, start: Int
  ) -> Int where Bytes.Index == Int {
    var position = index - 1
    while position > start, index - position < 4, bytes[position] & 0xC0 == 0x80 { position -= 1 }
    return position
  }

  /// Appends `scalar` in UTF-8.
  @inlinable public static func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
    let value = scalar.value
    switch value {
    case 0..<0x80: bytes.append(UInt8(truncatingIfNeeded: value))
    case 0x80..<0x800:
      bytes.append(UInt8(truncatingIfNeeded: 0xC0 | value >> 6))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
    case 0x800..<0x10000:
      bytes.append(UInt8(truncatingIfNeeded: 0xE0 | value >> 12))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | value >> 6 & 0x3F))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
    default:
      bytes.append(UInt8(truncatingIfNeeded: 0xF0 | value >> 18))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | value >> 12 & 0x3F))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | value >> 6 & 0x3F))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
    }
  }
}
