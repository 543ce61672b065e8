import KZPipeKit
import Testing

@Suite struct ModelTests {
  private func page() -> Page {
    Page(id: "p", source: Source(uri: "p.txt", mediaType: "text/plain"), content: [])
  }

  @Test func blocksPointIntoTheSharedText() {
    var page = page()
    page.append("Бір".utf8, kind: .heading, level: 1)
    page.append("two".utf8)
    #expect(page.blocks.map { page.string(of: $0) } == ["Бір", "two"])
    #expect(page.blocks[0].text == 0..<6)
  }

  @Test func rangesOutsideTheTextAreClamped() {
    var page = page()
    page.append("abc".utf8)
    #expect(page.string(in: 1..<99) == "bc")
    #expect(page.string(in: 7..<9) == "")
    #expect(page.string(in: -5..<2) == "ab")
  }

  @Test func locationsAreJSONPointersInReadingOrder() {
    let locations: [TextLocation] = [.caption(0), .body(10), .headline, .body(2), .alternativeHeadline]
    #expect(
      locations.sorted().map(\.pointer) == [
        "/headline", "/alternative_headline", "/body/2/text", "/body/10/text", "/images/0/caption",
      ])
  }

  @Test func anArticleFindsItsStrings() {
    var article = Article(id: "a", source: Source(uri: "p.txt", mediaType: "text/plain"))
    article.headline = "Head"
    article.body = [BodyBlock(text: "One."), BodyBlock(text: "Two.")]
    article.images = [Image(caption: "A picture.")]
    #expect(article.string(at: .headline) == "Head")
    #expect(article.string(at: .body(1)) == "Two.")
    #expect(article.string(at: .body(2)) == nil)
    #expect(article.string(at: .caption(0)) == "A picture.")
    #expect(article.text == "One.\n\nTwo.")
  }

  @Test func headerFieldsAreBoundedAndCompareWithoutCase() {
    let source = Source(
      uri: "p", mediaType: "text/html",
      headers: [("Content-Language", " kk "), ("X", ""), ("content-language", "ru")].compactMap { HeaderField($0, $1) })
    #expect(source.header("content-language") == "kk")
    #expect(source.header("x") == "" && source.header("date") == nil)
    for name in ["", "a b", "a:", "é"] { #expect(HeaderField(name, "v") == nil) }
    #expect(HeaderField("a", String(repeating: "v", count: HeaderField.byteLimit)) == nil)
  }

  @Test func stagesAreOrderedAsADocumentMeetsThem() {
    #expect([StageKind.export, .enrich, .clean, .parse].sorted() == [.clean, .parse, .enrich, .export])
  }

  @Test func errorsReadAsOneLine() {
    let error = StageError(.malformed, "Not a page.", place: "byte 12", advice: "Check the file.")
    #expect(error.description == "malformed: Not a page. (at byte 12); Check the file.")
  }
}
