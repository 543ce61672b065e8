public import KZPipeKit

/// The article record: field names, order and presence.
public enum ArticleRecord {
  /// UTF-8 of one JSON object, without a line feed after it.
  public static func json(of article: Article, provenance: Bool, indented: Bool = false) -> [UInt8] {
    var json = RecordWriter(pretty: indented)
    write(article, text: true, provenance: provenance, to: &json)
    return json.bytes
  }

  /// The record as it travels to another process and back: everything that the article holds, scores with all digits,
  /// and no `text`, which the body says already.
  public static func transferJSON(of article: Article) -> [UInt8] {
    var json = RecordWriter(exact: true)
    write(article, text: false, provenance: true, to: &json)
    return json.bytes
  }

  private static func write(_ article: Article, text: Bool, provenance: Bool, to json: inout RecordWriter) {
    json.object { json in
      json.field("id", article.id)
      json.field("source") { json in write(article.source, to: &json) }
      writeHead(of: article, to: &json)
      json.list("body", article.body) { block, json in write(block, to: &json) }
      if text { json.field("text", article.text) }
      json.list("images", article.images) { image, json in write(image, to: &json) }
      json.field("copyright_notice", article.copyrightNotice)
      json.field("data_mining", article.dataMining)
      for member in AnnotationMember.allCases { member.write(article.annotations, to: &json) }
      if provenance { json.list("provenance", article.provenance) { entry, json in write(entry, to: &json) } }
    }
  }

  private static func writeHead(of article: Article, to json: inout RecordWriter) {
    json.field("headline", article.headline)
    json.field("alternative_headline", article.alternativeHeadline)
    json.list("authors", article.authors) { author, json in
      json.field("name", author.name)
      json.field("email", author.email)
      json.field("role", author.role)
      json.field("url", author.url)
      if author.isOrganisation { json.field("is_organisation", true) }
    }
    if let publisher = article.publisher {
      json.field("publisher") { json in
        json.field("name", publisher.name)
        json.field("uri", publisher.uri)
      }
    }
    if !article.section.isEmpty { json.field("section", article.section) }
    json.field("date_published", article.datePublished?.description)
    json.field("date_modified", article.dateModified?.description)
    if article.datePublished != nil, article.datePublishedIsInferred { json.field("date_published_inferred", true) }
    json.field("language", article.language)
    json.field("canonical_url", article.canonicalURL)
    json.field("dateline", article.dateline)
  }

  static func write(_ source: Source, to json: inout RecordWriter) {
    json.field("uri", source.uri)
    json.field("url", source.url)
    json.field("media_type", source.mediaType)
    json.field("encoding", source.encoding)
    if json.isExact {
      json.field("declared_encoding", source.declaredEncoding)
      if !source.headers.isEmpty {
        json.list("headers", source.headers) { header, json in
          json.field("name", header.name)
          json.field("value", header.value)
        }
      }
    }
    json.field("fetched", source.fetched)
    json.field("sha256", source.sha256)
  }

  private static func write(_ block: BodyBlock, to json: inout RecordWriter) {
    json.field("kind", block.kind.rawValue)
    json.field("text", block.text)
    if block.level != 0 { json.field("level", block.level) }
    if !block.spans.isEmpty {
      json.list("spans", block.spans) { span, json in write(span, from: 0, to: &json) }
    }
    json.field("origin", block.origin)
  }

  static func write(_ span: Span, from start: Int32, to json: inout RecordWriter) {
    json.field("kind", span.kind.name)
    json.field("start", Int(span.range.lowerBound - start))
    json.field("end", Int(span.range.upperBound - start))
    if !span.target.isEmpty { json.field("target", span.target) }
  }

  private static func write(_ image: Image, to json: inout RecordWriter) {
    json.field("url", image.url)
    json.field("caption", image.caption)
    json.field("credit", image.credit)
    json.field("alternate_text", image.alternateText)
    json.field("width", image.width)
    json.field("height", image.height)
    if image.isLead { json.field("is_lead", true) }
    json.field("position", image.position)
  }

  static func write(_ entry: Provenance, to json: inout RecordWriter) {
    json.field("stage", entry.stage)
    json.field("at", entry.at)
    json.field("reason", entry.reason)
    json.score("confidence", entry.confidence)
    json.field("block", entry.block)
  }
}

extension Span.Kind {
  /// Name in records.
  var name: String {
    switch self {
    case .link: "link"
    case .emphasis: "emphasis"
    case .strong: "strong"
    case .superscript: "superscript"
    case .subscript: "subscript"
    case .code: "code"
    case .lineBreak: "line_break"
    }
  }
}
