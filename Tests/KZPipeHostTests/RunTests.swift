import Glibc
import KZPipeKit
import Synchronization
import Testing

@testable import KZPipeHost

/// Whole runs inside the test's process, with stages of the tests' own.
@Suite struct RunTests {
  static func run(
    _ scratch: Scratch, pipeline: String = "{clean: [lines], parse: [first_line], export: [files, records]}",
    extra: String = "", jobs: Int = 2, output: String = "out", inputs: [String] = ["in"], limit: Int? = nil,
    stop: StopFlag = StopFlag()
  ) async throws -> Run.Report {
    let text = "kzpipe: 1\npipeline: \(pipeline)\n\(extra)"
    let (config, problems) = try ConfigLoader.load(
      Array(text.utf8), file: scratch.path + "/p.yaml", environment: [:])
    let setup = try Setup(
      config: config, registry: TestStages.registry(), problems: problems, in: TestStages.surroundings)
    var run = Run(
      setup: setup, jobs: jobs, output: .directory(scratch.path + "/" + output), version: "test")
    run.documentLimit = limit
    let plan = try InputPlan(inputs.map { (scratch.path + "/" + $0, nil) })
    return try await run.start(plan, stop: stop)
  }

  @Test func everyDocumentIsExportedInOrder() async throws {
    let scratch = try Scratch()
    for number in 10..<60 { try scratch.write("in/\(number).txt", "Headline \(number)\nBody\n") }
    let report = try await Self.run(scratch)
    #expect(report.statistics.exported == 50 && report.statistics.failed == 0 && !report.isInterrupted)
    #expect(report.statistics.stages.map(\.documents) == [50, 50, 50, 50])
    let records = try scratch.text("out/records/all.json")
    let expected = (10..<60).map { "{\"headline\":\"Headline \($0)\"}\n" }.joined(separator: ",")
    #expect(records == "[\n" + expected + "]\n")
    #expect(try scratch.text("out/files/10.txt") == "Headline 10\nBody\n")
    #expect(try scratch.files("out").count == 51)
  }

  @Test func theNumberOfJobsChangesNothing() async throws {
    let scratch = try Scratch()
    for number in 10..<99 {
      let first = ["nothing", "broken", "Same", "Same"][number % 4]
      try scratch.write("in/\(number).txt", "\(first)\n\(number)\n")
    }
    let pipeline =
      "{clean: [lines], parse: [first_line], export: [{files: {path: \"{date}/{language}.txt\"}}, records]}"
    for jobs in [1, 2, 7] {
      _ = try await Self.run(scratch, pipeline: pipeline, jobs: jobs, output: "out\(jobs)")
    }
    let files = try scratch.files("out1")
    let failed = (10..<99).filter { $0 % 4 < 2 }.count
    #expect(files.count == 89 - failed + 1 + 2 * failed)
    for jobs in [2, 7] {
      let found = try scratch.files("out\(jobs)")
      #expect(found == files)
      for file in found {
        let (one, many) = (try scratch.text("out1/" + file), try scratch.text("out\(jobs)/" + file))
        #expect(one == many, "\(file)")
      }
    }
  }

