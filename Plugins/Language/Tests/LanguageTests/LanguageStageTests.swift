import KZPipeKit
import Language
import Testing

@Suite struct LanguageStageTests {
  private let english = "The ministry said that the new bridge would be open to the public before the end of the year."
  private let kazakh = "Министрлік жаңа көпір жыл соңына дейін халық үшін ашылады деп хабарлады."

  @Test func setsTheLanguageOfAnArticleWithout() async throws {
    var article = article([kazakh, kazakh])
    try await makeStage().enrich(&article)
    #expect(article.language == "kk")
    #expect(article.provenance.map(\.at) == ["/language"])
    #expect(article.provenance.first?.reason == "letter_statistics")
    #expect(article.annotations.blockLanguages.isEmpty)
  }

  @Test func keepsThePagesRegionalTag() async throws {
    var article = article([english], language: "en-GB")
    try await makeStage().enrich(&article)
    #expect(article.language == "en-GB")
    #expect(article.provenance.first?.reason == "page_confirmed_by_text")
  }

  @Test func addsAnUnusualScriptToABareTag() async throws {
    let sentence = "Ministr jaña köpir jyl soñyna deiin aşylatynyn aitty."
    for (declared, expected) in [("kk", "kk-Latn"), ("kk-KZ", "kk-KZ")] {
      var article = article([sentence], language: declared)
      try await makeStage().enrich(&article)
      #expect(article.language == expected)
    }
  }

  @Test func correctsATemplatesLanguage() async throws {
    var article = article([kazakh], language: "en-US")
    try await makeStage().enrich(&article)
    #expect(article.language == "kk")
    #expect(article.provenance.first?.reason == "page_contradicted_by_text: en-US")
  }

  @Test func takesBackALanguageThatTheScriptRulesOut() async throws {
    var article = article(["Ъгъ"], language: "en")
    try await makeStage(["minimum_confidence": 1.0]).enrich(&article)
    #expect(article.language == nil)
  }

  @Test func leavesTooLittleTextAlone() async throws {
    for text in ["", "2022", "—", "Ok", "😀"] {
      var article = article([text])
      try await makeStage().enrich(&article)
      #expect(article.language == nil, "\(text)")
    }
  }

  @Test func marksBlocksInAnotherLanguage() async throws {
    var article = article([english, kazakh, english, "Astana"])
    try await makeStage().enrich(&article)
    #expect(article.language == "en")
    #expect(article.annotations.blockLanguages.map(\.block) == [1])
    #expect(article.annotations.blockLanguages.map(\.language) == ["kk"])
    var silent = self.article([english, kazakh, english])
    try await makeStage(["blocks": false]).enrich(&silent)
    #expect(silent.annotations.blockLanguages.isEmpty)
  }

  private func article(_ paragraphs: [String], language: String? = nil) -> Article {
    LanguageTests.article(paragraphs, language: language)
  }

  @Test func namesTheScriptAlwaysWhenAsked() async throws {
    var article = article([kazakh])
    try await makeStage(["script": "always"]).enrich(&article)
    #expect(article.language == "kk-Cyrl")
  }

  @Test func missingProfilesAreAResourceError() {
    let nowhere = StageContext(runTime: PartialDate(year: 2026), version: "test", moduleDirectory: "/nonexistent")
    #expect(throws: StageError.self) { try LanguageStage(options: Options(for: LanguageStage.spec), context: nowhere) }
    #expect(throws: StageError.self) { try LanguageIdentifier(profiles: Array("= xx Cyrl 1 2\n".utf8)) }
    #expect(throws: StageError.self) { try LanguageIdentifier(profiles: Array("3 4 abcd\n".utf8)) }
    #expect(throws: StageError.self) { try LanguageIdentifier(profiles: []) }
  }
}
