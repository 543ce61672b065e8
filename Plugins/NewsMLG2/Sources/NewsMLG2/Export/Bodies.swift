import KZPipeKit
import KZPipeNews
import KZPipeMarkup
import KZPipeXML

extension ItemWriter {
  static let xhtmlType: StaticString = "application/xhtml+xml"
  static let nitfType: StaticString = "application/nitf+xml"

  /// The text as XHTML: headline, byline and the blocks directly under body, as the plainest receivers want them.
  static func xhtml(_ plan: ItemPlan, _ settings: Settings, depth: Int) throws(StageError) -> Body {
    var xml = XMLWriter(depth: depth)
    xml.open("html", namespace: "http://www.w3.org/1999/xhtml")
    xml.attribute("xml:lang", plan.item.language)
    xml.attribute("lang", plan.item.language)
    if plan.item.isRightToLeft { xml.attribute("dir", literal: "rtl") }
    xml.open("head")
    xml.element("title", plan.item.headline)
    xml.close()
    xml.open("body")
    xml.element("h1", plan.item.headline)
    if let byline = plan.byline {
      xml.open("p", mixed: true)
      xml.attribute("class", literal: "byline")
      xml.text(byline)
      xml.close()
    }
    var renderer = renderer(plan, settings, .xhtml, ids: .first)
    renderer.render(to: &xml)
    xml.close()
    xml.close()
    return try body(xhtmlType, xml, renderer, ids: .first)
  }

  /// The text as NITF 3.6, with `block`, without which Superdesk reads nothing.
  static func nitf(_ plan: ItemPlan, _ settings: Settings, ids: IDSpace, depth: Int) throws(StageError) -> Body {
    var xml = XMLWriter(depth: depth)
    xml.open("nitf", namespace: "http://iptc.org/std/NITF/2006-10-18/")
    xml.open("head")
    xml.element("title", plan.item.headline)
    xml.open("docdata")
    xml.open("doc-id")
    xml.attribute("id-string", plan.textGUID)
    xml.close()
    xml.open("date.issue")
    xml.attribute("norm", NewsDates.issued(plan.item.article) ?? plan.version.versionCreated)
    xml.close()
    xml.close()
    xml.close()
    xml.open("body")
    xml.open("body.head")
    xml.open("hedline")
    xml.element("hl1", plan.item.headline)
    xml.element("hl2", plan.item.deck)
    xml.close()
    if let byline = plan.byline { xml.element("byline", byline) }
    if let dateline = XMLText.label(plan.item.article.dateline) { xml.element("dateline", dateline) }
    xml.close()
    xml.open("body.content")
    xml.open("block")
    var renderer = renderer(plan, settings, .nitf, ids: ids)
    renderer.render(to: &xml)
    xml.close()
    xml.close()
    xml.close()
    xml.close()
    return try body(nitfType, xml, renderer, ids: ids)
  }

  private static func renderer(
    _ plan: ItemPlan, _ settings: Settings, _ dialect: MarkupDialect, ids: IDSpace
  ) -> BodyRenderer {
    let marks =
      settings.withMentions ? InlineMark.marks(in: plan.item.article) { plan.entities.index[$0] >= 0 } : []
    var identified: Set<Int> = []
    for exchange in plan.item.article.annotations.exchanges {
      identified.formUnion(exchange.question + exchange.answer)
    }
    return BodyRenderer(plan.item.article, dialect: dialect, ids: ids, marks: marks, identified: identified)
  }

  private static func body(
    _ mediaType: StaticString, _ xml: borrowing XMLWriter, _ renderer: BodyRenderer, ids: IDSpace
  ) throws(StageError) -> Body {
    guard renderer.blockCount > 0 else { throw NewsItem.noBody }
    return Body(
      mediaType: mediaType, bytes: xml.bytes, words: renderer.wordCount, ids: ids, references: renderer.references
    )
  }
}
