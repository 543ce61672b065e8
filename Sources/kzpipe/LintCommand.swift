import ArgumentParser
import KZPipeHost

struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Check configurations; a run finds the same.",
    discussion: """
      Problems are printed as FILE:LINE:COLUMN: error[CODE]: message. The exit code is 2 when there is an error; warnings
      alone leave it at 0.

      EXAMPLES:
        kzpipe lint pipeline.yaml
        kzpipe lint configs/*.yaml
      """)

  @Argument(help: ArgumentHelp("Configurations to check.", valueName: "file"))
  var files: [String]

  func run() throws {
    let surroundings = try Process.surroundings()
    var hasErrors = false
    for file in files {
      do {
        let setup = try Setup(file: file, in: surroundings)
        for warning in setup.warnings { Console.output(DiagnosticRenderer.text(of: warning)) }
      } catch {
        hasErrors = true
        for problem in error.sorted { Console.output(DiagnosticRenderer.text(of: problem)) }
      }
    }
    if hasErrors { throw Exit.unusable }
  }
}
