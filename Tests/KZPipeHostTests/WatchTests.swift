import Glibc
import KZPipeKit
import Testing

@testable import KZPipeHost

/// Runs that wait for files. Every wait is for something that the run says, and a test ends after a minute at the latest.
@Suite(.timeLimit(.minutes(1))) struct WatchTests {
  /// A watch over `inbox` into `out`, at work until `end`.
  final class Watching {
    let scratch: Scratch
    let folders: FolderWatch
    let statistics: AsyncStream<RunStatistics>
    private let stop = StopFlag()
    private let task: Task<Run.Report, any Error>
    private var waits: AsyncStream<RunStatistics>.Iterator
    private(set) var last: RunStatistics?

    init(_ scratch: Scratch, pipeline: String = LedgerTests.pipeline, limit: Int? = nil) throws {
      self.scratch = scratch
      mkdir(scratch.path + "/inbox", 0o777)
      var run = try LedgerTests.make(scratch, pipeline: pipeline)
      run.documentLimit = limit
      let (stream, continuation) = AsyncStream.makeStream(of: RunStatistics.self)
      run.waiting = { continuation.yield($0) }
      statistics = stream
      waits = stream.makeAsyncIterator()
      let plan = try InputPlan([(scratch.path + "/inbox", nil)])
      let folders = try FolderWatch(run.plan(plan)) { _ in }
      self.folders = folders
      let stop = stop
      task = Task { [run] in
        defer { continuation.finish() }
        return try await run.watch(plan, with: folders, stop: stop)
      }
    }

    deinit { stop.stop() }

    /// Waits until so many documents are done, and the run waits again.
    func until(_ documents: Int) async -> RunStatistics? {
      while (last?.documents ?? -1) < documents, let next = await waits.next(isolation: #isolation) { last = next }
      return last
    }

    func end() async throws -> Run.Report {
      stop.stop()
      return try await task.value
    }

    /// The report of a run that ends by itself.
    func report() async throws -> Run.Report { try await task.value }

    func exported() throws -> [String] {
      try scratch.files("out/files").map { String($0.split(separator: "/").last ?? "") }
    }
  }

  private func page(_ scratch: Scratch, _ name: String, _ text: String) throws {
    try scratch.write("outside", text)
    #expect(rename(scratch.path + "/outside", scratch.path + "/inbox/" + name) == 0)
  }

  @Test func whatLiesThereComesFirstThenWhatComes() async throws {
    let scratch = try Scratch()
    try scratch.write("inbox/b.txt", "B\n")
    try scratch.write("inbox/sub/a.txt", "A\n")
    let watching = try Watching(scratch)
    #expect(await watching.until(2)?.exported == 2)
    try page(scratch, "c.txt", "C\n")
    #expect(await watching.until(3)?.exported == 3)
    #expect(try watching.exported() == ["b.txt", "c.txt", "a.txt"])
    #expect(
      try scratch.text("out/records/all.json")
        == "[\n{\"headline\":\"B\"}\n,{\"headline\":\"A\"}\n,{\"headline\":\"C\"}\n]\n")
    mkdir(scratch.path + "/inbox/new", 0o777)
    try scratch.write("inbox/new/deep/d.txt", "D\n")
    #expect(await watching.until(4)?.exported == 4)
    let report = try await watching.end()
    #expect(!report.isInterrupted && report.failure == nil && report.statistics.documents == 4)
    #expect(try LedgerStatus(directory: scratch.path + "/out", checks: true).problems == [])
    try await LedgerTests.expectAsUndisturbedAfterRun(scratch)
  }

  @Test func aFileIsTakenOnceItIsWhole() async throws {
    let scratch = try Scratch()
    let watching = try Watching(scratch)
    _ = await watching.until(0)
    let slow = open(scratch.path + "/inbox/slow.txt", O_WRONLY | O_CREAT, 0o666)
    #expect(write(slow, "Head", 4) == 4)
    try page(scratch, "quick.txt", "Q\n")
    #expect(await watching.until(1)?.documents == 1)
    #expect(try watching.exported() == ["quick.txt"])
    #expect(write(slow, "line\nBody\n", 10) == 10)
    close(slow)
    #expect(await watching.until(2)?.exported == 2)
    #expect(try scratch.text("out/files/2026-03-14/slow.txt").contains("Headline"))
    _ = try await watching.end()
  }

  @Test func whatIsBeingWrittenAtTheStartIsLeftUntilItsEnd() async throws {
    let scratch = try Scratch()
    try scratch.write("inbox/a.txt", "A\n")
    let slow = open(scratch.path + "/inbox/slow.txt", O_WRONLY | O_CREAT, 0o666)
    #expect(write(slow, "Half", 4) == 4)
    guard WatchedFile.isBeingWritten(scratch.path + "/inbox/slow.txt") else {
      close(slow)
      try Test.cancel("skipped: the file system knows no leases")
    }
    #expect(!WatchedFile.isBeingWritten(scratch.path + "/inbox/a.txt"))
    let watching = try Watching(scratch)
    #expect(await watching.until(1)?.documents == 1)
    close(slow)
    #expect(await watching.until(2)?.documents == 2)
    _ = try await watching.end()
  }

  @Test func hiddenAndStrangeNamesAreNeverTaken() async throws {
    let scratch = try Scratch()
    let watching = try Watching(scratch)
    _ = await watching.until(0)
    try page(scratch, ".hidden.txt", "H\n")
    try page(scratch, "picture.png", "P\n")
    mkdir(scratch.path + "/inbox/.tmp", 0o777)
    try scratch.write("inbox/.tmp/x.txt", "X\n")
    rename(scratch.path + "/inbox/.hidden.txt", scratch.path + "/inbox/shown.txt")
    #expect(await watching.until(1)?.documents == 1)
    #expect(try watching.exported() == ["shown.txt"])
    #expect(try await watching.end().statistics.documents == 1)
  }

  @Test func aFileThatComesAgainIsDoneAgainUnderItsNames() async throws {
    let scratch = try Scratch()
    try scratch.write("inbox/a.html", "One\n")
    let watching = try Watching(scratch)
    _ = await watching.until(1)
    try page(scratch, "a.txt", "Other\n")
    _ = await watching.until(2)
    try page(scratch, "a.html", "Two\n")
    #expect(await watching.until(3)?.exported == 3)
    try page(scratch, "a.html", "Two\n")
    let statistics = await watching.until(4)
    #expect(statistics?.exported == 3 && statistics?.unchanged == 1)
    #expect(try watching.exported() == ["a-2.txt", "a.txt"])
    #expect(try scratch.text("out/files/2026-03-14/a.txt").contains("Two"))
    _ = try await watching.end()
    try await LedgerTests.expectAsUndisturbedAfterRun(scratch)
  }

  @Test func aFailureCostsItselfOnly() async throws {
    let scratch = try Scratch()
    let watching = try Watching(scratch)
    _ = await watching.until(0)
    try page(scratch, "a.txt", "broken\n")
    #expect(await watching.until(1)?.failed == 1)
    try page(scratch, "a.txt", "Mended\n")
    #expect(await watching.until(2)?.exported == 1)
    #expect(try scratch.files("out").contains { $0.hasPrefix("dead-letter") } == false)
    #expect(try await watching.end().isInterrupted == false)
  }

  @Test func lostReportsLeadToALookAtEverything() async throws {
    let scratch = try Scratch()
    try scratch.write("inbox/a.txt", "A\n")
    let watching = try Watching(scratch)
    _ = await watching.until(1)
    watching.folders.take([Inotify.Event(watch: -1, mask: UInt32(IN_Q_OVERFLOW), name: "")])
    let statistics = await watching.until(2)
    #expect(statistics?.unchanged == 1 && statistics?.exported == 1)
    _ = try await watching.end()
  }

  @Test func whatIsGoneBeforeItIsReadIsNoFailure() async throws {
    let scratch = try Scratch()
    mkdir(scratch.path + "/inbox", 0o777)
    let run = try LedgerTests.make(scratch)
    var plan = try InputPlan([(scratch.path + "/inbox", nil)])
    plan.leavesUnfinished = true
    let names = DocumentNames(remembersFiles: true)
    let gone = ["a.txt", "b.jsonl"].map { WatchedFile(path: scratch.path + "/inbox/" + $0, slug: $0) }
    let session = try LedgerSession(directory: scratch.path + "/out", run: run)
    let report = try await session.run(stop: StopFlag()) { _, lookahead in
      ItemSource(plan.items(of: gone, limits: run.limits, names: names), nil, lookahead)
    }
    #expect(report.statistics.documents == 0 && report.failure == nil)
    #expect(try scratch.files("out").contains { $0.hasPrefix("dead-letter") } == false)
  }

  @Test func aDirectoryThatGoesEndsTheRun() async throws {
    let scratch = try Scratch()
    let watching = try Watching(scratch)
    _ = await watching.until(0)
    rename(scratch.path + "/inbox", scratch.path + "/elsewhere")
    #expect(try await watching.report().failure?.code == .notWatchable)
  }

  @Test func aLimitEndsTheRun() async throws {
    let scratch = try Scratch()
    try scratch.write("inbox/a.txt", "A\n")
    let watching = try Watching(scratch, limit: 2)
    try page(scratch, "b.txt", "B\n")
    let report = try await watching.report()
    #expect(report.statistics.documents == 2 && !report.isInterrupted)
  }

  @Test func onlyDirectoriesAreWatched() throws {
    let scratch = try Scratch()
    let plan = try InputPlan([(try scratch.write("a.txt", "A\n"), nil)])
    #expect(throws: Diagnostic.self) { try FolderWatch(plan, warn: { _ in }) }
  }

  @Test func linksAndDirectoriesThatMoveAreFollowed() async throws {
    let scratch = try Scratch()
    let watching = try Watching(scratch)
    _ = await watching.until(0)
    let outside = try scratch.write("else/l.txt", "L\n")
    #expect(symlink(outside, scratch.path + "/inbox/l.txt") == 0)
    #expect(await watching.until(1)?.exported == 1)
    #expect(link(outside, scratch.path + "/inbox/h.txt") == 0)
    #expect(await watching.until(2)?.exported == 2)
    try scratch.write("dir/d.txt", "D\n")
    rename(scratch.path + "/dir", scratch.path + "/inbox/dir")
    #expect(await watching.until(3)?.exported == 3)
    rename(scratch.path + "/inbox/dir", scratch.path + "/dir")
    try scratch.write("dir/e.txt", "E\n")
    try page(scratch, "z.txt", "Z\n")
    #expect(await watching.until(4)?.exported == 4)
    #expect(try watching.exported() == ["d.txt", "h.txt", "l.txt", "z.txt"])
    _ = try await watching.end()
  }
}

extension LedgerTests {
  /// A run over the inbox afterwards ends as one into an empty directory.
  static func expectAsUndisturbedAfterRun(_ scratch: Scratch) async throws {
    try await run(scratch, inputs: ["inbox"])
    try await expectAsUndisturbed(scratch, inputs: ["inbox"])
  }
}
