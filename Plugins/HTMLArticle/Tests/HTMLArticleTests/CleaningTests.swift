import KZPipeKit
import Testing

@testable import HTMLArticle

/// Invented pages of the shapes that real ones have.
enum InventedPages {
  static let sentences = [
    "The harbour town of Velmar opened its rebuilt lighthouse on Monday, three years after a storm brought the tower down.",
    "Mayor Ilse Kranwinkel said the work had cost less than expected, because masons from the region gave their time.",
    "About four hundred people, among them the widow of the last keeper, climbed the stairs during the first afternoon.",
    "The new lamp needs a tenth of the power that the old one did, the engineer Tomas Brellin told the town council.",
    "Fishermen had complained for months that the provisional light on the pier could not be seen in fog.",
    "The council will decide in May whether visitors may stay overnight in the keeper's rooms below the lamp.",
  ]

  static let news = """
    <!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Velmar lights its tower again | Coast Letter</title>
    <meta property="og:title" content="Velmar lights its tower again"><meta name="author" content="Ada Quill">
    <link rel="canonical" href="https://news.example/coast/velmar-tower">
    <script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle",
    "headline":"Velmar lights its tower again","datePublished":"2031-03-04T08:00:00+01:00","author":{"@id":"#ada"},},
    {"@type":"Person","@id":"#ada","name":"Ada Quill"}]}</script></head><body>
    <header><nav><ul><li><a href="/">Home</a></li><li><a href="/coast">Coast</a></li><li><a href="/sport">Sport</a></li></ul></nav>
    </header><main><article><ol class="breadcrumb"><li><a href="/">Home</a></li><li><a href="/coast">Coast</a></li></ol>
    <h1>Velmar lights its tower again</h1><p class="byline">By <a rel="author" href="/people/ada">Ada Quill</a></p>
    <time datetime="2031-03-04T08:00:00+01:00" class="published">4 March 2031</time>
    <div class="share-bar"><a href="#">Share</a> <a href="#">Tweet</a> <a href="#">Print</a></div>
    <figure><img src="data:image/gif;base64,R0" data-src="/img/tower-800.jpg" srcset="/img/tower-400.jpg 400w, /img/tower-1600.jpg 1600w"
    alt="The tower" width="800" height="600"><figcaption>The tower on Monday. Photo: Coast Letter</figcaption></figure>
    <div class="article-body"><p>\(sentences[0])</p><p>\(sentences[1]) <a href="/coast/masons">The masons</a> came in <em>spring</em>.</p>
    <div class="newsletter-box"><p>Sign up for our newsletter and never miss a story from the coast.</p></div>
    <h2>A lamp for fog</h2><p>\(sentences[2])</p><p>\(sentences[3])</p>
    <table><tr><th>Year</th><th>Visitors</th></tr><tr><td>2027</td><td>1,200</td></tr><tr><td>2028</td><td>900</td></tr></table>
    <p>\(sentences[4])</p><p>\(sentences[5])</p></div></article>
    <section class="related-stories"><h3>More from the coast</h3><ul><li><a href="/a">Ferry strike ends after nine days</a></li>
    <li><a href="/b">Herring prices fall again this week</a></li></ul></section>
    <div id="comments" class="comments-area"><h3>2 comments</h3><div class="comment-content"><p>I was there with my children and it was a
    wonderful afternoon for all of us, thank you to everybody who helped.</p></div></div></main>
    <footer><p>© 2031 Coast Letter. All rights reserved. <a href="/imprint">Imprint</a></p></footer></body></html>
    """
}

@Suite("A page becomes blocks with verdicts")
struct CleaningTests {
  @Test("The body is kept, what stands around it is not, and each says why")
  func verdicts() throws {
    let page = try TestPlace.clean(InventedPages.news, url: "https://news.example/coast/velmar-tower")
    for sentence in InventedPages.sentences {
      #expect(page.verdict(ofTextWith: sentence)?.isKept == true, "\(sentence)")
    }
    for (part, reason) in [
      ("Ferry strike", "related"), ("I was there", "comment"), ("The tower on Monday", "caption"), ("By Ada", "byline"),
      ("4 March", "date"), ("All rights reserved", "navigation"),
    ] {
      let verdict = page.verdict(ofTextWith: part)
      #expect(verdict?.isDropped == true)
      #expect(verdict?.reason.rawValue == reason)
    }
    #expect(page.verdict(ofTextWith: "Sign up")?.isDropped == true)
    #expect(page.verdict(ofTextWith: "Velmar lights")?.isDropped == true)
    #expect((page.articleConfidence ?? 0) > 0.7)
  }

