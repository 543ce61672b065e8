import KZPipeKit
import Testing

@testable import Entities

/// One name in several spellings and scripts.
struct NameTests {
  static let comparer = try? NameComparer.standard(
    directory: Support.context.moduleDirectory + "/Entities_Entities.resources")

  @Test(arguments: [
    ("Aigul Zhumagulova", "Айгуль Жумагулова"), ("Bauyrzhan Dyussembekov", "Bauyrjan Duisembekov"),
    ("Yerzhan Khamitov", "Ержан Хамитов"), ("Kim Min-seo", "KIM MINSEO"), ("Park Ji-won", "박지원"),
    ("Kassym-Jomart Tokayev", "카심조마르트 토카예프"), ("Shymkent", "Чимкент"), ("CSTO", "ОДКБ"),
    ("Қайрат Жақсыбай", "Qairat Jaqsybai"),
  ])
  func same(a: String, b: String) throws {
    let comparer = try #require(Self.comparer)
    let answers = [comparer.same(a, b), comparer.same(b, a)]
    #expect(answers == [true, true])
  }

  @Test(arguments: [
    ("Almaty", "Almaty Region"), ("Kazakhstan", "Kyrgyzstan"), ("Kim Min-seo", "Kim Min-su"), ("Omarov", "Omarova"),
    ("South Korea", "North Korea"), ("Aigul Bekova", "Aigul Seitova"), ("", "Astana"), ("Ли", "Li Na"),
  ])
  func different(a: String, b: String) throws {
    let answer = try #require(Self.comparer).same(a, b)
    #expect(answer == false)
  }

  @Test func theStageJoinsSpellingsAndMovesWhatPointsToThem() async throws {
    var article = Support.article(["Bauyrzhan Dyussembekov met Бауыржан Дюсембеков."])
    article.annotations.entities = [
      Entity(id: "e1", kind: .person, name: "Bauyrzhan Dyussembekov"),
      Entity(id: "e2", kind: .person, name: "Бауыржан Дюсембеков"),
      Entity(id: "e3", kind: .place, name: "Almaty"),
    ]
    let range = TextRange(.body(0), 0..<1)
    article.annotations.mentions = [Mention(entity: "e2", range: range, text: "B")]
    article.annotations.roles = [Role(entity: "e2", range: range, text: "B")]
    article.annotations.quotations = [Quotation(range: range, text: "B", speaker: "e2")]
    article.annotations.exchanges = [Exchange(question: [0], answer: [0], speaker: "e2")]
    let stage = try NamesStage(options: Options(for: NamesStage.spec), context: Support.context)
    try await stage.enrich(&article)
    #expect(article.annotations.entities.map(\.id) == ["e1", "e3"])
    #expect(article.annotations.entities.first?.names == ["en": "Bauyrzhan Dyussembekov", "ru": "Бауыржан Дюсембеков"])
    #expect(article.annotations.mentions.map(\.entity) == ["e1"])
    #expect(article.annotations.roles.map(\.entity) == ["e1"])
    #expect(article.annotations.quotations.map(\.speaker) == ["e1"])
    #expect(article.annotations.exchanges.map(\.speaker) == ["e1"])
  }
}
