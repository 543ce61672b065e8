import KZPipeKit
import Testing

@testable import KZPipeHost

/// What `kzpipe explain` shows, on the terminal and as a page.
@Suite struct ExplanationTests {
  /// Keeps lines that end in a full stop and drops the others for a reason.
  struct Judge: CleanStage {
    static let spec = StageSpec("judge", kind: .clean, summary: "Judges.", accepts: ["text/plain"], writes: [.blocks])
    init(options: Options, context: StageContext) {}
    func clean(_ page: inout Page) {
      for line in page.content.split(separator: 10) {
        let isKept = line.last == UInt8(ascii: ".")
        page.append(
          line,
          verdict: Verdict(isKept ? .kept : .dropped, confidence: isKept ? 0.75 : 0.25, reason: isKept ? "" : "menu"))
      }
    }
  }

  /// One entity over the first five bytes of the body and a quotation that overlaps it.
  struct Finder: EnrichStage {
    static let spec = StageSpec("finder", kind: .enrich, summary: "Finds.", writes: [.entities])
    init(options: Options, context: StageContext) {}
    func enrich(_ article: inout Article) {
      article.annotations.entities = [Entity(id: "e1", kind: .person, name: "Aru <b>", ids: ["wikidata": "Q1"])]
      article.annotations.mentions = [
        Mention(entity: "e1", range: TextRange(.body(0), 0..<5), text: "", confidence: 0.5)
      ]
      article.annotations.quotations = [Quotation(range: TextRange(.body(0), 3..<8), text: "said", speaker: "e1")]
      article.annotations.topics = [
        Topic(id: "medtop:1", name: "weather", confidence: 0.5, relevance: 1, terms: ["rain"])
      ]
      guard article.headline == "Start" else { return }
      article.provenance += ["/headline", "/page", "/body/0", "/headline"].map {
        Provenance(stage: "first_line", at: $0, reason: "first", block: 0)
      }
    }
  }

  static func inspect(_ text: String) async throws -> Inspection {
    let scratch = try Scratch()
    let path = try scratch.write("a.txt", text)
    var pipeline = Pipeline()
    let options = try Options(for: Judge.spec)
    let context = StageContext(runTime: PartialDate(year: 2026), version: "1", moduleDirectory: "")
    for (stage, spec): (any Stage, StageSpec) in [
      (Judge(options: options, context: context), Judge.spec),
      (FirstLine(options: options, context: context), FirstLine.spec),
      (Finder(options: options, context: context), Finder.spec),
      (try Files(options: Options(for: Files.spec), context: context), Files.spec),
    ] {
      let isAdded = pipeline.append(stage, spec: spec)
      #expect(isAdded)
    }
    let plan = try InputPlan([(path, nil)])
    var items = plan.items(limits: Config.Limits())
    let first = items.next()
    let item = try #require(first)
    return await Inspector(pipeline: pipeline, limits: Config.Limits()).run(item, number: 0)
  }

