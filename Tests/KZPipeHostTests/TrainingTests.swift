import KZPipeKit
import Testing

@testable import KZPipeHost

@Suite struct TrainingTests {
  /// Learns the headlines by heart; the shipped model knows those that begin with "a".
  struct Headlines: ModelTrainer {
    static let repeats = Option("repeats", default: 1, in: 1...3, summary: "Times that each is written.")
    static let spec = TrainerSpec("headlines", summary: "S.", usage: "headlines: FILE", options: [repeats.spec])
    let repeats: Int

    init(options: Options, context: StageContext) throws(StageError) { repeats = options[Self.repeats] }

    func train(on articles: [Article], report: (String) -> Void) throws(StageError) -> [UInt8] {
      if articles.allSatisfy({ $0.headline == nil }) { throw StageError(.tooFewExamples, "no headline", advice: "add") }
      return Array(articles.compactMap(\.headline).joined(separator: "|").utf8)
    }

    func evaluate(_ model: [UInt8]?, on articles: [Article]) async throws(StageError) -> [ModelScore] {
      let known = model.map { Set(String(decoding: $0, as: UTF8.self).split(separator: "|").map(String.init)) }
      var score = ModelScore("headlines", wanted: articles.count)
      for article in articles {
        let headline = article.headline ?? ""
        if known?.contains(headline) ?? headline.hasPrefix("a") { score.right += 1 }
      }
      score.given = score.right
      return [score]
    }
  }

  private func training(_ overrides: [String] = []) throws -> Training {
    var registrar = Registrar()
    registrar.add(Headlines.self)
    var registry = StageRegistry()
    registry.add(TestStages.module, entries: [], trainers: registrar.trainers)
    return try Training(
      #require(registry.trainers["headlines"]), options: overrides.map { try ConfigOverride($0) },
      in: TestStages.surroundings)
  }

  private func articles(_ count: Int) -> [Article] {
    (0..<count).map { number in
      var article = Article(id: "", source: Source(uri: "", mediaType: ""))
      article.headline = (number % 2 == 0 ? "a" : "b") + String(number)
      article.body = [BodyBlock(text: "Text \(number)")]
      return article
    }
  }

  @Test func judgesByWhatWasHeldOutAndTrainsOnAll() async throws {
    let outcome = try await training().run(on: articles(40)) { _ in }
    #expect(outcome.heldOut == 8)
    #expect(outcome.after.first?.right == 0)
    #expect(outcome.before.first?.wanted == 8)
    #expect((1..<8).contains(outcome.before.first?.right ?? 0))
    #expect(String(decoding: outcome.model, as: UTF8.self).split(separator: "|").count == 40)
  }

  @Test func theSplitDependsOnTheTextAlone() {
    let all = articles(50)
    let (kept, heldOut) = Training.parted(all)
    let again = Training.parted(all.reversed())
    #expect(Set(again.heldOut) == Set(heldOut))
    #expect(kept.count + heldOut.count == 50)
    // Two copies of an article never stand on both sides.
    let doubled = Training.parted(all + all)
    #expect(Set(doubled.kept).isDisjoint(with: doubled.heldOut))
  }

  @Test func fewArticlesAndUselessOnesAreRefused() async throws {
    await #expect(throws: Diagnostic.self) { try await training().run(on: articles(9)) { _ in } }
    var bare = articles(12)
    for index in bare.indices { bare[index].headline = nil }
    let error = await #expect(throws: Diagnostic.self) { try await training().run(on: bare) { _ in } }
    #expect(error?.message == "no headline" && error?.notes == ["add"])
  }

  @Test(arguments: [
    ("repeats=9", "option \"repeats\" of stage headlines has to be an integer from 1 to 3, not 9"),
    ("repeat=2", "unknown option \"repeat\" of stage headlines"),
  ])
  func optionsAreChecked(override: String, message: String) throws {
    let error = #expect(throws: Diagnostics.self) { try training([override]) }
    #expect(error?.all.first?.message == message)
  }

  @Test func taggedTokensBecomeArticles() throws {
    let scratch = try Scratch()
    try scratch.write(
      "a.iob2",
      """
      # newdoc
      Dana B-PER
      Ospan I-PER
      left O
      Astana B-GPE
      . O

      1\tIt\tO\t-\t-
      2\tis\tO\t-\t-
      3\tMay\tB-DATE\t-\t-

      """)
    let articles = try TrainingData.read([scratch.path + "/a.iob2"])
    #expect(articles.map(\.text) == ["Dana Ospan left Astana.", "It is May"])
    #expect(articles[0].annotations.mentions.map(\.text) == ["Dana Ospan", "Astana"])
    #expect(articles[0].annotations.entities.map(\.kind) == [.person, .place])
    #expect(articles[1].annotations.mentions.isEmpty)
  }

  @Test func documentsOfTaggedTokensStayTogether() throws {
    let scratch = try Scratch()
    // IOB1: two things of one kind in a row are told apart by B.
    try scratch.write("a.conll", "-DOCSTART- O\n\nAda I-PER\nBob B-PER\n\nran O\n\n-DOCSTART- O\n\nTwo O\n")
    let articles = try TrainingData.read([scratch.path + "/a.conll"])
    #expect(articles.map { $0.body.map(\.text) } == [["Ada Bob", "ran"], ["Two"]])
    #expect(articles[0].annotations.mentions.map(\.text) == ["Ada", "Bob"])
  }

  @Test func badDataAreReportedWithTheirLines() throws {
    let scratch = try Scratch()
    try scratch.write("a.jsonl", "{\"body\": []}\n\n{\"body\": 3}\nnot json\n")
    let error = #expect(throws: Diagnostics.self) { try TrainingData.read([scratch.path + "/a.jsonl"]) }
    #expect(error?.all.map { $0.place?.line } == [3, 4])
    #expect(error?.all.first?.message == "/body is no list")
    try scratch.write("b.conll", "Dana B-PER\nOspan\n")
    let second = #expect(throws: Diagnostics.self) { try TrainingData.read([scratch.path + "/b.conll"]) }
    #expect(second?.all.first?.message == "the line has no tag")
    #expect(second?.all.first?.place?.line == 2)
    #expect(throws: Diagnostics.self) { try TrainingData.read([scratch.path]) }
    #expect(throws: Diagnostics.self) { try TrainingData.read([scratch.path + "/none.jsonl"]) }
  }

  @Test func aModelFileAppearsWholeAndItsDirectoryIsMade() throws {
    let scratch = try Scratch()
    try ModelFile(scratch.path + "/models/a.model").write([1, 2, 3])
    #expect(try scratch.text("models/a.model") == "\u{1}\u{2}\u{3}")
    try scratch.write("file", "")
    #expect(throws: Diagnostic.self) { try ModelFile(scratch.path + "/file/a.model") }
  }
}
