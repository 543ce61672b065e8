import KZPipeKit
import Testing

@testable import HTMLArticle

@Suite("Bad input")
struct RobustnessTests {
  /// What must hold of every page, however broken.
  static func check(_ page: Page) {
    var end: Int32 = 0
    for block in page.blocks {
      #expect(block.text.lowerBound >= end && block.text.lowerBound <= block.text.upperBound)
      end = block.text.upperBound
      let startsWell = isBoundary(block.text.lowerBound, page.text)
      let endsWell = isBoundary(block.text.upperBound, page.text)
      #expect(startsWell && endsWell)
      #expect(block.source.upperBound <= Int32(page.content.count))
      let confidence = block.verdict.confidence
      #expect(confidence >= 0 && confidence <= 1)
      #expect(block.verdict.decision != .undecided)
    }
    #expect(Int(end) == page.text.count)
    #expect(String(validating: page.text, as: UTF8.self) != nil)
    for span in page.spans {
      #expect(span.range.lowerBound >= 0)
      #expect(Int(span.range.upperBound) <= page.text.count)
      #expect(isBoundary(span.range.lowerBound, page.text))
      #expect(isBoundary(span.range.upperBound, page.text))
    }
    let starts = page.spans.map(\.range.lowerBound)
    #expect(starts == starts.sorted())
    for image in page.images {
      let caption = Int(image.caption ?? 0)
      #expect(image.caption == nil || page.blocks.indices.contains(caption))
      #expect(image.position >= 0 && Int(image.position) <= page.blocks.count)
    }
    for statement in page.evidence {
      #expect(statement.block >= -1)
      #expect(Int(statement.block) < page.blocks.count)
    }
    let confidence = page.articleConfidence ?? -1
    #expect(confidence >= 0 && confidence <= 1)
  }

  static func isBoundary(_ at: Int32, _ text: [UInt8]) -> Bool { Int(at) >= text.count || text[Int(at)] & 0xC0 != 0x80 }

  static let seeds: [String] = [newsPage, markedPage]

  static let newsPage: String = [
    "<!DOCTYPE html><html lang=en><head><title>A &amp; B</title><meta property=og:title content='A'>",
    "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"author\":[{\"name\":\"Ann\"}]}</script></head>",
    "<body><article><h1>A b</h1><figure><img src=a.jpg srcset='b.jpg 800w'><figcaption>c</figcaption></figure>",
    "<p>One <a href='/x'>two</a> <b>three</b>.<p>Four<br>five<br><br>six &#x41;&hellip;<table><tr><td>1<td>2<tr><td>3<td>4",
    "</table><ul><li>x<li>y</ul><pre>\n z</pre><ruby>漢<rt>k</rt></ruby></article></body>",
  ].joined()

  static let markedPage: String = [
    "<div itemscope itemtype='https://schema.org/Article'><span itemprop=author itemscope><a itemprop=name rel=author",
    " href=//e.x>Bo</a></span><time datetime=2020-01-02 itemprop=datePublished>2 Jan</time><svg><title>t</title></svg>",
    "<select><option>o</select><textarea>t</textarea><!-- c --><script>if(a<b)</script><style>p{}</style>é̂ 가 </div>",
  ].joined()

