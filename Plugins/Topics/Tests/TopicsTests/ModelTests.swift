import Foundation
import KZPipeKit
import Testing

@testable import Topics

@Suite struct ModelTests {
  /// Invented reports of a desk that has subjects of its own: brickwork and ponies, with no term in the tables.
  private static func articles() -> [Article] {
    let bricks = ["mortar", "trowel", "kiln", "clinker", "ashlar", "lintel", "masonry", "pointing"]
    let ponies = ["mane", "snaffle", "bridle", "canter", "farrier", "withers", "halter", "gelding"]
    return (0..<48).map { number in
      let words = number % 2 == 0 ? bricks : ponies
      let own = (0..<6).map { words[(number / 2 * 3 + $0 * 5) % words.count] }
      var article = Support.article(
        "Report \(number)", "They spoke of \(own[0]) and \(own[1]).", "Later came \(own[2...].joined(separator: ", "))."
      )
      article.id = "n\(number)"
      article.annotations.topics = [
        Topic(
          id: number % 2 == 0 ? "medtop:20000235" : "medtop:20001241", name: "", confidence: 1, relevance: 1)
      ]
      return article
    }
  }

  private func trainer(_ values: [String: OptionValue] = [:]) throws -> TopicModelTrainer {
    try TopicModelTrainer(options: Options(values, for: TopicModelTrainer.spec), context: Support.context)
  }

  @Test func learnsADesksOwnSubjects() async throws {
    let trainer = try trainer()
    let all = Self.articles()
    let model = try trainer.train(on: Array(all[..<36])) { _ in }
    let before = try await trainer.evaluate(nil, on: Array(all[36...]))
    let after = try await trainer.evaluate(model, on: Array(all[36...]))
    #expect(before.first?.name == "topics")
    #expect(before.first?.right == 0)
    #expect(after.allSatisfy { $0.f1 > 0.95 })
  }

  @Test func theSameArticlesGiveTheSameFile() throws {
    let trainer = try trainer()
    #expect(try trainer.train(on: Self.articles()) { _ in } == trainer.train(on: Self.articles()) { _ in })
  }

  @Test func theStageUsesTheFileAndSaysWhy() async throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("model-\(UUID().uuidString).topics")
    try Data(try trainer().train(on: Self.articles()) { _ in }).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    var article = Support.article("A new farrier", "The farrier looked at mane and withers, then at bridle and halter.")
    try await Support.stage().enrich(&article)
    #expect(article.annotations.topics.isEmpty)
    try await Support.stage(["model": .string(file.path)]).enrich(&article)
    let topic = try #require(article.annotations.topics.first)
    #expect(topic.id == "medtop:20001241")
    #expect(topic.terms.contains("farrier"))
    #expect((0.4...0.99).contains(topic.confidence))
  }

  /// What the tables say of other subjects stands.
  @Test func aModelLeavesOtherSubjectsAlone() async throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("model-\(UUID().uuidString).topics")
    try Data(try trainer().train(on: Self.articles()) { _ in }).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    var article = Support.article(
      "Earthquake shakes the south", "The epicenter of the quake lay 20 kilometers from the town.")
    var plain = article
    try await Support.stage().enrich(&plain)
    try await Support.stage(["model": .string(file.path)]).enrich(&article)
    #expect(article.annotations.topics.map(\.id) == plain.annotations.topics.map(\.id))
  }

  @Test func fewArticlesAreRefused() throws {
    let error = #expect(throws: StageError.self) {
      try trainer(["minimum_articles": 30]).train(on: Self.articles()) { _ in }
    }
    #expect(error?.code == .tooFewExamples)
  }

  @Test func damagedFilesAreRefused() throws {
    let model = try trainer().train(on: Self.articles()) { _ in }
    var flipped = model
    flipped[model.count / 2] ^= 1
    var later = model
    later[4] = 9
    for (contents, reason) in [
      ([], "is no topic model"), (Array("KZTM".utf8), "another version"), (Array(model.dropLast()), "is damaged"),
      (flipped, "is damaged"), (later, "another version"),
    ] as [([UInt8], String)] {
      let error = #expect(throws: StageError.self) { try TopicModel(contents: contents, file: "x.topics") }
      #expect(error?.code == .resource)
      #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
    }
  }
}
