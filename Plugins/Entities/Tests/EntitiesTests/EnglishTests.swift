import KZPipeKit
import Testing

@testable import Entities

/// What the record's rules ask for, on invented English text.
struct EnglishTests {
  @Test(arguments: [
    (
      "President Marat Ospanbek met Ms. Clara Whitlow in Taraz on Monday.",
      ["person:Marat Ospanbek", "person:Clara Whitlow", "place:Taraz"]
    ),
    ("Korea-Kazakhstan relations are good.", ["place:Korea", "place:Kazakhstan"]),
    ("A Russia-led mission left.", ["place:Russia"]),
    ("It cost 40 U.S. dollars and US$5, he said in Riga.", ["place:Riga"]),
    (
      "The Ministry of Health of the Republic of Kazakhstan replied.",
      ["organisation:Ministry of Health of the Republic of Kazakhstan"]
    ),
    ("The Embassy of Kazakhstan in Korea is closed.", ["organisation:Embassy of Kazakhstan in Korea"]),
    ("Kazakhstan's ambassador spoke.", ["place:Kazakhstan"]),
    ("SEOUL – Prices fell on Friday.", ["place:SEOUL"]),
  ])
  func spans(text: String, expected: [String]) async throws {
    #expect(try await Support.run([text]) == expected)
  }

  @Test func aSurnameFindsItsPerson() async throws {
    var article = Support.article([
      "\"It is late,\" said Daulet Zhanserik, a geologist from Semey.",
      "Zhanserik left the hall. Mr. Zhanserik's car did not.",
    ])
    try await Support.stage().enrich(&article)
    let persons = article.annotations.entities.filter { $0.kind == .person }
    #expect(persons.map(\.name) == ["Daulet Zhanserik"])
    #expect(
      article.annotations.mentions.filter { $0.entity == persons.first?.id }.map(\.text) == [
        "Daulet Zhanserik", "Zhanserik", "Zhanserik",
      ])
  }

  @Test func anAcronymIsItsLongForm() async throws {
    var article = Support.article([
      "The Institute for Desert Studies (IDS) said on Monday that the dunes had moved.",
      "IDS measures them every year.",
    ])
    try await Support.stage().enrich(&article)
    let bodies = article.annotations.entities.filter { $0.kind == .organisation }
    #expect(bodies.map(\.name) == ["Institute for Desert Studies"])
    #expect(article.annotations.mentions.filter { $0.entity == bodies.first?.id }.count == 3)
  }

  @Test func aMisprintedBodyStillResolves() async throws {
    var article = Support.article(["Troops of the Collective Treaty Security Organization (CSTO) left on Monday."])
    try await Support.stage().enrich(&article)
    #expect(
      Support.mentions(article, ids: "wikidata") == [
        "organisation:Collective Treaty Security Organization=Q318693", "organisation:CSTO=Q318693",
      ])
    #expect(article.annotations.entities.first?.name == "Collective Security Treaty Organization")
  }

  @Test func aNamesakeIsNotLinked() async throws {
    var article = Support.article([
      "\"We won,\" said Jordan Abelman, the club's captain. Abelman, 24, comes from Houston, Texas.",
      "Dauren Tokayev, a baker, agreed. Sydney Brandvold did not.",
    ])
    try await Support.stage().enrich(&article)
    let persons = article.annotations.entities.filter { $0.kind == .person }
    #expect(persons.map(\.name) == ["Jordan Abelman", "Dauren Tokayev", "Sydney Brandvold"])
    #expect(persons.allSatisfy { $0.ids.isEmpty })
  }

  @Test func countriesCarryThreeIdentifiers() async throws {
    var article = Support.article(["Kazakhstan and Norway agreed on Tuesday. Kazakh and Norwegian officials signed."])
    try await Support.stage().enrich(&article)
    let kazakhstan = try #require(article.annotations.entities.first { $0.name == "Kazakhstan" })
    #expect(kazakhstan.ids == ["iso3166": "KZ", "geonames": "1522867", "wikidata": "Q232"])
    #expect(kazakhstan.names["kk"] == "Қазақстан")
    #expect(article.annotations.countries == ["KZ", "NO"])
    #expect(article.annotations.entities.contains { $0.kind == .group && $0.ids.isEmpty })
  }

  @Test func theTownOfTheCountryInQuestionIsMeant() async throws {
    let found = try await Support.run(
      ["The state of Georgia and Atlanta were dry.", "In the American state of Georgia it rained."], ids: "geonames")
    #expect(found.contains("place:Georgia=4197000"))
  }

  @Test func earlyAndFrequentNamesAreMoreRelevant() async throws {
    var article = Support.article(["Oslo was first.", "Riga was second. Oslo again."], headline: "Oslo wins")
    try await Support.stage().enrich(&article)
    let relevance = Dictionary(article.annotations.entities.map { ($0.name, $0.relevance) }, uniquingKeysWith: max)
    #expect(relevance["Oslo"] == 1)
    #expect((relevance["Riga"] ?? 1) < 0.5)
  }

  @Test func aSecondRunReplacesTheFirst() async throws {
    var article = Support.article(["Nurlan Seitkaliev spoke in Astana."])
    let stage = try Support.stage()
    try await stage.enrich(&article)
    let once = article
    try await stage.enrich(&article)
    #expect(article == once)
  }

  @Test func mentionsBelowTheThresholdAreLeftOut() async throws {
    var article = Support.article(["Nurlan Seitkaliev spoke in Astana."])
    try await Support.stage(["minimum_confidence": 1.0]).enrich(&article)
    #expect(article.annotations.mentions.isEmpty)
    #expect(article.annotations.entities.isEmpty)
  }

  @Test func manyMentionsAndOneLongParagraph() async throws {
    let sentence = "Marat Ospan of Sable Freight met Kim Byung-hoon in Almaty, and U.S.-led talks began. "
    var article = Support.article([
      String(repeating: sentence, count: 1500), String(repeating: "Almaty, ", count: 5000),
    ])
    try await Support.stage().enrich(&article)
    #expect(article.annotations.mentions.count > 9000)
    #expect(article.annotations.entities.count < 20)
  }
}
