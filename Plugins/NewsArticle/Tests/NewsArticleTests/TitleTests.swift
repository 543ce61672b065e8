import KZPipeKit
import Testing

@testable import NewsArticle

@Suite("Titles and their suffixes")
struct TitleTests {
  private func cut(_ title: String, anchors: [String] = []) -> String {
    let evidence = EvidenceIndex([Evidence(.openGraph, property: "og:site_name", value: "Prairie Ledger")])
    let site = SiteNames(evidence: evidence, host: "www.harbor-courier.example")
    return TitleCutter(site: site, anchors: Set(anchors.map { Fold.key($0) })).cut(title)
  }

  @Test(arguments: [
    ("Rain stops play at the lake - Prairie Ledger", "Rain stops play at the lake"),
    ("Rain stops play at the lake | Sport | Prairie Ledger", "Rain stops play at the lake"),
    ("Prairie Ledger | Rain stops play at the lake", "Rain stops play at the lake"),
    ("Rain stops play at the lake – Harbor Courier", "Rain stops play at the lake"),
    ("Rain stops play at the lake :: Sport", "Rain stops play at the lake"),
    ("Mayor resigns - and nobody is surprised by it", "Mayor resigns - and nobody is surprised by it"),
    ("Well-known well-off", "Well-known well-off"),
    ("비가 그치고 호수에 사람들이 돌아왔다-사회", "비가 그치고 호수에 사람들이 돌아왔다"),
    ("雨停了人们回到湖边散步--社会--Prairie Ledger", "雨停了人们回到湖边散步"),
    ("Prairie Ledger", "Prairie Ledger"),
    ("|", "|"), ("", ""), ("a | b", "a | b"),
  ])
  func suffix(_ title: String, _ headline: String) {
    #expect(cut(title) == headline)
  }

  @Test func anchors() {
    #expect(cut("Rain stops play - Lake news and more from here", anchors: ["Rain stops play"]) == "Rain stops play")
    // Two sources agree on the whole: the kicker stays.
    #expect(
      cut("Weather - Rain stops play", anchors: ["Rain stops play", "Weather: Rain stops play"])
        == "Weather - Rain stops play")
  }

  private func headline(_ make: (inout PageMaker) -> Void) throws -> (String?, String?) {
    var maker = PageMaker(url: "https://harbor-courier.example/a/b")
    make(&maker)
    maker.filler()
    let article = try maker.article()
    return (article.headline, article.provenance.first { $0.at == "/headline" }?.reason)
  }

  @Test func structuredDataLeads() throws {
    let found = try headline {
      $0.state(.jsonLD, "headline", "Rain stops play &amp; tea", type: "NewsArticle")
      $0.state(.openGraph, "og:title", "You will not believe the weather at the lake | Harbor Courier")
    }
    #expect(found == ("Rain stops play & tea", "json_ld"))
  }

  @Test func shorterOfTwoThatSayTheSame() throws {
    let found = try headline {
      $0.state(.jsonLD, "headline", "Lake District: Rain stops play for a third day", type: "NewsArticle")
      $0.state(.openGraph, "og:title", "Rain stops play for a third day")
    }
    #expect(found.0 == "Rain stops play for a third day")
  }

  @Test func truncatedIsNotShorter() throws {
    let found = try headline {
      $0.state(.jsonLD, "headline", "Rain stops play for a third day at the lake", type: "NewsArticle")
      $0.state(.openGraph, "og:title", "Rain stops play for a third day at…")
    }
    #expect(found.0 == "Rain stops play for a third day at the lake")
  }

  @Test func ofSeveralArticlesTheOneThatFitsTheTitle() throws {
    let found = try headline {
      $0.state(.jsonLD, "headline", "Another story altogether", item: 0, type: "NewsArticle")
      $0.state(.jsonLD, "headline", "Rain stops play at the lake", item: 1, type: "NewsArticle")
      $0.state(.titleElement, "title", "Rain stops play at the lake | Harbor Courier")
    }
    #expect(found.0 == "Rain stops play at the lake")
  }

  @Test func aDescriptionIsNoHeadline() throws {
    let found = try headline {
      $0.state(.jsonLD, "headline", "region of hills and lakes", type: "Article")
      $0.state(.jsonLD, "name", "Lake District", type: "Article")
      $0.dropped("Lake District", .heading, level: 1)
    }
    #expect(found.0 == "Lake District")
  }

  @Test func headingOnly() throws {
    let found = try headline {
      $0.dropped("Menu", .heading, level: 2)
      $0.dropped("Rain stops play", .heading, level: 1)
    }
    #expect(found == ("Rain stops play", "heading"))
  }

  @Test func siteNameIsNoHeadline() throws {
    let found = try headline {
      $0.state(.openGraph, "og:title", "Harbor Courier")
      $0.dropped("Rain stops play", .heading, level: 1)
    }
    #expect(found.0 == "Rain stops play")
  }
}
