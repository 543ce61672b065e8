import KZPipeKit

/// A document that a stage is tried on, as a page and as the article it holds.
struct Sample: Sendable {
  var name: String
  var check: Conformance.Check
  var page: Page
  var article: Article
  var isLarge: Bool
}

/// The documents of the conformance suite. All names in them are invented.
enum Samples {
  static func all(for spec: StageSpec) -> [Sample] {
    let mediaTypes = spec.accepts.isEmpty || spec.accepts == ["*/*"] ? ["text/plain"] : spec.accepts
    return full(for: spec, mediaTypes[0])
      + texts.flatMap { text -> [Sample] in
        mediaTypes.prefix(text.isLarge ? 1 : 2).map { mediaType in
          Sample(
            name: "\(text.name) as \(mediaType)", check: text.check,
            page: page(text, mediaType: mediaType, kind: spec.kind),
            article: article(text), isLarge: text.isLarge)
        }
      }
  }

  /// A document with something in every field; what the stage alone writes is still missing, as in a pipeline.
  private static func full(for spec: StageSpec, _ mediaType: String) -> [Sample] {
    guard spec.kind != .clean else { return [] }
    let others = Set(ArticlePart.all.map(\.field)).subtracting(spec.writes.subtracting(spec.reads))
    return [
      Sample(
        name: "an article with everything", check: .declared, page: FullSamples.page(mediaType: mediaType),
        article: FullSamples.article().keeping(others.union(spec.readsOptionally)), isLarge: false)
    ]
  }

  private struct Text {
    var name: String
    var check: Conformance.Check = .declared
    var bytes: [UInt8]
    var isLarge = false

    init(_ name: String, _ check: Conformance.Check = .declared, _ bytes: [UInt8], isLarge: Bool = false) {
      self.name = name
      self.check = check
      self.bytes = bytes
      self.isLarge = isLarge
    }
  }

  private static let texts: [Text] = [
    Text("nothing", .empty, []), Text("white space", .empty, Array(" \n\t\u{A0}\u{200B}\n".utf8)),
    Text("an article", .declared, Array(english.utf8)), Text("Russian", .declared, Array(russian.utf8)),
    Text("Kazakh", .declared, Array(kazakh.utf8)), Text("Korean", .declared, Array(korean.utf8)),
    Text(
      "broken UTF-8", .broken,
      Array("Half a word: ".utf8) + [0xD0, 0x20, 0xFF, 0xC0, 0x80, 0xED, 0xA0, 0x80] + Array(english.utf8)),
    Text("UTF-16", .broken, [0xFF, 0xFE] + english.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }),
    Text("binary", .broken, (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }),
    Text("NUL bytes", .broken, Array("A\u{0}B\u{0}\u{0}C. \u{1}\u{7F}\u{FFFF}".utf8)),
    Text(
      "odd scalars", .broken,
      Array("e\u{301}\u{301}\u{301} \u{202E}abc\u{202C} 👩‍👩‍👧‍👦 ﷺ İ ẞ \u{200D}\u{FEFF}ǅ 𝔎 \u{E000}".utf8)),
    Text("entities", .broken, Array(String(repeating: "&lt;b&gt; &amp;amp; &#0; &#x110000; &notin ", count: 50).utf8)),
    Text("one long line", .huge, Array(String(repeating: "word ", count: 400_000).utf8), isLarge: true),
    Text("one long word", .huge, [UInt8](repeating: 0x61, count: 1_000_000), isLarge: true),
    Text("many short lines", .huge, Array(String(repeating: "a\n\n", count: 100_000).utf8), isLarge: true),
    Text("many tags", .huge, Array(String(repeating: "<div>", count: 100_000).utf8), isLarge: true),
    Text("many quotation marks", .huge, Array(String(repeating: "\"“«( 12 $ A. ", count: 50_000).utf8), isLarge: true),
  ]

  private static func page(_ text: Text, mediaType: String, kind: StageKind) -> Page {
    let isHTML = mediaType.contains("html")
    var content = text.bytes
    if isHTML, text.check == .declared {
      let paragraphs = String(decoding: text.bytes, as: UTF8.self).split(separator: "\n\n").map { "<p>\($0)</p>" }
      content = Array("<!doctype html><title>A sample</title><body><h1>A sample</h1>\(paragraphs.joined())".utf8)
    }
    var page = Page(
      id: text.name, source: Source(uri: "sample", mediaType: mediaType, sha256: String(repeating: "0", count: 64)),
      content: content)
    guard kind == .parse else { return page }
    for (index, line) in lines(text).enumerated() {
      page.append(line.utf8, kind: index == 0 ? .heading : .paragraph, verdict: Verdict(.kept, confidence: 0.9))
    }
    page.source.encoding = "utf-8"
    return page
  }

  private static func article(_ text: Text) -> Article {
    var article = Article(
      id: "sample", source: Source(uri: "sample", mediaType: "text/plain", sha256: String(repeating: "0", count: 64)))
    let lines = lines(text)
    if text.check == .declared {
      article.headline = lines.first
      article.body = lines.dropFirst().map { BodyBlock(text: $0) }
      article.datePublished = PartialDate(year: 2026, month: 3, day: 12)
      article.images = [Image(caption: "A bridge over the Baskan river.", credit: "Example Agency")]
    } else {
      article.headline = "A sample"
      article.body = lines.map { BodyBlock(text: $0) }
    }
    return article
  }

  private static func lines(_ text: Text) -> [String] {
    String(decoding: text.bytes, as: UTF8.self).split(separator: "\n").map(trimmed).filter { !$0.isEmpty }
  }

  private static func trimmed(_ line: Substring) -> String {
    var line = line
    while let first = line.unicodeScalars.first, first.properties.isWhitespace { line.unicodeScalars.removeFirst() }
    while let last = line.unicodeScalars.last, last.properties.isWhitespace { line.unicodeScalars.removeLast() }
    return String(line)
  }

  private static let english = """
    Sarkand gets its first bridge after a century of ferries

    SARKAND, March 12 — The town of Sarkand in Kazakhstan will get its first bridge over the Baskan river this autumn, Mayor Askar Temirgali said on Thursday.

    “My grandmother waited for it all her life,” said Dana Ospanova, 41, who runs the ferry. She plans to sell tea at the new road.

    The bridge costs 2.4 billion tenge ($5.1 million), 12 percent more than the council had planned in 2024. The World Bank lends half of it.

    Q. Will the ferry go on?

    A. Not after the first of November, Temirgali said. "It is older than I am."
    """

  private static let russian = """
    В Сарканде построят первый мост через реку

    Первый мост через реку Баскан откроют осенью, сообщил 12 марта аким города Аскар Темиргали. Он будет стоить 2,4 млрд тенге.

    «Бабушка ждала его всю жизнь», – сказала паромщица Дана Оспанова. Половину суммы даст Всемирный банк.
    """

  private static let kazakh = """
    Сарқанда өзен үстінен алғашқы көпір салынады

    Басқан өзенінің үстінен салынатын алғашқы көпір күзде ашылады, деді 12 наурызда қала әкімі Асқар Теміргали. Оған 2,4 млрд теңге бөлінген.

    «Әжем оны өмір бойы күтті», – дейді паромшы Дана Оспанова.
    """

  private static let korean = """
    사르칸드, 백 년 만에 첫 다리

    카자흐스탄 사르칸드의 첫 다리가 가을에 열린다고 아스카르 테미르갈리 시장이 3월 12일 밝혔다. 공사비는 24억 텡게다.

    “할머니는 평생 다리를 기다렸습니다.” 나룻배를 모는 다나 오스파노바 씨가 말했다.
    """
}