  @Test("Kinds, levels, trail and table")
  func kinds() throws {
    let page = try TestPlace.clean(InventedPages.news)
    func block(_ part: String) -> Block? { page.blocks.first { page.string(of: $0).contains(part) } }
    #expect(block("A lamp for fog")?.kind == .heading)
    #expect(block("A lamp for fog")?.level == 2)
    #expect(block("By Ada")?.kind == .byline)
    #expect(page.blocks.first { $0.kind == .trail }.map { page.string(of: $0) } == "Home\tCoast")
    #expect(
      page.blocks.first { $0.kind == .table }.map { page.string(of: $0) } == "Year\tVisitors\n2027\t1,200\n2028\t900")
    #expect(page.blocks.first { $0.kind == .caption }.map { page.string(of: $0) }?.hasPrefix("The tower") == true)
  }

  @Test("Links and emphasis lie on their words, resolved against the page's address")
  func spans() throws {
    let page = try TestPlace.clean(InventedPages.news)
    let link = page.spans.first { $0.kind == .link }
    #expect(link?.target == "https://news.example/coast/masons")
    #expect(link.map { page.string(in: $0.range) } == "The masons")
    #expect(page.spans.first { $0.kind == .emphasis }.map { page.string(in: $0.range) } == "spring")
    var bare = TestPlace.page(Array(InventedPages.news.utf8))
    try TestPlace.cleaner(keepsLinks: false).clean(&bare)
    #expect(!bare.spans.contains { $0.kind == .link })
    #expect(bare.spans.contains { $0.kind == .emphasis })
  }

  @Test("The largest picture with its caption, lazily loaded or not")
  func images() throws {
    let page = try TestPlace.clean(InventedPages.news)
    #expect(page.images.map(\.url) == ["https://news.example/img/tower-1600.jpg"])
    #expect(page.images.first?.alternateText == "The tower")
    #expect(page.images.first?.width == 800)
    let caption = page.images.first?.caption.map { page.string(of: page.blocks[Int($0)]) }
    #expect(caption?.hasPrefix("The tower on Monday") == true)
  }

  @Test("A base element moves relative links, and script addresses are no links")
  func base() throws {
    let body = InventedPages.sentences.map { "<p>\($0)</p>" }.joined()
    let html =
      "<base href='//cdn.example/x/'><article><h1>T</h1>\(body)<p>\(InventedPages.sentences[0]) "
      + "<a href='../y'>up</a> <a href='javascript:void(0)'>no</a> <a href='#top'>top</a> again.</p></article>"
    let page = try TestPlace.clean(html, url: "http://news.example/a/b")
    #expect(page.spans.filter { $0.kind == .link }.map(\.target) == ["http://cdn.example/y"])
  }

  @Test("A page without shown text gives the body that its scripts hold")
  func scriptBody() throws {
    let body = InventedPages.sentences.map { "<p>\($0)</p>" }.joined().replacing("\"", with: "\\\"")
    let html =
      "<html><head><title>x</title></head><body><div id=root></div><script id='state' type='application/json'>"
      + "{\"props\":{\"page\":{\"title\":\"x\",\"contentHtml\":\"\(body)\"}}}</script></body></html>"
    let page = try TestPlace.clean(html)
    #expect(page.keptTexts == InventedPages.sentences)
    #expect(page.blocks.first { $0.verdict.isKept }?.verdict.reason == "script_data")
  }

  @Test("A notice around nothing: the body is the one that the structured data states")
  func statedBody() throws {
    let notice = String(
      repeating: "<p>We and our partners store cookies on your device and read them to measure how you use this site, "
        + "and you may accept all of them, refuse them or change your choice in the settings at any time you like.</p>",
      count: 4)
    let body = (InventedPages.sentences + InventedPages.sentences.map { "Later: " + $0 }).joined(separator: "\\n")
      .replacing("\"", with: "\\\"")
    let html =
      "<html><head><title>Tower</title><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Tower\","
      + "\"articleBody\":\"\(body)\"}</script></head><body><div id=app></div>"
      + "<footer class='cookie-consent'>\(notice)</footer></body></html>"
    let page = try TestPlace.clean(html)
    #expect(page.keptTexts.starts(with: InventedPages.sentences))
  }

  @Test("Block sources are the bytes of the page")
  func sources() throws {
    let page = try TestPlace.clean(InventedPages.news)
    for block in page.blocks where block.kind == .paragraph && block.verdict.isKept {
      let source = String(
        decoding: page.content[Int(block.source.lowerBound)..<Int(block.source.upperBound)], as: UTF8.self)
      #expect(source.hasPrefix(page.string(of: block).prefix(20)))
    }
  }

  @Test("Favouring precision keeps no more, favouring recall no less")
  func favour() throws {
    var counts: [Int] = []
    for favour in [Favour.precision, .balanced, .recall] {
      var page = TestPlace.page(Array(InventedPages.news.utf8))
      try TestPlace.cleaner(favour: favour).clean(&page)
      counts.append(page.keptTexts.count)
    }
    #expect(counts == counts.sorted())
  }

  @Test("Index pages are no articles")
  func indexPage() throws {
    let teasers = (0..<40).map { "<li><a href='/\($0)'>Story number \($0) about a town by the sea</a></li>" }.joined()
    let page = try TestPlace.clean(
      "<html><body><nav><a href='/'>Home</a></nav><ul class='teasers'>\(teasers)</ul></body></html>")
    #expect((page.articleConfidence ?? 1) < 0.35)
  }
}

