import KZPipeKit
import Testing

@testable import NewsArticle

@Suite("The stage as a whole")
struct StageTests {
  private func full() -> PageMaker {
    var maker = PageMaker(url: "https://www.harbor-courier.example/news/2024/05/04/bridge?utm_source=x#top")
    maker.state(.meta, "lang", "en_gb")
    maker.state(.openGraph, "og:site_name", "Harbor Courier")
    maker.state(.link, "canonical", "/news/bridge-repair")
    maker.state(.meta, "robots", "index, noai")
    maker.state(.jsonLD, "headline", "Town repairs its bridge", type: "NewsArticle")
    maker.state(.jsonLD, "datePublished", "2024-05-04T08:00:00+02:00", type: "NewsArticle")
    maker.state(.jsonLD, "dateModified", "2024-05-05", type: "NewsArticle")
    maker.state(.jsonLD, "author.@id", "#jane", type: "NewsArticle")
    maker.state(.jsonLD, "publisher.name", "Harbor Courier", type: "NewsArticle")
    maker.state(.jsonLD, "publisher.url", "https://www.harbor-courier.example/", type: "NewsArticle")
    maker.state(.jsonLD, "copyrightNotice", "© 2024 Harbor Courier", type: "NewsArticle")
    maker.state(.jsonLD, "@id", "#jane", item: 1, type: "Person")
    maker.state(.jsonLD, "name", "Jane Doe", item: 1, type: "Person")
    maker.state(.jsonLD, "jobTitle", "Reporter", item: 1, type: "Person")
    for (place, name) in ["Home", "News", "Local &amp; region", "Town repairs its bridge"].enumerated() {
      maker.state(.jsonLD, "itemListElement.\(place).item.name", name, item: 2, type: "BreadcrumbList")
    }
    maker.dropped("Town repairs its bridge", .heading, level: 1)
    maker.kept("Two arches are to be rebuilt.", .deck)
    maker.kept("Town repairs its bridge", .heading, level: 2)
    maker.kept("By Jane Doe jdoe@example.com")
    maker.filler()
    maker.kept("What comes next", .heading, level: 3)
    maker.kept("New lamps", .listItem, level: 1, group: 4)
    maker.kept("One\tTwo\nThree\tFour", .table)
    return maker
  }

  @Test func everything() throws {
    let article = try full().article()
    #expect(article.headline == "Town repairs its bridge")
    #expect(article.alternativeHeadline == "Two arches are to be rebuilt.")
    #expect(article.authors == [Author(name: "Jane Doe", email: "jdoe@example.com", role: "Reporter")])
    #expect(article.datePublished?.description == "2024-05-04T08:00:00+02:00")
    #expect(article.dateModified?.description == "2024-05-05")
    #expect(!article.datePublishedIsInferred)
    #expect(article.section == ["News", "Local & region"])
    #expect(article.publisher == Publisher(name: "Harbor Courier", uri: "https://www.harbor-courier.example/"))
    #expect(article.canonicalURL == "https://www.harbor-courier.example/news/bridge-repair")
    #expect(article.language == "en-GB")
    #expect(article.dataMining == "robots: noai")
    #expect(article.copyrightNotice == "© 2024 Harbor Courier")
    #expect(article.body.map(\.kind) == [.paragraph, .paragraph, .paragraph, .heading, .listItem, .table])
    #expect(article.body.map(\.level) == [0, 0, 0, 3, 1, 0])
    #expect(article.text.hasPrefix("Two arches are to be rebuilt.\n\nThe council met"))
    #expect(article.annotations.exchanges.isEmpty)
  }

  @Test(
    arguments: [
      ("Home > World > Asia", ["World", "Asia"]), ("Home | Politics | Region", ["Politics", "Region"]),
      ("Home | Politics | Business | Sport | Culture | Opinion", []),
      ("News\nSport\nWeather\nTravel\nMoney", []),
      ("Home > World > Asia > Europe > Africa > Sport > Culture > Opinion > Video", []),
    ] as [(String, [String])])
  func aRowOfSectionsIsNoTrail(text: String, expected: [String]) throws {
    var maker = PageMaker()
    maker.dropped(text, .trail)
    maker.filler()
    #expect(try maker.article().section == expected)
  }

  @Test(arguments: [
    "Stand: 4. Mai 2024", "Dernière modification : 4 mai 2024", "Обновлены 4 мая 2024",
    "Соңғы жаңарту: 2024 жылғы 4 мамыр",
    "업데이트 2024.05.04", "更新 2024-05-04", "Son düzenleme: 4 Mayıs 2024", "Aktualizovaný: 4. 5. 2024",
  ])
  func theDayOfTheLastChangeIsNotThatOfPublication(line: String) throws {
    var maker = PageMaker()
    maker.dropped("The council repairs its bridge", .heading, level: 1)
    maker.dropped(line, .date)
    maker.filler()
    let article = try maker.article()
    #expect(article.dateModified?.description == "2024-05-04")
    #expect(article.datePublished == nil || article.datePublishedIsInferred)
  }

