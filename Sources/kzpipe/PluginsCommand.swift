import ArgumentParser
import KZPipeHost

struct PluginsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plugins", abstract: "Show the stage modules found, and why others were refused.",
    discussion: """
      Modules are files named lib*Plugin.so beside the executable, in modules and ../lib/kzpipe/modules seen from there,
      in the directories of $KZPIPE_PLUGIN_PATH and in those that a configuration names under plugins.

      EXAMPLES:
        kzpipe plugins
        kzpipe plugins --plugins ../my-module/.build/release
      """)

  @Option(
    name: [.short, .customLong("config")],
    help: ArgumentHelp("Look where this configuration says, too.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var config: String?

  @Option(
    name: .customLong("plugins"), parsing: .singleValue,
    help: ArgumentHelp("One more place to look; may be repeated.", valueName: "path"))
  var places: [String] = []

  /// - Throws: `ExitCode` after telling why the configuration cannot be read
  static func search(_ places: [String], config: String? = nil) throws -> ModuleSearch {
    let environment = Process.environment
    var roots = places.map { Config.Located(value: $0, place: Place("--plugins \($0)")) }
    if let config {
      do {
        let loaded = try ConfigLoader.load(config, environment: environment)
        roots += loaded.config.pluginPaths
      } catch {
        Console.report([error])
        throw Exit.unusable
      }
    }
    return ModuleSearch(
      executableDirectory: ModuleSearch.executableDirectory(), environment: environment, config: roots)
  }

  func run() throws {
    let search = try Self.search(places, config: config)
    let (paths, problems) = search.candidates()
    Console.report(problems)
    let probes = ModuleProbe.run(paths, executable: ModuleSearch.executablePath())
    Console.output(ModuleText.text(probes, roots: search.roots.map(\.path)))
    if problems.contains(where: \.isError) { throw Exit.unusable }
  }
}

/// Loads modules one after the other and tells of each; runs as a child, so that a module that traps costs only the child.
struct ProbeModulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: ModuleProbe.subcommand, abstract: "Load modules and tell of each.", shouldDisplay: false)

  @Argument var paths: [String]

  func run() {
    for path in paths { Console.output(ModuleProbe.line(for: path)) }
  }
}
