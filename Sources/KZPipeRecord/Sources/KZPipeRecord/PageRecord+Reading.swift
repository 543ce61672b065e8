public import KZPipeJSON
public import KZPipeKit

extension PageRecord {
  /// Reads what `transferJSON` writes. The content of the page is not part of it.
  /// - Parameter content: empty when it is not there; places in it are then taken as they are
  public static func page(from value: JSONValue, content: [UInt8]) throws(RecordFault) -> Page {
    let record = try RecordObject(value)
    var page = Page(
      id: try record.string("id") ?? "", source: try ArticleRecord.source(record.object("source")), content: content)
    try read(record, into: &page)
    return page
  }

  /// Puts what a clean stage made into `page`, whose identity, source and content stay; only the encoding is taken.
  public static func apply(_ value: JSONValue, to page: inout Page) throws(RecordFault) {
    let record = try RecordObject(value)
    var made = Page(id: page.id, source: page.source, content: page.content)
    try read(record, into: &made)
    if let source = try record.object("source") { made.source.encoding = try ArticleRecord.source(source).encoding }
    page = made
  }

  private static func read(_ record: RecordObject, into page: inout Page) throws(RecordFault) {
    page.articleConfidence = try record.score("article_confidence")
    var text: [UInt8] = []
    var spans: [Span] = []
    let contentBytes = page.content.isEmpty ? Int(Int32.max) : page.content.count
    page.blocks = try record.list("blocks") { block throws(RecordFault) in
      let string = try block.requiredString("text")
      guard text.count + string.utf8.count < Int32.max else { throw RecordFault("is too large", at: "/text") }
      let start = Int32(text.count)
      text += string.utf8
      spans += try block.list("spans") { span throws(RecordFault) in
        try ArticleRecord.span(span, of: string, from: start)
      }
      return try Self.block(block, text: start..<Int32(text.count), contentBytes: contentBytes)
    }
    page.text = text
    page.spans = spans
    let blocks = Int32(page.blocks.count)
    page.images = try record.list("images") { image throws(RecordFault) in
      let caption = try image.small("caption_block")
      if let caption, !(0..<blocks).contains(caption) {
        throw RecordFault("names a block that is not there", at: "/caption_block")
      }
      return PageImage(
        url: try image.string("url") ?? "", alternateText: try image.string("alternate_text"),
        width: try image.integer("width"), height: try image.integer("height"), caption: caption,
        position: max(0, min(try image.small("before_block") ?? 0, blocks)))
    }
    page.evidence = try record.list("evidence") { entry throws(RecordFault) in try evidence(entry, blocks: blocks) }
    page.provenance = try record.list("provenance", ArticleRecord.provenance)
  }

  private static func block(
    _ record: RecordObject, text: Range<Int32>, contentBytes: Int
  ) throws(RecordFault) -> Block {
    let (kindName, decisionName) = (try record.string("kind"), try record.string("decision"))
    guard let kind = Block.Kind.allCases.first(where: { $0.name == kindName ?? "paragraph" }) else {
      throw RecordFault("is an unknown word", at: "/kind")
    }
    let decisions: [Verdict.Decision] = [.undecided, .kept, .dropped]
    guard let decision = decisions.first(where: { $0.name == decisionName ?? "undecided" }) else {
      throw RecordFault("is an unknown word", at: "/decision")
    }
    let source = try record.integers("source")
    guard source.isEmpty || source.count == 2 && 0 <= source[0] && source[0] <= source[1] && source[1] <= contentBytes
    else { throw RecordFault("lies outside the page", at: "/source") }
    return Block(
      kind: kind, level: UInt8(clamping: try record.integer("level") ?? 0), text: text,
      source: source.isEmpty ? 0..<0 : Int32(clamping: source[0])..<Int32(clamping: source[1]),
      group: try record.small("group") ?? -1,
      verdict: Verdict(
        decision, confidence: Float(try record.score("confidence") ?? 0.5),
        reason: Reason(rawValue: try record.string("reason") ?? "")))
  }

  private static func evidence(_ record: RecordObject, blocks: Int32) throws(RecordFault) -> Evidence {
    let name = try record.requiredString("origin")
    guard let origin = Evidence.Origin.allCases.first(where: { $0.name == name }) else {
      throw RecordFault("is an unknown word", at: "/origin")
    }
    let block = try record.small("block") ?? -1
    guard (-1..<blocks).contains(block) else { throw RecordFault("names a block that is not there", at: "/block") }
    return Evidence(
      origin, item: try record.small("item") ?? 0, type: try record.string("type") ?? "",
      property: try record.requiredString("property"), value: try record.requiredString("value"),
      block: block)
  }
}
