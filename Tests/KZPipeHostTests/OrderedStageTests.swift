import KZPipeKit
import Synchronization
import Testing

@testable import KZPipeHost

/// Stages that see the documents one by one and in the order of the input.
@Suite struct OrderedStageTests {
  /// Remembers the headlines in the order in which they came and names the one before.
  struct Chain: OrderedEnrichStage {
    static let spec = StageSpec("chain", kind: .enrich, summary: "Names the article before.", writes: [.related])
    let memory = Recorder<String>()

    init(options: Options, context: StageContext) throws(StageError) {}

    func enrich(_ article: inout Article) async throws(StageError) {
      let headline = article.headline ?? ""
      let before = memory.items.withLock { headlines in
        defer { headlines.append(headline) }
        return headlines.last
      }
      await Task.yield()
      if let before { article.annotations.related = [RelatedArticle(article: before, kind: .sameStory, similarity: 1)] }
    }

    /// Complains when it knows too much, so that a test can see when it is called.
    func finish() async throws(StageError) {
      let known = memory.items.withLock { $0.count }
      if known > 2 { throw StageError(.resource, "\(known) are too many", advice: "forget") }
    }
  }

  /// Writes what the chain found.
  struct Links: ExportStage {
    static let spec = StageSpec("links", kind: .export, summary: "Writes the links.")

    init(options: Options, context: StageContext) throws(StageError) {}

    func export(_ article: Article) async throws(StageError) -> [Output] {
      let before = article.annotations.related.first?.article ?? "-"
      return [.record(file: "links.txt", contents: Array("\(before) > \(article.headline ?? "")\n".utf8))]
    }
  }

  @Test(arguments: [1, 2, 5])
  func everyDocumentSeesTheOneBefore(jobs: Int) async throws {
    let scratch = try Scratch()
    for number in 100..<400 {
      // Every third document fails before it gets there, and the others close up.
      try scratch.write("in/\(number).txt", number % 3 == 0 ? "broken\n" : "\(number)\n")
    }
    var registry = TestStages.registry()
    registry.add(TestStages.module, entries: Self.entries)
    let text = "kzpipe: 1\npipeline: {clean: [lines], parse: [first_line], enrich: [chain], export: [links]}\n"
    let (config, problems) = try ConfigLoader.load(Array(text.utf8), file: scratch.path + "/p.yaml", environment: [:])
    let setup = try Setup(config: config, registry: registry, problems: problems, in: TestStages.surroundings)
    let run = Run(
      setup: setup, jobs: jobs, output: .directory(scratch.path + "/out"), version: "test")
    _ = try await run.start(try InputPlan([(scratch.path + "/in", nil)]), stop: StopFlag())
    let good = (100..<400).filter { $0 % 3 != 0 }.map(String.init)
    let expected = zip(["-"] + good, good).map { "\($0) > \($1)\n" }.joined()
    #expect(try scratch.text("out/links/links.txt") == expected)
  }

  @Test(arguments: [2, 3])
  func stagesAreToldWhenTheRunHasEnded(documents: Int) async throws {
    let scratch = try Scratch()
    for number in 0..<documents { try scratch.write("in/\(number).txt", "\(number)\n") }
    var registry = TestStages.registry()
    registry.add(TestStages.module, entries: Self.entries)
    let text = "kzpipe: 1\npipeline: {clean: [lines], parse: [first_line], enrich: [chain], export: [links]}\n"
    let (config, problems) = try ConfigLoader.load(Array(text.utf8), file: scratch.path + "/p.yaml", environment: [:])
    let setup = try Setup(config: config, registry: registry, problems: problems, in: TestStages.surroundings)
    let run = Run(setup: setup, jobs: 2, output: .directory(scratch.path + "/out"), version: "test")
    let report = try await run.start(try InputPlan([(scratch.path + "/in", nil)]), stop: StopFlag())
    #expect(
      report.unkept.map(\.message)
        == (documents == 2 ? [] : ["the stage \"chain\" could not keep what it has learnt: 3 are too many"]))
  }

  private static var entries: [Registrar.Entry] {
    var registrar = Registrar()
    registrar.add(Chain.self)
    registrar.add(Links.self)
    return registrar.entries
  }

  @Test func theTurnstileLetsThroughInOrder() async {
    let turnstile = Turnstile()
    let passed = Recorder<Int>()
    await withTaskGroup(of: Void.self) { group in
      for number in (0..<64).reversed() {
        group.addTask {
          if number % 5 != 0 {
            await turnstile.enter(number)
            passed.items.withLock { $0.append(number) }
          }
          turnstile.leave(number)
        }
      }
    }
    let order = passed.items.withLock { $0 }
    #expect(order == (0..<64).filter { $0 % 5 != 0 })
  }
}

final class Recorder<Item: Sendable>: Sendable {
  let items = Mutex<[Item]>([])
}
