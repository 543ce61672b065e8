import KZPipeKit
import KZPipeLibXML
import KZPipeText
import KZPipeXML

/// Reads the blocks of an XHTML or NITF body.
struct BodyReader {
  private let known: [String: (entity: String, confidence: Double)]
  /// Whether NITF's own names (person, org, location, event) become entities.
  private let takesNames: Bool
  private(set) var blocks: [BodyBlock] = []
  private(set) var mentions: [Mention] = []
  private(set) var images: [Image] = []
  private(set) var entities: [Entity] = []
  /// Index of each block by the id of its element.
  private(set) var indexes: [String: Int] = [:]

  /// - Parameter mentions: entity and confidence by the id of the element that holds the mention
  init(mentions: [String: (entity: String, confidence: Double)], takesNames: Bool = false) {
    known = mentions
    self.takesNames = takesNames
  }

  /// Reads everything inside `node`.
  mutating func read(_ node: XMLNode) {
    for element in node.elements { readBlock(element, listLevel: 0) }
  }

  private mutating func readBlock(_ node: XMLNode, listLevel: Int) {
    switch node.name {
    case "h1": break
    case "p": readParagraph(node)
    case "h2", "h3", "h4", "h5", "h6", "hl2":
      add(node, .heading, level: node.name == "hl2" ? 2 : Int(node.name.suffix(1)) ?? 2)
    case "pre": add(node, .preformatted)
    case "ul", "ol":
      for entry in node.elements { readItem(entry, level: listLevel + 1) }
    case "blockquote", "bq": readQuote(node)
    case "table": readTable(node)
    case "figure": readFigure(node)
    case "media": readMedia(node)
    default:
      // A section, division or block: what is in it counts. Text of its own is a paragraph.
      if node.elements.isEmpty { add(node, .paragraph) } else { read(node) }
    }
  }

  private mutating func readParagraph(_ node: XMLNode) {
    switch node.attribute("class") {
    case "byline": break
    case "question": add(node, .question)
    case "answer": add(node, .answer)
    case "caption": readCaption(node, image: Image())
    default: add(node, .paragraph)
    }
  }

  private mutating func readItem(_ node: XMLNode, level: Int) {
    add(node, .listItem, level: level)
    for element in node.elements where element.name == "ul" || element.name == "ol" {
      readBlock(element, listLevel: level)
    }
  }

  private mutating func readQuote(_ node: XMLNode) {
    let inside = node.elements.flatMap { $0.name == "block" ? $0.elements : [$0] }
    if inside.contains(where: { $0.name == "p" }) {
      for element in inside where element.name == "p" { add(element, .quote) }
    } else {
      add(node, .quote)
    }
  }

  /// Rows are parted by line feeds, cells by tabs.
  private mutating func readTable(_ node: XMLNode) {
    let rows = node.elements.flatMap { $0.name == "tr" ? [$0] : $0.all("tr") }
    var block = BodyBlock(kind: .table, text: "")
    var marks: [InlineReader.Mark] = []
    for (number, row) in rows.enumerated() {
      if number > 0 { block.text += "\n" }
      for (column, cell) in row.elements.filter({ $0.name == "td" || $0.name == "th" }).enumerated() {
        if column > 0 { block.text += "\t" }
        var text = InlineReader(isPreformatted: false)
        for content in cell.contents { text.read(content) }
        text.finish()
        let start = block.text.utf8.count
        block.text += text.string
        block.spans += text.spans.map { span in
          let low = span.range.lowerBound + Int32(clamping: start)
          return Span(kind: span.kind, range: low..<low + Int32(span.range.count), target: span.target)
        }
        marks += text.marks.map { mark in
          var mark = mark
          mark.range = mark.range.lowerBound + start..<mark.range.upperBound + start
          return mark
        }
      }
    }
    let index = blocks.count
    append(block, node)
    if blocks.count > index { note(marks, at: .body(index)) }
  }

  private mutating func readFigure(_ node: XMLNode) {
    var image = Image()
    if let picture = node.first("img") {
      image.url = WebAddress.web(picture.attribute("src"))
      image.alternateText = XMLText.label(picture.attribute("alt"))
      image.width = picture.attribute("width").flatMap(Int.init)
      image.height = picture.attribute("height").flatMap(Int.init)
    }
    if let caption = node.first("figcaption") { readCaption(caption, image: image) } else { take(image) }
  }

  private mutating func readMedia(_ node: XMLNode) {
    let reference = node.first("media-reference")
    take(
      Image(
        url: WebAddress.web(reference?.attribute("source")), caption: XMLText.label(node.first("media-caption")?.text),
        credit: XMLText.label(node.first("media-producer")?.text ?? reference?.attribute("source-credit")),
        alternateText: XMLText.label(reference?.attribute("alternate-text")),
        width: reference?.attribute("width").flatMap(Int.init), height: reference?.attribute("height").flatMap(Int.init)
      ))
  }

  private mutating func readCaption(_ node: XMLNode, image: Image) {
    var image = image
    var text = InlineReader(isPreformatted: false)
    for content in node.contents {
      if case .element(let element) = content, element.attribute("class") == "credit" {
        image.credit = XMLText.label(element.text)
      } else {
        text.read(content)
      }
    }
    text.finish()
    image.caption = XMLText.label(text.string)
    let index = images.count
    take(image)
    if images.count > index { note(text.marks, at: .caption(index)) }
  }

  private mutating func take(_ image: Image) {
    var image = image
    guard image.url != nil || image.caption != nil else { return }
    image.position = blocks.count
    images.append(image)
  }

  private mutating func add(_ node: XMLNode, _ kind: BodyBlock.Kind, level: Int = 0) {
    var text = InlineReader(isPreformatted: kind == .preformatted)
    for content in node.contents { text.read(content) }
    text.finish()
    let index = blocks.count
    append(BodyBlock(kind: kind, text: text.string, level: level, spans: text.spans), node)
    if blocks.count > index { note(text.marks, at: .body(index)) }
  }

  private mutating func append(_ block: BodyBlock, _ node: XMLNode) {
    guard XMLText.label(block.text) != nil else { return }
    if let id = node.attribute("id") { indexes[id] = blocks.count }
    blocks.append(block)
  }

  private mutating func note(_ marks: [InlineReader.Mark], at location: TextLocation) {
    for mark in marks {
      if let id = mark.id, let target = known[id] {
        mentions.append(
          Mention(
            entity: target.entity, range: TextRange(location, mark.range), text: mark.text,
            confidence: target.confidence))
      } else if takesNames, let kind = mark.kind, let name = XMLText.label(mark.text) {
        let id = kind.rawValue + ":" + name
        if !entities.contains(where: { $0.id == id }) { entities.append(Entity(id: id, kind: kind, name: name)) }
        mentions.append(Mention(entity: id, range: TextRange(location, mark.range), text: mark.text))
      }
    }
  }
}
