import KZPipeKit
import KZPipeNews
import KZPipeMarkup
import KZPipeXML

extension ItemWriter {
  static let xhtmlType: StaticString = "application/xhtml+xml"
  static let nitfType: StaticString = "application/nitf+xml"

  /// The text as XHTML: the blocks directly under body, as the plainest receivers want them. Headline and byline are metadata
  /// and stand there; a body that repeats them shows them twice wherever it is put under a headline.
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
    var renderer = BodyRenderer(
      plan.item.article, dialect: .xhtml, ids: .first, marks: plan.marks, identified: plan.identified)
    renderer.render(to: &xml)
    xml.close()
    xml.close()
    return try body(xhtmlType, xml, renderer, ids: .first)
  }

  /// The text as NITF 3.6, with `block`, without which Superdesk reads nothing.
  /// - Parameter first: the other body of the item, whose ids are taken and whose words are counted
  static func nitf(_ plan: ItemPlan, _ settings: Settings, after first: Body?, depth: Int) throws(StageError) -> Body {
    let ids: IDSpace = first == nil ? .first : .second
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
    var renderer = BodyRenderer(
      plan.item.article, dialect: .nitf, ids: ids, marks: plan.marks, identified: plan.identified,
      counting: first == nil)
    renderer.render(to: &xml)
    xml.close()
    xml.close()
    xml.close()
    xml.close()
    var body = try body(nitfType, xml, renderer, ids: ids)
    if let first { (body.words, body.characters) = (first.words, first.characters) }
    return body
  }

  private static func body(
    _ mediaType: StaticString, _ xml: borrowing XMLWriter, _ renderer: BodyRenderer, ids: IDSpace
  ) throws(StageError) -> Body {
    guard renderer.blockCount > 0 else { throw NewsItem.noBody }
    return Body(
      mediaType: mediaType, bytes: xml.bytes, words: renderer.wordCount, characters: renderer.characterCount,
      ids: ids, references: renderer.references)
  }
}
