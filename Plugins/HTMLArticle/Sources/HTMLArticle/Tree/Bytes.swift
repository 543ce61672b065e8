/// Small questions about byte ranges of a page. Words are lower-case ASCII and compared without regard to case.
enum Bytes {
  static func equals(_ word: StaticString, in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    range.count == word.utf8CodeUnitCount && hasPrefix(word, in: bytes, range)
  }

  static func hasPrefix(_ word: StaticString, in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    guard range.count >= word.utf8CodeUnitCount else { return false }
    for offset in 0..<word.utf8CodeUnitCount
    where ASCII.lowercased(bytes[range.lowerBound + offset]) != word.utf8Start[offset] { return false }
    return true
  }

  static func contains(_ word: StaticString, in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    let length = word.utf8CodeUnitCount
    guard range.count >= length else { return false }
    for start in range.lowerBound...(range.upperBound - length)
    where hasPrefix(word, in: bytes, start..<range.upperBound) { return true }
    return false
  }

  /// Whether `word` occurs as it is written.
  static func containsExactly(_ word: StaticString, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let word = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard bytes.count >= word.count else { return false }
    return (0...(bytes.count - word.count)).contains { bytes[$0...].starts(with: word) }
  }

  /// Whether a `style` attribute says `display: none` or `visibility: hidden`, or clips the element to nothing, as words for
  /// screen readers are.
  static func hidesElement(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    declares("display", "none", in: bytes, range) || declares("visibility", "hidden", in: bytes, range)
      || declares("clip", "rect(0 0 0 0)", in: bytes, range) || declares("clip", "rect(0,0,0,0)", in: bytes, range)
      || declares("clip", "rect(0, 0, 0, 0)", in: bytes, range)
  }

  private static func declares(
    _ property: StaticString, _ value: StaticString, in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
  ) -> Bool {
    var at = range.lowerBound
    let length = property.utf8CodeUnitCount
    while at + length < range.upperBound {
      if hasPrefix(property, in: bytes, at..<range.upperBound) {
        var next = at + length
        while next < range.upperBound, ASCII.isSpace(bytes[next]) || bytes[next] == UInt8(ascii: ":") { next += 1 }
        if hasPrefix(value, in: bytes, next..<range.upperBound) { return true }
        at += length
      } else {
        at += 1
      }
    }
    return false
  }

  /// The range without white space at its ends.
  static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high, ASCII.isSpace(bytes[low]) { low += 1 }
    while low < high, ASCII.isSpace(bytes[high - 1]) { high -= 1 }
    return low..<high
  }
}
