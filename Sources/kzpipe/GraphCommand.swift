import ArgumentParser
import KZPipeHost

struct GraphCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "graph", abstract: "Draw a pipeline: what each stage reads and writes.",
    discussion: """
      EXAMPLES:
        kzpipe graph pipeline.yaml
        kzpipe graph pipeline.yaml --format mermaid > pipeline.mmd
        kzpipe graph pipeline.yaml --format dot | dot -Tsvg > pipeline.svg
      """)

  @OptionGroup var configs: ConfigFiles

  @Option(help: ArgumentHelp("For the terminal, for Mermaid or for Graphviz.", valueName: "text|mermaid|dot"))
  var format = PipelineGraph.Format.text

  func validate() throws {
    if configs.all.count > 1 { throw ValidationError("One configuration can be drawn at a time.") }
  }

  func run() throws {
    do {
      let setup = try Setup(file: configs.all[0], in: try Process.surroundings())
      Console.report(setup.warnings)
      Console.output(PipelineGraph(setup).text(as: format))
    } catch let problems as Diagnostics {
      Console.report(problems.sorted)
      throw Exit.unusable
    }
  }
}

extension PipelineGraph.Format: ExpressibleByArgument {}