  /// Without the times, which no test can know.
  private func timeless(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasSuffix(" ms") ? line.prefix { !$0.isNumber }.trimmed : String(line)
    }.joined(separator: "\n")
  }

  @Test func theTerminalShowsWhatEachStageDid() async throws {
    let inspection = try await Self.inspect("Menu\nHeadline.\na\nb\nc\nd\nd\nLast one.\n")
    let text = timeless(ExplanationText(isColoured: false).text(of: inspection))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
    #expect(
      lines.joined(separator: "\n") == """

        clean judge
          2 of 8 blocks kept, 0 statements of the page about itself
          -   0  0.25  paragraph   Menu [menu]
          +   1  0.75  paragraph   Headline.
          -   2  0.25  paragraph   a [menu]
               … 4 more dropped: menu 4
          +   7  0.75  paragraph   Last one.

        parse first_line
          headline      Menu
          published     2026-03-14T09:30:00Z
          language      en
          body          7 blocks (paragraph 7)

        enrich finder
          person        Aru <b>  [wikidata Q1, confidence 1.00, relevance 0.00, 1 mention]
          quotation     said  [direct, by Aru <b>, confidence 1.00, /body/0/text]
          topic         weather  [medtop:1, direct, confidence 0.50, relevance 1.00, terms: rain]

        export files
          files/a.txt  41 bytes

        would be exported
        """)
  }

  @Test func aFailureSaysWhichStageAndWhy() async throws {
    let inspection = try await Self.inspect("broken\n")
    let text = ExplanationText(isColoured: false).text(of: inspection)
    #expect(text.contains("not run: finder, files"))
    #expect(
      text.hasSuffix(
        "would go to the dead letter: first_line: malformed: the page is broken (at byte 0); mend it"))
    #expect(inspection.article == nil && inspection.page?.blocks.count == 1)
  }

  @Test func colourComesOnlyWhenAskedForAndTextNeverSteersTheTerminal() async throws {
    let inspection = try await Self.inspect("Head\u{1B}[31mline\u{202E}\nx.\n")
    let plain = ExplanationText(isColoured: false).text(of: inspection)
    #expect(!plain.contains("\u{1B}") && plain.contains("Head\\u{1b}[31mline\\u{202e}"))
    #expect(ExplanationText(isColoured: true).text(of: inspection).contains("\u{1B}[32m"))
  }

  @Test func marksCoverExactlyTheirBytes() {
    var article = Article(id: "a", source: Source(uri: "a", mediaType: "text/plain"))
    let text = "Әсел & said <i>\"go\"</i>"
    article.annotations.entities = [Entity(id: "e", kind: .person, name: "\"Әсел\"")]
    article.annotations.mentions = [Mention(entity: "e", range: TextRange(.body(0), 0..<8), text: "Әсел")]
    article.annotations.quotations = [Quotation(range: TextRange(.body(0), 4..<11), text: "")]
    article.annotations.dates = [TimeExpression(range: TextRange(.body(0), 20..<900), text: "", value: "2026")]
    let html = Highlights(article).html(of: text, at: .body(0))
    let person = "person: &quot;Әсел&quot;, 1.00"
    let quotation = "quotation: no speaker, 1.00"
    #expect(
      html == """
        <span class="m person" title="\(person)">Әс</span>\
        <span class="m person quotation" title="\(person)
        \(quotation)">ел</span>\
        <span class="m quotation" title="\(quotation)"> &amp; </span>said &lt;i&gt;&quot;\
        <span class="m date" title="date: 2026">go&quot;&lt;/i&gt;</span>
        """)
    // Without the marks the text is the same, escaped.
    var bare = ""
    var isInside = false
    for character in html {
      if character == "<" { isInside = true }
      if !isInside { bare.append(character) }
      if character == ">" { isInside = false }
    }
    #expect(bare == HTMLText.escaped(text))
    #expect(Highlights(article).html(of: text, at: .headline) == HTMLText.escaped(text))
  }

  @Test func thePageEscapesEverythingAndFetchesNothing() async throws {
    let attack = "</p></style><script>alert(1)</script><img src=http://e.example/x onerror='a()'>\" & \u{1}"
    let html = String(
      decoding: ExplanationPage.html(of: try await Self.inspect("\(attack)\n\(attack).\n")), as: UTF8.self)
    #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && html.contains("onerror=&#39;a()&#39;"))
    for danger in ["<script", "<img", "@import", "url(", "<link", "\u{1}"] {
      #expect(!html.contains(danger), "\(danger)")
    }
    #expect(html.contains("default-src 'none'") && html.contains("prefers-color-scheme: dark"))
    #expect(html.contains("<span style=\"width:50.0%\">") && html.contains("<s>&lt;/p&gt;"))
  }

  @Test func aBlockThatBecameAFieldIsNotStruck() async throws {
    let page = ExplanationPage.html(of: try await Self.inspect("Start\nHeadline.\nShare\nLast one.\n"))
    let html = String(decoding: page, as: UTF8.self)
    #expect(html.contains("0 paragraph · 0.25 · menu · → headline</span><p dir=\"auto\">Start</p>"))
    #expect(html.contains("2 paragraph · 0.25 · menu</span><p dir=\"auto\"><s>Share</s></p>"))
  }

  @Test func aHugePageStaysBelowOneMegabyte() async throws {
    let line = String(repeating: "<&\"'> ", count: 300)
    let text = (0..<3000).map { "\(line) \($0)\($0 % 2 == 0 ? "." : "")\n" }.joined()
    let page = ExplanationPage.html(of: try await Self.inspect(text))
    #expect(page.count < 1_000_000 && page.count > 300_000)
    #expect(String(decoding: page, as: UTF8.self).contains("elements more left out"))
    #expect(String(decoding: page, as: UTF8.self).hasSuffix("</html>\n"))
  }
}

extension Substring {
  fileprivate var trimmed: String { String(self).trimmed }
}
extension String {
  fileprivate var trimmed: String {
    var text = Substring(self)
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
