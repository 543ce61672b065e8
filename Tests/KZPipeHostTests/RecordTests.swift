import KZPipeJSON
import KZPipeKit
import KZPipeRecord
import Testing

@testable import KZPipeHost

/// Articles and pages as JSON and back, and what another process may do to an article.
@Suite struct RecordTests {
  static var article: Article {
    var article = SchemaTests.fullArticle
    article.source.declaredEncoding = "windows-1251"
    // Digits that the record for people would round away.
    article.annotations.entities[0].confidence = 0.123456789
    article.annotations.mentions = [
      Mention(entity: "person", range: TextRange(.body(0), 0..<1), text: "a", confidence: 2.0 / 3)
    ]
    article.annotations.roles[0].entity = "person"
    article.annotations.quotations[0].speaker = "place"
    return article
  }

  @Test func anArticleComesBackWhole() throws {
    let back = try ArticleRecord.article(from: try JSONValue.parse(ArticleRecord.transferJSON(of: Self.article)))
    #expect(back == Self.article)
    let bare = Article(id: "", source: Source(uri: "", mediaType: "text/plain"))
    #expect(try ArticleRecord.article(from: try JSONValue.parse(ArticleRecord.transferJSON(of: bare))) == bare)
  }

  @Test func aPageComesBackWhole() throws {
    var page = Page(
      id: "p", source: Source(uri: "u", mediaType: "text/html", encoding: "utf-8", sha256: "0"),
      content: Array("<p>абв</p>".utf8))
    for (index, kind) in Block.Kind.allCases.enumerated() {
      page.append(
        "Блок \(index)".utf8, kind: kind, level: UInt8(index), source: 3..<9, group: Int32(index % 3) - 1,
        verdict: Verdict(index % 2 == 0 ? .kept : .dropped, confidence: Float(index) / 13, reason: "why"))
    }
    page.append([], verdict: .undecided)
    let first = page.blocks[1].text
    page.spans = [
      Span(kind: .link, range: first.lowerBound..<first.upperBound, target: "https://example.com/"),
      Span(kind: .lineBreak, range: first.upperBound..<first.upperBound),
      Span(kind: .emphasis, range: page.blocks[2].text.lowerBound..<(page.blocks[2].text.lowerBound + 2)),
    ]
    page.images = [PageImage(url: "a.jpg", alternateText: "b", width: 1, height: 2, caption: 3, position: 4)]
    page.evidence = Evidence.Origin.allCases.map {
      Evidence($0, item: 2, type: "NewsArticle", property: "headline", value: "v", block: 1)
    }
    page.articleConfidence = 1.0 / 3
    page.provenance = [Provenance(stage: "s", at: "/page", reason: "r")]
    let value = try JSONValue.parse(PageRecord.transferJSON(of: page))
    let back = try PageRecord.page(from: value, content: page.content)
    #expect(PageImprint(page) == PageImprint(back))
    var applied = Page(id: "p", source: Source(uri: "u", mediaType: "text/html", sha256: "0"), content: page.content)
    try PageRecord.apply(value, to: &applied)
    #expect(PageImprint(applied) == PageImprint(page))
  }

  @Test(arguments: [
    #"{"evidence":[{"origin":"meta","property":"p","value":"v","block":1}]}"#,
    #"{"evidence":[{"origin":"meta","property":"p","value":"v","block":-2}]}"#,
    #"{"images":[{"caption_block":1}]}"#, #"{"blocks":[{"text":"b","source":[0,5]}]}"#,
  ])
  func whatIsNotOnThePageIsRefused(_ members: String) throws {
    let block = members.contains("blocks") ? "" : #""blocks":[{"text":"a"}],"#
    let value = try JSONValue.parse(Array(("{" + block + members.dropFirst()).utf8))
    var page = Page(id: "p", source: Source(uri: "u", mediaType: "text/plain"), content: Array("text".utf8))
    #expect(throws: RecordFault.self) { try PageRecord.apply(value, to: &page) }
    #expect(page.blocks.isEmpty)
  }

  /// Everything of a page that can be compared.
  struct PageImprint: Equatable {
    var id: String, source: Source, content: [UInt8], text: [UInt8], blocks: [Block], spans: [Span]
    var images: [KZPipeKit.PageImage], evidence: [Evidence], confidence: Double?, provenance: [Provenance]
    init(_ page: Page) {
      (id, source, content, text) = (page.id, page.source, page.content, page.text)
      (blocks, spans, images, evidence) = (page.blocks, page.spans, page.images, page.evidence)
      (confidence, provenance) = (page.articleConfidence, page.provenance)
    }
  }

  static let everything = Set(
    ["entities", "quotations", "dates", "language", "keywords", "summary", "metadata", "exchanges"] as [Field])

  @Test func changesMakeTheSameArticle() throws {
    var after = Self.article
    after.annotations.keywords = []
    after.annotations.summary = "Another summary."
    after.annotations.entities.removeLast()
    after.language = "kk"
    after.datePublished = PartialDate(iso8601: "2026-03-14T09:30:00+05:00")
    after.datePublishedIsInferred = false
    after.provenance.append(Provenance(stage: "t", at: "/language", reason: "r"))
    let json = try #require(ArticleChanges.json(from: Self.article, to: after))
    var changed = Self.article
    try ArticleChanges.apply(try JSONValue.parse(json), to: &changed, declared: Self.everything)
    #expect(changed == after)
    after.body[0].text = "b"
    #expect(ArticleChanges.json(from: Self.article, to: after) == nil)
  }

