public import KZPipeKit

/// A page between clean and parse as JSON: every block with its verdict, pictures and evidence. For people who look into
/// a pipeline (`run --tap`) and for stages in other processes; the bytes as received are not part of it.
public enum PageRecord {
  /// UTF-8 of one JSON object, without a line feed after it.
  public static func json(of page: Page) -> [UInt8] { bytes(of: page, in: RecordWriter()) }

  /// The page as it travels to another process and back, without its content: places in the content and inline markup
  /// stand with their block, numbers have all their digits. What lies between blocks of the text gets lost.
  public static func transferJSON(of page: Page) -> [UInt8] { bytes(of: page, in: RecordWriter(exact: true)) }

  private static func bytes(of page: Page, in json: RecordWriter) -> [UInt8] {
    var json = json
    let spans = json.isExact ? spansByBlock(of: page) : [:]
    json.object { json in
      json.field("id", page.id)
      json.field("source") { json in ArticleRecord.write(page.source, to: &json) }
      json.score("article_confidence", page.articleConfidence)
      json.list("blocks", Array(page.blocks.enumerated())) { item, json in
        write(item.element, of: page, spans: spans[item.offset] ?? [], to: &json)
      }
      json.list("images", page.images) { image, json in
        if !image.url.isEmpty { json.field("url", image.url) }
        json.field("alternate_text", image.alternateText)
        json.field("width", image.width)
        json.field("height", image.height)
        json.field("caption_block", image.caption.map { Int($0) })
        json.field("before_block", Int(image.position))
      }
      json.list("evidence", page.evidence) { evidence, json in
        json.field("origin", evidence.origin.name)
        json.field("item", Int(evidence.item))
        if !evidence.type.isEmpty { json.field("type", evidence.type) }
        json.field("property", evidence.property)
        json.field("value", evidence.value)
        if evidence.block >= 0 { json.field("block", Int(evidence.block)) }
      }
      json.list("provenance", page.provenance) { entry, json in ArticleRecord.write(entry, to: &json) }
    }
    return json.bytes
  }

  private static func write(_ block: Block, of page: Page, spans: [Span], to json: inout RecordWriter) {
    json.field("kind", block.kind.name)
    json.field("text", page.string(of: block))
    if block.level != 0 { json.field("level", Int(block.level)) }
    if block.group >= 0 { json.field("group", Int(block.group)) }
    json.field("decision", block.verdict.decision.name)
    json.score("confidence", Double(block.verdict.confidence))
    if !block.verdict.reason.rawValue.isEmpty { json.field("reason", block.verdict.reason.rawValue) }
    guard json.isExact else { return }
    if !block.source.isEmpty { json.field("source", [Int(block.source.lowerBound), Int(block.source.upperBound)]) }
    if !spans.isEmpty {
      json.list("spans", spans) { span, json in
        ArticleRecord.write(span, from: block.text.lowerBound, to: &json)
      }
    }
  }

  /// Spans by the index of the block that holds them.
  private static func spansByBlock(of page: Page) -> [Int: [Span]] {
    let order = page.blocks.indices.sorted { page.blocks[$0].text.lowerBound < page.blocks[$1].text.lowerBound }
    var found: [Int: [Span]] = [:]
    var at = 0
    for span in page.spans.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      // An empty span at a border belongs to the block that ends there.
      let inside = span.range.lowerBound + (span.range.isEmpty ? 0 : 1)
      while at < order.count, page.blocks[order[at]].text.upperBound < inside { at += 1 }
      guard at < order.count else { break }
      let text = page.blocks[order[at]].text
      if text.lowerBound <= span.range.lowerBound, span.range.upperBound <= text.upperBound {
        found[order[at], default: []].append(span)
      }
    }
    return found
  }
}

extension Block.Kind {
  /// Name in records and explanations.
  public var name: String {
    switch self {
    case .paragraph: "paragraph"
    case .heading: "heading"
    case .quote: "quote"
    case .listItem: "list_item"
    case .preformatted: "preformatted"
    case .table: "table"
    case .caption: "caption"
    case .byline: "byline"
    case .date: "date"
    case .trail: "trail"
    case .deck: "deck"
    }
  }
}

extension Verdict.Decision {
  /// Name in records and explanations.
  public var name: String {
    switch self {
    case .undecided: "undecided"
    case .kept: "kept"
    case .dropped: "dropped"
    }
  }
}

extension Evidence.Origin {
  /// Name in records and explanations.
  public var name: String {
    switch self {
    case .jsonLD: "json_ld"
    case .microdata: "microdata"
    case .openGraph: "open_graph"
    case .meta: "meta"
    case .link: "link"
    case .titleElement: "title_element"
    case .timeElement: "time_element"
    case .httpHeader: "http_header"
    case .text: "text"
    }
  }
}
