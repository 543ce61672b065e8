import KZPipeKit
import Testing

@testable import Entities

/// Offsets are exact whatever the text is.
struct OffsetTests {
  static let hostile: [String] = [
    "", " ", "\u{200B}\u{200B}", "\u{301}\u{301}", "…", "Кaзaхстан Қазақстан 카자흐스탄 カザフスタン 哈萨克斯坦",
    "Al\u{AD}ma\u{200B}ty and Al\u{301}maty, \u{1F1F0}\u{1F1FF} Astana\u{1F600}Almaty",
    "ALMATY ASTANA SEOUL PRESIDENT OF KAZAKHSTAN",
    "almaty astana seoul without any capital or stop", String(repeating: "Almaty", count: 400),
    String(repeating: "Nurlan Abdirov of the United Nations (UN) in Seoul, ", count: 60),
    "('s) 's ’s “” «» \"Astana\"'s",
    "Министерство транспорта и и и Казахстана «Фонд «развития»» Ерлан Жунусов, Жунусову Жунусова",
    "LG전자는 é전자는 카심조마르트 토카예프 토카예프는 윤석열 대통령 윤 대통령 АҚШ-тың -тың- Қазақстан-ның",
    "CHF 3.5m (D-CA) Almaty-based Rochemont & Fils, Rochemont said Yeah",
    "O'Neill-O'Neill U.S.-led Korea-Kazakhstan's A.B.C. Inc.", "\u{FFFD}\u{FEFF}Seoul\u{2028}Seoul",
  ]

  @Test(arguments: ["en", "ru", "kk", "ko", "ja", nil] as [String?])
  func everyMentionEqualsItsSlice(language: String?) async throws {
    var article = Support.article(Self.hostile, language: language, headline: "Seoul, Астана: 서울")
    try await Support.stage().enrich(&article)
    #expect(!article.annotations.mentions.isEmpty)
    for mention in article.annotations.mentions {
      let text = Array(try #require(article.string(at: mention.range.at)).utf8)
      let range = mention.range.bytes
      try #require(range.lowerBound >= 0 && range.upperBound <= text.count && !range.isEmpty)
      #expect(String(validating: text[range], as: UTF8.self) == mention.text)
    }
    let ids = Set(article.annotations.entities.map(\.id))
    #expect(ids.count == article.annotations.entities.count)
    #expect(Set(article.annotations.mentions.map(\.entity)) == ids)
  }

  @Test func mentionsOfABlockDoNotOverlap() async throws {
    var article = Support.article(Self.hostile)
    try await Support.stage().enrich(&article)
    for (a, b) in zip(article.annotations.mentions, article.annotations.mentions.dropFirst())
    where a.range.at == b.range.at {
      #expect(a.range.bytes.upperBound <= b.range.bytes.lowerBound)
    }
  }

  @Test func theSameArticleGivesTheSameAnnotations() async throws {
    var first = Support.article(Self.hostile)
    var second = first
    let stage = try Support.stage()
    try await stage.enrich(&first)
    try await stage.enrich(&second)
    #expect(first == second)
  }
}