@Suite("Evidence of a page")
struct EvidenceTests {
  @Test("Statements of meta, link, title, time, JSON-LD and the language")
  func statements() throws {
    let page = try TestPlace.clean(InventedPages.news)
    func value(_ origin: Evidence.Origin, _ property: String) -> String? {
      page.evidence.first { $0.origin == origin && $0.property == property }?.value
    }
    #expect(value(.titleElement, "title") == "Velmar lights its tower again | Coast Letter")
    #expect(value(.openGraph, "og:title") == "Velmar lights its tower again")
    #expect(value(.meta, "author") == "Ada Quill")
    #expect(value(.meta, "lang") == "en-GB")
    #expect(value(.link, "canonical") == "https://news.example/coast/velmar-tower")
    #expect(value(.link, "author") == "Ada Quill")
    #expect(value(.timeElement, "published") == "2031-03-04T08:00:00+01:00")
    #expect(value(.jsonLD, "author.name") == "Ada Quill")
    #expect(page.evidence.first { $0.property == "headline" }?.type == "NewsArticle")
  }

  @Test("Microdata items become paths, repeated properties get an index")
  func microdata() throws {
    let page = try TestPlace.clean(
      """
      <div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">A  title</h1>
      <span itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">Ann Ash</b></span>
      <span itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">Bo Birch</b></span>
      <meta itemprop="dateModified" content="2031-01-02"><a itemprop="url" href="/here">here</a></div>
      """, url: "https://news.example/x")
    let found = page.evidence.filter { $0.origin == .microdata }
    #expect(found.allSatisfy { $0.type == "NewsArticle" && $0.item == 0 })
    func value(_ property: String) -> String? { found.first { $0.property == property }?.value }
    #expect(value("headline") == "A title")
    #expect(value("author.0.name") == "Ann Ash")
    #expect(value("author.1.name") == "Bo Birch")
    #expect(value("author.0.@type") == "Person")
    #expect(value("dateModified") == "2031-01-02")
    #expect(value("url") == "https://news.example/here")
  }

  @Test(
    "References are resolved as RFC 3986 says",
    arguments: [
      ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("/g", "http://a/g"), ("//g", "http://g"),
      ("?y", "http://a/b/c/d?y"),
      ("../g", "http://a/b/g"), ("../../g", "http://a/g"), ("g?y/./x", "http://a/b/c/g?y/./x"), ("http:g", "http:g"),
    ])
  func resolving(_ reference: String, _ address: String) {
    #expect(AddressResolver(base: "http://a/b/c/d?q").resolve(reference) == address)
  }

  @Test(
    "srcset candidates",
    arguments: [
      ("a.jpg 1x, b.jpg 2x", ["a.jpg", "b.jpg"]), ("a.jpg?x=1,2 400w, b.jpg 800w", ["a.jpg?x=1,2", "b.jpg"]),
      ("a.jpg, b.jpg 2x", ["a.jpg", "b.jpg"]), ("", []),
    ])
  func srcset(_ set: String, _ urls: [String]) {
    #expect(ImageChooser.candidates(set).map(\.1) == urls)
  }
}

