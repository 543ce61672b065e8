import KZPipeKit
import Testing

@testable import NewsArticle

@Suite("Questions and answers")
struct InterviewTests {
  private func exchanges(_ lines: [String], bold: Set<Int> = [], sections: [Int32] = []) -> [[[Int]]] {
    let turns = lines.enumerated().map { index, line in
      Turn(
        text: Array(line.utf8), form: .paragraph, isEmphasised: bold.contains(index),
        section: sections.indices.contains(index) ? sections[index] : -1)
    }
    return InterviewReader(turns).exchanges().map { [$0.question, $0.answer] }
  }

  @Test(arguments: [
    ("Q. Why now?", "A. Because we can."), ("Q: Why now?", "A: Because we can."),
    ("Question: Why now?", "Answer: Because we can."),
    ("Q1. Why now?", "A1. Because we can."), ("В.: Почему сейчас?", "О.: Потому что можем."),
    ("Вопрос: Почему сейчас?", "Ответ: Потому что можем."), ("С.: Неге қазір?", "Ж.: Өйткені біз дайынбыз."),
    ("Сұрақ: Неге қазір?", "Жауап: Өйткені біз дайынбыз."), ("문: 왜 지금입니까?", "답: 할 수 있으니까요."),
    ("질문: 왜 지금입니까?", "답변: 할 수 있으니까요."), ("Frage: Warum jetzt?", "Antwort: Weil wir können."),
    ("问：为什么是现在？", "答：因为我们可以。"), ("Pregunta: ¿Por qué ahora?", "Respuesta: Porque podemos."),
    ("Q : Pourquoi maintenant ?", "R : Parce que nous pouvons."),
  ])
  func marks(_ question: String, _ answer: String) {
    #expect(
      exchanges(["An opening paragraph.", question, answer, "A second paragraph of it.", question, answer]) == [
        [[1], [2, 3]], [[4], [5]],
      ])
  }

  @Test func onlyTheFirstPairIsMarked() {
    let lines = [
      "She talked about the tour.", "Q. You open with an unknown piece. Why?", "A. Because it is short.",
      "Critics said you sounded tired. Did that hurt you?", "It was true. Who is not tired in May?",
      "We rest on Mondays now.",
      "Would you like to record it?", "Yes, in winter.",
    ]
    #expect(
      exchanges(lines, sections: [0, 1, 1, 2, 2, 2, 3, 3]) == [[[1], [2]], [[3], [4, 5]], [[6], [7]]])
  }

  @Test func speakers() {
    let lines = [
      "The Ledger: How did it begin?", "OMAROVA: With a letter.", "It came by post.", "The Ledger: And then?",
      "OMAROVA: Then nothing for a year.", "The Ledger: What changed?", "OMAROVA: The law did.",
    ]
    #expect(exchanges(lines) == [[[0], [1, 2]], [[3], [4]], [[5], [6]]])
    let turns = lines.map { Turn(text: Array($0.utf8), form: .paragraph) }
    #expect(InterviewReader(turns).exchanges().map(\.speaker) == ["OMAROVA", "OMAROVA", "OMAROVA"])
  }

  @Test func boldQuestions() {
    let lines = [
      "An introduction.", "Why do you climb?", "I like the view.", "Are you afraid?", "We all are.",
      "What is your next goal?",
      "My garden.",
    ]
    #expect(exchanges(lines, bold: [1, 3, 5]) == [[[1], [2]], [[3], [4]], [[5], [6]]])
  }

  @Test func articlesHaveNone() {
    #expect(
      exchanges([
        "Why did nobody act?", "The council has no answer.", "It met twice.", "What happens now?", "Nobody knows.",
      ]) == [])
    #expect(exchanges(["A. Smith was there.", "Q is a letter.", "So is A."]) == [])
    #expect(
      exchanges(
        ["What is a quorum?", "A number.", "Who sets it?", "The law.", "Can it change?", "Rarely.", "Why?", "Votes."],
        bold: [0, 2, 4, 6]) == [])
    #expect(
      exchanges(["Note: this is one.", "Source: that is one.", "Note: and another.", "Source: and the last."]) == [])
    #expect(exchanges([]) == [])
    #expect(exchanges(["Q. Only?"]) == [])
  }

  @Test func kindsAndIndexesInTheArticle() throws {
    var maker = PageMaker(mediaType: "text/plain")
    maker.dropped("Talk with a climber", .heading)
    maker.kept("She climbs every Sunday, and she has done so for years with the same old rope.", group: 0)
    maker.kept("Q. Why do you climb?", group: 1)
    maker.kept("A. I like the view.", group: 1)
    maker.kept("Are you afraid?", group: 2)
    maker.kept("We all are.", group: 2)
    let article = try maker.article()
    #expect(article.body.map(\.kind) == [.paragraph, .question, .answer, .question, .answer])
    #expect(article.annotations.exchanges.map(\.question) == [[1], [3]])
    #expect(article.body[1].text == "Q. Why do you climb?")
  }
}