  @Test func additionsComeBehindWhatIsThere() throws {
    var article = Self.article
    let json = #"""
      {"add": {"keywords": [{"text": "bridge"}], "dates": [{"at": "/headline", "start": 0, "end": 1, "value": "2026"}],
               "entities": [{"id": "x", "type": "place", "name": "X"}], "mentions": [{"entity": "x", "at": "/body/0/text", "start": 0, "end": 1}]}}
      """#
    try ArticleChanges.apply(try JSONValue.parse(Array(json.utf8)), to: &article, declared: Self.everything)
    #expect(article.annotations.keywords.map(\.text) == ["k", "bridge"])
    #expect(article.annotations.dates.last?.text == "A" && article.annotations.dates.last?.confidence == 1)
    #expect(article.annotations.mentions.last?.text == "a")
  }

  @Test(arguments: [
    (#"[]"#, "", "is no object"), (#"{"put": {}}"#, "/put", "is neither \"add\" nor \"set\""),
    (#"{"set": []}"#, "/set", "is no object"),
    (#"{"set": {"body": []}}"#, "/set/body", "cannot be changed: an enricher adds annotations"),
    (#"{"add": {"headline": "B"}}"#, "/add/headline", "cannot be changed: an enricher adds annotations"),
    (#"{"add": {"topics": []}}"#, "/add/topics", "was changed, but the stage does not declare to write topics"),
    (#"{"add": {"keywords": {}}}"#, "/add/keywords", "is no list"),
    (#"{"add": {"keywords": [{}]}}"#, "/add/keywords/0/text", "is missing"),
    (#"{"add": {"keywords": [{"text": 1}]}}"#, "/add/keywords/0/text", "is no string"),
    (#"{"add": {"keywords": [{"text": "a", "relevance": 2}]}}"#, "/add/keywords/0/relevance", "lies outside 0...1"),
    (
      #"{"add": {"dates": [{"at": "/body/9/text", "start": 0, "end": 1, "value": "2026"}]}}"#, "/add/dates/0/at",
      "names no text of the article"
    ),
    (
      #"{"add": {"dates": [{"at": "/text", "start": 0, "end": 1, "value": "2026"}]}}"#, "/add/dates/0/at",
      "names no text of the article"
    ),
    (
      #"{"add": {"dates": [{"at": "/body/0/text", "start": 0, "end": 2, "value": "2026"}]}}"#, "/add/dates/0/start",
      "lies outside its text of 1 bytes"
    ),
    (
      #"{"add": {"dates": [{"at": "/body/0/text", "start": -1, "end": 1, "value": "2026"}]}}"#, "/add/dates/0/start",
      "lies outside its text of 1 bytes"
    ),
    (
      #"{"add": {"dates": [{"at": "/headline", "start": 0, "end": 1, "text": "B", "value": "2026"}]}}"#,
      "/add/dates/0/text", "is not what stands from start to end: offsets count bytes of UTF-8"
    ),
    (
      #"{"add": {"mentions": [{"entity": "nobody", "at": "/headline", "start": 0, "end": 1}]}}"#, "/mentions/1/entity",
      "names an entity that is not there"
    ),
    (
      #"{"set": {"entities": [], "roles": []}}"#, "/set/roles",
      "was changed, but the stage does not declare to write roles"
    ),
    (#"{"set": {"entities": []}}"#, "/mentions/0/entity", "names an entity that is not there"),
    (
      #"{"add": {"entities": [{"id": "person", "type": "person", "name": "E"}]}}"#, "/entities",
      "has two entities with one id"
    ),
    (#"{"set": {"date_published": "yesterday"}}"#, "/set/date_published", "is no ISO 8601 date"),
    (
      #"{"add": {"exchanges": [{"question": [7], "answer": []}]}}"#, "/add/exchanges/0",
      "names a body block that is not there"
    ),
  ])
  func whatDoesNotFitLeavesTheArticleAsItWas(_ json: String, place: String, reason: String) throws {
    var article = Self.article
    do {
      try ArticleChanges.apply(try JSONValue.parse(Array(json.utf8)), to: &article, declared: Self.everything)
      Issue.record("was accepted")
    } catch let fault as RecordFault {
      #expect(fault == RecordFault(reason, at: place))
    }
    #expect(article == Self.article)
  }

  @Test func anOffsetInsideACharacterIsRefused() throws {
    var article = Self.article
    article.body[0].text = "Көпір"
    let json = #"{"add": {"dates": [{"at": "/body/0/text", "start": 1, "end": 4, "value": "2026"}]}}"#
    #expect(throws: RecordFault("cuts a character: offsets count bytes of UTF-8", at: "/add/dates/0/start")) {
      try ArticleChanges.apply(try JSONValue.parse(Array(json.utf8)), to: &article, declared: Self.everything)
    }
  }
}
