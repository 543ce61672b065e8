import KZPipeKit
import Testing

@testable import Entities

/// Russian, Kazakh and Korean: names with endings and particles, on invented text.
struct LanguageTests {
  @Test(arguments: ["ru", nil] as [String?])
  func russian(language: String?) async throws {
    let found = try await Support.run(
      [
        "Премьер-министр Казахстана приехал в Самарканд. Компания «Дала Транс» откроет завод под Шымкентом, сообщил директор Арман Кусаинов."
      ],
      language: language, ids: "geonames")
    #expect(found.contains("place:Казахстана=1522867"))
    #expect(found.contains("place:Самарканд=1216265"))
    #expect(found.contains("place:Шымкентом=1518980"))
    #expect(found.contains("organisation:Дала Транс"))
    #expect(found.contains("person:Арман Кусаинов"))
  }

  @Test(arguments: ["kk", nil] as [String?])
  func kazakh(language: String?) async throws {
    let found = try await Support.run(
      [
        "Қазақстан Президенті Қасым-Жомарт Тоқаев Өзбекстанға барды. Алматыдан қонақтар келді, Астанадағы жиын ертең өтеді."
      ],
      language: language, ids: "geonames")
    #expect(found.contains("place:Өзбекстанға=1512440"))
    #expect(found.contains("place:Алматыдан=1526384"))
    #expect(found.contains("place:Астанадағы=1526273"))
    #expect(found.contains("person:Қасым-Жомарт Тоқаев"))
  }

  @Test(arguments: ["ko", nil] as [String?])
  func koreanSpansStopBeforeTheParticle(language: String?) async throws {
    let found = try await Support.run(
      ["카자흐스탄은 알마티에서 회의를 열었다. 삼성전자가 아스타나에 공장을 짓는다고 박민서 대표가 말했다."], language: language, ids: "geonames")
    #expect(
      found == [
        "place:카자흐스탄=1522867", "place:알마티=1526384", "organisation:삼성전자", "place:아스타나=1526273", "person:박민서",
      ])
  }
}
