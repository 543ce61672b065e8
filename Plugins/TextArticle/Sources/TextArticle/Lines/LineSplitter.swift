/// Splits decoded text into lines and cleans their white space, in one pass.
///
/// Runs of white space (no-break spaces too) become one space, characters without width disappear, a list marker is
/// noted and taken off. Ends of lines: LF, CR, CRLF, VT, FF, NEL, U+2028, U+2029.
struct LineSplitter {
  private let table = CharacterTable.shared
  private var result = LineText()
  private var blanks = 0

  /// Lines that are read of a page; each takes some 340 bytes until the page is done, and no article comes near. What lies
  /// behind them is left out, as html_article leaves out what lies behind as many blocks.
  static let maximalLines = 200_000

  static func split(_ utf8: [UInt8]) -> LineText {
    var splitter = LineSplitter()
    splitter.result.bytes.reserveCapacity(utf8.count)
    utf8.withUnsafeBufferPointer { splitter.run($0) }
    return splitter.result
  }

  private mutating func run(_ bytes: UnsafeBufferPointer<UInt8>) {
    var start = 0
    while start < bytes.count, result.lines.count < Self.maximalLines {
      let (end, next) = Self.lineEnd(bytes, from: start)
      line(bytes, start, end)
      start = next
    }
  }

  /// End of the line that starts at `start`, and the start of the next one.
  private static func lineEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> (end: Int, next: Int) {
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x20 {
        if byte == 0x0A || byte == 0x0B || byte == 0x0C { return (index, index + 1) }
        if byte == 0x0D { return (index, index + (index + 1 < bytes.count && bytes[index + 1] == 0x0A ? 2 : 1)) }
      } else if byte == 0xC2 {
        if index + 1 < bytes.count, bytes[index + 1] == 0x85 { return (index, index + 2) }
      } else if byte == 0xE2, index + 2 < bytes.count, bytes[index + 1] == 0x80, bytes[index + 2] & 0xFE == 0xA8 {
        return (index, index + 3)
      }
      index += 1
    }
    return (index, index)
  }

  private mutating func line(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) {
    var index = start
    var indent = 0
    index = skipSpace(bytes, index, end, columns: &indent)
    var hasBullet = false
    if let afterBullet = bullet(bytes, index, end) {
      var ignored = 0
      let textStart = skipSpace(bytes, afterBullet, end, columns: &ignored)
      if textStart > afterBullet || textStart == end {
        hasBullet = true
        index = textStart
      }
    }
    let textStart = result.bytes.count
    copy(bytes, index, end)
    if result.bytes.count == textStart {
      blanks += hasBullet ? 0 : 1
      return
    }
    result.lines.append(
      Line(
        text: textStart..<result.bytes.count, origin: start..<end, blanksBefore: blanks, indent: indent,
        hasBullet: hasBullet))
    blanks = 0
  }

  private func skipSpace(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, columns: inout Int) -> Int {
    var index = start
    while index < end {
      let (value, length) = scalar(bytes, index)
      let kind = table.classify(value)
      guard kind.contains(.space) || kind.contains(.invisible) else { break }
      if kind.contains(.space) { columns += value == 0x09 ? 4 : 1 }
      index += length
    }
    return index
  }

  /// The place after a list marker at `index`. Dashes are none: speech begins with them in many languages.
  private func bullet(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int, _ end: Int) -> Int? {
    guard index < end else { return nil }
    let (value, length) = scalar(bytes, index)
    switch value {
    case 0x2A, 0xB7, 0x2022, 0x2023, 0x2043, 0x2219, 0x25A0, 0x25A1, 0x25AA, 0x25AB, 0x25B6, 0x25B8, 0x25BA, 0x25CB,
      0x25CF, 0x25E6, 0x25FC, 0x25FE, 0x27A2, 0xF0B7:
      return index + length
    default: return nil
    }
  }

  /// End of the run of printable ASCII with single spaces inside that starts at `index`; it does not end with a space.
  @inline(__always)
  private static func plainRun(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int, _ end: Int) -> Int {
    var run = index + 1
    while run < end {
      let byte = bytes[run]
      if byte > 0x20, byte < 0x7F {
        run += 1
      } else if byte == 0x20, run + 1 < end, bytes[run + 1] > 0x20, bytes[run + 1] < 0x7F {
        run += 2
      } else {
        break
      }
    }
    return run
  }

  private mutating func copy(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) {
    var index = start
    var pendingSpace = false
    let first = result.bytes.count
    while index < end {
      let byte = bytes[index]
      if byte > 0x20, byte < 0x7F {
        if pendingSpace {
          result.bytes.append(0x20)
          pendingSpace = false
        }
        let run = Self.plainRun(bytes, index, end)
        result.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[index..<run]))
        index = run
        continue
      }
      let (value, length) = scalar(bytes, index)
      let kind = table.classify(value)
      if kind.contains(.space) {
        pendingSpace = result.bytes.count > first
      } else if !kind.contains(.invisible) {
        if pendingSpace {
          result.bytes.append(0x20)
          pendingSpace = false
        }
        result.bytes.append(contentsOf: bytes[index..<min(index + length, end)])
      }
      index += length
    }
  }
}
