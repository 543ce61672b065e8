/// The classifier's view of a page: one row of floats a line.
///
/// A row holds the line's own values, its place on the page, sums over windows, and twelve values of each of the three lines
/// before and after. Nothing depends on the language but the word lists.
struct FeatureMatrix {
  /// Columns, in order; the model names the columns it was trained on, and the two must agree.
  static let names: [String] =
    ownNames + placeNames + windowNames
    + (-reach...reach).filter { $0 != 0 }.flatMap { offset in neighbourNames.map { "\($0)_at_\(offset)" } }

  /// Lines before and after whose values a row holds.
  static let reach = 3

  /// `neighbourNames` of the lines that are not printed again and again, with `reach` empty lines before and after.
  private let neighbours: [Float]

  static let ownNames = [
    "width", "words", "end", "inner_ends", "start", "upper_share", "capitalised_share", "shouted_share", "digit_share",
    "separators", "quotes", "brackets", "comma_share", "mark_share", "date", "time", "address", "mail", "copyright",
    "function_share", "by", "ago", "sharing", "widget", "comment", "footer", "related", "promo", "photo", "date_label",
    "word_score", "word_least", "word_greatest", "word_known", "bullet", "indent", "blanks_before", "blanks_after",
    "word_length", "starts_with_quote", "starts_with_dash", "ends_in_closer", "sentence",
    "bracket_at_end", "last_capitals", "credit_from_start", "credit_from_end",
  ]

  static let placeNames = [
    "byte_position", "line_position", "lines_before", "lines_after", "copies", "nth_copy", "same_as_previous",
    "same_as_next", "common_share", "recurring_share", "in_core", "from_core_start", "from_core_end", "relative_width",
    "since_sentence", "until_sentence", "longest_gap", "gap_lines", "barrier", "labels_between", "prose_position",
    "page_prose", "page_lines", "core_share", "list_run", "related_share",
  ]

  static let windows = [3, 8, 20]
  static let windowNames = windows.flatMap { ["prose_in_\($0)", "word_score_in_\($0)"] }

  static let neighbourNames = [
    "width", "end", "function", "common", "recurring", "bullet", "capitals", "digits", "question", "time", "date",
    "word_score",
  ]

  init(_ page: borrowing PageForm, _ context: borrowing PageContext) {
    neighbours = Self.neighbours(page, context)
  }

  /// The rows of `lines`, which are ascending, one after the other; other lines only show as neighbours.
  func rows(_ page: borrowing PageForm, _ context: borrowing PageContext, of lines: ArraySlice<Int>) -> [Float] {
    let width = Self.neighbourNames.count
    return Array(unsafeUninitializedCapacity: lines.count * Self.names.count) { buffer, count in
      var writer = RowWriter(buffer: buffer)
      for index in lines {
        Self.own(page, index, &writer)
        Self.place(page, context, index, &writer)
        Self.window(context, index, page.count, &writer)
        // The padded array holds `reach` empty lines before the first and after the last line.
        let before = Int(context.distinctBefore[index])
        let after = before + (context.copies[index] < PageContext.manyCopies ? 1 : 0) + Self.reach
        writer.append(neighbours[(before * width)..<((before + Self.reach) * width)])
        writer.append(neighbours[(after * width)..<((after + Self.reach) * width)])
      }
      count = writer.count
    }
  }

  /// Appends floats to a buffer that was made large enough for all rows.
  struct RowWriter {
    private let buffer: UnsafeMutableBufferPointer<Float>
    private(set) var count = 0

    init(buffer: UnsafeMutableBufferPointer<Float>) { self.buffer = buffer }

    @inline(__always)
    mutating func append(_ value: Float) {
      buffer[count] = value
      count += 1
    }
    @inline(__always)
    mutating func append(_ flag: Bool) { append(flag ? 1 : 0) }
    @inline(__always)
    mutating func append(_ slice: ArraySlice<Float>) { for value in slice { append(value) } }
  }

  private static func own(_ page: borrowing PageForm, _ index: Int, _ row: inout RowWriter) {
    let form = page.forms[index]
    let line = page.lines[index]
    let words = Float(max(1, form.wordCount))
    let letters = Float(max(1, form.letters))
    row.append(log(form.columns))
    row.append(log(Int32(form.wordCount)))
    row.append(Float(endRank(form.end)))
    row.append(Float(min(form.innerEnds, 20)))
    row.append(Float(startRank(form.start)))
    row.append(Float(form.upper) / letters)
    row.append(Float(form.capitalised) / words)
    row.append(Float(form.shouted) / words)
    row.append(Float(form.digits) / Float(max(1, form.letters + form.digits)))
    row.append(Float(min(form.separators, 20)))
    row.append(Float(min(form.quotes, 20)))
    row.append(Float(min(form.brackets, 20)))
    row.append(Float(form.commas) / words)
    row.append(Float(form.marks) / Float(max(1, form.columns)))
    row.append(form.isDated)
    row.append(form.flags.contains(.time))
    row.append(form.flags.contains(.address))
    row.append(form.flags.contains(.mail))
    row.append(form.flags.contains(.copyright))
    row.append(Float(form.functionWords) / words)
    row.append(Float(form.roles[.by]) / words)
    row.append(Float(form.roles[.ago]) / words)
    row.append(Float(form.roles[.network] + form.roles[.sharing]) / words)
    row.append(Float(form.roles[.widget]) / words)
    row.append(Float(form.roles[.comment]) / words)
    row.append(Float(form.roles[.footer]) / words)
    row.append(Float(form.roles[.related]) / words)
    row.append(Float(form.roles[.promo]) / words)
    row.append(Float(form.roles[.photo] + form.roles[.agency]) / words)
    row.append(Float(form.roles[.dateLabel]) / words)
    row.append(form.wordScore)
    row.append(form.weightMin)
    row.append(form.weightMax)
    row.append(Float(form.weighted) / words)
    row.append(line.hasBullet)
    row.append(Float(min(line.indent, 16)))
    row.append(Float(min(line.blanksBefore, 5)))
    row.append(Float(index + 1 < page.count ? min(page.lines[index + 1].blanksBefore, 5) : 5))
    row.append(Float(form.letters) / words)
    row.append(form.startsWithQuote)
    row.append(form.startsWithDash)
    row.append(form.endsInCloser)
    row.append(form.isSentence)
    row.append(form.flags.contains(.bracketAtEnd))
    row.append(Float(min(form.lastCapitals, 10)))
    row.append(Float(min(form.creditFromStart, 20)))
    row.append(Float(min(form.creditFromEnd, 20)))
  }

