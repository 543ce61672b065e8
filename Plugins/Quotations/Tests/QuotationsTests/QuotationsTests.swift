import Foundation
import HostileTexts
import KZPipeKit
import Testing

import Quotations

/// On Linux the test bundle is the running executable; the module's data lie beside it.
private let testDirectory = URL(
  fileURLWithPath: (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "."
).deletingLastPathComponent().path

private func enriched(
  _ paragraphs: [String], _ language: String? = "en", kinds: [Int: BodyBlock.Kind] = [:],
  options: [String: OptionValue] = [:],
  prepare: (inout Article) -> Void = { _ in }
) async throws -> Article {
  var article = Article(id: "t", source: Source(uri: "t", mediaType: "text/plain"))
  article.body = paragraphs.enumerated().map { BodyBlock(kind: kinds[$0] ?? .paragraph, text: $1) }
  article.language = language
  prepare(&article)
  let context = StageContext(runTime: PartialDate(year: 2030), version: "test", moduleDirectory: testDirectory)
  try await Quotations(options: try Options(options, for: Quotations.spec), context: context).enrich(&article)
  return article
}

private func lines(_ article: Article) -> [String] {
  article.annotations.quotations.map { "\($0.isDirect ? "" : "~")\($0.text) <\($0.speakerName ?? $0.speaker ?? "")>" }
}

struct QuotationsTests {
  @Test func speakersBehindBeforeAndAcrossQuotations() async throws {
    let article = try await enriched([
      "“We waited nine years,” said 67-year-old farmer Maria Petrova. “Nobody came.”",
      "Councillor Dina Omar told reporters: \"A bridge without lamps is half a bridge.\" She said that the budget had doubled.",
      "\"It will hold,\" the councillor added.",
    ])
    #expect(
      lines(article) == [
        "We waited nine years <Maria Petrova>", "Nobody came <Maria Petrova>",
        "A bridge without lamps is half a bridge <Dina Omar>",
        "~the budget had doubled <Dina Omar>", "It will hold <Dina Omar>",
      ])
  }

  @Test func pronounsFollowTheGenderOfGivenNames() async throws {
    let article = try await enriched([
      "Pavel Horin showed no emotion as judge Anne-Laure Brandis read the verdict. \"You drew the map,\" she said.",
      "Henrik Vold of Norway came third. Ebba Lund won for Sweden. \"It was cold,\" the Swede told reporters.",
      "The minister, Olga Petrenko, left early, said Jonas Wahl, who was there.",
    ])
    #expect(
      lines(article) == [
        "You drew the map <Anne-Laure Brandis>", "It was cold <Ebba Lund>",
        "~The minister, Olga Petrenko, left early <Jonas Wahl>",
      ])
  }

  @Test func paragraphsWithReopenedMarksGoOn() async throws {
    let article = try await enriched([
      "Aigul Serik spoke last, and she said: \"I came by train.", "\"I shall leave by boat.\"",
    ])
    #expect(lines(article) == ["I came by train <Aigul Serik>", "I shall leave by boat <Aigul Serik>"])
  }

  @Test func reportedSpeech() async throws {
    let article = try await enriched([
      "According to Pavel Kim, the road is closed.", "The bridge is safe, Kim said.",
      "Kim admitted the work had run late.",
      "Kim confirmed the date.",
    ])
    #expect(
      lines(article) == [
        "~the road is closed <Pavel Kim>", "~The bridge is safe <Pavel Kim>", "~the work had run late <Pavel Kim>",
      ])
    let direct = try await enriched(["The bridge is safe, Pavel Kim said."], options: ["indirect": false])
    #expect(direct.annotations.quotations.isEmpty)
  }

  @Test func headlinesTakeTheSpeakerOfTheBody() async throws {
    let article = try await enriched(["\"We lost to our own name, again,\" Georgia Bell said."]) {
      $0.headline = "'We lost to our own name'"
    }
    let headline = try #require(article.annotations.quotations.first { $0.range.at == .headline })
    #expect(headline.text == "We lost to our own name")
    #expect(headline.speakerName == "Georgia Bell")
    let named = try await enriched(["The club is sold."]) { $0.headline = "Ann Lee: 'No one asked us here'" }
    #expect(lines(named) == ["No one asked us here <Ann Lee>"])
    #expect(
      try await enriched(["The club is sold."]) { $0.headline = "The 'lake' is dry" }.annotations.quotations.isEmpty)
  }

  @Test func titlesAndNamesAreNoSpeech() async throws {
    let article = try await enriched(["She sang \"Songs of the Steppe\" in Oral.", "The so-called \"lake\" is dry."])
    #expect(article.annotations.quotations.isEmpty)
    #expect(try await enriched(["Клуб «Север» выиграл у команды «Юг»."], "ru").annotations.quotations.isEmpty)
  }

  @Test func entitiesOfAnotherStageAreUsed() async throws {
    let article = try await enriched(["\"It rains,\" Jordan Hill said."]) { article in
      article.annotations.entities = [Entity(id: "e7", kind: .person, name: "Jordan Hill")]
      article.annotations.mentions = [Mention(entity: "e7", range: TextRange(.body(0), 13..<24), text: "Jordan Hill")]
    }
    let quotation = try #require(article.annotations.quotations.first)
    #expect(quotation.speaker == "e7")
    #expect(quotation.speakerName == nil)
  }

  @Test func russian() async throws {
    let article = try await enriched(
      [
        "«Этот мост нужен городу», – сказал аким Айдар Омаров. Он добавил, что фонари поставят осенью.",
        "По словам инженера Павла Кима, река спокойна.",
      ], "ru")
    #expect(
      lines(article) == [
        "Этот мост нужен городу <Айдар Омаров>", "~фонари поставят осенью <Айдар Омаров>",
        "~река спокойна <Павла Кима>",
      ])
  }

  @Test func kazakhAndKorean() async throws {
    let kazakh = try await enriched(["«Біз тоғыз жыл күттік», – дейді тұрғын Мария Петрова."], "kk")
    #expect(lines(kazakh) == ["Біз тоғыз жыл күттік <Мария Петрова>"])
    let korean = try await enriched(["김민수 시장은 \"다리가 열렸다\"고 말했다. 건설사 대표 박지훈은 다음 주에 떠난다고 밝혔다."], "ko")
    #expect(lines(korean) == ["다리가 열렸다 <김민수>", "~다음 주에 떠난다 <박지훈>"])
  }

  @Test func interviewsByMarkerLabelAndQuestion() async throws {
    let intro = "Saule Bek, a botanist, spoke with us on Monday."
    let marked = try await enriched([intro, "Q. Do you like rain?", "A. It is wet.", "And snow?", "It is cold."])
    #expect(marked.annotations.exchanges.map(\.question) == [[1], [3]])
    #expect(marked.annotations.exchanges.map(\.answer) == [[2], [4]])
    #expect(marked.annotations.exchanges.allSatisfy { $0.speakerName == "Saule Bek" })
    #expect(lines(marked) == ["It is wet. <Saule Bek>", "It is cold. <Saule Bek>"])

    let labelled = try await enriched([
      intro, "Steppe Post: Why here?", "Bek: Why not?", "It is quiet.", "Steppe Post: And later?", "Bek: Later too.",
    ])
    #expect(labelled.annotations.exchanges.map(\.answer) == [[2, 3], [5]])

    // Labels in capitals and in short, statements among the questions, and a last paragraph about the guest.
    let capitals = try await enriched([
      "Zarina Holm, a deputy, talked to Ben Ode.", "BEN ODE: You spoke once in a year. Why?",
      "ZARINA HOLM: I had little to say.",
      "ODE: And now you have a bill.", "HOLM: Yes, on ferries.", "ODE: It can still fail.", "HOLM: Anything can.",
      "Afterwards Holm walked to the chamber.",
    ])
    #expect(capitals.annotations.exchanges.map(\.answer) == [[2], [4], [6]])
    let bare = try await enriched([
      intro, "Do you like rain?", "It is wet.", "And snow?", "It is cold.", "And wind?", "It is loud.",
    ])
    #expect(bare.annotations.exchanges.count == 3)

    let kinds = try await enriched([intro, "Tell us of rain.", "It is wet."], kinds: [1: .question, 2: .answer])
    #expect(kinds.annotations.exchanges.map(\.question) == [[1]])
  }

  @Test func questionsInAStoryAreNoInterview() async throws {
    let article = try await enriched([
      "Who pays?", "Nobody knows.", "The mill is closed.", "\"Will it open?\" Ann Lee asked.", "It may.",
    ])
    #expect(article.annotations.exchanges.isEmpty)
  }

  @Test(arguments: HostileText.all)
  func annotationsAreExactSlices(_ hostile: HostileText) async throws {
    let text = hostile.text
    for language in ["en", "ru", "kk", "ko", nil] as [String?] {
      let bytes = Array(text.utf8)
      for quotation in try await enriched([text], language).annotations.quotations {
        #expect(String(decoding: bytes[quotation.range.bytes], as: UTF8.self) == quotation.text)
      }
    }
  }
}

