import Synchronization

/// Says that a run should end: what is in flight is finished, nothing new begins.
public final class StopFlag: Sendable {
  private let flag = Atomic<Bool>(false)

  public init() {}
  public func stop() { flag.store(true, ordering: .relaxed) }
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
  public var configSHA256: String
  public var version: String
  public var jobs: Int
  /// Number of documents after which the run ends; `nil` for all.
  public var documentLimit: Int?
  public var output: Output
  public var deadLetterDirectory: String
  public var warn: @Sendable (String) -> Void
  /// Told of every written document, in the order of the input.
  public var watch: @Sendable (DocumentResult) -> Void = { _ in }
  /// Told after every written batch.
  public var progress: @Sendable (RunStatistics) -> Void = { _ in }

  /// A run of stages that were put together by hand.
  public init(
    pipeline: Pipeline, limits: Config.Limits, jobs: Int, output: Output, deadLetterDirectory: String,
    warn: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.pipeline = pipeline
    self.limits = limits
    configSHA256 = ""
    version = Version.text
    self.jobs = max(1, jobs)
    self.output = output
    self.deadLetterDirectory = deadLetterDirectory
    self.warn = warn
  }

  public init(setup: Setup, jobs: Int, output: Output, version: String, warn: @escaping @Sendable (String) -> Void) {
    pipeline = setup.pipeline
    limits = setup.config.limits
    configSHA256 = setup.config.sha256
    self.version = version
    self.jobs = max(1, jobs)
    self.output = output
    let directory = if case .directory(let path) = output { path } else { setup.config.outputDirectory }
    deadLetterDirectory = setup.config.deadLetterDirectory ?? FilePath.join(directory, "dead-letter")
    self.warn = warn
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
    let destination: any Destination
    switch output {
    case .directory(let path): destination = try DirectoryDestination(directory: path, pipeline: pipeline)
    case .standardOutput: destination = StandardOutputDestination(warn: warn)
    }
    let box = DeadLetterBox(directory: deadLetterDirectory, configSHA256: configSHA256, version: version)
    let writer = ResultWriter(deadLetters: box, destination: destination)
    var report = await Scheduler(run: self, writer: writer, stop: stop).run(self.plan(plan).items(limits: limits))
    report.unkept = await pipeline.finish()
    return report
  }
}

extension Run {
  /// The plan without the places that the run writes to.
  private func plan(_ plan: InputPlan) -> InputPlan {
    var plan = plan
    plan.excluded.insert(deadLetterDirectory)
    if case .directory(let path) = output { plan.excluded.insert(path) }
    return plan
  }

  /// Number of documents that the run would read.
  public func documents(of plan: InputPlan) -> Int {
    var count = 0
    for _ in self.plan(plan).items(limits: limits).prefix(documentLimit ?? .max) { count += 1 }
    return count
  }

  /// The same when it can be told without reading any of them, for a progress bar; `nil` otherwise.
  public func documentsKnown(of plan: InputPlan) -> Int? {
    var count = 0
    for item in self.plan(plan).items(limits: limits).prefix(documentLimit ?? .max) {
      guard case .file = item.content, count < 200_000 else { return nil }
      count += 1
    }
    return count
  }
}
