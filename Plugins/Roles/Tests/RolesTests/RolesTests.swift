import HostileTexts
import KZPipeKit
import Testing

import Roles

private func enriched(_ text: String, _ language: String? = "en", prepare: (inout Article) -> Void = { _ in })
  async throws -> Article
{
  var article = Article(id: "t", source: Source(uri: "t", mediaType: "text/plain"))
  article.body = [BodyBlock(text: text)]
  article.language = language
  prepare(&article)
  let context = StageContext(runTime: PartialDate(year: 2030), version: "test", moduleDirectory: ".")
  try await Roles(options: try Options(for: Roles.spec), context: context).enrich(&article)
  return article
}

private func lines(_ article: Article) -> [String] {
  article.annotations.roles.map { role in
    "\(role.text) <\(article.annotations.entities.first { $0.id == role.entity }?.name ?? "?")>"
  }
}

struct RolesTests {
  @Test(arguments: [
    ("Deputy Foreign Minister Saule Bek left.", "Deputy Foreign Minister <Saule Bek>"),
    ("Saule Bek, deputy foreign minister of Latvia, left.", "deputy foreign minister of Latvia <Saule Bek>"),
    ("Norway's trade envoy, Henrik Solberg, left.", "Norway's trade envoy <Henrik Solberg>"),
    ("The city's chief economist, Timur Akhmet, left.", "city's chief economist <Timur Akhmet>"),
    ("Ann Lee, 34, a nurse who waited, left.", "nurse <Ann Lee>"),
    ("The exiled linguist Khamza Tulegen wrote.", "exiled linguist <Khamza Tulegen>"),
    ("Ann Lee, 71, a former railway signalman, waited.", "former railway signalman <Ann Lee>"),
    ("Her rival, Davit Arak, left.", ""),
    ("His lawyer, Viktor Drozd, left.", ""),
    ("Ann Lee left the ministry.", ""),
  ])
  func english(_ text: String, _ expected: String) async throws {
    #expect(lines(try await enriched(text)).joined(separator: " | ") == expected)
  }

  @Test func russianKazakhKorean() async throws {
    #expect(
      lines(try await enriched("Об этом сказал директор городского музея Павел Ким.", "ru")) == [
        "директор городского музея <Павел Ким>"
      ])
    #expect(
      lines(try await enriched("Договор подписали министр труда и торговли Павел Ким и его гость.", "ru")) == [
        "министр труда и торговли <Павел Ким>"
      ])
    #expect(
      lines(try await enriched("Дина Омарова, владелица фирмы из Орала, ушла.", "ru")) == [
        "владелица фирмы из Орала <Дина Омарова>"
      ])
    #expect(
      lines(try await enriched("Жиында ауыл диқаны Павел Ким сөйледі.", "kk")) == ["ауыл диқаны <Павел Ким>"])
    #expect(
      lines(try await enriched("Жиында музей директоры Павел Ким сөйледі.", "kk")) == ["музей директоры <Павел Ким>"])
    #expect(lines(try await enriched("건설사 대표 박지훈은 떠났다.", "ko")) == ["건설사 대표 <박지훈>"])
  }

  @Test(arguments: [
    ("임도연 정형외과 과장은 떠났다.", "정형외과 과장"), ("임도연 한들연구원 연구위원은 떠났다.", "한들연구원 연구위원"),
    ("임도연 해외사업본부장은 떠났다.", "해외사업본부장"),
  ])
  func koreanRanksBehindBodiesAndFields(text: String, expected: String) async throws {
    let article = try await enriched(text, "ko") { article in
      article.annotations.entities = [Entity(id: "e1", kind: .person, name: "임도연")]
      article.annotations.mentions = [Mention(entity: "e1", range: TextRange(.body(0), 0..<9), text: "임도연")]
    }
    #expect(lines(article) == ["\(expected) <임도연>"])
  }

  @Test func entitiesOfAnotherStageKeepTheirIds() async throws {
    let article = try await enriched("Mayor Paris Holm spoke.") { article in
      article.annotations.entities = [Entity(id: "e3", kind: .person, name: "Paris Holm")]
      article.annotations.mentions = [Mention(entity: "e3", range: TextRange(.body(0), 6..<16), text: "Paris Holm")]
    }
    #expect(article.annotations.roles.map(\.entity) == ["e3"])
    #expect(article.annotations.entities.count == 1)
  }

  @Test func aBearerWithoutEntityIsAdded() async throws {
    let article = try await enriched("Mayor Aidar Sultan spoke.")
    let entity = try #require(article.annotations.entities.first)
    #expect(entity.kind == .person)
    #expect(article.annotations.mentions.map(\.text) == ["Aidar Sultan"])
    #expect(article.annotations.roles.map(\.entity) == [entity.id])
  }

  @Test(arguments: HostileText.all)
  func annotationsAreExactSlices(_ hostile: HostileText) async throws {
    let text = hostile.text
    for language in ["en", "ru", "kk", "ko", nil] as [String?] {
      let bytes = Array(text.utf8)
      let article = try await enriched(text, language)
      for role in article.annotations.roles {
        #expect(String(decoding: bytes[role.range.bytes], as: UTF8.self) == role.text)
      }
      for mention in article.annotations.mentions {
        #expect(String(decoding: bytes[mention.range.bytes], as: UTF8.self) == mention.text)
      }
    }
  }
}
