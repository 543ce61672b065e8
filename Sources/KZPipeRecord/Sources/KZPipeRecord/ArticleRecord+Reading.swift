public import KZPipeJSON
public import KZPipeKit

extension ArticleRecord {
  /// Reads what `json` and `transferJSON` write; members that it does not know are passed over.
  /// - Throws: `RecordFault` for a member of the wrong type, a date that is none, an offset outside its text
  public static func article(from value: JSONValue) throws(RecordFault) -> Article {
    let record = try RecordObject(value)
    var article = Article(id: try record.string("id") ?? "", source: try source(record.object("source")))
    try readHead(of: &article, from: record)
    article.body = try record.list("body", block)
    article.images = try record.list("images", image)
    article.copyrightNotice = try record.string("copyright_notice")
    article.dataMining = try record.string("data_mining")
    for member in AnnotationMember.allCases { try member.read(from: record, into: &article) }
    article.provenance = try record.list("provenance", provenance)
    return article
  }

  private static func readHead(of article: inout Article, from record: RecordObject) throws(RecordFault) {
    article.headline = try record.string("headline")
    article.alternativeHeadline = try record.string("alternative_headline")
    article.authors = try record.list("authors") { author throws(RecordFault) in
      Author(
        name: try author.requiredString("name"), email: try author.string("email"), role: try author.string("role"),
        url: try author.string("url"), isOrganisation: try author.flag("is_organisation") ?? false)
    }
    if let publisher = try record.object("publisher") {
      do {
        article.publisher = Publisher(name: try publisher.requiredString("name"), uri: try publisher.string("uri"))
      } catch { throw error.under("publisher") }
    }
    article.section = try record.strings("section")
    try readMetadata(of: &article, from: record)
    article.language = try record.string("language")
    article.canonicalURL = try record.string("canonical_url")
    article.dateline = try record.string("dateline")
  }

  /// The dates; those that are missing stay as they are.
  static func readMetadata(of article: inout Article, from record: RecordObject) throws(RecordFault) {
    if let date = try date("date_published", of: record) {
      article.datePublished = date
      article.datePublishedIsInferred = try record.flag("date_published_inferred") ?? false
    }
    if let date = try date("date_modified", of: record) { article.dateModified = date }
  }

  private static func date(_ name: String, of record: RecordObject) throws(RecordFault) -> PartialDate? {
    guard let text = try record.string(name) else { return nil }
    guard let date = PartialDate(iso8601: text) else { throw RecordFault("is no ISO 8601 date", at: "/" + name) }
    return date
  }

  static func source(_ record: RecordObject?) throws(RecordFault) -> Source {
    guard let record else { return Source(uri: "", mediaType: "text/plain") }
    do {
      return Source(
        uri: try record.string("uri") ?? "", url: try record.string("url"),
        mediaType: try record.string("media_type") ?? "text/plain", encoding: try record.string("encoding"),
        declaredEncoding: try record.string("declared_encoding"), fetched: try record.string("fetched"),
        headers: try record.list("headers") { header throws(RecordFault) in
          let name = try header.requiredString("name")
          guard let field = HeaderField(name, try header.string("value") ?? "") else {
            throw RecordFault("is no header field", at: "/name")
          }
          return field
        },
        sha256: try record.string("sha256") ?? "")
    } catch { throw error.under("source") }
  }

  private static func block(_ record: RecordObject) throws(RecordFault) -> BodyBlock {
    let text = try record.requiredString("text")
    return BodyBlock(
      kind: try record.choice("kind") ?? .paragraph, text: text, level: try record.integer("level") ?? 0,
      spans: try record.list("spans") { span throws(RecordFault) in try Self.span(span, of: text, from: 0) },
      origin: try record.integer("origin"))
  }

  /// - Parameter start: what is added to the offsets of the record
  static func span(_ record: RecordObject, of text: String, from start: Int32) throws(RecordFault) -> Span {
    let name = try record.requiredString("kind")
    guard let kind = Span.Kind.allCases.first(where: { $0.name == name }) else {
      throw RecordFault("is an unknown word", at: "/kind")
    }
    let range = try slice(record, of: text)
    return Span(
      kind: kind, range: (start + Int32(range.lowerBound))..<(start + Int32(range.upperBound)),
      target: try record.string("target") ?? "")
  }

  /// `start` and `end` of a stretch of `text`, which has to begin and end between characters.
  static func slice(_ record: RecordObject, of text: String) throws(RecordFault) -> Range<Int> {
    let (start, end) = (try record.requiredInteger("start"), try record.requiredInteger("end"))
    let utf8 = text.utf8
    guard start >= 0, start <= end, end <= utf8.count, end < Int32.max else {
      throw RecordFault("lies outside its text of \(utf8.count) bytes", at: "/start")
    }
    for (name, offset) in [("start", start), ("end", end)] where offset < utf8.count {
      if utf8[utf8.index(utf8.startIndex, offsetBy: offset)] & 0xC0 == 0x80 {
        throw RecordFault("cuts a character: offsets count bytes of UTF-8", at: "/" + name)
      }
    }
    return start..<end
  }

  private static func image(_ record: RecordObject) throws(RecordFault) -> Image {
    Image(
      url: try record.string("url"), caption: try record.string("caption"), credit: try record.string("credit"),
      alternateText: try record.string("alternate_text"), width: try record.integer("width"),
      height: try record.integer("height"), isLead: try record.flag("is_lead") ?? false,
      position: try record.integer("position"))
  }

  static func provenance(_ record: RecordObject) throws(RecordFault) -> Provenance {
    Provenance(
      stage: try record.requiredString("stage"), at: try record.requiredString("at"),
      reason: try record.requiredString("reason"), confidence: try record.number("confidence"),
      block: try record.integer("block"))
  }
}
