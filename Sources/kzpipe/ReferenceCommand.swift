import ArgumentParser
import KZPipeHost

/// Writes the pages that are printed from the code; `make docs` and `make install` run it.
struct ReferenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "print-reference", abstract: "Write the reference pages, or the manual pages.", shouldDisplay: false)

  @Argument(help: ArgumentHelp("Directory to write into.", valueName: "directory"))
  var directory: String

  @Flag(help: "Write manual pages.")
  var manual = false

  func run() throws {
    for page in try pages() {
      do {
        try FileWriter.write(Array(page.text.utf8), to: FilePath.resolve(page.name, in: directory))
      } catch {
        Console.report([error.diagnostic])
        throw Exit.unusable
      }
    }
  }

  private func pages() throws -> [(name: String, text: String)] {
    if manual {
      return try ManualPages.all(description: Array(Kzpipe._dumpHelp().utf8), version: Version.text)
    }
    // Only what was built with this kzpipe: whatever else lies on the machine is not the project's.
    let search = ModuleSearch(executableDirectory: ModuleSearch.executableDirectory(), environment: [:])
    let (registry, problems) = ModuleLoader.loadAll(search)
    Console.report(problems + registry.refused)
    return ReferencePages.all(registry: registry, commands: Self.commands(of: Kzpipe.self, path: []))
  }

  /// The help texts of a command and of those below it.
  private static func commands(
    of command: any ParsableCommand.Type, path: [String]
  ) -> [(name: String, help: String)] {
    let configuration = command.configuration
    guard configuration.shouldDisplay, let name = configuration.commandName else { return [] }
    let path = path + [name]
    let help = Kzpipe.helpMessage(for: command, columns: 132).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(\.trimmingEnd).joined(separator: "\n").trimmingEnd
    return [(path.joined(separator: " "), help)]
      + configuration.subcommands.flatMap { commands(of: $0, path: path) }
  }
}

extension StringProtocol {
  fileprivate var trimmingEnd: String {
    var text = String(self)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
