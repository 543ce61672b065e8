/// Finds text that was wrapped at a fixed column and puts its paragraphs together again.
///
/// A wrapped text betrays itself: no line is longer than some width of at most 140 columns, many lines come close to it,
/// and most of those break off inside a sentence. Two lines are then one when the first word of the second would not have
/// fitted on the first.
enum HardWrap {
  static let greatestWidth = 140
  static let slack = 12
  static let fewestFullLines = 6

  static func rejoin(_ text: LineText) -> LineText {
    // No character is narrower than a third of its bytes, so that most texts need no measuring.
    if text.lines.contains(where: { $0.text.count > 3 * greatestWidth }) { return text }
    return text.bytes.withUnsafeBufferPointer { bytes in
      let measures = text.lines.map { measure(bytes, $0) }
      guard let width = wrapWidth(measures) else { return text }
      return join(text, measures, width: width)
    }
  }

  private struct Measure {
    var columns: Int
    var firstWord: Int
    var endsSentence: Bool
    /// The scripts before and after the break are written without spaces.
    var startsWide: Bool
    var endsWide: Bool
  }

  private static func measure(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Line) -> Measure {
    let table = CharacterTable.shared
    var columns = line.indent + (line.hasBullet ? 2 : 0)
    var firstWord: Int?
    var written = 0
    var startsWide = false
    var endsWide = false
    var last: UInt32 = 0
    var index = line.text.lowerBound
    while index < line.text.upperBound {
      let (value, length) = scalar(bytes, index)
      let wide = table.classify(value).contains(.wide)
      if index == line.text.lowerBound { startsWide = wide }
      if firstWord == nil, value == 0x20 || (wide && written > 0) { firstWord = written }
      written += wide ? 2 : 1
      endsWide = wide
      last = value
      index += length
    }
    columns += written
    return Measure(
      columns: columns, firstWord: firstWord ?? written,
      endsSentence: SentenceEnd.isEnd(last) || SentenceEnd.isCloser(last),
      startsWide: startsWide, endsWide: endsWide)
  }

  /// The column at which the text was wrapped, or `nil` when it was not.
  private static func wrapWidth(_ measures: [Measure]) -> Int? {
    guard measures.count >= fewestFullLines else { return nil }
    let width = measures.reduce(0) { max($0, $1.columns) }
    guard (30...greatestWidth).contains(width) else { return nil }
    var full = 0
    var broken = 0
    var long = 0
    for measure in measures where measure.columns >= width / 2 {
      long += 1
      if measure.columns > width - slack {
        full += 1
        if !measure.endsSentence { broken += 1 }
      }
    }
    guard full >= fewestFullLines, full * 4 >= long, broken * 10 >= full * 6 else { return nil }
    return width
  }

  private static func join(_ text: LineText, _ measures: [Measure], width: Int) -> LineText {
    var result = LineText(bytes: [], lines: [], wasWrapped: true)
    result.bytes.reserveCapacity(text.bytes.count + text.lines.count)
    for (index, line) in text.lines.enumerated() {
      let continues =
        index > 0 && belongsTogether(text.lines[index - 1], measures[index - 1], line, measures[index], width)
      let start = result.bytes.count
      if continues, let last = result.lines.indices.last {
        if !(measures[index - 1].endsWide && measures[index].startsWide) { result.bytes.append(0x20) }
        result.bytes.append(contentsOf: text.bytes[line.text])
        result.lines[last].text = result.lines[last].text.lowerBound..<result.bytes.count
        result.lines[last].origin = result.lines[last].origin.lowerBound..<line.origin.upperBound
      } else {
        result.bytes.append(contentsOf: text.bytes[line.text])
        var moved = line
        moved.text = start..<result.bytes.count
        result.lines.append(moved)
      }
    }
    return result
  }

  private static func belongsTogether(_ upper: Line, _ a: Measure, _ lower: Line, _ b: Measure, _ width: Int) -> Bool {
    guard lower.blanksBefore == 0, !lower.hasBullet else { return false }
    // A list item's further lines stand under its text.
    let expected = upper.indent + (upper.hasBullet ? 2 : 0)
    guard abs(lower.indent - upper.indent) <= 1 || lower.indent == expected else { return false }
    return a.columns + 1 + b.firstWord > width
  }
}
