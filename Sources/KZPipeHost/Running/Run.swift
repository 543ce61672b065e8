public import KZPipeKit
public import Logging
import Synchronization

/// Says that a run should end: what is in flight is finished, nothing new begins.
public final class StopFlag: Sendable {
  private let flag = Atomic<Bool>(false)
  private let wakes = Mutex<[@Sendable () -> Void]>([])

  public init() {}

  public func stop() {
    flag.store(true, ordering: .sequentiallyConsistent)
    let wakes = wakes.withLock { wakes in
      defer { wakes = [] }
      return wakes
    }
    for wake in wakes { wake() }
  }

  /// Calls `wake` when the run should end, at once when it should already.
  func whenStopped(_ wake: @escaping @Sendable () -> Void) {
    wakes.withLock { $0.append(wake) }
    if isSet { stop() }
  }

  public var isSet: Bool { flag.load(ordering: .relaxed) }
}

/// An ordered, parallel, bounded run.
///
/// Batches of documents run in a task group, at most `jobs` at a time; they finish in any order and are written in the
/// order of the input. Documents between reading and writing are bounded in number and in bytes.
public struct Run: Sendable {
  public enum Output: Sendable, Hashable {
    case directory(String)
    case standardOutput
  }

  public var pipeline: Pipeline
  public var limits: Config.Limits
  public var setup: LedgerSetup
  public var version: String
  public var beginning = Beginning.again
  public var jobs: Int
  /// Number of documents after which the run ends; `nil` for all.
  public var documentLimit: Int?
  /// The part of the input that this run takes; `nil` for all of it.
  public var shard: Shard?
  public var output: Output
  /// How outputs in a directory are put into parts; `nil` when they are not.
  public var packing: Packing?
  public var deadLetterDirectory: String
  public var deadLetterLimits = Config.DeadLetterLimits()
  /// Moment of the run, as the stages were told.
  public var moment: PartialDate
  /// Told of warnings, and of documents that failed.
  public var log: Logger
  /// Told of every written document, in the order of the input.
  public var watch: @Sendable (DocumentResult) -> Void = { _ in }
  /// Told when everything that has come is done, and the run waits for more.
  public var waiting: @Sendable (RunStatistics) -> Void = { _ in }
  /// Told after every written batch.
  public var progress: @Sendable (RunStatistics) -> Void = { _ in }

  /// What a run makes of what is in its output directory already.
  public enum Beginning: Sendable, Hashable {
    /// A new run: skips what is done with the same hashes, tries failed documents again.
    case again
    /// The last run goes on: what it did counts, its failures included.
    case resume
    /// Everything is done again.
    case fresh
  }

  /// A run of stages that were put together by hand.
  public init(
    pipeline: Pipeline, limits: Config.Limits, jobs: Int, output: Output, deadLetterDirectory: String,
    log: Logger = .silent
  ) {
    self.pipeline = pipeline
    self.limits = limits
    setup = LedgerSetup(configSHA256: "", kzpipe: Version.text)
    version = Version.text
    moment = PartialDate(secondsSinceEpoch: 0)
    self.jobs = max(1, jobs)
    self.output = output
    self.deadLetterDirectory = deadLetterDirectory
    self.log = log
  }

  public init(setup: Setup, jobs: Int, output: Output, version: String, log: Logger = .silent) {
    pipeline = setup.pipeline
    limits = setup.config.limits
    self.setup = LedgerSetup(setup, version: version)
    self.version = version
    moment = setup.runTime
    self.jobs = max(1, jobs)
    self.output = output
    let directory = if case .directory(let path) = output { path } else { setup.config.outputDirectory }
    packing = setup.config.packing
    deadLetterLimits = setup.config.deadLetterLimits
    deadLetterDirectory = setup.config.deadLetterDirectory ?? FilePath.join(directory, "dead-letter")
    self.log = log
  }

  /// How a run ended, and what it did until then.
  public struct Report: Sendable {
    public var statistics: RunStatistics
    /// The run was stopped before the input was exhausted.
    public var isInterrupted = false
    /// Writing failed; the statistics count what was written before.
    public var failure: OutputError?
    /// What stages could not keep for the next run.
    public var unkept: [Diagnostic] = []
  }

  /// Proves that the output can be written, then runs. Documents are read from `plan` as they are needed.
  /// - Throws: when not even the first document could be written
  public func start(_ plan: InputPlan, stop: StopFlag) async throws(OutputError) -> Report {
    let plan = self.plan(plan)
    switch output {
    case .directory(let directory):
      let session = try LedgerSession(directory: directory, run: self)
      return await finished(
        try await session.run(isRepeatable: plan.isRepeatable, stop: stop) { _, lookahead in
          ItemSource(plan.items(limits: limits), shard, lookahead)
        })
    case .standardOutput:
      let sink = try StreamSink(log: log) { deadLetterBox($0) }
      let scheduler = Scheduler(run: self, writer: ResultWriter(sink: sink), reuse: nil, stop: stop)
      return await finished(await scheduler.run(ItemSource(plan.items(limits: limits), shard, nil)))
    }
  }

  /// Tries the documents of dead letters again. In an output directory with a ledger, all other documents stay as they are,
  /// and shared files get the records at their place.
  public func retry(_ letters: [Letter], stop: StopFlag) async throws(OutputError) -> Report {
    switch output {
    case .directory(let directory):
      let session = try LedgerSession(directory: directory, run: self)
      return try await session.run(stop: stop) { ledger, lookahead in
        ItemSource(LetterSequence(letters, ledger: ledger), lookahead)
      }
    case .standardOutput:
      let sink = try StreamSink(log: log) { deadLetterBox($0) }
      let scheduler = Scheduler(run: self, writer: ResultWriter(sink: sink), reuse: nil, stop: stop)
      return await scheduler.run(ItemSource(LetterSequence(letters, ledger: nil), nil))
    }
  }

  /// Lets stages keep what they learnt, when the run is whole: one that goes on would teach them the same again.
  func finished(_ report: Report) async -> Report {
    guard !report.isInterrupted, report.failure == nil else { return report }
    var report = report
    report.unkept = await pipeline.finish()
    return report
  }

  /// The moment of the last run into a directory, when it was not finished.
  public static func momentToResume(in directory: String) -> PartialDate? {
    Ledger.momentOfUnfinishedRun(in: FilePath.join(directory, Ledger.folder))
  }

  func deadLetterBox(_ group: FileGroup) -> DeadLetterBox {
    DeadLetterBox(
      directory: deadLetterDirectory, limits: deadLetterLimits, configSHA256: setup.configSHA256,
      version: version, group: group, log: log)
  }
}

extension Run {
  /// The plan without the places that the run writes to.
  func plan(_ plan: InputPlan) -> InputPlan {
    var plan = plan
    plan.excluded.insert(deadLetterDirectory)
    if case .directory(let path) = output { plan.excluded.insert(path) }
    return plan
  }

  /// Number of documents that the run would read.
  public func documents(of plan: InputPlan) -> Int {
    var count = 0
    let items = self.plan(plan).items(limits: limits).lazy.filter { shard?.takes($0.slug) ?? true }
    for _ in items.prefix(documentLimit ?? .max) { count += 1 }
    return count
  }

  /// The same when it can be told without reading any of them, for a progress bar; `nil` otherwise.
  public func documentsKnown(of plan: InputPlan) -> Int? {
    guard plan.isRepeatable else { return nil }
    var count = 0
    for item in self.plan(plan).items(limits: limits).prefix(documentLimit ?? .max) {
      guard case .file = item.content, count < 200_000 else { return nil }
      count += 1
    }
    return count
  }
}
