import KZPipeKit
import KZPipeXML

/// Writes blocks as CommonMark, one blank line between them, everything escaped that Markdown would read as markup.
struct MarkdownWriter {
  private(set) var bytes: [UInt8] = []
  private var isFirst = true

  mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func heading(_ text: String, level: Int) {
    separate()
    raw(String(repeating: "#", count: min(max(level, 1), 6)) + " ")
    inline(XMLText.label(text) ?? "", spans: [])
    raw("\n")
  }

  mutating func paragraph(_ text: String, spans: [Span] = [], prefix: String = "") {
    separate()
    raw(prefix)
    inline(text, spans: spans)
    raw("\n")
  }

  /// Writes the article's blocks and pictures; false when there was no text.
  mutating func body(of article: Article) -> Bool {
    var hasText = false
    var isInList = false
    for (index, block) in article.body.enumerated() {
      for image in article.images where place(image, in: article) == index { picture(image) }
      guard XMLText.label(block.text) != nil else { continue }
      hasText = true
      if block.kind == .listItem {
        if !isInList { separate() }
        raw(String(repeating: "  ", count: min(max(block.level, 1), 12) - 1) + "- ")
        inline(block.text, spans: block.spans)
        raw("\n")
      } else {
        write(block)
      }
      isInList = block.kind == .listItem
    }
    for image in article.images where place(image, in: article) >= article.body.count { picture(image) }
    return hasText
  }

  private func place(_ image: Image, in article: Article) -> Int {
    max(0, min(image.position ?? (image.isLead ? 0 : article.body.count), article.body.count))
  }

  private mutating func write(_ block: BodyBlock) {
    switch block.kind {
    case .heading: heading(block.text, level: max(2, block.level))
    case .quote: paragraph(block.text, spans: block.spans, prefix: "> ")
    case .question:
      paragraph(block.text, spans: [Span(kind: .strong, range: 0..<Int32(clamping: block.text.utf8.count))])
    case .table: table(block.text)
    case .preformatted: preformatted(block.text)
    case .paragraph, .answer, .listItem: paragraph(block.text, spans: block.spans)
    }
  }

  private mutating func picture(_ image: Image) {
    let caption = [XMLText.label(image.caption), XMLText.label(image.credit).map { "(\($0))" }].compactMap { $0 }
    if let address = WebAddress.web(image.url) {
      separate()
      raw("![")
      inline(XMLText.label(image.alternateText) ?? XMLText.label(image.caption) ?? "", spans: [])
      raw("](\(Self.target(address)))\n")
    }
    let text = caption.joined(separator: " ")
    if !text.isEmpty { paragraph(text, spans: [Span(kind: .emphasis, range: 0..<Int32(clamping: text.utf8.count))]) }
  }

  private mutating func table(_ text: String) {
    let rows = text.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
    guard let width = rows.map(\.count).max() else { return }
    separate()
    for (number, row) in rows.enumerated() {
      raw("|")
      for column in 0..<min(width, 200) {
        raw(" ")
        if column < row.count { inline(XMLText.label(String(row[column])) ?? "", spans: []) }
        raw(" |")
      }
      raw("\n")
      if number == 0 { raw("|" + String(repeating: " --- |", count: min(width, 200)) + "\n") }
    }
  }

