/// Finds numeric dates and times in the stream of a line's characters.
///
/// Dates: three numbers joined by one of `. / -` (a space may follow the dot), one of them a year of four digits or all of
/// two digits; or a number before a Han or Hangul sign for year, month, day. Times: `12:34`.
struct NumberPatterns {
  private(set) var flags: LineForm.Flags = []
  private var value = 0
  private var length = 0
  /// Lengths of the two numbers before, with the separator after each.
  private var first: (length: Int, separator: UInt32) = (0, 0)
  private var second: (length: Int, separator: UInt32) = (0, 0)
  private var separator: UInt32 = 0
  private var gap = 3

  /// No number is open and none can be continued: letters change nothing.
  @inline(__always)
  var isIdle: Bool { length == 0 && gap == 3 }

  @inline(__always)
  mutating func digit(_ digit: UInt32) {
    if length == 0, gap > 2 { forget() }
    value = min(value &* 10 &+ Int(digit), 100_000)
    length += 1
    gap = 0
  }

  @inline(__always)
  mutating func other(_ scalar: UInt32) {
    if length > 0 {
      endNumber(scalar)
    } else if gap == 1, scalar == 0x20, separator == 0x2E {
      gap = 2
    } else {
      gap = 3
    }
  }

  mutating func end() { if length > 0 { endNumber(0) } }

  private mutating func endNumber(_ next: UInt32) {
    if second.separator == 0x3A, length == 2, second.length <= 2, value < 60 { flags.insert(.time) }
    let joined = second.separator == first.separator && Self.joinsDates(second.separator)
    if joined, Self.isDate(first.length, second.length, length) { flags.insert(.numericDate) }
    switch next {
    case 0x5E74, 0xB144: if length == 4 { flags.insert(.numericDate) }
    case 0x6708, 0xC6D4: if length <= 2 { flags.insert(.month) }
    default: break
    }
    first = second
    second = (length, next)
    separator = next
    value = 0
    length = 0
    gap = 1
  }

  private mutating func forget() {
    first = (0, 0)
    second = (0, 0)
  }

  private static func joinsDates(_ scalar: UInt32) -> Bool { scalar == 0x2E || scalar == 0x2F || scalar == 0x2D }

  private static func isDate(_ a: Int, _ b: Int, _ c: Int) -> Bool {
    guard (1...2).contains(b) else { return false }
    return (a == 4 && (1...2).contains(c)) || ((1...2).contains(a) && (c == 4 || (a == 2 && b == 2 && c == 2)))
  }
}
