import Glibc
import KZPipeJSON
import KZPipeKit
import Synchronization
import Testing

@testable import KZPipeHost

/// What a run makes of an output directory that is not empty: whatever was there, the outputs end as those of a run into
/// an empty one.
@Suite struct LedgerTests {
  static let pipeline =
    "{clean: [lines], parse: [first_line], export: [{files: {path: \"{date}/{slug}.txt\"}}, records]}"

  @discardableResult
  static func run(
    _ scratch: Scratch, _ beginning: Run.Beginning = .again, pipeline: String = pipeline, extra: String = "",
    output: String = "out", inputs: [String] = ["in"], limit: Int? = nil, shard: Shard? = nil,
    stop: StopFlag = StopFlag(), warnings: Recorder<String> = Recorder()
  ) async throws -> Run.Report {
    var run = try make(scratch, pipeline: pipeline, extra: extra, output: output) { text in
      warnings.items.withLock { $0.append(text) }
    }
    run.beginning = beginning
    run.documentLimit = limit
    run.shard = shard
    return try await run.start(InputPlan(inputs.map { (scratch.path + "/" + $0, nil) }), stop: stop)
  }

  static func make(
    _ scratch: Scratch, pipeline: String = pipeline, extra: String = "", output: String = "out",
    warn: @escaping @Sendable (String) -> Void = { _ in }
  ) throws -> Run {
    let text = "kzpipe: 1\npipeline: \(pipeline)\n\(extra)"
    let (config, problems) = try ConfigLoader.load(
      Array(text.utf8), file: scratch.path + "/p.yaml", environment: [:])
    let setup = try Setup(
      config: config, registry: TestStages.registry(), problems: problems, in: TestStages.surroundings)
    return Run(
      setup: setup, jobs: 2, output: .directory(scratch.path + "/" + output), version: "test", log: .warnings(warn))
  }

  /// Everything but the dead letters' attempts has to be as in a run into an empty directory.
  static func expectAsUndisturbed(
    _ scratch: Scratch, pipeline: String = pipeline, extra: String = "", inputs: [String] = ["in"],
    _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let other = "undisturbed"
    try await run(scratch, .fresh, pipeline: pipeline, extra: extra, output: other, inputs: inputs)
    let files = try scratch.files(other)
    let different = Set(try scratch.files("out")).symmetricDifference(files).sorted()
    #expect(different == [], comment, sourceLocation: sourceLocation)
    for file in files where !file.hasPrefix("dead-letter/") {
      let (a, b) = (try scratch.text("out/" + file), try scratch.text(other + "/" + file))
      #expect(a == b, "\(file)", sourceLocation: sourceLocation)
    }
    let status = try LedgerStatus(directory: scratch.path + "/out", checks: true)
    #expect(status.problems == [] && status.run?.isFinished == true, sourceLocation: sourceLocation)
  }

  static func write(_ scratch: Scratch, _ numbers: Range<Int>) throws {
    for number in numbers {
      let first = number % 7 == 3 ? "broken" : number % 7 == 5 ? "nothing" : "Headline \(number)"
      try scratch.write("in/\(number).txt", "\(first)\nBody\n")
    }
  }

  @Test func whatIsDoneIsSkipped() async throws {
    let scratch = try Scratch()
    try Self.write(scratch, 10..<60)
    let first = try await Self.run(scratch)
    let inode = try scratch.inode("out/records/all.json")
    let second = try await Self.run(scratch)
    #expect(first.statistics.exported == 35 && first.statistics.failed == 15)
    #expect(second.statistics.exported == 0 && second.statistics.failed == 15 && second.statistics.unchanged == 35)
    #expect(try scratch.json("out/dead-letter/10.json")["attempt"]?.integer == 2)
    // Nothing about it has changed, so it was not even written again.
    #expect(try scratch.inode("out/records/all.json") == inode)
    try await Self.expectAsUndisturbed(scratch)
  }

  @Test func aResumedRunStands() async throws {
    let scratch = try Scratch()
    try Self.write(scratch, 10..<60)
    try await Self.run(scratch)
    let resumed = try await Self.run(scratch, .resume)
    #expect(resumed.statistics.exported == 0 && resumed.statistics.failed == 15 && resumed.statistics.skipped == 35)
    #expect(resumed.statistics.failures.values.reduce(0, +) == 15)
    #expect(try scratch.json("out/dead-letter/10.json")["attempt"]?.integer == 1)
  }