  private static func place(
    _ page: borrowing PageForm, _ context: borrowing PageContext, _ index: Int, _ row: inout RowWriter
  ) {
    let form = page.forms[index]
    let count = page.count
    let prose = context.proseBefore[count]
    let coreProse = context.proseBefore[context.core.upperBound] - context.proseBefore[context.core.lowerBound]
    row.append(Float(page.lines[index].text.lowerBound) / Float(max(1, page.bytes.count)))
    row.append(Float(index) / Float(max(1, count)))
    row.append(log(Int32(index)))
    row.append(log(Int32(count - 1 - index)))
    row.append(Float(min(context.copies[index], 8)))
    row.append(Float(min(context.nth[index], 8)))
    row.append(index > 0 && page.forms[index - 1].fingerprint == form.fingerprint)
    row.append(index + 1 < count && page.forms[index + 1].fingerprint == form.fingerprint)
    row.append(context.common[index])
    row.append(context.recurring[index])
    row.append(context.core.contains(index))
    row.append(signedLog(index - context.core.lowerBound))
    row.append(signedLog(index - context.core.upperBound))
    row.append(Float(form.columns) / Float(context.longest))
    row.append(log(context.sinceSentence[index]))
    row.append(log(context.untilSentence[index]))
    row.append(log(context.longestGap[index]))
    row.append(log(context.gapLines[index]))
    row.append(context.barrier[index])
    row.append(Float(min(context.labels[index], 20)))
    row.append((context.proseBefore[index] + context.proseBefore[index + 1]) / 2 / max(1, prose))
    row.append(log(Int32(min(prose, 1e6))))
    row.append(log(Int32(count)))
    row.append(coreProse / max(1, prose))
    row.append(log(context.listRun[index]))
    row.append(context.related[index])
  }

  private static func window(_ context: borrowing PageContext, _ index: Int, _ count: Int, _ row: inout RowWriter) {
    for reach in windows {
      let low = max(0, index - reach)
      let high = min(count, index + reach + 1)
      row.append((context.proseBefore[high] - context.proseBefore[low]) / Float(2 * reach + 1))
      row.append((context.weightBefore[high] - context.weightBefore[low]) / Float(2 * reach + 1))
    }
  }

  private static func neighbours(_ page: borrowing PageForm, _ context: borrowing PageContext) -> [Float] {
    let width = neighbourNames.count
    return Array(unsafeUninitializedCapacity: (context.distinct.count + 2 * reach) * width) { buffer, count in
      var row = RowWriter(buffer: buffer)
      for _ in 0..<(reach * width) { row.append(-1) }
      for index in context.distinct { neighbour(page, context, Int(index), &row) }
      for _ in 0..<(reach * width) { row.append(-1) }
      count = row.count
    }
  }

  @inline(__always)
  private static func neighbour(
    _ page: borrowing PageForm, _ context: borrowing PageContext, _ index: Int, _ row: inout RowWriter
  ) {
    let form = page.forms[index]
    let words = Float(max(1, form.wordCount))
    row.append(log(form.columns))
    row.append(Float(endRank(form.end)))
    row.append(Float(form.functionWords) / words)
    row.append(context.common[index])
    row.append(context.recurring[index])
    row.append(page.lines[index].hasBullet)
    row.append(Float(form.capitalised) / words)
    row.append(Float(form.digits) / Float(max(1, form.letters + form.digits)))
    row.append(form.end == .question)
    row.append(form.flags.contains(.time))
    row.append(form.isDated)
    row.append(form.wordScore)
  }

  private static func endRank(_ end: LineForm.End) -> Int {
    switch end {
    case .none: 0
    case .other: 1
    case .comma: 2
    case .colon: 3
    case .ellipsis: 4
    case .question: 5
    case .sentence: 6
    }
  }

  private static func startRank(_ start: LineForm.Start) -> Int {
    switch start {
    case .other: 0
    case .mark: 1
    case .digit: 2
    case .lower: 3
    case .caseless: 4
    case .upper: 5
    }
  }

  private static func signedLog(_ distance: Int) -> Float {
    distance < 0 ? -log(Int32(clamping: -distance)) : log(Int32(clamping: distance))
  }

  /// Base-2 logarithm of one more than `value`, linear between the powers of two: trees only need the order.
  @inline(__always)
  private static func log(_ value: Int32) -> Float {
    let number = UInt32(max(0, value)) + 1
    let exponent = 31 - number.leadingZeroBitCount
    return Float(exponent) + Float(number - 1 << exponent) / Float(1 << exponent)
  }
}

extension LineForm {
  /// Holds a day: in numbers, or a month by name with a number.
  var isDated: Bool { flags.contains(.numericDate) || flags.contains(.month) }
}
