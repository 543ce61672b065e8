import ArgumentParser
import Glibc
import KZPipeHost

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run documents through a pipeline.",
    discussion: """
      INPUT is a file (.txt .text .html .htm .xhtml .xml, each also .gz; .jsonl and .jsonl.gz with a page a line), a directory,
      a quoted pattern, or - for one document on standard input. Documents that fail go to the dead letter, and the rest
      goes on.

      EXAMPLES:
        kzpipe run -c pipeline.yaml                           the inputs that the configuration names
        kzpipe run -c pipeline.yaml 'pages/**/*.html' -o out
        kzpipe run -c pipeline.yaml page.html -o - | jq .headline
        kzpipe run -c pipeline.yaml --tap news_article --limit 5 | jq .headline
        kzpipe run -c pipeline.yaml pages/ --report report.html
        kzpipe run -c pipeline.yaml --set limits.document_seconds=30 --summary json

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

  @Option(help: ArgumentHelp("What to say at the end.", valueName: "json|text|none"))
  var summary = SummaryStyle.text

  @Option(help: ArgumentHelp("What to say meanwhile.", valueName: "auto|plain|none"))
  var progress = ProgressStyle.auto

  @Option(
    help: ArgumentHelp(
      "Print the documents as they leave this stage, one JSON object a line, and run no further.", valueName: "stage"))
  var tap: String?

  @Option(
    help: ArgumentHelp(
      "Write an HTML page about the run: counts, time by stage, worst documents, topics and entities.",
      valueName: "file"), completion: .file(extensions: ["html"]))
  var report: String?

  @Flag(help: "Carry the last run on: what it did counts, its failures included.")
  var resume = false

  @Flag(help: "Do every document again, whatever earlier runs did.")
  var fresh = false

  @Flag(help: "Do everything but run: check the configuration, load modules, find the inputs.")
  var dryRun = false

  func validate() throws {
    if let jobs, !(1...1024).contains(jobs) { throw ValidationError("--jobs has to be a number from 1 to 1024.") }
    if tap != nil, output != nil || dryRun { throw ValidationError("--tap goes with neither --output nor --dry-run.") }
    if report != nil, tap != nil || dryRun { throw ValidationError("--report goes with neither --tap nor --dry-run.") }
    if resume, fresh { throw ValidationError("--resume and --fresh exclude each other.") }
    if output == "-", resume { throw ValidationError("--resume needs an output directory; -o - keeps no ledger.") }
    if let limit, limit < 0 { throw ValidationError("--limit has to be 0 or more.") }
  }

  func run() async throws {
    let surroundings = try Process.surroundings()
    let setup: Setup
    let plan: InputPlan
    do {
      setup = try Setup(file: config, overrides: try Self.parsed(overrides), in: surroundings) { config in
        // A run that goes on keeps its time, unless the time is given.
        guard resume, surroundings.environment["SOURCE_DATE_EPOCH", default: ""].isEmpty else { return nil }
        return Run.momentToResume(in: directory(config))
      }
      Console.report(setup.warnings)
      plan = try InputPlan(
        inputs.isEmpty ? setup.config.inputPaths.map { ($0.value, $0.place) } : inputs.map { ($0, nil) })
    } catch {
      Console.report(error.sorted)
      throw Exit.unusable
    }
    if let tap {
      try await TapRun.start(tap, setup, plan, limit: limit)
      return
    }
    var run = Run(
      setup: setup, jobs: jobs ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))), output: destination(setup),
      version: Version.text, warn: surroundings.warn)
    run.documentLimit = limit
    run.beginning = fresh ? .fresh : resume ? .resume : .again
    if dryRun {
      try check(run, plan)
      return
    }
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
    output.map(FilePath.normalised) ?? config.outputDirectory
  }

  /// Counts what a run would read; nothing is written.
  private func check(_ run: Run, _ plan: InputPlan) throws {
    let documents = run.documents(of: plan)
    guard summary != .none else { return }
    let stages = run.pipeline.steps.map(\.name).joined(separator: " > ")
    Console.error("The configuration is good: \(stages)")
    Console.error("\(documents) document\(documents == 1 ? "" : "s") would be read.")
  }

  private func start(_ run: Run, _ plan: InputPlan, in surroundings: Setup.Surroundings) async throws {
    let stop = StopFlag()
    let interrupts = Interrupts(stop: stop)
    defer { interrupts.restore() }
    let display = ProgressDisplay(style: progress, total: { run.documentsKnown(of: plan) })
    var run = run
    run.progress = { display.show($0) }
    let recorder = report == nil ? nil : RunRecorder(pipeline: run.pipeline)
    if let recorder {
      run.pipeline = recorder.watching(run.pipeline)
      run.watch = { recorder.add($0) }
    }
    let report: Run.Report
    do {
      report = try await run.start(plan, stop: stop)
    } catch {
      Console.report([error.diagnostic])
      throw Exit.unusable
    }
    display.finish()
    // Whoever read the records has seen enough.
    if let failure = report.failure, run.output == .standardOutput, failure.cause.number == EPIPE { return }
    if let failure = report.failure { Console.report([failure.diagnostic]) }
    Console.report(report.unkept)
    print(report, run)
    if let recorder, let path = self.report {
      try ReportFile.write(
        RunReportPage.html(
          of: report, recorder: recorder,
          heading: .init(config: config, moment: surroundings.runTime, version: Version.text)), to: path,
        isTold: summary == .text)
    }
    if report.failure != nil { throw report.statistics.documents == 0 ? Exit.unusable : Exit.internalError }
    if !report.unkept.isEmpty { throw Exit.internalError }
    if report.isInterrupted { throw Exit.interrupted }
    if report.statistics.failed > 0 { throw Exit.someFailed }
  }

  private func print(_ report: Run.Report, _ run: Run) {
    switch summary {
    case .none: break
    case .json: Console.error(report.statistics.json)
    case .text: Console.error(SummaryText.text(of: report, run: run))
    }
  }
}

enum SummaryStyle: String, ExpressibleByArgument, CaseIterable { case json, text, none }
enum ProgressStyle: String, ExpressibleByArgument, CaseIterable { case auto, plain, none }