@Suite("Microdata at the edges")
struct LooseMicrodataTests {
  @Test("A link may be an item, and a date needs none")
  func looseMicrodata() throws {
    let page = try TestPlace.clean(
      """
      <p itemprop="datePublished">3 May 2031</p><p itemprop="name">menu</p><div itemscope itemtype="http://schema.org/Article">
      <a itemprop="author" itemscope href="/ann"><span itemprop="name">Ann Ash</span></a></div>
      """)
    let found = page.evidence.filter { $0.origin == .microdata }.map { "\($0.type) \($0.property)=\($0.value)" }
    #expect(found == [" datePublished=3 May 2031", "Article author.name=Ann Ash"])
  }
}

@Suite("Encodings")
struct CharsetTests {
  @Test(
    "Pages in other encodings read as their letters",
    arguments: [
      ("windows-1251", [0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2, 0x20, 0xEC, 0xE8, 0xF0] as [UInt8], "Привет мир"),
      ("euc-kr", [0xC7, 0xD1, 0xB1, 0xB9, 0xBE, 0xEE] as [UInt8], "한국어"),
      ("shift_jis", [0x93, 0xFA, 0x96, 0x7B, 0x8C, 0xEA] as [UInt8], "日本語"),
      ("gbk", [0xD6, 0xD0, 0xCE, 0xC4] as [UInt8], "中文"),
    ])
  func encodings(_ label: String, _ bytes: [UInt8], _ text: String) throws {
    let paragraph = Array("<p>".utf8) + bytes + Array("</p>".utf8)
    var page = TestPlace.page(
      Array("<html><head><meta charset=\"\(label)\"></head><body>".utf8) + (0..<40).flatMap { _ in paragraph })
    try TestPlace.cleaner().clean(&page)
    #expect(page.source.encoding == label)
    #expect(page.string(of: page.blocks[0]) == text)
    #expect(page.blocks[0].source.isEmpty)
    RobustnessTests.check(page)
  }
}

@Suite("Header fields")
struct HeaderTests {
  /// A page in windows-1251 that says so of itself or says something else.
  static func page(_ prefix: [UInt8], meta: String, headers: [(String, String)], declared: String? = nil) throws -> Page
  {
    let word: [UInt8] = [0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2]
    var page = TestPlace.page(
      prefix + Array("<html><head><meta charset=\"\(meta)\"></head><body><p>".utf8) + word + Array("</p>".utf8))
    page.source.headers = headers.compactMap { HeaderField($0, $1) }
    page.source.declaredEncoding = declared
    try TestPlace.cleaner().clean(&page)
    return page
  }

  @Test("The header's charset goes before the page's own, a byte order mark before both")
  func charsetPrecedence() throws {
    // Both read the page well.
    let western = TestPlace.page(
      Array("<meta charset=windows-1252><p>A caf".utf8) + [0xE9] + Array(" opened.</p>".utf8))
    for (header, encoding) in [(nil, "windows-1252"), ("text/html; charset=iso-8859-15", "iso-8859-15")] {
      var page = western
      page.source.headers = header.flatMap { HeaderField("Content-Type", $0) }.map { [$0] } ?? []
      try TestPlace.cleaner().clean(&page)
      #expect(page.source.encoding == encoding)
    }
    let header = [("Content-Type", "text/html; charset=windows-1251")]
    let declared = try Self.page([], meta: "iso-8859-1", headers: header)
    #expect(declared.source.encoding == "windows-1251")
    #expect(declared.string(of: declared.blocks[0]) == "Привет")
    let marked = try Self.page([0xEF, 0xBB, 0xBF], meta: "iso-8859-1", headers: header)
    #expect(marked.source.encoding == "utf-8")
    #expect(try Self.page([], meta: "x", headers: header, declared: "koi8-r").source.encoding == "koi8-r")
  }

  @Test("Only fields that say something about the article become evidence")
  func evidence() throws {
    let page = try Self.page(
      [], meta: "windows-1251", headers: [("Content-Language", "ru"), ("Set-Cookie", "a=b"), ("Last-Modified", "x")])
    let found = page.evidence.filter { $0.origin == .httpHeader }
    #expect(found.map(\.property) == ["content-language", "last-modified"])
    #expect(found.map(\.value) == ["ru", "x"])
  }
}

@Suite("Text that was misread before it came here")
struct MojibakeTests {
  @Test("Misread punctuation is repaired, and offsets into the page are given up")
  func repair() throws {
    let page = try TestPlace.clean("<p>The towerâ€™s lamp and the cafÃ© beside it â€” all new.</p>")
    #expect(page.string(of: page.blocks[0]) == "The tower’s lamp and the café beside it — all new.")
    #expect(page.blocks[0].source.isEmpty)
  }
}
