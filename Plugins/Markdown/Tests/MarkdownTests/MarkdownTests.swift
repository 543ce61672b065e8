import KZPipeKit
import KZPipeLibXML
import Markdown
import SampleArticles
import Testing

private let context = StageContext(runTime: PartialDate(year: 2026), version: "0.1.0", moduleDirectory: "")

private func markdown(_ article: Article, _ options: [String: OptionValue] = [:]) async throws -> String {
  let stage = try Markdown(options: Options(options, for: Markdown.spec), context: context)
  guard case .file("{slug}.md", let contents)? = try await stage.export(article).first else { return "" }
  return String(decoding: contents, as: UTF8.self)
}

private func html(_ article: Article, _ options: [String: OptionValue] = [:]) async throws -> String {
  let stage = try HTMLPage(options: Options(options, for: HTMLPage.spec), context: context)
  guard case .file("{slug}.html", let contents)? = try await stage.export(article).first else { return "" }
  return String(decoding: contents, as: UTF8.self)
}

@Suite struct MarkdownTests {
  @Test func aStory() async throws {
    let text = try await markdown(SampleArticles.english)
    for part in [
      "---\ntitle: \"Harbour town of Merrow Bay opens", "\ndate: \"2026-03-17T14:05:00+01:00\"\n",
      "\nauthors: [\"Ines Halloran\", \"Piet Vandersloot\"]\n", "\ntags: [\"tidal power\", \"Merrow Bay\"]\n",
      "\n---\n\n# Harbour town", "\n\n**First current flows to 9,000 homes**\n",
      "](https://www.merrow.example.com/img/plant.jpg)\n",
      "[engineer of Brigh](https://brightwater.example.com/plant?a=1&b=2)",
      "\n\n## What comes next\n\n- Brightwater Energy wants",
      "\n  - A second site", "\n| Year | Turbines | Homes |\n| --- | --- | --- |\n| 2026 | 4 | 9,000 |",
      "\n\n> “We had stopped",
      "\n\n*Tilda Okonkwo at the control desk. (Brightwater Energy)*\n",
    ] { #expect(text.contains(part), "missing \(part)") }
    #expect(!text.contains("ines.halloran"))
  }

  @Test func textThatLooksLikeMarkupIsEscaped() async throws {
    var article = SampleArticles.bare
    article.headline = "1 * 2 [a](b)"
    article.body = [
      BodyBlock(text: "- no list <b>&amp; `x`"), BodyBlock(text: "12. no number"),
      BodyBlock(kind: .preformatted, text: "```\ncode"),
      BodyBlock(
        text: "a x b",
        spans: [Span(kind: .strong, range: 1..<4), Span(kind: .link, range: 0..<1, target: "javascript:x")]),
    ]
    #expect(
      try await markdown(article, ["front_matter": false])
        == "# 1 \\* 2 \\[a\\](b)\n\n\\- no list \\<b\\>\\&amp; \\`x\\`\n\n12\\. no number\n\n````\n```\ncode\n````\n\na **x** b\n"
    )
  }

  /// Asterisks beside a letter must not stand before or behind a punctuation mark: they would be printed.
  @Test(
    arguments: [
      ("11-12 May", [0..<2, 2..<3], "**11-**12 May", "**11**-12 May"),
      ("in the yard, start now, and", [11..<22], "", "in the yard, **start now**, and"),
      ("follow @Kut.", [7..<11, 11..<12], "", "follow **@Kut.**"),
      ("a (b) c", [2..<5], "", "a **(b)** c"), ("one two", [0..<3, 4..<7], "", "**one two**"),
      ("a,b", [1..<2], "", "a,b"), ("тек «сөз»ге", [7..<17], "", "тек **«сөз**»ге"),
    ] as [(String, [Range<Int32>], String, String)])
  func emphasisIsReadAsEmphasis(_ text: String, _ strong: [Range<Int32>], _ wrong: String, _ expected: String)
    async throws
  {
    var article = SampleArticles.bare
    article.body = [BodyBlock(text: text, spans: strong.map { Span(kind: .strong, range: $0) })]
    let written = try await markdown(article, ["front_matter": false])
    let line = (written.split(separator: "\n").last ?? "").replacing("\\", with: "")
    #expect(line == expected && line != wrong)
  }

  @Test func pagesAreWellFormedAndWholeForEverySample() async throws {
    for article in SampleArticles.all {
      let page = try await html(article)
      _ = try XMLDocument(Array(page.utf8))
      for block in article.body where block.kind == .paragraph && block.spans.isEmpty && !block.text.contains("&") {
        #expect(page.contains("<p>\(block.text)</p>"))
      }
      #expect(!page.contains("<script"))
    }
  }

  @Test func anyTextGivesAWellFormedPage() async throws {
    for seed: UInt64 in 0..<300 {
      var article = HostileArticles.article(seed: seed)
      if article.id.isEmpty { continue }
      // Code says what it says.
      for index in article.body.indices {
        if article.body[index].kind == .preformatted { article.body[index].kind = .paragraph }
        article.body[index].spans.removeAll { $0.kind == .code }
      }
      _ = try XMLDocument(Array(try await html(article).utf8))
      let text = try await markdown(article, ["front_matter": false]).replacing("\\<", with: "")
      #expect(!text.contains("<script") && !text.contains("](javascript"))
    }
  }

  @Test func aPage() async throws {
    let page = try await html(SampleArticles.arabic, ["style": false])
    #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"ar\" dir=\"rtl\">\n  <head>\n    <meta charset=\"utf-8\"/>"))
    #expect(page.contains(#"<link rel="canonical" href="https://nakhil.example.com/station"/>"#))
    #expect(page.contains(#"<img src="https://nakhil.example.com/station.webp" alt=""/>"#))
    #expect(!page.contains("<style"))
  }

  @Test func articlesWithoutTextAreRefused() async throws {
    var article = SampleArticles.bare
    article.body = [BodyBlock(text: " ")]
    for export in [markdown, html] {
      await #expect {
        _ = try await export(article, [:])
      } throws: {
        ($0 as? StageError)?.code == "no_body"
      }
    }
  }
}
