import ArgumentParser
import Glibc
import KZPipeHost
import Logging

struct WorkerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker", abstract: "Answer documents from standard input on standard output, for engines.",
    discussion: """
      Documents arrive as frames and leave as frames: one answer each, in the same order, errors included. Nothing else is
      written: no files, no dead letter. docs/protocol.md describes the frames.

      Standard error is a JSON object a line unless --log-format says otherwise. A document that fails is an answer and no
      event, but for --log-level debug.

      EXAMPLES:
        kzpipe worker -c pipeline.yaml < requests > answers
        kzpipe worker -c pipeline.yaml --jobs 4
      """)

  @Option(
    name: [.short, .customLong("config")], help: ArgumentHelp("The pipeline's configuration.", valueName: "file"))
  var config = "pipeline.yaml"

  @Option(help: ArgumentHelp("Documents at work at a time.", valueName: "n"))
  var jobs = 1

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("Replace a value of the configuration; may be repeated.", valueName: "path=value"))
  var overrides: [String] = []

  @OptionGroup var logging: LogOptions

  func validate() throws {
    if !(1...1024).contains(jobs) { throw ValidationError("--jobs has to be a number from 1 to 1024.") }
  }

  func run() async throws {
    let log = logging.logger(otherwise: .json)
    guard !Console.isTerminal(STDIN_FILENO) else {
      Console.error("kzpipe: a worker reads frames from standard input, and that is a terminal; see kzpipe help worker")
      throw Exit.unusable
    }
    let setup: Setup
    do {
      setup = try Setup(
        file: config, overrides: try RunCommand.parsed(overrides), in: try Process.surroundings(log: log))
    } catch let problems as Diagnostics {
      log.report(problems.sorted)
      throw Exit.unusable
    }
    log.report(setup.warnings)
    let stop = StopFlag()
    let interrupts = Interrupts(stop: stop, log: log)
    defer { interrupts.restore() }
    let worker = Worker(setup: setup, jobs: jobs, version: Version.text, log: log)
    log.tell(
      .info, .workerStarted, "worker started",
      [
        "kzpipe": .string(Version.text), "config_sha256": .string(setup.config.sha256),
        "jobs": .stringConvertible(jobs),
      ])
    let end = await worker.serve(input: STDIN_FILENO, output: STDOUT_FILENO, stop: stop)
    tell(end, log)
    switch end {
    case .complete, .unread: return
    case .interrupted: throw Exit.interrupted
    case .refused: throw Exit.unusable
    }
  }

  private func tell(_ end: Worker.End, _ log: Logger) {
    switch end {
    case .complete: log.tell(.info, .workerFinished, "every document was answered")
    case .unread: log.tell(.info, .workerFinished, "nobody reads the answers any more")
    case .interrupted: log.tell(.info, .workerFinished, "interrupted")
    case .refused(let reason): log.tell(.error, .workerFinished, reason)
    }
  }
}
