import KZPipeKit
import Testing

@testable import Entities

/// Names in Russian, Kazakh and Korean that no list has: told by what stands around them. All invented.
struct ScriptTests {
  @Test(arguments: [
    ("남가온 정형외과 과장은 수술이 끝났다고 했다.", "person:남가온"),
    ("조하린 한밭물산 해외영업본부장은 계약을 맺었다.", "person:조하린"),
    ("차유진 바다환경연구원 연구위원은 어장이 줄었다고 했다.", "person:차유진"),
    ("사켄 벡투로프 카자흐스탄 농업부 차관은 비료를 산다고 했다.", "person:사켄 벡투로프"),
    ("다스타르 벡모프 투자청 부청장은 요금을 깎는다.", "person:다스타르 벡모프"),
    ("아셀 주마베코바 서기관은 비자를 발급했다.", "person:아셀 주마베코바"),
    ("예브게니 박은 양파를 기른다.", "person:예브게니 박"),
    ("굴샤트 누르벡 씨는 울먹였다.", "person:굴샤트 누르벡"),
    ("배는 셀레티 호수를 건넜다.", "place:셀레티 호수"),
    ("그는 토르가이 마을에서 태어났다.", "place:토르가이"),
    ("주한 우즈베키스탄대사관은 행사를 열었다.", "organisation:주한 우즈베키스탄대사관"),
  ])
  func korean(text: String, expected: String) async throws {
    #expect(try await Support.run([text], language: "ko").contains(expected))
  }

  @Test(arguments: ["정부는 산림과 과장은 누구인지 밝히지 않았다.", "고려대 의대 교수는 새로 뽑는다.", "해외 사업 본부장은 아직 없다."])
  func officesAreNoPersons(text: String) async throws {
    #expect(!(try await Support.run([text], language: "ko").contains { $0.hasPrefix("person:") }))
  }

  @Test(arguments: [
    ("Долю в проекте купил инвестор Blue Falcon Partners из Дубая.", "organisation:Blue Falcon Partners"),
    ("Об этом директор рассказал «Степному курьеру» в пятницу.", "organisation:Степному курьеру"),
    ("Фермер Айдос Талгар уверяет, что дождя не будет.", "person:Айдос Талгар"),
    ("Пчеловод Гульшат Есимова ждёт весны.", "person:Гульшат Есимова"),
    ("Договор подписал директор Ма Вэньлун из Чэнду.", "person:Ма Вэньлун"),
    ("Даулет Сабирбаев тридцать лет водит поезда.", "person:Даулет Сабирбаев"),
  ])
  func russian(text: String, expected: String) async throws {
    #expect(try await Support.run([text], language: "ru").contains(expected))
  }

  @Test func numberedThingsAreNoBodies() async throws {
    let found = try await Support.run(["Он купил телефон Nova Pearl 9 и уехал."], language: "ru")
    #expect(!found.contains { $0.contains("Nova") })
  }

  @Test(arguments: [
    ("Бұл туралы Топырақ зерттеу институтының өкілі айтты.", "organisation:Топырақ зерттеу институтының"),
    ("Жүйені Arqa Code компаниясы жасады.", "organisation:Arqa Code"),
  ])
  func kazakh(text: String, expected: String) async throws {
    #expect(try await Support.run([text], language: "kk").contains(expected))
  }

  @Test func surnamesOfSeveralWordsAreTheirPersons() async throws {
    var article = Support.article([
      "Pieter van der Brug opened the school. Van der Brug said it was late.",
      "It stood in Room 407. Marta Olin, Ambassador Extraordinary and Plenipotentiary of the Republic of Korea, came.",
    ])
    try await Support.stage().enrich(&article)
    let ids = article.annotations.mentions.filter { $0.text.hasSuffix("der Brug") }.map(\.entity)
    #expect(ids.count == 2 && Set(ids).count == 1)
    let found = Support.mentions(article)
    #expect(!found.contains { $0.contains("Room") || $0.contains("Plenipotentiary") })
    #expect(found.contains("place:Republic of Korea"))
  }

  @Test func aNewspaperKeepsItsArticle() async throws {
    let found = try await Support.run(["She spoke to The Larten Courier by telephone."])
    #expect(found.contains("organisation:The Larten Courier"))
  }

  @Test func aBodyWithoutItsLastWordIsNoPerson() async throws {
    let found = try await Support.run([
      "The firm, Tulpar Orda Logistics, was registered in May. A clerk signed the papers.",
      "Tulpar Orda was wound up last month.",
    ])
    #expect(found.contains("organisation:Tulpar Orda Logistics"))
    #expect(found.contains("organisation:Tulpar Orda"))
  }
}
