import KZPipeKit
import Testing

@testable import NewsArticle

/// A small generator of pseudo-random numbers (SplitMix64) with a fixed seed.
private struct Numbers {
  var state: UInt64

  mutating func next(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(max(1, bound)))
  }
}

@Suite("What holds for every page")
struct PropertyTests {
  private static let pieces = [
    "By ", "Jane Doe", " and ", "Q. ", "A. ", "?", ". ", "\u{A0}", "\u{3000}", "2024-05-05", "5 May 2024", " | ", " - ",
    "(", ")", "[", "]",
    "Photo: ", "AFP", "사진=", "기자", "В.: ", "О.: ", "：", "é", "😀", "\u{200B}", "jdoe@example.com", "@",
    "http://x.example/", "&amp;", "&#x1F600;",
    "<b>", "ASTANA, Jan. 14 (Yonhap) -- ", "—", "\t", "\n", "  ", "K", "年", "1月", "٢٠٢٤", "\u{0}", "you", "I ", ":",
    "…",
  ]

  private func page(_ numbers: inout Numbers) -> Page {
    var page = Page(
      id: "p", source: Source(uri: "p", mediaType: numbers.next(2) == 0 ? "text/html" : "text/plain"), content: [])
    func text(_ length: Int) -> String {
      (0..<numbers.next(length)).map { _ in Self.pieces[numbers.next(Self.pieces.count)] }.joined()
    }
    for _ in 0..<(1 + numbers.next(20)) {
      let kind = Block.Kind.allCases[numbers.next(Block.Kind.allCases.count)]
      let decision: Verdict = numbers.next(3) == 0 ? Verdict(.dropped) : Verdict(.kept)
      let index = page.append(
        Array(text(30).utf8), kind: kind, level: UInt8(numbers.next(8)), group: Int32(numbers.next(4)) - 1,
        verdict: decision)
      let range = page.blocks[index].text
      for _ in 0..<numbers.next(3) {
        let low = range.lowerBound + Int32(numbers.next(range.count + 1))
        let high = low + Int32(numbers.next(Int(range.upperBound - low) + 1))
        page.spans.append(Span(kind: .strong, range: low..<high))
      }
    }
    page.spans.sort { $0.range.lowerBound < $1.range.lowerBound }
    let names = [
      "headline", "author", "author.0.name", "datePublished", "og:title", "canonical", "lang", "robots",
      "itemListElement.0.name", "date",
      "byline", "article:published_time", "articleSection", "publisher.name", "@id", "author.@id",
    ]
    for _ in 0..<numbers.next(20) {
      let origin = Evidence.Origin.allCases[numbers.next(Evidence.Origin.allCases.count)]
      page.evidence.append(
        Evidence(
          origin, item: Int32(numbers.next(3)),
          type: ["NewsArticle", "BreadcrumbList", "WebPage", ""][numbers.next(4)],
          property: names[numbers.next(names.count)], value: text(12), block: Int32(numbers.next(30)) - 2))
    }
    for _ in 0..<numbers.next(4) {
      page.images.append(
        PageImage(url: text(3), caption: Int32(numbers.next(40)) - 5, position: Int32(numbers.next(60)) - 10))
    }
    return page
  }

  @Test func soundWhateverThePage() throws {
    let stage = try NewsArticleStage(
      options: Options(["minimum_characters": 1], for: NewsArticleStage.spec),
      context: StageContext(runTime: PartialDate(year: 2026), version: "1", moduleDirectory: "."))
    var numbers = Numbers(state: 7)
    var made = 0
    for _ in 0..<300 {
      let page = page(&numbers)
      let first = Result { () throws(StageError) -> Article in try stage.article(of: page) }
      let second = Result { () throws(StageError) -> Article in try stage.article(of: page) }
      #expect(first == second)
      guard case .success(let article) = first else { continue }
      made += 1
      for block in article.body {
        let bytes = Array(block.text.utf8)
        #expect(!bytes.isEmpty)
        #expect(Clean.trim(bytes, 0..<bytes.count) == 0..<bytes.count)
        for span in block.spans {
          #expect(span.range.lowerBound >= 0 && Int(span.range.upperBound) <= bytes.count)
          for end in [Int(span.range.lowerBound), Int(span.range.upperBound)] where end < bytes.count {
            #expect(bytes[end] & 0xC0 != 0x80)
          }
        }
      }
      for exchange in article.annotations.exchanges {
        #expect(!exchange.question.isEmpty && !exchange.answer.isEmpty)
        #expect((exchange.question + exchange.answer).allSatisfy(article.body.indices.contains))
        #expect((exchange.question.max() ?? 0) < (exchange.answer.min() ?? 0))
      }
      for image in article.images { #expect((0...article.body.count).contains(image.position ?? 0)) }
      #expect(article.images.filter(\.isLead).count <= 1)
      #expect(Set(article.authors.map { Fold.key($0.name) }).count == article.authors.count)
      #expect(article.authors.allSatisfy { !$0.name.isEmpty })
    }
    #expect(made > 200)
  }

  @Test func datesLieInTheirText() {
    var numbers = Numbers(state: 11)
    let pieces = [
      "5", "05", "2024", "24", "/", "-", ".", " ", "May", "мая", "年", "月", "日", ":", "10", "pm", "GMT", "+", "0200",
      "T", "Z", ",", "년", "월",
    ]
    for _ in 0..<1500 {
      let text = (0..<numbers.next(14)).map { _ in pieces[numbers.next(pieces.count)] }.joined()
      let bytes = Array(text.utf8)
      for found in DateReader(language: "en", order: .monthFirst).dates(in: bytes[...]) {
        #expect(found.range.lowerBound >= 0 && found.range.upperBound <= bytes.count)
        #expect(PartialDate(iso8601: found.date.description) != nil, "\(text) \(found.date)")
      }
    }
  }

  @Test func largeAndOdd() throws {
    var maker = PageMaker()
    maker.kept(String(repeating: "a ", count: 200_000))
    maker.kept(String(repeating: "@", count: 50_000))
    maker.kept(String(repeating: "Q. ", count: 50_000))
    maker.dropped(String(repeating: "By ", count: 50_000), .byline)
    maker.dropped(String(repeating: "(", count: 50_000), .caption)
    maker.dropped(String(repeating: "1/", count: 50_000), .date)
    maker.state(.openGraph, "og:title", String(repeating: "a | ", count: 50_000))
    maker.state(.jsonLD, "author", String(repeating: "Jane Doe, ", count: 20_000), type: "Article")
    for number in 0..<3_000 { maker.kept("Line number \(number)?", .listItem) }
    let article = try maker.article()
    #expect(article.body.count >= 3_000)
    var broken = PageMaker()
    broken.filler()
    broken.page.blocks[0].text = -5..<Int32.max
    broken.page.blocks[1].text = 9..<12
    broken.page.text.append(contentsOf: [0xFF, 0xE2, 0x80])
    _ = try broken.article()
  }
}
