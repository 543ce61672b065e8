import Foundation
import KZPipeKit
import Testing

@testable import Keywords

@Suite struct KeywordsTests {
  private func keywords(_ headline: String, _ paragraphs: [String], language: String?, maximum: Int = 10) async throws
    -> [Keyword]
  {
    var article = Article(id: "k", source: Source(uri: "k.txt", mediaType: "text/plain"))
    article.headline = headline
    article.language = language
    article.body = paragraphs.map { BodyBlock(text: $0) }
    let directory = URL(
      fileURLWithPath: (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "."
    ).deletingLastPathComponent().path
    let context = StageContext(runTime: PartialDate(year: 2026), version: "test", moduleDirectory: directory)
    let options = try Options(["maximum": .integer(maximum)], for: KeywordsStage.spec)
    try await KeywordsStage(options: options, context: context).enrich(&article)
    return article.annotations.keywords
  }

  private let text = [
    "Snow leopards were seen in two valleys of the Dzungarian Alatau, the ministry said. The snow leopards wore no collars.",
    "Rangers follow the snow leopards by satellite collars. A satellite collar lasts three winters.",
    "A camera trap in the Dzungarian Alatau has taken pictures of the cats since May.",
  ]

  @Test func phrasesAndNamesLead() async throws {
    let found = try await keywords("More snow leopards to wear satellite collars", text, language: "en")
    #expect(found.first?.text.lowercased() == "snow leopards")
    #expect(found.map { $0.text.lowercased() }.contains("satellite collars"))
    #expect(found.map(\.text).contains("Dzungarian Alatau"))
    #expect(found.first?.relevance == 1)
    #expect(zip(found, found.dropFirst()).allSatisfy { $0.relevance >= $1.relevance })
  }

  @Test func stopwordsNeverStandAtTheEnds() async throws {
    for keyword in try await keywords("The end of the line", text, language: "en") {
      let words = keyword.text.lowercased().split(separator: " ")
      #expect(
        !["the", "of", "in", "said", "has"].contains(words.first) && !["the", "of", "in", "said"].contains(words.last))
    }
  }

  @Test func noKeywordRepeatsAnother() async throws {
    let found = try await keywords("Snow leopards", text, language: "en").map {
      Set($0.text.lowercased().split(separator: " "))
    }
    for (index, words) in found.enumerated() {
      for other in found[(index + 1)...] { #expect(!words.isSubset(of: other) && !other.isSubset(of: words)) }
    }
  }

  @Test func asManyAsAsked() async throws {
    #expect(try await keywords("Snow leopards", text, language: "en", maximum: 2).count == 2)
  }

  @Test func russianFormsAreOneKeyword() async throws {
    let found = try await keywords(
      "Завод построят осенью", ["Строительство завода начнётся осенью.", "На заводе будут работать 650 человек."],
      language: "ru")
    #expect(found.count { $0.text.lowercased().hasPrefix("завод") } == 1)
  }

  @Test func possessivesAndCapitalsAreNotPartOfAKeyword() async throws {
    let found = try await keywords(
      "Sarkand's ferry",
      ["SARKAND – The ferry of Sarkand stops.", "Sarkand's mayor sold the ferry. Sarkand’s ferry is old."],
      language: "en")
    #expect(found.map(\.text).contains("Sarkand"))
    #expect(!found.contains { $0.text.contains("'") || $0.text.contains("’") || $0.text == "SARKAND" })
  }

  @Test func hyphenatedNamesStayWhole() async throws {
    let found = try await keywords(
      "Tobyl-Arqa wins", ["Fans of Tobyl-Arqa sang.", "The goal of Tobyl-Arqa came late."], language: "en")
    #expect(found.first?.text == "Tobyl-Arqa")
  }

  @Test func verbsAndGeneralWordsAreNoKeywords() async throws {
    let found = try await keywords(
      "Recent survey found tracks of cats",
      ["The survey found tracks.", "The cats made tracks. Many countries look for cats."],
      language: "en"
    ).map { $0.text.lowercased() }
    #expect(found.contains("tracks") && found.contains("cats"))
    #expect(!found.contains { $0.contains("found") || $0.contains("recent") || $0.contains("countries") })
  }

  @Test func koreanParticlesStayOutside() async throws {
    let found = try await keywords(
      "박물관이 문을 열다", ["마을 박물관을 찾은 주민들은 기뻐했다.", "주민들은 박물관에서 노래했다."], language: "ko")
    #expect(found.map(\.text).contains("박물관"))
  }

  @Test func aSurnameStandsForItsPerson() async throws {
    var article = Article(id: "k", source: Source(uri: "k.txt", mediaType: "text/plain"))
    article.language = "en"
    article.body = [
      BodyBlock(text: "The linguist Zeynep Karahan is dead."),
      BodyBlock(text: "In Izmir Karahan kept a dictionary, as Karahan said."),
    ]
    article.headline = "Izmir mourns"
    article.annotations.entities = [
      Entity(id: "e1", kind: .person, name: "Zeynep Karahan"), Entity(id: "e2", kind: .place, name: "Smyrna"),
    ]
    article.annotations.mentions = [
      Mention(entity: "e1", range: TextRange(.body(0), 13..<27), text: "Zeynep Karahan"),
      Mention(entity: "e1", range: TextRange(.body(1), 9..<16), text: "Karahan"),
      Mention(entity: "e2", range: TextRange(.body(1), 3..<8), text: "Izmir"),
    ]
    let directory = URL(
      fileURLWithPath: (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "."
    ).deletingLastPathComponent().path
    let context = StageContext(runTime: PartialDate(year: 2026), version: "test", moduleDirectory: directory)
    try await KeywordsStage(options: Options(for: KeywordsStage.spec), context: context).enrich(&article)
    let found = article.annotations.keywords.map(\.text)
    #expect(found.contains("Zeynep Karahan"))
    #expect(found.contains("Izmir") && !found.contains("Smyrna"))
    #expect(!found.contains("Karahan"))
  }

  @Test func hostileTextsEnd() async throws {
    #expect(try await keywords("", [], language: nil).isEmpty)
    #expect(try await keywords("🙂", ["İİİ ǅ \u{0301}\u{200D}", "。。。"], language: nil).isEmpty)
    let huge = String(repeating: "gold silver copper ", count: 50_000)
    #expect(try await keywords("", [huge], language: "en").isEmpty == false)
  }
}
