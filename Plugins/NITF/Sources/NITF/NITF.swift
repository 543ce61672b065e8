public import KZPipeKit
import KZPipeMarkup
import KZPipeNews
import KZPipeXML

/// The stage module `nitf`.
public enum NITFModule: StageModule {
  public static let name: StaticString = "nitf"
  public static let version: StaticString = "0.1.0"
  public static let stages: StaticString = "export:nitf"
  public static func register(in registrar: inout Registrar) { registrar.add(NITF.self) }
}

/// Writes each article as a NITF 3.6 document with its pictures.
///
/// Source: IPTC, News Industry Text Format 3.6 (XML Schema).
public struct NITF: ExportStage {
  static let urgency = Option<Int?>(
    "urgency", type: .integer(1...8), summary: "Editorial urgency of the text, 1 the highest.", example: 5)
  static let mentions = Option(
    "mentions", default: true, summary: "Whether persons, organisations, places and events are marked in the text.")

  public static let spec = StageSpec(
    "nitf", kind: .export, summary: "Writes articles as NITF 3.6.", reads: [.headline, .body],
    readsOptionally: [.authors, .images, .metadata, .language, .entities, .exchanges, .topics, .keywords, .summary],
    options: [Provider.option.spec, Provider.authorityOption.spec, urgency.spec, mentions.spec])

  private let provider: Provider
  private let urgency: Int?
  private let withMentions: Bool

  public init(options: Options, context: StageContext) throws(StageError) {
    provider = try Provider(options)
    urgency = options[Self.urgency]
    withMentions = options[Self.mentions]
  }

  public func export(_ article: Article) async throws(StageError) -> [Output] {
    let item = try NewsItem(article, withEmail: false)
    var xml = XMLWriter()
    xml.declaration()
    xml.open("nitf", namespace: "http://iptc.org/std/NITF/2006-10-18/")
    xml.attribute("uno", provider.guidBase + "text:" + item.id)
    xml.attribute("baselang", item.language)
    writeHead(item, to: &xml)
    xml.open("body")
    xml.attribute("xml:lang", item.language)
    writeBodyHead(item, to: &xml)
    xml.open("body.content")
    xml.open("block")
    var renderer = BodyRenderer(
      article, dialect: .nitf, pictures: .all,
      marks: withMentions
        ? InlineMark.marks(in: article) { XMLText.label(article.annotations.entities[$0].name) != nil } : [])
    renderer.render(to: &xml)
    guard renderer.blockCount > 0 else { throw NewsItem.noBody }
    xml.close()
    xml.close()
    xml.close()
    xml.close()
    return [.file(name: "{slug}.xml", contents: xml.bytes)]
  }

  private func writeHead(_ item: NewsItem, to xml: inout XMLWriter) {
    let article = item.article
    xml.open("head")
    xml.element("title", item.headline)
    if let genre = Genre(of: article) {
      xml.open("tobject")
      xml.open("tobject.property")
      xml.attribute("tobject.property.type", genre.name)
      xml.close()
      xml.close()
    }
    xml.open("docdata")
    xml.open("doc-id")
    xml.attribute("regsrc", provider.name)
    xml.attribute("id-string", provider.guidBase + "text:" + item.id)
    xml.close()
    if let urgency {
      xml.open("urgency")
      xml.attribute("ed-urg", urgency)
      xml.close()
    }
    xml.open("date.issue")
    xml.attribute("norm", NewsDates.issued(article) ?? NewsDates.version(of: article, authority: provider.authority))
    xml.close()
    if let publisher = item.publisher {
      xml.open("doc.copyright")
      xml.attribute("year", article.datePublished?.year)
      xml.attribute("holder", publisher.name)
      xml.close()
    }
    writeKeywords(article.annotations.keywords, to: &xml)
    writeIdentifiedContent(article.annotations, to: &xml)
    xml.close()
    if item.page != nil || item.publisher != nil {
      xml.open("pubdata")
      xml.attribute("type", literal: "web")
      xml.attribute("date.publication", NewsDates.issued(article))
      xml.attribute("name", item.publisher?.name)
      xml.attribute("position.section", XMLText.label(article.section.last))
      xml.attribute("ex-ref", item.page)
      xml.close()
    }
    xml.close()
  }

  private func writeKeywords(_ keywords: [Keyword], to xml: inout XMLWriter) {
    let texts = keywords.compactMap { XMLText.label($0.text) }
    if texts.isEmpty { return }
    xml.open("key-list")
    for text in texts {
      xml.open("keyword")
      xml.attribute("key", text)
      xml.close()
    }
    xml.close()
  }

  private func writeIdentifiedContent(_ annotations: Annotations, to xml: inout XMLWriter) {
    let named = annotations.entities.filter { $0.kind != .group && XMLText.label($0.name) != nil }
    let topics = annotations.topics.filter { $0.vocabularyAddress != nil && XMLText.label($0.name) != nil }
    if named.isEmpty, topics.isEmpty { return }
    xml.open("identified-content")
    for topic in topics {
      xml.open("classifier", mixed: true)
      xml.attribute("type", literal: "mediatopic")
      xml.attribute("idsrc", literal: "http://cv.iptc.org/newscodes/mediatopic/")
      xml.attribute("value", topic.id)
      if let name = XMLText.label(topic.name) { xml.text(name) }
      xml.close()
    }
    for entity in named {
      switch entity.kind {
      case .person: xml.open("person", mixed: true)
      case .organisation: xml.open("org", mixed: true)
      case .place: xml.open("location", mixed: true)
      case .event, .group: xml.open("event", mixed: true)
      }
      if let wikidata = XMLText.label(entity.ids["wikidata"]) {
        let isPlace = entity.kind == .place
        xml.attribute(isPlace ? "code-source" : "idsrc", literal: "wikidata")
        xml.attribute(isPlace ? "location-code" : "value", wikidata)
      }
      if let name = XMLText.label(entity.name) { xml.text(name) }
      xml.close()
    }
    xml.close()
  }

  private func writeBodyHead(_ item: NewsItem, to xml: inout XMLWriter) {
    xml.open("body.head")
    xml.open("hedline")
    xml.element("hl1", item.headline)
    xml.element("hl2", item.deck)
    xml.close()
    xml.element("byline", Creator.byline(item.creators, language: item.language))
    xml.element("dateline", XMLText.label(item.article.dateline))
    if let summary = XMLText.label(item.article.annotations.summary) {
      xml.open("abstract")
      xml.element("p", summary)
      xml.close()
    }
    xml.close()
  }
}