  @Test(arguments: [
    ("/news/bridge-repair?page=2", true), ("/news/bridge-repair/2", true), ("/news/bridge-repair-2.html", true),
    ("/news/lamps-counted", false), ("/news/bridge-repair", false),
  ])
  func aNextPartIsToldOf(next: String, expected: Bool) throws {
    var maker = full()
    maker.state(.link, "next", next)
    #expect(try maker.article().provenance.contains { $0.reason == "more_parts_follow" } == expected)
  }

  @Test func everyValueHasItsProvenance() throws {
    let article = try full().article()
    let places = Set(article.provenance.map(\.at))
    for place in [
      "/headline", "/alternative_headline", "/authors/0", "/date_published", "/date_modified", "/section",
      "/publisher",
      "/canonical_url", "/language", "/data_mining", "/copyright_notice",
    ] + article.body.indices.map({ "/body/\($0)" }) {
      #expect(places.contains(place), "\(place)")
    }
    #expect(article.provenance.allSatisfy { $0.stage == "news_article" && !$0.reason.isEmpty })
    #expect(
      article.provenance.filter { $0.at == "/page" }.map(\.reason) == ["not_body_repeated_headline", "not_body_byline"])
  }

  @Test func deckApart() throws {
    let article = try full().article(["deck": "strip"])
    #expect(article.alternativeHeadline == "Two arches are to be rebuilt.")
    #expect(article.body.first?.text.hasPrefix("The council met") == true)
  }

  @Test func theIdentityIsLeftToTheHost() throws {
    let article = try full().article()
    #expect(article.id.isEmpty)
  }

  @Test func noArticle() {
    var unsure = full()
    unsure.page.articleConfidence = 0.1
    expectNone(unsure)
    expectNone(PageMaker())
    var links = PageMaker()
    links.dropped("Home")
    links.dropped("News")
    expectNone(links)
    var short = PageMaker()
    short.kept("Not found.")
    expectNone(short)
  }

  private func expectNone(_ maker: PageMaker) {
    do {
      _ = try maker.article()
      Issue.record("an article was made of nothing")
    } catch {
      #expect((error as? StageError)?.code == .noArticle)
    }
  }

  @Test func thresholdsAreOptions() throws {
    var unsure = full()
    unsure.page.articleConfidence = 0.1
    #expect(try unsure.article(["minimum_confidence": 0]).headline != nil)
    #expect(throws: (any Error).self) { try full().article(["minimum_characters": 100_000]) }
  }

  @Test func datesInOrderOfTrust() throws {
    func date(_ make: (inout PageMaker) -> Void) throws -> (String?, Bool, String?) {
      var maker = PageMaker(url: "https://harbor-courier.example/2024/05/03/x")
      maker.state(.meta, "lang", "de")
      make(&maker)
      maker.dropped("Die Brücke am See", .heading, level: 1)
      maker.dropped("Aktualisiert: 6. Mai 2024 | Veröffentlicht: 5. Mai 2024, 9 Uhr", .date)
      maker.filler()
      let article = try maker.article()
      return (
        article.datePublished?.description, article.datePublishedIsInferred,
        article.provenance.first { $0.at == "/date_published" }?.reason
      )
    }
    #expect(try date { _ in } == ("2024-05-05T09:00:00", false, "date_block"))
    #expect(
      try date { $0.state(.meta, "article:published_time", "2024-05-04") } == (
        "2024-05-04", false, "meta_article:published_time"
      ))
    #expect(
      try date { $0.state(.jsonLD, "datePublished", "2024-05", type: "Article") } == ("2024-05", false, "json_ld"))
    #expect(try date { $0.page.source.fetched = "2024-04-01T00:00:00Z" }.0 == nil)
  }

  @Test func aChangeAloneIsInferred() throws {
    var maker = PageMaker()
    maker.state(.jsonLD, "dateModified", "2024-05-05", type: "Article")
    maker.filler()
    let article = try maker.article()
    #expect(article.datePublished?.description == "2024-05-05")
    #expect(article.datePublishedIsInferred)
  }

  @Test func theServersLanguageIsBelievedLast() throws {
    func language(_ value: String, _ lang: String?) throws -> String? {
      var maker = PageMaker()
      maker.state(.httpHeader, "content-language", value)
      if let lang { maker.state(.meta, "lang", lang) }
      maker.filler()
      return try maker.article().language
    }
    #expect(try language("kk-KZ", nil) == "kk-KZ")
    #expect(try language("kk-KZ", "ru") == "ru")
    #expect(try language("kk, ru", nil) == nil)
  }

  @Test func theServersDateIsNoneOfPublication() throws {
    func dates(_ fetched: String?, _ headers: [(String, String)], stated: String? = nil) throws -> [String?] {
      var maker = PageMaker()
      maker.page.source.fetched = fetched
      for (name, value) in headers { maker.state(.httpHeader, name, value) }
      if let stated { maker.state(.meta, "article:modified_time", stated) }
      maker.filler()
      let article = try maker.article()
      return [article.datePublished?.description, article.dateModified?.description]
    }
    let field = ("last-modified", "Wed, 01 May 2024 07:28:00 GMT")
    #expect(try dates("2024-05-03T00:00:00Z", [field]) == [nil, "2024-05-01T07:28:00Z"])
    #expect(try dates(nil, [field, ("date", "Fri, 03 May 2024 00:00:00 GMT")]) == [nil, "2024-05-01T07:28:00Z"])
    // Made for this answer, or nobody knows when it was answered.
    #expect(try dates("2024-05-01T07:30:00Z", [field]) == [nil, nil])
    #expect(try dates(nil, [field]) == [nil, nil])
    let stated = try dates("2024-05-03T00:00:00Z", [field], stated: "2024-05-02")
    #expect(stated == ["2024-05-02", "2024-05-02"])
  }

  @Test func aHeaderReservesRights() throws {
    var maker = PageMaker()
    maker.state(.httpHeader, "x-robots-tag", "noindex, noai")
    maker.filler()
    let article = try maker.article()
    #expect(article.dataMining == "x-robots-tag: noai")
    #expect(article.provenance.contains { $0.at == "/data_mining" && $0.reason == "header_x-robots-tag" })
  }

  @Test func linesThatOnlyDateAreNoBody() throws {
    for (line, isText) in [
      ("Published: Wednesday, March 4, 2026 - 8:15 AM", false), ("4 March 2026", false),
      ("Last updated: 4 March 2026 | First published: 3 March 2026", false),
      ("The council met on 4 March 2026 and agreed to mend the bridge.", true),
      ("Berlin, 4 March 2026", true), ("In 2026 the bridge was old.", true),
    ] {
      var maker = PageMaker()
      maker.state(.meta, "lang", "en")
      maker.kept(line)
      maker.filler()
      let article = try maker.article()
      #expect(article.body.contains { $0.text == line } == isText, "\(line)")
    }
  }

  @Test func runningTextDatesNothing() throws {
    var maker = PageMaker(mediaType: "text/plain")
    maker.dropped("A quiet year", .heading)
    maker.kept(
      "On 5 May 2024 the council of the small town met and decided to repair the old bridge before the winter.")
    #expect(try maker.article().datePublished == nil)
  }

  @Test(
    arguments: [
      ("en_US", "en-US"), ("EN", "en"), ("zh_hant_tw", "zh-Hant-TW"), ("kk-KZ", "kk-KZ"), ("es-419", "es-419"),
      ("english", nil),
      ("", nil), ("und", nil), ("de-x-", "de"), ("en, de", "en"), ("en_GB.UTF-8", "en-GB"),
    ] as [(String, String?)])
  func languages(_ written: String, _ tag: String?) {
    #expect(LanguageTag.canonical(written) == tag)
  }

  @Test(
    arguments: [
      ("/a/b", "https://x.example/c/d?e", "https://x.example/a/b"),
      ("b", "https://x.example/c/d", "https://x.example/c/b"),
      ("//y.example/z", "https://x.example/", "https://y.example/z"),
      ("?q=1", "https://x.example/c?d", "https://x.example/c?q=1"),
      ("mailto:x", "https://x.example/", nil), ("", "https://x.example/", nil), ("a", "ftp:x", nil),
      ("https://z.example", nil, "https://z.example"),
    ] as [(String, String?, String?)])
  func addresses(_ address: String, _ base: String?, _ whole: String?) {
    #expect(Address.resolve(address, base: base) == whole)
  }

  @Test(arguments: [
    ("https://a.example/2024/05/31/x", "2024-5-31"), ("https://a.example/x-20240531-y", "2024-5-31"),
    ("https://a.example/2024-05-31-x", "2024-5-31"), ("https://a.example/2024/05/x", "2024-5-"),
    ("https://a.example/2024", ""),
    ("https://a.example/12345678", ""), ("https://a.example/99999999999999999999999", ""), ("", ""),
  ])
  func datesInAddresses(_ address: String, _ expected: String) {
    let found = Address.date(in: address).map { "\($0.year)-\($0.month)-\($0.day.map(String.init) ?? "")" }
    #expect((found ?? "") == expected)
  }
}