/// Speech in Russian, Kazakh and Korean, on invented text.
struct OtherLanguageTests {
  @Test func russianSpeechIsCutAtTheWordsOfTheAuthor() async throws {
    let article = try await enriched(
      [
        "«За мост заплатили дважды, — говорит инженер Павел Орлов. — Второй раз было дешевле».",
        "Дорогу, подчеркнул он, откроют к зиме.",
      ], "ru")
    #expect(
      lines(article) == [
        "За мост заплатили дважды <Павел Орлов>", "Второй раз было дешевле <Павел Орлов>",
        "~откроют к зиме <Павел Орлов>",
      ])
  }

  @Test func theVerbTellsWhichDoctorSpoke() async throws {
    let article = try await enriched(
      [
        "Главный врач Дина Сапарова открыла отделение.",
        "Хирург Олег Пахарев рассказал, что мест мало. «Зимой мы думали, что хуже не будет. Мы ошибались», — признался врач.",
      ], "ru")
    #expect(lines(article).last == "Зимой мы думали, что хуже не будет. Мы ошибались <Олег Пахарев>")
  }

  @Test func estimatesAreReportedSpeech() async throws {
    let article = try await enriched(
      ["Аналитик Мария Гордеева купила акции. По её оценке, цена не превысит двух долларов."], "ru")
    #expect(lines(article) == ["~цена не превысит двух долларов <Мария Гордеева>"])
  }

  @Test func kazakhSpeakersAreSubjects() async throws {
    let article = try await enriched(
      [
        "Депутат Ерлан Сатыбай заң жобасын таныстырды. «Машина қателессе, жауапты адам керек», – деді ол. «Мәні – осы».",
        "Депутаттың айтуынша, құжат күзде қаралады.",
        "Балуан Асқар Темірхан финалда Давид Гелашвиліні жеңді. «Мен кілемде ғана тынығамын», – деді чемпион.",
        "Бапкер Ғани Омар шәкіртінің додаға баратынын жеткізді.",
      ], "kk")
    #expect(
      lines(article) == [
        "Машина қателессе, жауапты адам керек <Ерлан Сатыбай>", "Мәні – осы <Ерлан Сатыбай>",
        "~құжат күзде қаралады <Ерлан Сатыбай>", "Мен кілемде ғана тынығамын <Асқар Темірхан>",
        "~шәкіртінің додаға баратынын <Ғани Омар>",
      ])
  }

  @Test func koreanReportersDoNotSpeak() async throws {
    let article = try await enriched(
      [
        "(서울=한들뉴스) 오지민 기자 = 정부가 새 도로를 연다.",
        "남영호 과장은 \"길은 사람이 만든다\"고 말했다. 그는 6월까지 공사를 끝내겠다고 덧붙였다.",
        "회의 뒤에는 \"비용을 더 줄일 수 있다\"는 말이 나왔다.",
      ], "ko")
    #expect(
      lines(article).prefix(2) == ["길은 사람이 만든다 <남영호>", "~6월까지 공사를 끝내겠다 <남영호>"])
    #expect(!lines(article).contains { $0.contains("오지민") })
  }

  @Test func turnsMarkedByDashesBeginBehindThem() async throws {
    let article = try await enriched(
      [
        "Лесник Пётр Ильин сорок лет живёт в горах. Мы поговорили с ним у костра.",
        "— Вы считаете волков?", "— Не считаю. Я считаю следы.", "— Чего вы боитесь?", "— Тишины. Она бывает разной.",
        "— Что вы посоветуете туристам?", "— Возьмите фонарик. Я серьёзно.", "Беседовала Инна Рощина.",
      ], "ru")
    #expect(article.annotations.exchanges.map(\.answer) == [[2], [4], [6]])
    #expect(lines(article).first == "Не считаю. Я считаю следы. <Пётр Ильин>")
    #expect(!lines(article).contains { $0.contains("Беседовала") })
  }

  @Test func aNoteBehindTheLastAnswerIsNoAnswer() async throws {
    let article = try await enriched([
      "A team led by Assia Moldan opened a grave. She spoke to us by telephone.",
      "Review: Who was she?", "Moldan: A woman of about forty. I like her.",
      "Review: Who paid?", "Moldan: My mother bought the diesel.", "It was not much.",
      "Review: What is next?", "Moldan: We shall open the second mound.",
      "The exhibition opens at the City Gallery in Larten on September 12.",
    ])
    #expect(article.annotations.exchanges.map(\.answer) == [[2], [4, 5], [7]])
  }

  @Test func whatANewspaperWasToldIsReportedSpeech() async throws {
    let article = try await enriched(
      ["Инженер Павел Орлов сообщил «Степному курьеру», что мост закроют. Дина Орлова возразила, что мост цел."], "ru")
    #expect(lines(article) == ["~мост закроют <Павел Орлов>", "~мост цел <Дина Орлова>"])
  }

  @Test func theListenerDoesNotSpeak() async throws {
    let article = try await enriched(
      ["Завод продали во вторник, рассказали «Степному курьеру» два источника на рынке."], "ru"
    ) {
      let bytes = "Завод продали во вторник, рассказали «".utf8.count
      $0.annotations.entities = [Entity(id: "e", kind: .organisation, name: "Степной курьер")]
      $0.annotations.mentions = [
        Mention(
          entity: "e", range: TextRange(.body(0), bytes..<(bytes + "Степному курьеру".utf8.count)),
          text: "Степному курьеру", confidence: 1)
      ]
    }
    #expect(lines(article).isEmpty)
  }

  @Test func clausesEndWhereASecondThingIsSaid() async throws {
    let article = try await enriched([
      "Chemist Ilya Dorn argues that the fuel vanishes within a year, though he concedes that nobody has measured the wells.",
      "Dorn said the bank had not sold dollars since May and dismissed talk of controls as \"kitchen economics\".",
    ])
    #expect(
      lines(article) == [
        "~the fuel vanishes within a year <Ilya Dorn>", "~nobody has measured the wells <Ilya Dorn>",
        "~the bank had not sold dollars since May <Ilya Dorn>", "kitchen economics <Ilya Dorn>",
      ])
  }
}
