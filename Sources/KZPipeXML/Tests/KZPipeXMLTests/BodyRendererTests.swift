import KZPipeKit
import KZPipeMarkup
import KZPipeXML
import SampleArticles
import Testing

private func render(
  _ blocks: [BodyBlock], _ dialect: MarkupDialect = .xhtml, images: [Image] = [], mentions: [Mention] = [],
  pictures: BodyRenderer.Pictures = .withoutAddress
) -> (markup: String, words: Int) {
  var article = SampleArticles.bare
  article.body = blocks
  article.images = images
  article.annotations.entities = [Entity(id: "p", kind: .person, name: "P"), Entity(id: "l", kind: .place, name: "L")]
  article.annotations.mentions = mentions
  var xml = XMLWriter(indented: false)
  xml.open("x")
  var renderer = BodyRenderer(
    article, dialect: dialect, pictures: pictures, marks: InlineMark.marks(in: article) { _ in true })
  renderer.render(to: &xml)
  xml.close()
  return (String(decoding: xml.bytes.dropFirst(3).dropLast(5), as: UTF8.self), renderer.wordCount)
}

private func mention(_ entity: String, _ bytes: Range<Int>, _ block: Int = 0) -> Mention {
  Mention(entity: entity, range: TextRange(.body(block), bytes), text: "")
}

@Suite struct BodyRendererTests {
  @Test func crossingSpansAreCutAndNested() {
    let block = BodyBlock(
      text: "abcdefghij",
      spans: [
        Span(kind: .strong, range: 0..<6), Span(kind: .emphasis, range: 3..<9),
        Span(kind: .link, range: 5..<8, target: "https://example.com/"),
      ])
    #expect(
      render([block]).markup
        == #"<p><strong>abc<em>de</em></strong><a href="https://example.com/"><strong><em>f</em></strong><em>gh</em></a><em>i</em>j</p>"#
    )
  }

  @Test func elementsHoldMoreThanWhiteSpace() {
    let block = BodyBlock(
      text: "a  b",
      spans: [Span(kind: .strong, range: 1..<3), Span(kind: .link, range: 1..<2, target: "https://example.com/")])
    #expect(render([block]).markup == "<p>a  b</p>")
  }

  @Test func rangesOutsideTheTextOrInsideACharacterAreIgnored() {
    let block = BodyBlock(
      text: "жук",
      spans: [
        Span(kind: .strong, range: 1..<4), Span(kind: .emphasis, range: -5..<2), Span(kind: .code, range: 4..<99),
        Span(kind: .link, range: 0..<6, target: "javascript:x"),
      ])
    #expect(render([block]).markup == "<p><em>ж</em>у<code>к</code></p>")
  }

  @Test func mentionsBecomeElementsWithIds() {
    let blocks = [BodyBlock(text: "Ada met Bo in Rome."), BodyBlock(text: "Ada left.")]
    let mentions = [
      mention("p", 0..<3, 1), mention("l", 14..<18), mention("p", 0..<3), mention("p", 1..<3), mention("x", 8..<10),
    ]
    #expect(
      render(blocks, mentions: mentions).markup
        == #"<p><span id="m1">Ada</span> met Bo in <span id="m2">Rome</span>.</p><p><span id="m3">Ada</span> left.</p>"#
    )
    #expect(
      render(blocks, .nitf, mentions: mentions).markup
        == #"<p><person id="m1">Ada</person> met Bo in <location id="m2">Rome</location>.</p><p><person id="m3">Ada</person> left.</p>"#
    )
  }

  @Test func namesInNITFHoldTextOnly() {
    let block = BodyBlock(
      text: "Ada Bell",
      spans: [
        Span(kind: .lineBreak, range: 3..<3), Span(kind: .strong, range: 4..<8), Span(kind: .superscript, range: 0..<2),
      ])
    #expect(
      render([block], .nitf, mentions: [mention("p", 0..<8)]).markup
        == "<p><person id=\"m1\">Ada</person><br/>\n <em class=\"strong\"><person id=\"m2\">Bell</person></em></p>")
  }

  @Test func listsNestByLevel() {
    let blocks = [("a", 1), ("b", 3), ("c", 2), ("d", 1)].map { BodyBlock(kind: .listItem, text: $0, level: $1) }
    #expect(
      render(blocks + [BodyBlock(text: "end")]).markup
        == "<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul><p>end</p>")
  }

  @Test func tablesKeepEmptyCellsAndDropEmptyRows() {
    let table = BodyBlock(kind: .table, text: "a\t\tb\n\t\nc", spans: [Span(kind: .strong, range: 0..<1)])
    #expect(
      render([table]).markup
        == "<table><tbody><tr><td><strong>a</strong></td><td/><td>b</td></tr><tr><td>c</td></tr></tbody></table>")
  }

  @Test func otherBlocks() {
    let blocks = [
      BodyBlock(kind: .heading, text: "H", level: 3), BodyBlock(kind: .quote, text: "Q"),
      BodyBlock(kind: .preformatted, text: "a\n b"),
      BodyBlock(text: " \u{AD} "),
    ]
    #expect(render(blocks).markup == "<h3>H</h3><blockquote><p>Q</p></blockquote><pre>a\n b</pre>")
    #expect(render(blocks, .nitf).markup == "<hl2>H</hl2><bq><block><p>Q</p></block></bq><pre>a\n b</pre>")
  }

  @Test func picturesStandWhereTheyBelong() {
    let images = [
      Image(caption: "Second", position: 1),
      Image(url: "https://example.com/a.jpg", caption: "Lead", credit: "C", width: 3, isLead: true),
      Image(url: "https://example.com/b.jpg"),
    ]
    let blocks = [BodyBlock(text: "One."), BodyBlock(text: "Two.")]
    #expect(
      render(blocks, images: images).markup == "<p>One.</p><figure><figcaption>Second</figcaption></figure><p>Two.</p>")
    #expect(
      render(blocks, images: images, pictures: .all).markup
        == #"<figure><img src="https://example.com/a.jpg" alt="" width="3"/><figcaption>Lead <span class="credit">C</span></figcaption></figure><p>One.</p><figure><figcaption>Second</figcaption></figure><p>Two.</p><figure><img src="https://example.com/b.jpg" alt=""/></figure>"#
    )
    #expect(
      render(blocks, .nitf, images: images, pictures: .all).markup
        == #"<media media-type="image"><media-reference source="https://example.com/a.jpg" mime-type="image/jpeg" source-credit="C" width="3"/><media-caption>Lead</media-caption><media-producer>C</media-producer></media><p>One.</p><p class="caption">Second</p><p>Two.</p>"#
    )
  }

  @Test func wordsOfEverythingWritten() {
    #expect(
      render(
        [BodyBlock(text: "One two."), BodyBlock(kind: .table, text: "3\t4")],
        images: [Image(caption: "five", credit: "six")]
      ).words == 6)
  }
}