  @Test("Mutated pages never break what must hold", arguments: 0..<12)
  func mutations(_ round: Int) throws {
    let cleaner = try TestPlace.cleaner()
    var dice = Dice(state: UInt64(round) &* 77 &+ 5)
    for _ in 0..<8 {
      var bytes = Array(Self.seeds[dice.below(Self.seeds.count)].utf8)
      for _ in 0..<(1 + dice.below(30)) {
        let at = dice.below(bytes.count)
        switch dice.below(5) {
        case 0: bytes[at] = UInt8(dice.below(256))
        case 1: bytes.removeSubrange(at..<min(bytes.count, at + dice.below(12)))
        case 2: bytes.insert(contentsOf: Array("<\">&;/='-!".utf8)[dice.below(9)..<10], at: at)
        case 3: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + dice.below(60))], at: dice.below(bytes.count))
        default: bytes.insert(0, at: at)
        }
        if bytes.isEmpty { bytes = [0x3C] }
      }
      var page = TestPlace.page(bytes)
      try cleaner.clean(&page)
      Self.check(page)
    }
  }

  @Test("Random bytes", arguments: 0..<8)
  func randomBytes(_ round: Int) throws {
    var dice = Dice(state: UInt64(round) &+ 1000)
    let signs = Array("<>/=\"'&;!-ap \n".utf8)
    var bytes: [UInt8] = []
    for _ in 0..<4000 { bytes.append(dice.below(3) == 0 ? signs[dice.below(14)] : UInt8(dice.below(256))) }
    var page = TestPlace.page(bytes)
    try TestPlace.cleaner().clean(&page)
    Self.check(page)
  }

  static func reader(_ html: [UInt8]) -> (steps: Int, nodes: Int, blocks: Int) {
    html.withUnsafeBufferPointer { bytes in
      var reader = PageReader(bytes, isXML: false)
      reader.read()
      return (reader.steps, reader.nodes.count, reader.blocks.count)
    }
  }

  static func repeated(_ part: String, _ count: Int) -> [UInt8] { Array(String(repeating: part, count: count).utf8) }

  /// Pages built to make tree builders slow, as their repeated part.
  static let slowParts = [
    "<div>", "<p>", "<b>", "<a href=x>", "<li>", "<table>", "<table><tr><td>", "</div>", "<b><p>", "<p>x</b></i></p>",
    "<font><div>x", "<select>", "<svg>", "<button>", "<dd><dt>", "<td>x</td>", "<h1>", "<!--", "<", "&", "&a", "<a b=",
    "<ruby><rt>", "<article>x", "<picture><img src=a.jpg>", "<i><table><b>",
  ]

  @Test("Steps grow with the page, not faster", arguments: slowParts)
  func linearSteps(_ part: String) {
    let small = Self.reader(Self.repeated(part, 2_000))
    let large = Self.reader(Self.repeated(part, 20_000))
    // Each tag may look at most once up the bounded stack.
    let most = 20_000 * 4 * PageReader.depthLimit
    let tenfold = max(4_000, small.steps) * 13
    #expect(large.steps <= most)
    #expect(large.steps <= tenfold)
  }

  @Test("A hundred thousand nested elements and two hundred thousand siblings")
  func nestingAndSiblings() throws {
    let cleaner = try TestPlace.cleaner()
    var deep = TestPlace.page(Self.repeated("<div>", 100_000) + Array("deep".utf8))
    try cleaner.clean(&deep)
    #expect(deep.blocks.count == 1)
    var wide = TestPlace.page(Self.repeated("<i>x</i>", 200_000))
    try cleaner.clean(&wide)
    Self.check(wide)
    let siblings = Self.reader(Self.repeated("<p>x", 200_000))
    #expect(siblings.blocks == 200_000)
  }

  @Test("One line of a megabyte")
  func longLine() throws {
    var page = TestPlace.page(Array("<p>".utf8) + Self.repeated("word &amp; ", 100_000))
    try TestPlace.cleaner().clean(&page)
    #expect(page.blocks.count == 1)
    #expect(page.text.count == 100_000 * 7 - 1)
  }

  @Test("Entity floods stay as long as they are")
  func entityFlood() {
    let flood = texts(of: "<p>" + String(repeating: "&lt;&#60;&nosuchname;&", count: 1000))
    // "<", "<", "&nosuchname;" as it stands, "&".
    #expect(flood.first?.utf8.count == 1000 * 15)
  }

  @Test("Empty pages, frames and pages of scripts only hold no article")
  func nothing() throws {
    for html in [
      "", " ", "\0\0\0", "<html><body></body></html>", "<frameset><frame src=a><frame src=b></frameset>",
      "<script>var a = 'text that is no text of the page';</script>", "<img src=a.jpg>",
    ] {
      let page = try TestPlace.clean(html)
      #expect(page.articleConfidence ?? 1 < 0.3, "\(html)")
      #expect(page.keptTexts.isEmpty)
    }
  }

  @Test("NUL bytes vanish, broken UTF-8 becomes a replacement character")
  func badBytes() throws {
    var page = TestPlace.page(Array("<p>a\0b ".utf8) + [0xFF, 0xFE] + Array(" c</p>".utf8))
    try TestPlace.cleaner().clean(&page)
    Self.check(page)
    #expect(page.string(of: page.blocks[0]).hasPrefix("ab"))
  }
}
