import KZPipeNewsRules
import NewsMLG2
import SampleArticles
import Testing

/// The rules for NITF documents and for concepts, against broken copies.
@Suite struct NITFRuleTests {
  typealias Breach = RuleTests.Breach

  private static let sound = """
    <?xml version="1.0" encoding="UTF-8"?>
    <nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">
      <head><title>Bridge opens</title><docdata><doc-id id-string="a-1"/><urgency ed-urg="4"/>
        <date.issue norm="20260302T101500Z"/><doc.copyright holder="Test Desk"/></docdata></head>
      <body><body.head><hedline><hl1>Bridge opens</hl1></hedline></body.head>
        <body.content><block><p>The bridge opened.</p>
          <media media-type="image"><media-reference source="https://example.com/a.jpg"/><media-caption>The bridge</media-caption></media>
        </block></body.content></body>
    </nitf>
    """

  static let breaches: [Breach] = [
    Breach(.nitfHead, "no title", "<title>*</title>", ""),
    Breach(.nitfHead, "no docdata", "<docdata>*</docdata>", ""),
    Breach(.nitfHead, "no id", " id-string=\"a-1\"", ""),
    Breach(.nitfHead, "no date", "<date.issue */>", ""),
    Breach(.date, "no date at all", "norm=\"*\"", "norm=\"2 March\""),
    Breach(.date, "no zone", "101500Z", "101500"),
    Breach(.date, "impossible hour", "T101500Z", "T251500Z"),
    Breach(.unknownValue, "urgency", "ed-urg=\"4\"", "ed-urg=\"high\""),
    Breach(.rights, "no holder", "<doc.copyright holder=\"Test Desk\"/>", "<doc.copyright year=\"2026\"/>"),
    Breach(.nitfHeadline, "no headline", "<hedline>*</hedline>", ""),
    Breach(.nitfBody, "no text", "<block>*</block>", ""),
    Breach(.nitfBlock, "no block", "<block>*</block>", "<p>The bridge opened.</p>"),
    Breach(.nitfMedia, "no source", " source=\"https://example.com/a.jpg\"", ""),
    Breach(.nitfMedia, "no caption", "<media-caption>*</media-caption>", ""),
    Breach(.documentType, "document type", "<nitf ", "<!DOCTYPE nitf>\n<nitf "),
    Breach(.emptyElement, "empty paragraph", "<p>The bridge opened.</p>", "<p>The bridge opened.</p><p/>"),
  ]

  private func rules(_ text: String) -> Set<NewsRule> {
    var book = RuleBook()
    return Set(book.findings(in: Array(text.utf8), file: "a.xml").map(\.rule))
  }

  @Test func aSoundDocumentPasses() { #expect(rules(Self.sound).isEmpty) }

  @Test(arguments: ["2026-03-02", "20260302", "2026-03-02T10:15:00+05:00", "20260302T101500+0500"])
  func datesMayBeBasicOrExtended(_ date: String) {
    #expect(rules(Self.sound.replacing("20260302T101500Z", with: date)).isEmpty)
  }

  @Test(arguments: breaches)
  func aBreachIsNoticed(_ breach: Breach) throws {
    let broken = try #require(breach.broken(Self.sound), "nothing to break")
    #expect(rules(broken).contains(breach.rule), "\(rules(broken))")
  }

  @Test(arguments: [
    Breach(.concept, "no id", "<conceptId *>", ""), Breach(.concept, "no type", "<type *>", ""),
    Breach(.concept, "no name", "<name*</name>", ""),
  ])
  func conceptsAreChecked(_ breach: Breach) async throws {
    let all = files(try await makeStage().export(SampleArticles.english))
    let item = try #require(all["entities/{slug}.xml"])
    let start = try #require(item.firstRange(of: "<conceptSet>")).lowerBound
    #expect(rules(item).isEmpty)
    let broken = try #require(breach.broken(String(item[start...])), "nothing to break")
    #expect(rules(item[..<start] + broken).contains(.concept))
  }

  @Test func aPictureWithoutAnySourceIsNoticed() async throws {
    let item = try #require(files(try await makeStage().export(SampleArticles.english))["{slug}.xml"])
    let start = try #require(item.firstRange(of: "picture:0f5c2a9be1d04471-1\" version=\"1\" standard")).lowerBound
    let credit = Breach(.credit, "no credit", "<creditline>*</creditline>", "")
    let without = try #require(credit.broken(String(item[start...])))
    let bare = Breach(
      .credit, "no holder", "<copyrightHolder>*</copyrightHolder>", "<copyrightNotice>x</copyrightNotice>")
    let broken = try #require(bare.broken(without))
    #expect(rules(item[..<start] + broken).contains(.credit))
  }

  /// A rule without a broken document would be a rule that nobody knows to work.
  @Test func everyRuleHasABreach() {
    let tested = Set((RuleTests.breaches + Self.breaches).map(\.rule))
    let elsewhere: Set<NewsRule> = [.schema, .unknownRoot, .credit, .concept, .outsideReference]
    #expect(Set(NewsRule.allCases).subtracting(tested) == elsewhere)
  }
}