  private mutating func preformatted(_ text: String) {
    separate()
    // A fence longer than any run of backquotes inside.
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: max(3, longest + 1))
    raw("\(fence)\n\(text)\n\(fence)\n")
  }

  private mutating func separate() {
    if !isFirst { bytes.append(0x0A) }
    isFirst = false
  }

  /// Text with its links, emphasis and code. Of spans that overlap the first and longest is kept.
  private mutating func inline(_ text: String, spans: [Span]) {
    let utf8 = Array(text.utf8)
    var position = 0
    for span in Self.joined(spans, in: utf8) {
      guard let range = Self.trimmed(span, in: utf8), range.lowerBound >= position, let marks = Self.marks(of: span)
      else {
        continue
      }
      escape(utf8[position..<range.lowerBound], atLineStart: position == 0)
      raw(marks.open)
      if span.kind == .code {
        bytes.append(contentsOf: utf8[range].filter { $0 != UInt8(ascii: "`") && $0 != 0x0A })
      } else {
        escape(utf8[range], atLineStart: false)
      }
      raw(marks.close)
      position = range.upperBound
    }
    escape(utf8[position...], atLineStart: position == 0)
  }

  private static func marks(of span: Span) -> (open: String, close: String)? {
    switch span.kind {
    case .strong: ("**", "**")
    case .emphasis: ("*", "*")
    case .code: ("`", "`")
    case .link: WebAddress.link(span.target).map { ("[", "](\(target($0)))") }
    case .superscript, .subscript, .lineBreak: nil
    }
  }

  private static func target(_ address: String) -> String {
    address.replacing("(", with: "%28").replacing(")", with: "%29")
  }

  /// The span without white space at its ends; `nil` when it is outside, cuts a character or holds nothing.
  private static func trimmed(_ span: Span, in utf8: [UInt8]) -> Range<Int>? {
    var low = max(0, Int(span.range.lowerBound))
    var high = min(utf8.count, Int(span.range.upperBound))
    guard low < high, utf8[low] & 0xC0 != 0x80, high == utf8.count || utf8[high] & 0xC0 != 0x80 else { return nil }
    while low < high, utf8[low] <= 0x20 { low += 1 }
    while low < high, utf8[high - 1] <= 0x20 { high -= 1 }
    guard low < high else { return nil }
    return span.kind == .strong || span.kind == .emphasis ? flanked(low..<high, in: utf8) : low..<high
  }

  /// The spans in their order; those of one style that touch, or have only a blank between them, are one.
  private static func joined(_ spans: [Span], in utf8: [UInt8]) -> [Span] {
    var out: [Span] = []
    for span in spans.sorted(by: {
      ($0.range.lowerBound, -$0.range.upperBound) < ($1.range.lowerBound, -$1.range.upperBound)
    }) {
      if let last = out.last, last.kind == span.kind, span.kind == .strong || span.kind == .emphasis,
        last.range.lowerBound >= 0, Int(span.range.lowerBound) <= utf8.count,
        span.range.lowerBound >= last.range.upperBound,
        utf8[Int(last.range.upperBound)..<Int(span.range.lowerBound)].allSatisfy({ $0 == 0x20 })
      {
        out[out.count - 1].range = last.range.lowerBound..<span.range.upperBound
      } else {
        out.append(span)
      }
    }
    return out
  }

  /// The part of a stretch that asterisks can stand around: CommonMark lets them open before a punctuation mark, and close
  /// behind one, only where no letter or digit stands on the other side (CommonMark 0.31, section 6.2).
  private static func flanked(_ range: Range<Int>, in utf8: [UInt8]) -> Range<Int>? {
    let text = String(decoding: utf8[range], as: UTF8.self).unicodeScalars
    var low = range.lowerBound
    var high = range.upperBound
    let before = String(decoding: utf8[max(0, low - 4)..<low], as: UTF8.self).unicodeScalars.last
    if let before, isWord(before) {
      for scalar in text {
        if isWord(scalar) || low > range.lowerBound && utf8[low - 1] == 0x20 && scalar != " " { break }
        low += String(scalar).utf8.count
      }
    }
    let after = String(decoding: utf8[high..<min(utf8.count, high + 4)], as: UTF8.self).unicodeScalars.first
    if let after, isWord(after) {
      for scalar in text.reversed() {
        if isWord(scalar) || high < range.upperBound && utf8[high] == 0x20 && scalar != " " { break }
        high -= String(scalar).utf8.count
      }
    }
    while low < high, utf8[low] == 0x20 { low += 1 }
    while low < high, utf8[high - 1] == 0x20 { high -= 1 }
    return low < high ? low..<high : nil
  }

  /// Neither white space nor punctuation, as CommonMark tells them.
  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.properties.isWhitespace { return false }
    switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
      return false
    default: return true
    }
  }

  private static let special = Set("\\`*_[]<>&|~#".utf8)

  private mutating func escape(_ text: ArraySlice<UInt8>, atLineStart: Bool) {
    var isStart = atLineStart
    for index in text.indices {
      let byte = text[index]
      if byte < 0x20 || byte == 0x7F {
        // Line feeds inside a block are white space to Markdown.
        if byte == 0x09 || byte == 0x0A { bytes.append(0x20) }
        continue
      }
      let opensList = isStart && (byte == 0x2B || byte == 0x2D || byte == 0x3D)
      let isNumbering =
        (byte == UInt8(ascii: ".") || byte == UInt8(ascii: ")")) && atLineStart
        && index > text.startIndex && index - text.startIndex < 10
        && text[text.startIndex..<index].allSatisfy { (0x30...0x39).contains($0) }
      if Self.special.contains(byte) || opensList || isNumbering { bytes.append(UInt8(ascii: "\\")) }
      bytes.append(byte)
      if byte != 0x20 { isStart = false }
    }
  }
}
