import Foundation
import KZPipeKit
import Testing

@testable import Topics

@Suite struct TopicsTests {
  @Test(arguments: [
    ("Bank raises base rate", "The central bank raised its key rate by 50 basis points to curb inflation.", "04000000"),
    ("Quake wakes the city", "An earthquake of magnitude 5.2 shook the south; aftershocks followed.", "03000000"),
    (
      "Синоптики предупредили о метели", "Штормовое предупреждение объявлено на севере: ожидаются метель и гололёд.",
      "17000000"
    ),
    ("Жаңа мектеп ашылды", "Ауылда 300 оқушыға арналған мектеп ашылды, мұғалімдер жеткілікті.", "05000000"),
    ("대사관, 새 총영사 임명", "외교부는 대사관에 새 외교관을 보냈다고 밝혔다.", "11000000"),
  ])
  func findsTheField(headline: String, text: String, field: String) async throws {
    var article = Support.article(headline, text)
    try await Support.stage().enrich(&article)
    let topics = article.annotations.topics
    #expect(topics.first?.why == "direct")
    #expect(topics.contains { $0.id == "medtop:" + field })
  }

  @Test func ancestorsFollowAndAreMarked() async throws {
    var article = Support.article(
      "Earthquake shakes the south", "The epicenter of the quake lay 20 kilometers from the town.")
    try await Support.stage().enrich(&article)
    let topics = article.annotations.topics
    #expect(topics.map(\.why) == topics.map(\.why).sorted().reversed())
    #expect(
      topics.filter { $0.why == "ancestor" }.map(\.id) == ["medtop:20000151", "medtop:20000148", "medtop:03000000"])
    #expect(topics.allSatisfy { (0...1).contains($0.confidence) && (0...1).contains($0.relevance) })
    #expect(topics.first?.terms.isEmpty == false)

    try await Support.stage(["ancestors": false]).enrich(&article)
    #expect(article.annotations.topics.allSatisfy { $0.why == "direct" })
  }

  @Test func saysNothingWhenTheTextSaysNothing() async throws {
    for text in ["", "Yes.", "🙂🙂🙂", "\u{200B}\u{0301}\u{FFFD}", "He said that she said that they said so."] {
      var article = Support.article("", text)
      try await Support.stage().enrich(&article)
      #expect(article.annotations.topics.isEmpty, "\(text)")
    }
  }

  @Test func aPossessiveAndAHyphenDoNotHideAWord() {
    let words = Words("The president’s high-speed R&D, Kazakhstan's 5G — ‘rock’")
    #expect(
      words.ranges.indices.map { String(decoding: words[$0], as: UTF8.self) }
        == ["the", "president", "high-speed", "r&d", "kazakhstan", "5g", "rock"])
  }

  @Test func tablesWithRetiredOrUnknownTopicsAreRefused() throws {
    let concepts = Lines(
      file: "v.tsv", bytes: Array("03000000\t\t\tdisaster\n20000619\t03000000\t2024-01-01\told\n".utf8))
    let vocabulary = try Vocabulary(concepts)
    for (table, reason) in [
      ("20000619\tsafety", "topic 20000619 is retired"), ("1\tx", "no topic 1"),
      ("03000000\ta,b", "'a,b' is no term"),
    ] {
      var builder = TermIndexBuilder(vocabulary: vocabulary)
      let error = #expect(throws: StageError.self) {
        try builder.add(Lines(file: "t.tsv", bytes: Array(table.utf8)))
      }
      #expect(error?.code == .resource)
      #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
      #expect(error?.place == "line 1")
    }
  }

  @Test func aMissingTableEndsTheStart() {
    #expect(throws: StageError.self) { try Support.stage(["terms": ["/nowhere/terms.tsv"]]) }
  }

  @Test func ownTermsCount() async throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("terms-\(UUID().uuidString).tsv")
    try "20001154\tzugzwang+; passed pawn*+\n".write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    var article = Support.article(
      "Zugzwang in the last round", "Two passed pawns decided it, and the zugzwang was pretty.")
    try await Support.stage(["terms": [.string(file.path)]]).enrich(&article)
    #expect(article.annotations.topics.first?.id == "medtop:20001154")
  }

  /// Work grows with the text: a paragraph of a hundred thousand words ends, and equals itself.
  @Test func hugeTextsEndAndAreDeterministic() async throws {
    let stage = try Support.stage()
    let text = String(repeating: "The minister of energy spoke of oil and of the port. ", count: 10_000)
    var first = Support.article("Oil", text)
    var second = first
    try await stage.enrich(&first)
    try await stage.enrich(&second)
    #expect(first == second)
    #expect(!first.annotations.topics.isEmpty)
  }
}
