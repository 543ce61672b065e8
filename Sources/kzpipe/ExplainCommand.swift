import ArgumentParser
import Glibc
import KZPipeHost

struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Show what each stage does to one document, and why.",
    discussion: """
      Clean stages: every block, kept (+) or dropped (-), with confidence and reason; parse stages: the fields with where
      they come from; enrich stages: what each added; export stages: the files that a run would write. Nothing is written
      but the page of --html. An input with several documents is explained by its first one.

      The exit code is 0 when the document would be exported and 1 when it would not.

      EXAMPLES:
        kzpipe explain -c pipeline.yaml page.html
        kzpipe explain -c pipeline.yaml page.html --html explained.html
        kzpipe explain -c pipeline.yaml - < page.html
      """)

  @Option(
    name: [.short, .customLong("config")], help: ArgumentHelp("The pipeline's configuration.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var config = "pipeline.yaml"

  @Argument(
    help: ArgumentHelp("The document: a file, or - for standard input.", valueName: "input"), completion: .file())
  var input: String

  @Option(
    name: .customLong("html"),
    help: ArgumentHelp("Write a page of its own instead, to be opened in a browser.", valueName: "file"))
  var page: String?

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("Replace a value of the configuration; may be repeated.", valueName: "path=value"))
  var overrides: [String] = []

  func run() async throws {
    let surroundings = try Process.surroundings()
    let setup: Setup
    let item: InputItem
    do {
      setup = try Setup(file: config, overrides: try RunCommand.parsed(overrides), in: surroundings)
      Console.report(setup.warnings)
      let plan = try InputPlan([(input, nil)])
      guard let first = plan.items(limits: setup.config.limits).first(where: { _ in true }) else {
        throw Diagnostics([Diagnostic(.noInput, "the input \"\(input)\" holds no document")])
      }
      item = first
    } catch let problems as Diagnostics {
      Console.report(problems.sorted)
      throw Exit.unusable
    }
    let inspection = await Inspector(pipeline: setup.pipeline, limits: setup.config.limits).run(item, number: 0)
    if let page {
      do {
        try FileWriter.write(ExplanationPage.html(of: inspection), to: FilePath.normalised(page))
      } catch {
        Console.report([error.diagnostic])
        throw Exit.unusable
      }
      Console.error("wrote \(page)")
    } else {
      let isColoured = Console.isTerminal(STDOUT_FILENO) && (Process.environment["NO_COLOR"] ?? "").isEmpty
      Console.output(ExplanationText(isColoured: isColoured).text(of: inspection))
    }
    guard case .exported = inspection.result.outcome else { throw Exit.someFailed }
  }
}
