import KZPipeKit
import KZPipeLibXML
import KZPipeText

/// Reads running text with its inline markup into a string and spans.
struct InlineReader {
  /// An element with an id, or a name that NITF marks.
  struct Mark {
    var id: String?
    var kind: Entity.Kind?
    var range: Range<Int>
    var text: String
  }

  private let isPreformatted: Bool
  private var utf8: [UInt8] = []
  private(set) var spans: [Span] = []
  private(set) var marks: [Mark] = []

  init(isPreformatted: Bool) { self.isPreformatted = isPreformatted }

  var string: String { String(decoding: utf8, as: UTF8.self) }

  mutating func read(_ content: XMLNode.Content) {
    switch content {
    case .text(let text): add(text)
    case .element(let node): read(node)
    }
  }

  private mutating func read(_ node: XMLNode) {
    switch node.name {
    case "br": return addBreak()
    // Lists inside an item are read as blocks of their own.
    case "ul", "ol", "table", "script", "style": return
    default: break
    }
    let start = utf8.count
    for content in node.contents { read(content) }
    let range = min(start, utf8.count)..<utf8.count
    if range.isEmpty { return }
    if let kind = Self.style(of: node) {
      spans.append(
        Span(
          kind: kind, range: Int32(clamping: range.lowerBound)..<Int32(clamping: range.upperBound),
          target: kind == .link ? node.attribute("href") ?? "" : ""))
    }
    let id = node.attribute("id")
    let kind = Self.names[node.name]
    if id != nil || kind != nil {
      marks.append(Mark(id: id, kind: kind, range: range, text: String(decoding: utf8[range], as: UTF8.self)))
    }
  }

  private static let names: [String: Entity.Kind] = [
    "person": .person, "org": .organisation, "location": .place, "event": .event,
  ]

  private static func style(of node: XMLNode) -> Span.Kind? {
    switch node.name {
    case "a": node.attribute("href") == nil ? nil : .link
    case "em": node.attribute("class") == "strong" ? .strong : .emphasis
    case "i", "cite": .emphasis
    case "strong", "b": .strong
    case "sup": .superscript
    case "sub": .subscript
    case "code": .code
    default: nil
    }
  }

  /// White space outside preformatted text is one blank, and none at the beginning.
  private mutating func add(_ text: String) {
    let bytes = Normalizer.nfc(Array(text.utf8))
    if isPreformatted {
      utf8 += bytes
      return
    }
    for byte in bytes {
      let isSpace = byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
      if !isSpace {
        utf8.append(byte)
      } else if let last = utf8.last, last != 0x20 {
        utf8.append(0x20)
      }
    }
  }

  /// A break is a blank with a mark behind it, as in pages; in preformatted text the line feed itself.
  private mutating func addBreak() {
    if isPreformatted {
      utf8.append(0x0A)
      return
    }
    if utf8.isEmpty { return }
    if utf8.last != 0x20 { utf8.append(0x20) }
    spans.append(Span(kind: .lineBreak, range: Int32(clamping: utf8.count)..<Int32(clamping: utf8.count)))
  }

  /// Removes white space at the end and cuts spans and marks to what is left.
  mutating func finish() {
    while let last = utf8.last, last <= 0x20 { utf8.removeLast() }
    let end = Int32(clamping: utf8.count)
    spans = spans.compactMap { span in
      if span.kind == .lineBreak { return span.range.lowerBound < end ? span : nil }
      var span = span
      span.range = span.range.clamped(to: 0..<end)
      return span.range.isEmpty ? nil : span
    }
    marks = marks.filter { $0.range.upperBound <= utf8.count }
  }
}
