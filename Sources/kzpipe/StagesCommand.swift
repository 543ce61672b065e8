import ArgumentParser
import KZPipeHost

struct StagesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stages", abstract: "List the stages, or show one with its options.",
    discussion: """
      EXAMPLES:
        kzpipe stages
        kzpipe stages newsml_g2
      """)

  @Argument(help: ArgumentHelp("A stage to show.", valueName: "name"))
  var name: String?

  @Option(
    name: .customLong("plugins"), parsing: .singleValue,
    help: ArgumentHelp("One more place to look for modules; may be repeated.", valueName: "path"))
  var places: [String] = []

  func run() throws {
    let (registry, problems) = ModuleLoader.loadAll(try PluginsCommand.search(places))
    Console.report(problems)
    if problems.contains(where: \.isError) { throw Exit.unusable }
    guard let name else {
      Console.output(StageText.list(registry))
      return
    }
    if let conflict = registry.conflicts[name] {
      Console.report([conflict])
      throw Exit.unusable
    }
    guard let stage = registry.stages[name] else {
      let names = registry.stages.keys.sorted()
      Console.report([
        Diagnostic(
          .unknownStage, "unknown stage \"\(name)\"", suggestion: NearestName.of(name, among: names),
          notes: [
            "stages: "
              + (names.isEmpty
                ? "none; kzpipe plugins shows where modules are looked for" : names.joined(separator: ", "))
          ])
      ])
      throw Exit.unusable
    }
    Console.output(StageText.page(stage))
  }
}
