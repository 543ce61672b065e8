import KZPipeKit
import Testing

@testable import HTMLArticle

/// Pages as careless or hostile hands make them, one test a kind.
@Suite("Careless and hostile pages")
struct BadInputTests {
  static let sentences = InventedPages.sentences

  @Test("Nothing is closed, and all is read")
  func unclosed() throws {
    let html =
      "<html><head><title>T<body>"
      + "<title>T</title><article><h1>The lamp<div class=text><p>\(Self.sentences[0])<p><b>\(Self.sentences[1])<p><i><a href=/x>"
      + "\(Self.sentences[2])<ul><li>first<li>second<table><tr><td>1<td>2<tr><td>3<td>4<blockquote><p>\(Self.sentences[3])"
    let page = try TestPlace.clean("<article>" + html.dropFirst(26))
    RobustnessTests.check(page)
    for sentence in Self.sentences.prefix(4) {
      #expect(page.blocks.contains { page.string(of: $0).contains(sentence) })
    }
  }

  @Test("Fifty megabytes in one line cost as many steps as their tags")
  func longLine() {
    var bytes = Array("<p>One sentence.</p><script>".utf8)
    bytes += [UInt8](repeating: 0x78, count: 50_000_000)
    bytes += Array("</script><p title='".utf8) + [UInt8](repeating: 0x79, count: 1_000_000) + Array("'>Two.</p>".utf8)
    let reader = RobustnessTests.reader(bytes)
    #expect(reader.blocks == 2)
    #expect(reader.nodes == 4)
    #expect(reader.steps < 40)
  }

  @Test("Ten thousand levels stay within the bound of depth")
  func deepNesting() throws {
    let html = String(repeating: "<div><span>", count: 10_000) + "<p>\(Self.sentences[0])</p>"
    let page = try TestPlace.clean(html)
    RobustnessTests.check(page)
    #expect(page.blocks.count == 1)
    let depth = Array(html.utf8).withUnsafeBufferPointer { bytes in
      var reader = PageReader(bytes, isXML: false)
      reader.read()
      return reader.nodes.depth.max() ?? 0
    }
    #expect(Int(depth) <= PageReader.depthLimit)
  }

  @Test("Siblings by the hundred thousand keep features linear: each block climbs a bounded way")
  func siblings() {
    func climbs(_ count: Int) -> Int {
      let html = RobustnessTests.repeated("<div class=a><a href=x>y z</a></div>", count)
      return html.withUnsafeBufferPointer { bytes in
        var reader = PageReader(bytes, isXML: false)
        reader.read()
        return reader.steps + reader.nodes.count + reader.blocks.count
      }
    }
    #expect(climbs(20_000) <= climbs(2_000) * 10 + 100)
  }

  @Test("AMP pages are pages")
  func amp() throws {
    let page = try TestPlace.clean(
      """
      <!doctype html><html ⚡ lang="en"><head><meta charset="utf-8"><script async src="https://cdn.example/v0.js"></script>
      <style amp-boilerplate>body{visibility:hidden}</style><noscript><style amp-boilerplate>body{}</style></noscript>
      <link rel="canonical" href="https://harbor-courier.example/lamp"></head><body><amp-sidebar id=s hidden><ul><li>World</li></ul>
      </amp-sidebar><article><h1>The lamp</h1><amp-img src="/i/lamp.jpg" width="1200" height="800" alt="Lamp"></amp-img>
      \(Self.sentences.map { "<p>\($0)</p>" }.joined())<amp-ad width=300 height=250 type=x></amp-ad></article></body></html>
      """, url: "https://harbor-courier.example/amp/lamp")
    #expect(Array(page.keptTexts) == Self.sentences)
    #expect(page.images.map(\.url) == ["https://harbor-courier.example/i/lamp.jpg"])
    #expect(page.articleConfidence ?? 0 > 0.5)
  }

  @Test(
    "Tricks with base never make a bad address",
    arguments: [
      ("<base href='javascript:alert(1)//'>", "https://harbor-courier.example/news/b"),
      ("<base href=''>", "https://harbor-courier.example/news/b"), ("<base>", "https://harbor-courier.example/news/b"),
      ("<base href='/x/'><base href='/y/'>", "https://harbor-courier.example/x/b"),
      ("<base href='http://[::1'>", nil), ("<base href='//cdn.example'>", "https://cdn.example/b"),
      ("<base href='data:text/html,x'>", "https://harbor-courier.example/news/b"),
    ] as [(String, String?)])
  func base(_ element: String, _ address: String?) throws {
    let page = try TestPlace.clean(
      "<head>\(element)</head><article>\(Self.sentences.map { "<p>\($0)</p>" }.joined())<p>\(Self.sentences[0]) <a href='b'>more</a>"
        + " was said on the same day by others who had been there.</p></article>",
      url: "https://harbor-courier.example/news/a")
    let targets = page.spans.filter { $0.kind == .link }.map(\.target)
    if let address { #expect(targets == [address]) }
    #expect(targets.allSatisfy { !$0.hasPrefix("javascript:") && !$0.hasPrefix("data:") })
  }

  @Test("Text from right to left keeps its letters and loses only invisible marks")
  func rightToLeft() throws {
    let arabic = [
      "قرر مجلس البلدة الصغيرة مساء الثلاثاء إصلاح الجسر الحجري القديم قبل حلول الشتاء، بحسب ما أعلنت البلدية في بيان لها.",
      "تبدأ الأعمال في مايو، بحسب المهندس، وستكلف أقل من جسر جديد، لأن البلدة لا تملك طرقا أخرى إلى الوادي تقريبا.",
      "طالب السكان بذلك منذ سنوات. ويعبر كثير منهم النهر سيرا كل يوم لأن الحافلة لم تعد تتوقف في الجهة الأخرى.",
    ]
    let page = try TestPlace.clean(
      "<html dir=rtl lang=ar><article><h1>الجسر</h1>" + arabic.map { "<p>\u{200F}\($0)\u{200E}</p>" }.joined()
        + "</article>")
    #expect(page.keptTexts == arabic)
  }

  @Test("References by the hundred thousand, nested and cut off, are read once each")
  func references() {
    for part in ["&amp;", "&", "&#", "&#x", "&#9999999999;", "&notanentity", "&ampamp;lt;"] {
      let text = texts(of: "<p>a" + String(repeating: part, count: 100_000)).first ?? ""
      #expect(text.utf8.count <= part.utf8.count * 100_000 + 1)
    }
  }

  @Test(
    "Empty bodies, forms and pictures hold no article",
    arguments: [
      "<body></body>", "<body>\u{0}\u{0}</body>", "<form><input><select><option>a<option>b</select></form>",
      "<img src=a.jpg><img src=b.jpg>", "<iframe src=x></iframe>", "<svg><text>a</text></svg>", "<!-- <p>a</p> -->",
    ])
  func empty(_ html: String) throws {
    let page = try TestPlace.clean(html)
    #expect(page.keptTexts.isEmpty)
    #expect(page.articleConfidence ?? 1 < 0.35)
  }
}
