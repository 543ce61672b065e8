/// Finds the article's text in a page's scripts, for pages that a browser builds and that show no text of their own.
///
/// Strings are read wherever they stand, in JSON, in assignments or in JSON inside strings, with the name they follow.
struct ScriptBody {
  private let reader: PageReader
  private var groups: [[UInt8]: Group] = [:]
  private var order: [[UInt8]] = []

  private struct Group {
    var longest: [UInt8] = []
    var longestWords = 0
    var pieces: [[UInt8]] = []
    var words = 0
  }

  private static let names: Set<[UInt8]> = Set(
    [
      "body", "bodyhtml", "body_html", "bodytext", "body_text", "content", "contenthtml", "content_html", "articlebody",
      "article_body", "text", "html", "story", "fulltext", "full_text", "paragraph", "value", "copy", "markup",
      "rendered",
      "articlecontent", "article_content", "articletext", "maincontent", "newstext", "description_full",
    ].map { Array($0.utf8) })
  private static let leastWords = 80
  private static let scriptLimit = 4_000_000
  private static let pieceLimit = 2_000

  init(_ reader: PageReader) { self.reader = reader }

  /// HTML of the text, when some script holds enough prose; structured data's own `articleBody` when none does.
  mutating func html(articleBody: [UInt8]) -> [UInt8]? {
    for script in reader.scripts where !script.isLinkedData && Int(script.end - script.start) < Self.scriptLimit {
      scan(Array(reader.bytes[Int(script.start)..<Int(script.end)]), depth: 0)
    }
    var best: [UInt8]?
    var most = Self.leastWords - 1
    for name in order {
      guard let group = groups[name] else { continue }
      if group.longestWords > most {
        most = group.longestWords
        best = group.longest
      }
    }
    if best == nil {
      for name in order {
        guard let group = groups[name], group.words > most else { continue }
        most = group.words
        best = Array(group.pieces.joined(separator: [0x0A]))
      }
    }
    if Self.words(articleBody) > most { best = articleBody }
    return best.map { $0.contains(UInt8(ascii: "<")) ? $0 : Self.paragraphs($0) }
  }

  /// HTML of structured data's `articleBody`; `nil` when it is shorter than a body.
  static func html(ofStated articleBody: [UInt8]) -> [UInt8]? {
    guard words(articleBody) >= leastWords else { return nil }
    return articleBody.contains(UInt8(ascii: "<")) ? articleBody : paragraphs(articleBody)
  }

  /// Reads the strings of a script; `depth` counts data inside strings of data.
  private mutating func scan(_ bytes: [UInt8], depth: Int) {
    var at = 0
    var name: [UInt8] = []
    while at < bytes.count {
      guard let open = bytes[at...].firstIndex(of: UInt8(ascii: "\"")) else { return }
      guard let (value, end) = Self.string(bytes, open) else { return }
      at = end
      var next = end
      while next < bytes.count, ASCII.isSpace(bytes[next]) { next += 1 }
      if next < bytes.count, bytes[next] == UInt8(ascii: ":") {
        name = value.count < 40 ? value.map(ASCII.lowercased) : []
        continue
      }
      if value.count > 400, depth < 2, value.contains(UInt8(ascii: "\"")),
        value.contains(UInt8(ascii: "{")) || value.contains(UInt8(ascii: "["))
      {
        scan(value, depth: depth + 1)
      }
      note(value, name)
    }
  }

  private mutating func note(_ value: [UInt8], _ name: [UInt8]) {
    guard value.count > 40, Self.names.contains(name) else { return }
    let words = Self.words(value)
    guard words >= 8 else { return }
    if groups[name] == nil {
      groups[name] = Group()
      order.append(name)
    }
    guard (groups[name]?.pieces.count ?? 0) < Self.pieceLimit else { return }
    groups[name]?.pieces.append(value)
    groups[name]?.words += words
    if words > (groups[name]?.longestWords ?? 0) {
      groups[name]?.longest = value
      groups[name]?.longestWords = words
    }
  }

  /// Words of prose: none when the text reads like program text.
  private static func words(_ text: [UInt8]) -> Int {
    var words = 0
    var wide = 0
    var signs = 0
    var inTag = false
    for byte in text {
      if byte == UInt8(ascii: "<") { inTag = true }
      if byte == UInt8(ascii: ">") { inTag = false }
      if inTag { continue }
      if byte == 0x20 || byte == 0x0A { words += 1 }
      if byte >= 0xE3, byte <= 0xE9 { wide += 1 }
      if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "=") { signs += 1 }
    }
    return signs * 20 > text.count ? 0 : words + wide / 2
  }

  /// Content of the string literal at `open`, and the position after it.
  private static func string(_ bytes: [UInt8], _ open: Int) -> ([UInt8], Int)? {
    var out: [UInt8] = []
    var at = open + 1
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "\"") { return (out, at + 1) }
      guard byte == UInt8(ascii: "\\"), at + 1 < bytes.count else {
        out.append(byte)
        at += 1
        continue
      }
      switch bytes[at + 1] {
      case UInt8(ascii: "n"), UInt8(ascii: "r"): out.append(0x0A)
      case UInt8(ascii: "t"): out.append(0x20)
      case UInt8(ascii: "u"):
        guard let unit = hexadecimal(bytes, at + 2) else { break }
        at += 4
        var value = unit
        if (0xD800...0xDBFF).contains(unit), at + 3 < bytes.count, bytes[at + 2] == UInt8(ascii: "\\"),
          bytes[at + 3] == UInt8(ascii: "u"), let low = hexadecimal(bytes, at + 4), (0xDC00...0xDFFF).contains(low)
        {
          value = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
          at += 6
        }
        ASCII.append(Unicode.Scalar(value) ?? "\u{FFFD}", to: &out)
      default: out.append(bytes[at + 1])
      }
      at += 2
    }
    return nil
  }

  private static func hexadecimal(_ bytes: [UInt8], _ at: Int) -> UInt32? {
    guard at + 4 <= bytes.count else { return nil }
    var value: UInt32 = 0
    for offset in 0..<4 {
      guard let digit = ASCII.digit(bytes[at + offset], hexadecimal: true) else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  /// Plain text as HTML, a paragraph a line.
  private static func paragraphs(_ text: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    for line in text.split(separator: 0x0A) {
      out += Array("<p>".utf8)
      for byte in line { out += byte == UInt8(ascii: "&") ? Array("&amp;".utf8) : [byte] }
      out += Array("</p>".utf8)
    }
    return out
  }
}