  @Test func everyKindOfChangeEndsAsIfItHadAlwaysBeenSo() async throws {
    let scratch = try Scratch()
    try Self.write(scratch, 10..<60)
    try await Self.run(scratch)
    // Changed, with another length of its record.
    try scratch.write("in/20.txt", "A headline that is longer\nBody\n")
    #expect(try await Self.run(scratch).statistics.exported == 1)
    try await Self.expectAsUndisturbed(scratch, "changed")
    // Mended, broken, gone, new in the middle and at the end.
    try scratch.write("in/10.txt", "Mended\n")
    try scratch.write("in/30.txt", "broken\n")
    unlink(scratch.path + "/in/40.txt")
    unlink(scratch.path + "/out/files/2026-03-14/40.txt")
    try scratch.write("in/355.txt", "New\n")
    try scratch.write("in/99.txt", "Last\n")
    try await Self.run(scratch)
    try await Self.expectAsUndisturbed(scratch, "many changes")
    // Outputs that were lost or spoilt.
    unlink(scratch.path + "/out/files/2026-03-14/21.txt")
    #expect(try await Self.run(scratch).statistics.exported == 1)
    try scratch.write("out/records/all.json", "spoilt")
    try await Self.run(scratch)
    try await Self.expectAsUndisturbed(scratch, "lost outputs")
  }

  @Test func namesThatMoveAreFollowed() async throws {
    let scratch = try Scratch()
    let pipeline = "{clean: [lines], parse: [first_line], export: [{files: {path: \"{id}.txt\"}}, records]}"
    for number in 1...5 { try scratch.write("in/\(number).txt", "https://example.com/same\n\(number)\n") }
    try await Self.run(scratch, pipeline: pipeline)
    // The first one no longer takes the name that the others are numbered behind.
    try scratch.write("in/1.txt", "https://example.com/other\n1\n")
    let report = try await Self.run(scratch, pipeline: pipeline)
    #expect(report.statistics.exported == 5 && report.statistics.documents == 5)
    try await Self.expectAsUndisturbed(scratch, pipeline: pipeline)
  }

