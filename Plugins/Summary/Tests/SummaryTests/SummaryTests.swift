import KZPipeKit
import Testing

@testable import Summary

@Suite struct SummaryTests {
  private func article(_ paragraphs: [String], language: String? = "en") -> Article {
    var article = Article(id: "s", source: Source(uri: "s.txt", mediaType: "text/plain"))
    article.language = language
    article.body = paragraphs.map { BodyBlock(text: $0) }
    return article
  }

  private func summary(of article: Article, _ values: [String: OptionValue] = [:]) async throws -> String? {
    var article = article
    let context = StageContext(runTime: PartialDate(year: 2026), version: "test", moduleDirectory: ".")
    try await SummaryStage(options: Options(values, for: SummaryStage.spec), context: context).enrich(&article)
    return article.annotations.summary
  }

  private let story = [
    "The town of Sarkand will get its first bridge over the Baskan river after a century of ferries.",
    "“My grandmother waited for it all her life and never saw a single pillar,” said the ferryman.",
    "The bridge will cost 2 billion tenge and is to open before the river freezes, the town's council said.",
    "Ferries over the river carry forty cars an hour in summer and none in winter.",
    "In other news the bakery on the square has new owners who come from the coast.",
  ]

  @Test func theLeadIsKeptAndQuotationsAreNot() async throws {
    let found = try #require(try await summary(of: article(story)))
    #expect(found.hasPrefix(story[0]))
    #expect(!found.contains("grandmother"))
    #expect(!found.contains("bakery"))
  }

  @Test(arguments: [
    ("SARKAND, May 3 (Example Wire) – The town will get its first bridge this autumn.", "The town"),
    ("САРКАНД, 3 мая – Город получит осенью первый мост через реку Баскан.", "Город"),
    ("(서울=예시통신) 박도현 기자 = 산업용 로봇 업체가 카자흐스탄에 조립 공장을 짓는다고 13일 밝혔다.", "산업용"),
    ("NATO – the alliance of thirty-two – met in the town on Thursday afternoon.", "NATO – the"),
    ("The town – small as it is – gets a bridge over the river this autumn.", "The town –"),
  ])
  func theDatelineStaysOut(lead: String, beginning: String) async throws {
    let found = try #require(try await summary(of: article([lead], language: nil)))
    #expect(found.hasPrefix(beginning), "\(found)")
    #expect(lead.hasSuffix(found))
  }

  @Test func aPronounDoesNotStandAlone() async throws {
    let paragraphs = [
      "The ferryman of Sarkand has carried people over the Baskan for forty years.",
      "Nobody on either bank can remember a winter without the ferry and its bell.",
      "He built the ferry on the bank of the Baskan with his father and two cousins from Sarkand.",
    ]
    let found = try #require(try await summary(of: article(paragraphs), ["maximum_characters": 1000]))
    #expect(!found.contains("He built") || found.contains(paragraphs[1]), "\(found)")
  }

  @Test func theEndOfAQuotationStaysOut() async throws {
    let paragraphs = [
      "The river Baskan rose in the night and the people of Sarkand left their houses.",
      "\"We heard the river. We left with the children of Sarkand and the river came after us,\" said a baker.",
    ]
    #expect(try await summary(of: article(paragraphs)) == paragraphs[0])
  }

  @Test func answersOfAnInterviewStayOut() async throws {
    var interview = article([
      "The conductor of the river orchestra has led its musicians for a year and never on a Monday.",
      "Why does the orchestra rest on Mondays?",
      "We rest on Mondays because the orchestra of our river needs its sleep.",
    ])
    interview.annotations.exchanges = [Exchange(question: [1], answer: [2])]
    #expect(try await summary(of: interview) == interview.body[0].text)
  }

  @Test func sentencesStandAsPrintedAndInOrder() async throws {
    let found = try #require(try await summary(of: article(story), ["sentences": 3, "maximum_characters": 1000]))
    let positions = story.indices.filter { found.contains(story[$0]) }
    #expect(positions.count == 3)
    #expect(found == positions.map { story[$0] }.joined(separator: " "))
  }

  @Test func neverLongerThanAsked() async throws {
    #expect(try await summary(of: article(story), ["maximum_characters": 60]) == nil)
    let found = try #require(try await summary(of: article(story), ["maximum_characters": 110]))
    #expect(found.count <= 110)
  }

  @Test func repetitionIsNotSummary() async throws {
    let twice = [story[0], story[0], story[2]]
    let found = try #require(try await summary(of: article(twice)))
    #expect(found == story[0] + " " + story[2])
  }

  @Test func hugeAndEmptyTextsEnd() async throws {
    #expect(try await summary(of: article([])) == nil)
    #expect(try await summary(of: article(["", "\u{200B}", "Yes."])) == nil)
    let huge = [String(repeating: "The council of the town met again to speak of the bridge. ", count: 20_000)]
    #expect(try await summary(of: article(huge)) == "The council of the town met again to speak of the bridge.")
  }

  @Test func otherScriptsWork() async throws {
    let korean = ["카자흐스탄 동부의 작은 마을에 새 박물관이 토요일 오전 문을 열었다고 군청이 밝혔다.", "박물관에는 사진과 편지가 전시된다."]
    #expect(try await summary(of: article(korean, language: "ko"))?.hasPrefix(korean[0]) == true)
  }
}
