import KZPipeKit
import Testing

@testable import Related

/// Invented reports of a desk's day: reprints, rewrites, a translation, follow-ups, and reports of the same kind on other things.
@Suite struct QualityTests {
  private func article(
    _ id: String, _ headline: String, _ paragraphs: [String], day: Int = 4, language: String = "en",
    links: [String] = []
  ) -> Article {
    var article = Article(id: id, source: Source(uri: id, mediaType: "text/plain"))
    article.headline = headline
    article.language = language
    article.body = paragraphs.map { BodyBlock(text: $0) }
    article.datePublished = PartialDate(year: 2026, month: 5, day: day)
    article.annotations.entities = links.enumerated().map { number, link in
      Entity(id: "e\(number)", kind: .organisation, name: link + language, ids: ["wikidata": link])
    }
    return article
  }

  private let agency = [
    "ORLIN, May 4 (Example Wire) – The port of Orlin will close its oldest pier in autumn because its wooden piles are rotten, harbour master Ida Brem said on Monday.",
    "The pier was built in 1911 for the herring fleet. About forty boats tie up there, and their owners have to move to the fish market by October.",
    "Repairs would cost 12 million crowns, three times what the harbour earns in a year, Brem said. The town council wants to ask the ministry of transport for half of the sum.",
    "Fisherman Tor Aslund called the decision a funeral with music. He has tied up at the pier for thirty years.",
  ]

  private func found(_ articles: [Article]) async throws -> [String: [RelatedArticle]] {
    let context = StageContext(runTime: PartialDate(year: 2026), version: "test", moduleDirectory: ".")
    let stage = try RelatedStage(options: Options(for: RelatedStage.spec), context: context)
    var found: [String: [RelatedArticle]] = [:]
    for var article in articles {
      try await stage.enrich(&article)
      found[article.id] = article.annotations.related
    }
    return found
  }

  @Test func reprintsAreNearDuplicates() async throws {
    let bare = agency[0].replacing("ORLIN, May 4 (Example Wire) – ", with: "")
    var framed = agency
    framed.insert("Our correspondent reports from the coast.", at: 0)
    framed.append("Read more in our weekend edition.")
    let result = try await found([
      article("agency", "Orlin to close its oldest pier", agency),
      article("cut", "Oldest pier in Orlin closes", Array(agency[..<3])),
      article("undated", "Pier closes in autumn", [bare] + Array(agency[1...])),
      article("framed", "Pier closes", framed),
    ])
    for id in ["cut", "undated", "framed"] {
      #expect(
        result[id]?.contains { $0.article == "agency" && $0.kind == .nearDuplicate } == true,
        "\(id): \(result[id] ?? [])")
    }
  }

  @Test func aRewriteIsTheSameStory() async throws {
    let rewrite = [
      "Forty fishing boats have until October to leave the wooden pier of Orlin, which dates from 1911.",
      "Harbour master Ida Brem says the rotten piles cannot be saved: 12 million crowns is more than the port of Orlin can pay. The council hopes for money from the ministry of transport.",
      "\"They bury us,\" said Tor Aslund, whose boat has been tied up at the pier since he was a boy.",
    ]
    let result = try await found([
      article("agency", "Orlin to close its oldest pier", agency),
      article("rewrite", "Boats must leave Orlin pier", rewrite),
    ])
    #expect(result["rewrite"]?.map(\.kind) == [.sameStory])
  }

  @Test func aTranslationIsTheSameStoryByWhatItNames() async throws {
    let russian = [
      "Порт Орлина закроет осенью свой старейший причал: деревянные сваи сгнили, сообщила капитан порта Ида Брем.",
      "Причал построили в 1911 году для сельдяного флота. Ремонт обошёлся бы в 12 млн крон.",
    ]
    let links = ["Q901", "Q902", "Q903", "Q904", "Q905"]
    let result = try await found([
      article("agency", "Orlin to close its oldest pier", agency, links: links),
      article("ru", "В Орлине закроют причал", russian, language: "ru", links: Array(links[..<4])),
      article("late", "В Орлине закроют причал", russian, day: 20, language: "ru", links: Array(links[..<4])),
      article(
        "other", "О другом", ["Совсем о другом пишут сегодня в городе."], language: "ru",
        links: Array(links[..<2]) + ["Q1", "Q2", "Q3"]),
    ])
    #expect(result["ru"]?.map(\.article) == ["agency"])
    #expect(result["late"]?.contains { $0.article == "agency" } == false)
    #expect(result["other"]?.contains { $0.article == "agency" } == false)
  }

  @Test func reportsOfOneKindAreNotOneStory() async throws {
    let result = try await found([
      article("pier", "Orlin to close its oldest pier", agency),
      article(
        "school", "Kerlan to close its oldest school",
        [
          "The town of Kerlan will close its oldest school in summer because only nine pupils are left, mayor Nils Holt said on Monday.",
          "The school was built in 1898. Parents have to bring their children to Sella by bus.",
        ]),
      article(
        "rate", "Central bank holds rate",
        [
          "The central bank held its key rate at 4 percent on Monday and said inflation would fall by autumn.",
          "Analysts had expected a cut.",
        ]),
    ])
    #expect(result["school"] == [])
    #expect(result["rate"] == [])
  }
}