  @Test func anotherConfigurationDoesEverythingAgainAndSaysSo() async throws {
    let scratch = try Scratch()
    try Self.write(scratch, 10..<30)
    let warnings = Recorder<String>()
    try await Self.run(scratch, warnings: warnings)
    #expect(warnings.items.withLock { $0 } == [])
    let other =
      "{clean: [lines], parse: [first_line], enrich: [names, rank], export: [{files: {path: \"{slug}.txt\"}}, records]}"
    let report = try await Self.run(scratch, pipeline: other, warnings: warnings)
    #expect(report.statistics.unchanged == 0 && report.statistics.exported == 14)
    #expect(
      warnings.items.withLock { $0 } == [
        "changed since the last run into \(scratch.path)/out: the configuration; its documents are done again"
      ])
    try await Self.expectAsUndisturbed(scratch, pipeline: other)
  }

  @Test func aLimitIsMadeUpForLater() async throws {
    let scratch = try Scratch()
    try Self.write(scratch, 10..<60)
    try await Self.run(scratch, limit: 13)
    #expect(try scratch.text("out/records/all.json").hasSuffix("]\n"))
    let report = try await Self.run(scratch, .resume)
    #expect(report.statistics.documents == 50 && report.statistics.unchanged > 0)
    try await Self.expectAsUndisturbed(scratch)
  }

  @Test func aStoppedRunGoesOn() async throws {
    let scratch = try Scratch()
    try Self.write(scratch, 10..<60)
    let plan = try InputPlan([(scratch.path + "/in", nil)])
    for _ in 0..<3 {
      let stop = StopFlag()
      let run = StopAfter.stopping(try Self.make(scratch), after: 8, stop)
      #expect(try await run.start(plan, stop: stop).isInterrupted)
    }
    #expect(throws: (any Error).self) { try scratch.text("out/records/all.json") }
    let report = try await Self.run(scratch, .resume)
    #expect(report.statistics.documents == 50 && !report.isInterrupted)
    try await Self.expectAsUndisturbed(scratch)
  }

  @Test func partsThatAKilledRunLeftAreRemoved() async throws {
    let scratch = try Scratch()
    try Self.write(scratch, 10..<20)
    try await Self.run(scratch)
    // Killed when everything had its name, before its own parts were gone; and before the ledger knew of a volume.
    try scratch.write("out/.kzpipe/parts/1/records/all.json", "[\n")
    try scratch.write("out/.kzpipe/parts/7/records/all.json", "[\n")
    try await Self.run(scratch, .resume)
    #expect(throws: FileError.self) { try DirectoryListing.names(in: scratch.path + "/out/.kzpipe/parts") }
    try await Self.expectAsUndisturbed(scratch)
  }

  @Test func twoRunsExcludeEachOther() async throws {
    let scratch = try Scratch()
    try Self.write(scratch, 10..<12)
    let folder = scratch.path + "/out/.kzpipe"
    try scratch.write("out/.kzpipe/x", "")
    let lock = try OutputLock(directory: folder)
    do {
      try await Self.run(scratch)
      Issue.record("two runs wrote into one directory")
    } catch let error as OutputError {
      #expect(
        DiagnosticRenderer.text(of: error.diagnostic).hasPrefix(
          "\(scratch.path)/out: error[KZ0414]: cannot use the output directory: another run is writing to it (process \(getpid()))\n"
        ))
    }
    withExtendedLifetime(lock) {}
  }

  @Test func aDamagedLedgerIsRefusedUntilFresh() async throws {
    let scratch = try Scratch()
    try Self.write(scratch, 10..<20)
    try scratch.write("out/.kzpipe/ledger.sqlite", String(repeating: "no database ", count: 100))
    do {
      try await Self.run(scratch)
      Issue.record("a ledger that is none was used")
    } catch let error as OutputError {
      #expect(error.code == .ledgerDamaged && error.notes == ["start over with --fresh"])
    }
    try await Self.run(scratch, .fresh)
    try await Self.expectAsUndisturbed(scratch)
  }

  // MARK: Dead letters

  @Test func lettersAreTriedAgainAtTheirPlace() async throws {
    let scratch = try Scratch()
    try Self.write(scratch, 10..<60)
    // The pages are mended by the pipeline, not by their author: what breaks them is a time limit.
    try scratch.write("in/33.txt", "endless\n33\n")
    try await Self.run(scratch, extra: "limits: {document_seconds: 0.05}\n")
    #expect(try scratch.json("out/dead-letter/33.json")["code"]?.string == "deadline")
    try scratch.write("out/dead-letter/33.txt", "Headline 33\n33\n")
    let letters = try Letter.all(in: scratch.path + "/out/dead-letter", log: .silent)
    #expect(letters.count == 15)
    let report = try await Self.make(scratch).retry(letters, stop: StopFlag())
    #expect(report.statistics.documents == 15 && report.statistics.exported == 1 && report.statistics.failed == 14)
    #expect(try scratch.json("out/dead-letter/10.json")["attempt"]?.integer == 2)
    try scratch.write("in/33.txt", "Headline 33\n33\n")
    try await Self.expectAsUndisturbed(scratch)
  }

  @Test func aFullBoxTellsWhatItLeftOut() async throws {
    let scratch = try Scratch()
    try Self.write(scratch, 10..<60)
    let warnings = Recorder<String>()
    let report = try await Self.run(scratch, extra: "dead_letter: {total_bytes: 1000}\n", warnings: warnings)
    #expect(report.statistics.failed == 15 && warnings.items.withLock { $0.count } == 1)
    let files = try scratch.files("out/dead-letter")
    #expect(files.filter { $0.hasSuffix(".json") }.count == 15 && files.count < 30)
    let last = try #require(files.last { $0.hasSuffix(".json") })
    #expect(try scratch.json("out/dead-letter/" + last)["left_out_by"]?.string == "dead_letter.total_bytes")
  }

  // MARK: Shards

  @Test func shardsAreDisjointAndComplete() async throws {
    let scratch = try Scratch()
    try Self.write(scratch, 10..<99)
    try await Self.run(scratch, output: "whole")
    var files: [String] = []
    for index in 0..<3 {
      let shard = try #require(Shard("\(index)/3"))
      let report = try await Self.run(scratch, output: "out/" + shard.name, shard: shard)
      #expect(report.statistics.documents > 15)
      files += try scratch.files("out/" + shard.name).filter { !$0.hasPrefix("records/") }
    }
    #expect(try files.sorted() == scratch.files("whole").filter { !$0.hasPrefix("records/") })
    #expect(Shard("3/3") == nil && Shard("-1/3") == nil && Shard("1") == nil && Shard("0/1") != nil)
  }
}

/// Stops a run in the middle, when an exporter has seen so many documents.
final class StopAfter: PipelineObserver {
  private let stop: StopFlag
  private let documents: Int
  private let exported = Mutex(0)

  private init(_ documents: Int, _ stop: StopFlag) { (self.documents, self.stop) = (documents, stop) }

  static func stopping(_ run: Run, after documents: Int, _ stop: StopFlag) -> Run {
    var run = run
    run.limits.inFlight = 4
    run.pipeline = run.pipeline.observed(by: StopAfter(documents * run.pipeline.exporters.count, stop))
    return run
  }

  func cleaned(_ page: Page, step: Int) {}
  func made(_ article: Article, step: Int) {}
  func exported(_ outputs: [Output], step: Int) {
    let count = exported.withLock { count in
      count += 1
      return count
    }
    if count == documents { stop.stop() }
  }
}

extension Scratch {
  func inode(_ name: String) throws -> UInt64 {
    var status = stat()
    guard stat(path + "/" + name, &status) == 0 else { throw FileError(number: errno) }
    return UInt64(status.st_ino)
  }
}
