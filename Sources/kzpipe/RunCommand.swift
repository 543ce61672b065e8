import ArgumentParser
import Glibc
import KZPipeHost
import Logging

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run documents through a pipeline.",
    discussion: """
      INPUT is a file, a directory, a quoted pattern, or - for one document or one .warc on standard input. Files: .txt .text .html .htm
      .xhtml .xml; .jsonl with a page a line; .warc with captured pages; .rss, .atom and .xml feeds with their entries;
      each also with .gz behind. Documents that fail go to the dead letter, and the rest goes on.

      EXAMPLES:
        kzpipe run -c pipeline.yaml                           the inputs that the configuration names
        kzpipe run -c pipeline.yaml 'pages/**/*.html' -o out
        kzpipe run -c pipeline.yaml page.html -o - | jq .headline
        kzpipe run -c pipeline.yaml --tap news_article --limit 5 | jq .headline
        kzpipe run -c pipeline.yaml pages/ --report report.html
        kzpipe run -c pipeline.yaml --set limits.document_seconds=30 --summary json
        kzpipe run -c pipeline.yaml --watch inbox             what lies there and every page that comes

      A second run into the same directory skips every document whose bytes, configuration, kzpipe and modules are the
      same as before, and tries the failed ones again. After an interruption --resume goes on where the run stopped and
      ends with the files that it would have made undisturbed.
      """)

  @Option(
    name: [.short, .customLong("config")], help: ArgumentHelp("The pipeline's configuration.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var config = "pipeline.yaml"

  @Argument(
    help: ArgumentHelp("Files, directories or patterns; they replace input.paths.", valueName: "input"),
    completion: .file())
  var inputs: [String] = []

  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp("Output directory, or - for JSON Lines on standard output.", valueName: "dir|-"))
  var output: String?

  @Option(help: ArgumentHelp("Documents at work at a time (default: the number of processors).", valueName: "n"))
  var jobs: Int?

  @Option(help: ArgumentHelp("Stop after this many documents.", valueName: "n"))
  var limit: Int?

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("Replace a value of the configuration; may be repeated.", valueName: "path=value"))
  var overrides: [String] = []

  @OptionGroup var telling: RunTelling

  @Option(
    help: ArgumentHelp(
      "Print the documents as they leave this stage, one JSON object a line, and run no further.", valueName: "stage"))
  var tap: String?

  @Option(
    help: ArgumentHelp(
      "Write an HTML page about the run: counts, time by stage, worst documents, topics and entities.",
      valueName: "file"), completion: .file(extensions: ["html"]))
  var report: String?

  @Option(
    help: ArgumentHelp(
      "Run only the i-th of n parts of the input (i from 0), into its own directory part-i-of-n.", valueName: "i/n"))
  var shard: Shard?

  @Flag(help: "Carry the last run on: what it did counts, its failures included.")
  var resume = false

  @Flag(help: "Do every document again, whatever earlier runs did.")
  var fresh = false

  @Flag(
    help:
      "Then wait in the input directories and take each file that comes, once it is whole, until interrupted (Linux).")
  var watch = false

  @Flag(help: "Do everything but run: check the configuration, load modules, find the inputs.")
  var dryRun = false

  func validate() throws {
    if let jobs, !(1...1024).contains(jobs) { throw ValidationError("--jobs has to be a number from 1 to 1024.") }
    if tap != nil, output != nil || dryRun { throw ValidationError("--tap goes with neither --output nor --dry-run.") }
    if report != nil, tap != nil || dryRun { throw ValidationError("--report goes with neither --tap nor --dry-run.") }
    if telling.metrics != nil, tap != nil || dryRun {
      throw ValidationError("--metrics goes with neither --tap nor --dry-run.")
    }
    if watch, tap != nil || dryRun { throw ValidationError("--watch goes with neither --tap nor --dry-run.") }
    if resume, fresh { throw ValidationError("--resume and --fresh exclude each other.") }
    if output == "-", resume { throw ValidationError("--resume needs an output directory; -o - keeps no ledger.") }
    if output == "-", shard != nil { throw ValidationError("--shard needs an output directory.") }
    if let limit, limit < 0 { throw ValidationError("--limit has to be 0 or more.") }
  }

  func run() async throws {
    let log = telling.log.logger()
    let surroundings = try Process.surroundings(log: log)
    let setup: Setup
    let plan: InputPlan
    do {
      setup = try Setup(file: config, overrides: try Self.parsed(overrides), in: surroundings) { config in
        // A run that goes on keeps its time, unless the time is given.
        guard resume, surroundings.environment["SOURCE_DATE_EPOCH", default: ""].isEmpty else { return nil }
        return Run.momentToResume(in: directory(config))
      }
      log.report(setup.warnings)
      plan = try InputPlan(
        inputs.isEmpty ? setup.config.inputPaths.map { ($0.value, $0.place) } : inputs.map { ($0, nil) })
    } catch {
      log.report(error.sorted)
      throw Exit.unusable
    }
    if let tap {
      try await TapRun.start(tap, setup, plan, limit: limit, log: log)
      return
    }
    var run = Run(
      setup: setup, jobs: jobs ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))), output: destination(setup),
      version: Version.text, log: log)
    run.documentLimit = limit
    run.shard = shard
    if let shard, let directory = setup.config.deadLetterDirectory {
      run.deadLetterDirectory = FilePath.join(directory, shard.name)
    }
    run.beginning = fresh ? .fresh : resume ? .resume : .again
    if dryRun {
      check(run, plan)
      return
    }
    if let report { try ReportFile.check(report) }
    try await start(run, plan, in: surroundings)
  }

  static func parsed(_ overrides: [String]) throws(Diagnostics) -> [ConfigOverride] {
    var parsed: [ConfigOverride] = []
    var problems: [Diagnostic] = []
    for override in overrides {
      do { parsed.append(try ConfigOverride(override)) } catch { problems.append(error) }
    }
    guard problems.isEmpty else { throw Diagnostics(problems) }
    return parsed
  }

  private func destination(_ setup: Setup) -> Run.Output {
    output == "-" ? .standardOutput : .directory(directory(setup.config))
  }

  private func directory(_ config: Config) -> String {
    let directory = output.map(FilePath.normalised) ?? config.outputDirectory
    return shard.map { FilePath.join(directory, $0.name) } ?? directory
  }

  /// Counts what a run would read; nothing is written.
  private func check(_ run: Run, _ plan: InputPlan) {
    let documents = run.documents(of: plan)
    if telling.isJSON {
      run.log.tell(.info, .note, "the configuration is good", ["documents": .stringConvertible(documents)])
    }
    guard telling.summary != .none else { return }
    let stages = run.pipeline.steps.map(\.name).joined(separator: " > ")
    Console.error("The configuration is good: \(stages)")
    Console.error("\(documents) document\(documents == 1 ? "" : "s") would be read.")
  }

  private func start(_ run: Run, _ plan: InputPlan, in surroundings: Setup.Surroundings) async throws {
    var run = run
    let recorder = report == nil ? nil : RunRecorder(pipeline: run.pipeline)
    if let recorder {
      run.pipeline = recorder.watching(run.pipeline)
      run.watch = { recorder.add($0) }
    }
    let marker = try shardMarker(of: run)
    let loop = RunLoop(run: run, telling: telling) { report in
      if let recorder, let path = self.report {
        try ReportFile.write(
          RunReportPage.html(
            of: report, recorder: recorder,
            heading: .init(config: config, moment: surroundings.runTime, version: Version.text)), to: path,
          isTold: telling.summary == .text, log: run.log)
      }
      if let marker, report.failure == nil, !report.isInterrupted {
        try Self.reported(to: run.log) { () throws(OutputError) in
          try marker.complete(report.statistics, configSHA256: run.setup.configSHA256, version: Version.text)
        }
      }
    }
    if watch {
      try await loop.start(total: { nil }) { run, stop in try await run.watch(plan, stop: stop) }
      return
    }
    try await loop.start(total: { run.documentsKnown(of: plan) }) { run, stop throws(OutputError) in
      try await run.start(plan, stop: stop)
    }
  }

  // MARK: Shards

  /// Where the marker of the shard goes; `nil` without one.
  private func shardMarker(of run: Run) throws -> ShardMarker? {
    guard let shard = run.shard, case .directory(let directory) = run.output else { return nil }
    let marker = ShardMarker(directory: FilePath.directory(of: directory), shard: shard)
    try Self.reported(to: run.log) { () throws(OutputError) in
      try marker.begin(configSHA256: run.setup.configSHA256, isFresh: fresh)
    }
    return marker
  }

  private static func reported(to log: Logger, _ body: () throws(OutputError) -> Void) throws {
    do { try body() } catch {
      log.report(error.diagnostic)
      throw Exit.unusable
    }
  }
}

extension Shard: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
