import ArgumentParser
import KZPipeHost

struct GraphCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "graph", abstract: "Draw a pipeline: what each stage reads and writes.",
    discussion: """
      EXAMPLES:
        kzpipe graph -c pipeline.yaml
        kzpipe graph -c pipeline.yaml --format mermaid > pipeline.mmd
        kzpipe graph -c pipeline.yaml --format dot | dot -Tsvg > pipeline.svg
      """)

  @Option(
    name: [.short, .customLong("config")], help: ArgumentHelp("The pipeline's configuration.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var config = "pipeline.yaml"

  @Option(help: ArgumentHelp("For the terminal, for Mermaid or for Graphviz.", valueName: "text|mermaid|dot"))
  var format = PipelineGraph.Format.text

  func run() throws {
    do {
      let setup = try Setup(file: config, in: try Process.surroundings())
      Console.report(setup.warnings)
      Console.output(PipelineGraph(setup).text(as: format))
    } catch let problems as Diagnostics {
      Console.report(problems.sorted)
      throw Exit.unusable
    }
  }
}

extension PipelineGraph.Format: ExpressibleByArgument {}
