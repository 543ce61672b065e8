/// Translates between offsets in UTF-8 bytes, code points and UTF-16 units of one text.
///
/// Keeps one mark every 64 bytes, so a look-up walks 64 bytes at most and an ASCII text costs next to nothing.
public struct OffsetMap: Sendable {
  private static let step = 64
  private let bytes: [UInt8]
  /// Scalars and UTF-16 units before byte `64 * index`; a scalar belongs to its first byte.
  private var scalars: [Int32] = []
  private var units: [Int32] = []
  private let isASCII: Bool

  /// - Parameter utf8: well-formed UTF-8
  public init(_ utf8: [UInt8]) {
    bytes = utf8
    isASCII = UTF8Text.isASCII(utf8)
    guard !isASCII else { return }
    var scalarCount: Int32 = 0
    var unitCount: Int32 = 0
    for (index, byte) in utf8.enumerated() {
      if index % Self.step == 0 {
        scalars.append(scalarCount)
        units.append(unitCount)
      }
      if byte & 0xC0 != 0x80 {
        scalarCount += 1
        unitCount += byte >= 0xF0 ? 2 : 1
      }
    }
  }

  /// Code points before byte `offset`; offsets outside the text are clamped.
  public func codePoints(beforeByte offset: Int) -> Int { count(before: offset, marks: scalars) { _ in 1 } }

  /// UTF-16 units before byte `offset`.
  public func utf16Units(beforeByte offset: Int) -> Int { count(before: offset, marks: units) { $0 >= 0xF0 ? 2 : 1 } }

  /// Byte offset of code point `index`; the length of the text when there are fewer.
  public func byte(ofCodePoint index: Int) -> Int {
    let index = max(0, index)
    if isASCII { return min(index, bytes.count) }
    var low = 0
    var high = scalars.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if Int(scalars[middle]) <= index { low = middle } else { high = middle - 1 }
    }
    var seen = Int(scalars[low])
    var offset = low * Self.step
    while offset < bytes.count {
      if bytes[offset] & 0xC0 != 0x80 {
        if seen == index { return offset }
        seen += 1
      }
      offset += 1
    }
    return bytes.count
  }

  private func count(before offset: Int, marks: [Int32], weight: (UInt8) -> Int) -> Int {
    let offset = max(0, min(offset, bytes.count))
    if isASCII || marks.isEmpty { return offset }
    let mark = min(offset / Self.step, marks.count - 1)
    var total = Int(marks[mark])
    for index in (mark * Self.step)..<offset where bytes[index] & 0xC0 != 0x80 { total += weight(bytes[index]) }
    return total
  }
}
