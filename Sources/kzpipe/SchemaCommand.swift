import ArgumentParser
import KZPipeHost

struct SchemaCommand: ParsableCommand {
  enum Subject: String, ExpressibleByArgument, CaseIterable { case config, article }

  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of configurations or of article records.",
    discussion: """
      The schema of a configuration holds the stages of the modules that are found, with their options. An editor with a
      YAML language server uses it when the first line of the configuration says
      # yaml-language-server: $schema=kzpipe.schema.json

      EXAMPLES:
        kzpipe schema config > kzpipe.schema.json
        kzpipe schema config -c pipeline.yaml > kzpipe.schema.json
        kzpipe schema article > article.schema.json
      """)

  @Argument(help: ArgumentHelp("What to describe.", valueName: "config|article"))
  var subject: Subject

  @Option(
    name: [.short, .customLong("config")],
    help: ArgumentHelp("Look for modules where this configuration says, too.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var config: String?

  @Option(
    name: .customLong("plugins"), parsing: .singleValue,
    help: ArgumentHelp("One more place to look for modules; may be repeated.", valueName: "path"))
  var places: [String] = []

  func run() throws {
    guard subject == .config else {
      Console.output(String(decoding: ArticleSchema.json, as: UTF8.self))
      return
    }
    let (registry, problems) = ModuleLoader.loadAll(try PluginsCommand.search(places, config: config))
    Console.report(problems)
    if problems.contains(where: \.isError) { throw Exit.unusable }
    Console.output(String(decoding: ConfigDocumentSchema.json(of: registry), as: UTF8.self))
  }
}
