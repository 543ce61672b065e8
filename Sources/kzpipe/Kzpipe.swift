import ArgumentParser
import Glibc
import KZPipeHost

/// The command line. Exit codes: 0 every document exported, 1 some in the dead letter, 2 nothing ran, 3 interrupted,
/// 70 internal error.
@main
struct Kzpipe: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kzpipe", abstract: "Turns scraped news pages into clean, enriched articles and news formats.",
    discussion: """
      A pipeline is a YAML file that names stages; stage modules bring them.

      EXAMPLES:
        kzpipe init my-pipeline                      a first pipeline with a page to run it on
        kzpipe run -c my-pipeline/pipeline.yaml      run it
        kzpipe run -c pipeline.yaml pages/ -o out    run it on other pages
        kzpipe lint pipeline.yaml                    check it
        kzpipe stages                                what can stand in a pipeline

      EXIT CODES:
        0  every document was exported      2  nothing ran: bad usage, configuration or module
        1  some are in the dead letter      3  interrupted
      """,
    version: "kzpipe \(Version.text)",
    subcommands: [
      RunCommand.self, LintCommand.self, StagesCommand.self, PluginsCommand.self,
      InitCommand.self, ValidateCommand.self, ProbeModulesCommand.self,
      ExplainCommand.self, GraphCommand.self, SchemaCommand.self, TestCommand.self,
      WorkerCommand.self, StageHostCommand.self, PluginCommand.self, CheckStageCommand.self,
      ReferenceCommand.self,
      TrainCommand.self,
      RetryCommand.self, StatusCommand.self, FetchCommand.self,
    ])

  static func main() async {
    signal(SIGPIPE, SIG_IGN)
    Console.occupyStreams()
    refuseUnknownTopic()
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let problem as ExitCode {
      Glibc.exit(problem.rawValue)
    } catch {
      leave(with: error)
    }
  }

  /// Help and version go to standard output; everything else is bad usage.
  private static func leave(with error: any Error) -> Never {
    let code = exitCode(for: error)
    let text = fullMessage(for: error)
    guard code.isSuccess else {
      Console.error(text + nearestSubcommand().map { "\n\($0)" }.joined())
      Glibc.exit(Exit.unusable.rawValue)
    }
    Console.output(text)
    Glibc.exit(Exit.success.rawValue)
  }

  /// A hint when the first argument is nearly the name of a subcommand.
  private static func nearestSubcommand() -> [String] {
    guard let first = CommandLine.arguments.dropFirst().first, !first.hasPrefix("-"), first != "help" else { return [] }
    return hint(for: first).map { [$0] } ?? []
  }

  /// `kzpipe help NAME` of what is no command; ArgumentParser would show the overview as if nothing were wrong.
  private static func refuseUnknownTopic() {
    guard CommandLine.arguments.dropFirst().first == "help", let topic = CommandLine.arguments.dropFirst(2).first,
      !topic.hasPrefix("-"), let hint = hint(for: topic)
    else { return }
    Console.error("Error: There is no command '\(topic)'\n\(hint)")
    Glibc.exit(Exit.unusable.rawValue)
  }

  /// What to say of a word that is no command; `nil` for a command.
  private static func hint(for word: String) -> String? {
    var names: [String] = ["help"]
    for subcommand in configuration.subcommands where subcommand.configuration.shouldDisplay {
      if let name = subcommand.configuration.commandName { names.append(name) }
    }
    guard !names.contains(word) else { return nil }
    if let near = NearestName.of(word, among: names) { return "Did you mean \"kzpipe \(near)\"?" }
    return "Commands: " + names.dropFirst().joined(separator: ", ")
  }
}

/// What a process ends with.
enum Exit {
  static let success = ExitCode(0)
  static let someFailed = ExitCode(1)
  static let unusable = ExitCode(2)
  static let interrupted = ExitCode(3)
  static let internalError = ExitCode(70)
}
