import ArgumentParser
import Glibc
import KZPipeHost

struct WorkerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker", abstract: "Answer documents from standard input on standard output, for engines.",
    discussion: """
      Documents arrive as frames and leave as frames: one answer each, in the same order, errors included. Nothing else is
      written: no files, no dead letter. docs/protocol.md describes the frames.

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

  func validate() throws {
    if !(1...1024).contains(jobs) { throw ValidationError("--jobs has to be a number from 1 to 1024.") }
  }

  func run() async throws {
    guard !Console.isTerminal(STDIN_FILENO) else {
      Console.error("kzpipe: a worker reads frames from standard input, and that is a terminal; see kzpipe help worker")
      throw Exit.unusable
    }
    let setup: Setup
    do {
      setup = try Setup(file: config, overrides: try RunCommand.parsed(overrides), in: try Process.surroundings())
    } catch let problems as Diagnostics {
      Console.report(problems.sorted)
      throw Exit.unusable
    }
    Console.report(setup.warnings)
    let stop = StopFlag()
    let interrupts = Interrupts(stop: stop)
    defer { interrupts.restore() }
    let worker = Worker(setup: setup, jobs: jobs, version: Version.text)
    switch await worker.serve(input: STDIN_FILENO, output: STDOUT_FILENO, stop: stop) {
    case .complete, .unread: return
    case .interrupted: throw Exit.interrupted
    case .refused(let reason):
      Console.error("kzpipe: \(reason)")
      throw Exit.unusable
    }
  }
}
