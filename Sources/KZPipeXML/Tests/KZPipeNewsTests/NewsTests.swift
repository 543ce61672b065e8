import KZPipeKit
import KZPipeNews
import SampleArticles
import Testing

private func provider(_ options: [String: OptionValue]) throws -> Provider {
  let spec = StageSpec(
    "test", kind: .export, summary: "", options: [Provider.option.spec, Provider.authorityOption.spec])
  return try Provider(Options(options, for: spec))
}

@Suite struct NewsTests {
  @Test(arguments: [
    ("EN-gb", "en-GB"), ("kk_KZ", "kk-KZ"), ("zh-hans-cn", "zh-Hans-CN"), ("es-419", "es-419"), ("de-1996", "de-1996"),
    ("", "und"), ("english", "und"), ("x-klingon", "und"), ("en-US-x-twain", "en-US"), ("е", "und"), (nil, "und"),
  ])
  func languageTags(_ written: String?, _ canonical: String) { #expect(LanguageTag.canonical(written) == canonical) }

  @Test func directions() {
    #expect(["ar", "fa-IR", "ug", "az-Arab"].allSatisfy(LanguageTag.isRightToLeft))
    #expect(!["en", "kk", "ug-Latn", "und"].contains(where: LanguageTag.isRightToLeft))
  }

  @Test func tagAuthorities() throws {
    #expect(try provider([:]).authority == "kzpipe.invalid,2026")
    let desk: OptionValue = .object(["name": "Desk", "uri": "https://news.example.com/about"])
    #expect(try provider(["provider": desk]).guidBase == "tag:news.example.com,2026:kzpipe:")
    for good in ["example.com,2026", "a@example.com,2026-01", "example.com,2026-01-31"] {
      #expect(try provider(["guid_authority": .string(good)]).authority == good)
    }
    for bad in [
      "example.com", "example.com,26", "example.com,2026-02-30", ",2026", "exa mple.com,2026", "пример.kz,2026",
    ] {
      #expect(throws: StageError.self) { try provider(["guid_authority": .string(bad)]) }
    }
  }

  @Test func identifiers() {
    #expect(Provider.identifier("a-b_c.9") == "a-b_c.9")
    #expect(Provider.identifier("a b/ж") == "a%20b%2F%D0%B6")
    #expect(Provider.identifier("") == nil && Provider.identifier(String(repeating: "x", count: 501)) == nil)
  }

  @Test func datesAreNotFilledUp() {
    func date(_ text: String) -> PartialDate { PartialDate(iso8601: text) ?? PartialDate(year: 1) }
    #expect(NewsDates.truncated(date("2022-01")) == "2022-01")
    #expect(NewsDates.truncated(date("2022-01-14T09:30:00")) == "2022-01-14", "no zone, no moment")
    #expect(NewsDates.truncated(date("2022-01-14T09:30:60Z")) == "2022-01-14T09:30:59Z", "XML knows no leap seconds")
    #expect(NewsDates.exact(date("2022-01-14")) == nil)
    #expect(NewsDates.moment(date("2022")) == "2022-01-01T00:00:00Z")
    var article = SampleArticles.bare
    #expect(NewsDates.version(of: article, authority: "example.com,2024-05") == "2024-05-01T00:00:00Z")
    article.source.fetched = "2026-01-02T03:04:05Z"
    #expect(NewsDates.version(of: article, authority: "example.com,2024") == "2026-01-02T03:04:05Z")
    article.datePublished = date("2026-01-01")
    article.dateModified = date("2025-12-31")
    #expect(NewsDates.modified(article) == nil)
    #expect(NewsDates.issued(article) == "2026-01-01")
  }

  @Test func peopleAndBylines() {
    var article = SampleArticles.bare
    article.authors = ["By Ann Example", "Ann Example", "desk@example.com", "https://example.com/x", "Bo Li", " "].map {
      Author(name: $0)
    }
    let creators = Creator.creators(of: article, withEmail: false)
    #expect(creators.map(\.name) == ["Ann Example", "Bo Li"])
    #expect(Creator.byline(creators, language: "en-GB") == "By Ann Example and Bo Li")
    #expect(Creator.byline(creators, language: "kk") == "Ann Example, Bo Li")
    #expect(Creator.byline([], language: "en") == nil)
  }

  @Test func publishersAreStatedOrTheSite() {
    var article = SampleArticles.bare
    #expect(KnownPublisher(of: article) == nil)
    article.canonicalURL = "https://www.example.com/a/b"
    let site = KnownPublisher(of: article)
    #expect(site?.name == "www.example.com" && site?.uri == "https://www.example.com/" && site?.isStated == false)
    article.publisher = Publisher(name: "Example", uri: "javascript:x")
    let stated = KnownPublisher(of: article)
    #expect(stated?.name == "Example" && stated?.uri == "https://www.example.com/" && stated?.isStated == true)
  }

  @Test(arguments: [
    ("By Ann Lee", "Ann Lee"), ("POR Ana Ruiz", "Ana Ruiz"), ("von TEST ZEITUNG", "TEST ZEITUNG"),
    ("von Eva von Berg", "von Eva von Berg"), ("von Trapp", "von Trapp"), ("Di Maio", "Di Maio"),
    ("da Silva Santos", "da Silva Santos"), ("von der Leyen", "von der Leyen"), ("By", "By"),
    ("Byron Katz", "Byron Katz"),
  ])
  func bylineWordsAreNoNames(_ name: String, _ expected: String) {
    #expect(BylineWord.removed(from: name) == expected)
  }
}
