import ArgumentParser
import Glibc
import KZPipeHost

struct RetryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: "Run the documents of a dead letter through a pipeline again.",
    discussion: """
      Documents that succeed are exported and leave the dead letter; the others stay and count one more attempt. In an
      output directory with a ledger everything else stays as it is, and shared files such as articles.jsonl get the new
      records at their place.

      EXAMPLES:
        kzpipe retry out/dead-letter -c pipeline.yaml
        kzpipe retry out/dead-letter -c pipeline.yaml --set limits.document_seconds=60
        kzpipe retry out/dead-letter -c pipeline.yaml --code deadline
      """)

  @Argument(help: ArgumentHelp("The dead letter's directory.", valueName: "directory"), completion: .directory)
  var directory: String

  @Option(
    name: [.short, .customLong("config")], help: ArgumentHelp("The pipeline's configuration.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var config = "pipeline.yaml"

  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp("Output directory, or - for JSON Lines on standard output.", valueName: "dir|-"))
  var output: String?

  @Option(help: ArgumentHelp("Only documents that failed with this code; may be repeated.", valueName: "code"))
  var code: [String] = []

  @Option(help: ArgumentHelp("Documents at work at a time (default: the number of processors).", valueName: "n"))
  var jobs: Int?

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("Replace a value of the configuration; may be repeated.", valueName: "path=value"))
  var overrides: [String] = []

  @OptionGroup var telling: RunTelling

  func validate() throws {
    if let jobs, !(1...1024).contains(jobs) { throw ValidationError("--jobs has to be a number from 1 to 1024.") }
  }

  func run() async throws {
    let log = telling.log.logger()
    let surroundings = try Process.surroundings(log: log)
    let directory = FilePath.normalised(directory)
    var letters: [Letter]
    do { letters = try Letter.all(in: directory, log: log) } catch {
      var problem = OutputError("read the dead letter", directory, error)
      if error.isMissing { problem.notes = ["a run makes it when a document fails; the configuration says where"] }
      log.report(problem.diagnostic)
      throw Exit.unusable
    }
    if !code.isEmpty { letters.removeAll { !code.contains($0.code) } }
    let setup: Setup
    do {
      setup = try Setup(file: config, overrides: try RunCommand.parsed(overrides), in: surroundings)
      log.report(setup.warnings)
    } catch {
      log.report(error.sorted)
      throw Exit.unusable
    }
    guard !letters.isEmpty else {
      if telling.summary != .none { Console.error("\(directory): nothing to try again") }
      return
    }
    var run = Run(
      setup: setup, jobs: jobs ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))),
      output: output == "-"
        ? .standardOutput : .directory(output.map(FilePath.normalised) ?? setup.config.outputDirectory),
      version: Version.text, log: log)
    run.deadLetterDirectory = directory
    let count = letters.count
    try await RunLoop(run: run, telling: telling).start(total: { count }) {
      run, stop throws(OutputError) in
      try await run.retry(letters, stop: stop)
    }
  }
}
