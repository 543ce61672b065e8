public import KZPipeKit
import KZPipeMarkup
import KZPipeNews
import KZPipeXML

/// Writes the articles of a run as one Atom feed, `feed.xml`, in the order of the input.
///
/// Source: RFC 4287, The Atom Syndication Format.
public struct Atom: ExportStage {
  public static let spec = StageSpec(
    "atom", kind: .export, summary: "Writes the run's articles as one Atom feed.", reads: [.headline, .body],
    readsOptionally: [.authors, .images, .metadata, .language, .keywords, .summary], options: FeedSettings.specs)

  private static let namespace: StaticString = "http://www.w3.org/2005/Atom"

  private let settings: FeedSettings
  private let runTime: PartialDate
  private let version: String

  public init(options: Options, context: StageContext) throws(StageError) {
    settings = try FeedSettings(options)
    runTime = context.runTime
    version = context.version
  }

  public func frame(of file: String) -> Frame {
    var xml = XMLWriter()
    xml.declaration()
    xml.open("feed", namespace: Self.namespace)
    xml.element("id", settings.provider.guidBase + "feed")
    xml.element("title", settings.title)
    xml.element("subtitle", settings.description)
    xml.element("updated", NewsDates.moment(runTime))
    writeLink("alternate", settings.link, to: &xml)
    xml.open("author")
    xml.element("name", settings.provider.name)
    xml.element("uri", settings.provider.uri)
    xml.close()
    xml.open("generator", mixed: true)
    xml.attribute("version", version)
    xml.text(literal: "kzpipe")
    xml.close()
    return Frame(opening: xml.bytes, closing: Array("\n</feed>\n".utf8))
  }

  public func export(_ article: Article) async throws(StageError) -> [Output] {
    let item = try NewsItem(article, withEmail: false)
    // The feed's own element carries the namespace.
    var xml = XMLWriter(depth: 1)
    xml.open("entry")
    if item.language != LanguageTag.undetermined { xml.attribute("xml:lang", item.language) }
    xml.element("id", settings.guid(item))
    xml.element("title", item.headline)
    xml.element("updated", NewsDates.version(of: article, authority: settings.provider.authority))
    xml.element("published", NewsDates.exact(article.datePublished))
    if let page = item.page { writeLink("alternate", page, to: &xml) }
    for image in article.images { writeEnclosure(image, to: &xml) }
    for creator in item.creators {
      xml.open("author")
      xml.element("name", creator.name)
      xml.element("uri", creator.uri)
      xml.close()
    }
    for term in article.section + article.annotations.keywords.map(\.text) {
      guard let term = XMLText.label(term) else { continue }
      xml.open("category")
      xml.attribute("term", term)
      xml.close()
    }
    xml.element("rights", XMLText.label(article.copyrightNotice))
    xml.element("summary", settings.summary(item))
    if settings.withText {
      xml.open("content")
      xml.attribute("type", literal: "xhtml")
      xml.open("div", namespace: "http://www.w3.org/1999/xhtml")
      if item.isRightToLeft { xml.attribute("dir", literal: "rtl") }
      var renderer = BodyRenderer(article, dialect: .xhtml)
      renderer.render(to: &xml)
      guard renderer.blockCount > 0 else { throw NewsItem.noBody }
      xml.close()
      xml.close()
    }
    xml.close()
    return [.record(file: FeedSettings.file, contents: xml.bytes)]
  }

  private func writeEnclosure(_ image: Image, to xml: inout XMLWriter) {
    guard let address = WebAddress.web(image.url) else { return }
    xml.open("link")
    xml.attribute("rel", literal: "enclosure")
    if let type = MediaType.ofPicture(at: address) { xml.attribute("type", literal: type) }
    xml.attribute("href", address)
    xml.attribute("title", XMLText.label(image.caption))
    xml.close()
  }

  private func writeLink(_ relation: StaticString, _ address: String, to xml: inout XMLWriter) {
    xml.open("link")
    xml.attribute("rel", literal: relation)
    xml.attribute("href", address)
    xml.close()
  }
}
