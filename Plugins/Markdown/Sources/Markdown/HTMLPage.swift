public import KZPipeKit
import KZPipeMarkup
import KZPipeNews
import KZPipeXML

/// Writes each article as a page to read: one HTML file without scripts or anything to load but its pictures.
public struct HTMLPage: ExportStage {
  static let style = Option("style", default: true, summary: "Whether the page brings a small style sheet.")

  public static let spec = StageSpec(
    "html", kind: .export, summary: "Writes articles as readable HTML pages.", reads: [.headline, .body],
    readsOptionally: [.authors, .images, .metadata, .language, .keywords, .summary], options: [style.spec])

  private static let sheet: StaticString = """
    body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1.1rem/1.6 serif; }
    img { max-width: 100%; height: auto; }
    figure { margin: 1.5rem 0; }
    figcaption, .byline, footer { color: #555; font-size: .9rem; }
    .question { font-weight: bold; }
    td { padding: .2rem .6rem; border: 1px solid #ccc; }
    """

  private let withStyle: Bool

  public init(options: Options, context: StageContext) throws(StageError) { withStyle = options[Self.style] }

  public func export(_ article: Article) async throws(StageError) -> [Output] {
    let item = try NewsItem(article, withEmail: false)
    var xml = XMLWriter()
    xml.open("html")
    if item.language != LanguageTag.undetermined { xml.attribute("lang", item.language) }
    if item.isRightToLeft { xml.attribute("dir", literal: "rtl") }
    writeHead(item, to: &xml)
    xml.open("body")
    xml.open("article")
    xml.open("header")
    xml.element("h1", item.headline)
    if let deck = item.deck { writeParagraph("deck", deck, to: &xml) }
    if let byline = Creator.byline(item.creators, language: item.language) {
      writeParagraph("byline", byline, to: &xml)
    }
    if let published = article.datePublished {
      xml.open("p")
      xml.open("time", mixed: true)
      xml.attribute("datetime", NewsDates.truncated(published))
      xml.text(NewsDates.truncated(published))
      xml.close()
      xml.close()
    }
    xml.close()
    var renderer = BodyRenderer(article, dialect: .xhtml, pictures: .all)
    renderer.render(to: &xml)
    guard renderer.blockCount > 0 else { throw NewsItem.noBody }
    xml.close()
    writeFooter(item, to: &xml)
    xml.close()
    xml.close()
    return [.file(name: "{slug}.html", contents: Array("<!DOCTYPE html>\n".utf8) + xml.bytes)]
  }

  private func writeHead(_ item: NewsItem, to xml: inout XMLWriter) {
    xml.open("head")
    xml.open("meta")
    xml.attribute("charset", literal: "utf-8")
    xml.close()
    xml.open("meta")
    xml.attribute("name", literal: "viewport")
    xml.attribute("content", literal: "width=device-width, initial-scale=1")
    xml.close()
    xml.element("title", item.headline)
    if let summary = XMLText.label(item.article.annotations.summary) {
      xml.open("meta")
      xml.attribute("name", literal: "description")
      xml.attribute("content", summary)
      xml.close()
    }
    if let page = item.page {
      xml.open("link")
      xml.attribute("rel", literal: "canonical")
      xml.attribute("href", page)
      xml.close()
    }
    if withStyle {
      xml.open("style", mixed: true)
      xml.text(literal: Self.sheet)
      xml.close()
    }
    xml.close()
  }

  private func writeParagraph(_ name: StaticString, _ text: String, to xml: inout XMLWriter) {
    xml.open("p", mixed: true)
    xml.attribute("class", literal: name)
    xml.text(text)
    xml.close()
  }

  private func writeFooter(_ item: NewsItem, to xml: inout XMLWriter) {
    let notice = XMLText.label(item.article.copyrightNotice)
    if item.page == nil, notice == nil, item.publisher == nil { return }
    xml.open("footer")
    if let page = item.page {
      xml.open("p", mixed: true)
      xml.open("a", mixed: true)
      xml.attribute("href", page)
      xml.text(item.publisher?.name ?? page)
      xml.close()
      xml.close()
    } else if let publisher = item.publisher {
      xml.element("p", publisher.name)
    }
    xml.element("p", notice)
    xml.close()
  }
}