  @Test func failuresGoToTheDeadLetterAloneAndWhole() async throws {
    let scratch = try Scratch()
    try scratch.write("in/a.txt", "Good\n")
    try scratch.write("in/b.txt", "broken\nbytes \u{1}\n")
    try scratch.write("in/c.html", "nothing\n")
    try scratch.write("in/d.txt", "")
    try scratch.write("in/e.txt", "%PDF-1.7 \n")
    let report = try await Self.run(scratch)
    #expect(report.statistics.exported == 1 && report.statistics.failed == 4)
    #expect(
      report.statistics.failures == [
        "first_line: malformed": 1, "first_line: no_article": 1, "input: no_article": 1,
        "input: unsupported_media_type": 1,
      ])
    let letters = try scratch.files("out/dead-letter")
    #expect(letters == ["b.json", "b.txt", "c.html", "c.json", "d.json", "e.bin", "e.json"])
    #expect(try scratch.text("out/dead-letter/b.txt") == "broken\nbytes \u{1}\n")
    let letter = try scratch.json("out/dead-letter/b.json")
    #expect(letter["stage"]?.string == "first_line" && letter["code"]?.string == "malformed")
    #expect(letter["message"]?.string == "the page is broken" && letter["place"]?.string == "byte 0")
    #expect(letter["advice"]?.string == "mend it" && letter["attempt"]?.integer == 1)
    #expect(letter["uri"]?.string == scratch.path + "/in/b.txt" && letter["file"]?.string == "b.txt")
    #expect(letter["config_sha256"]?.string?.count == 64 && letter["kzpipe"]?.string == "test")
    #expect(try scratch.text("out/records/all.json") == "[\n{\"headline\":\"Good\"}\n]\n")
  }

  @Test func aSecondRunCountsAttemptsAndClearsWhatSucceeds() async throws {
    let scratch = try Scratch()
    try scratch.write("in/sub/a.txt", "broken\n")
    try scratch.write("in/b.txt", "broken\n")
    _ = try await Self.run(scratch)
    try scratch.write("in/sub/a.txt", "Mended\n")
    let report = try await Self.run(scratch)
    #expect(report.statistics.exported == 1 && report.statistics.failed == 1)
    #expect(try scratch.files("out/dead-letter") == ["b.json", "b.txt"])
    #expect(try scratch.json("out/dead-letter/b.json")["attempt"]?.integer == 2)
  }

  @Test func pagesWithoutAnArticleCanBeSkipped() async throws {
    let scratch = try Scratch()
    try scratch.write("in/a.txt", "nothing\n")
    try scratch.write("in/b.txt", "")
    let report = try await Self.run(scratch, extra: "no_article: skip\n")
    #expect(report.statistics.skipped == 2 && report.statistics.failed == 0)
    #expect(try scratch.files("out") == [])
  }

  @Test func aDocumentOverItsTimeCostsOnlyItself() async throws {
    let scratch = try Scratch()
    for number in 1...9 { try scratch.write("in/\(number).txt", number == 4 ? "endless\n" : "Page \(number)\n") }
    let report = try await Self.run(scratch, extra: "limits: {document_seconds: 0.05}\n", jobs: 1)
    #expect(report.statistics.exported == 8 && report.statistics.failures == ["first_line: deadline": 1])
    #expect(try scratch.json("out/dead-letter/4.json")["message"]?.string == DocumentRunner.deadline.message)
  }

  @Test func aDocumentWhoseOutputsAreTooLargeCostsOnlyItself() async throws {
    let scratch = try Scratch()
    try scratch.write("in/a.txt", "Page\n" + String(repeating: "line\n", count: 100))
    try scratch.write("in/b.txt", "Page\n")
    let report = try await Self.run(scratch, extra: "limits: {document_output_bytes: 200}\n")
    #expect(report.statistics.exported == 1 && report.statistics.failures == ["files: too_large": 1])
  }

  @Test func identityFollowsTheAddressElseTheBytes() async throws {
    let scratch = try Scratch()
    try scratch.write("in/a.txt", "https://example.com/x\none\n")
    try scratch.write("in/b.txt", "https://example.com/x\ntwo\n")
    try scratch.write("in/c.txt", "Plain\n")
    let pipeline = "{clean: [lines], parse: [first_line], export: [{files: {path: \"{id}\"}}]}"
    _ = try await Self.run(scratch, pipeline: pipeline)
    let names = try scratch.files("out/files").map(FilePath.lastSegment)
    let identities = Set(names.map { String($0.prefix(32)) })
    #expect(names.count == 3 && identities.count == 2)
    #expect(names.contains { $0.hasSuffix("-2") })
  }

  @Test func theLimitEndsARun() async throws {
    let scratch = try Scratch()
    for number in 10..<40 { try scratch.write("in/\(number).txt", "Page\n") }
    let report = try await Self.run(scratch, limit: 7)
    #expect(report.statistics.documents == 7 && !report.isInterrupted)
  }

  @Test func aStoppedRunEndsWhole() async throws {
    let scratch = try Scratch()
    for number in 10..<40 { try scratch.write("in/\(number).txt", "Page\n") }
    let stop = StopFlag()
    stop.stop()
    let report = try await Self.run(scratch, stop: stop)
    #expect(report.isInterrupted && report.statistics.documents == 0)
  }

  @Test func anUnwritableOutputIsRefusedBeforeTheRun() async throws {
    let scratch = try Scratch()
    try scratch.write("in/a.txt", "Page\n")
    try scratch.write("file", "in the way")
    do {
      _ = try await Self.run(scratch, output: "file")
      Issue.record("a file is no directory")
    } catch let error as OutputError {
      #expect(
        DiagnosticRenderer.text(of: error.diagnostic)
          == "\(scratch.path)/file: error[KZ0411]: cannot write into the output directory: not a directory")
    }
  }

  @Test func noTemporaryFileIsLeft() async throws {
    let scratch = try Scratch()
    for number in 10..<40 { try scratch.write("in/\(number).txt", number % 3 == 0 ? "broken\n" : "Page\n") }
    _ = try await Self.run(scratch)
    #expect(try scratch.files("out").allSatisfy { !$0.contains(".tmp") })
  }

  @Test func namesThatClashAsFileAndDirectoryDoNotEndTheRun() async throws {
    let scratch = try Scratch()
    try scratch.write("in/a.json/x.txt", "broken\n")
    try scratch.write("in/a.txt", "broken\n")
    let report = try await Self.run(scratch)
    #expect(report.statistics.failed == 2 && report.failure == nil)
    #expect(try scratch.files("out/dead-letter") == ["a.json/x.json", "a.json/x.txt", "a_.json", "a_.txt"])
    for name in ["b.txt/x.txt", "b.html"] { try scratch.write("in/" + name, "Page\n") }
    let second = try await Self.run(scratch)
    #expect(second.statistics.exported == 2 && second.failure == nil)
    #expect(
      try scratch.files("out/files") == ["b-2.txt", "b.txt/x.txt"].sorted()
        || scratch.files("out/files") == ["b.txt", "b.txt_x.txt"])
  }

  /// Counts the documents between entry and exit.
  struct Gauge: EnrichStage {
    static let now = Atomic<Int>(0)
    static let most = Atomic<Int>(0)
    static let spec = StageSpec("gauge", kind: .enrich, summary: "Counts.")
    init(options: Options, context: StageContext) {}
    func enrich(_ article: inout Article) async {
      let count = Self.now.add(1, ordering: .relaxed).newValue
      Self.most.max(count, ordering: .relaxed)
      await Task.yield()
      Self.now.subtract(1, ordering: .relaxed)
    }
  }

  @Test func oneJobIsOneDocumentAtATime() async throws {
    let scratch = try Scratch()
    for number in 10..<60 { try scratch.write("in/\(number).txt", "Page\n") }
    var registrar = Registrar()
    registrar.add(Lines.self)
    registrar.add(FirstLine.self)
    registrar.add(Gauge.self)
    registrar.add(Records.self)
    var registry = StageRegistry()
    registry.add(TestStages.module, entries: registrar.entries)
    let text = "kzpipe: 1\npipeline: {clean: [lines], parse: [first_line], enrich: [gauge], export: [records]}\n"
    let (config, _) = try ConfigLoader.load(Array(text.utf8), file: scratch.path + "/p.yaml", environment: [:])
    let setup = try Setup(config: config, registry: registry, in: TestStages.surroundings)
    let run = Run(setup: setup, jobs: 1, output: .directory(scratch.path + "/out"), version: "test")
    let report = try await run.start(InputPlan([(scratch.path + "/in", nil)]), stop: StopFlag())
    #expect(report.statistics.exported == 50)
    #expect(Gauge.most.load(ordering: .relaxed) == 1)
  }

  @Test func twoModulesCannotClaimOneName() throws {
    var registrar = Registrar()
    registrar.add(Lines.self)
    var registry = TestStages.registry()
    registry.add(
      LoadedModule(path: "/other/libLinesPlugin.so", name: "lines", version: "1", stages: []),
      entries: registrar.entries)
    let (config, _) = try ConfigLoader.load(Array(ConfigMessageTests.good.utf8), file: "p.yaml", environment: [:])
    do {
      _ = try Setup(config: config, registry: registry, in: TestStages.surroundings)
      Issue.record("a name claimed twice cannot be used")
    } catch {
      #expect(
        error.sorted.map(DiagnosticRenderer.text) == [
          "p.yaml:3:11: error[KZ0310]: the stage \"lines\" is claimed by two modules: /modules/libTestPlugin.so and /other/libLinesPlugin.so\n  remove one of them from the places that kzpipe searches; kzpipe plugins lists them"
        ])
    }
  }
}
