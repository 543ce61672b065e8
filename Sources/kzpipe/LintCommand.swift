import ArgumentParser
import KZPipeHost

struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Check configurations; a run finds the same.",
    discussion: """
      Problems are printed as FILE:LINE:COLUMN: error[CODE]: message, all of them at once; --explain tells more of a code.
      The tests of a configuration are checked, too; kzpipe test runs them. The exit code is 2 when there is an error;
      warnings alone leave it at 0.

      EXAMPLES:
        kzpipe lint
        kzpipe lint configs/*.yaml
        kzpipe lint --explain KZ0103
      """)

  @OptionGroup var configs: ConfigFiles

  @Option(help: ArgumentHelp("Tell what the code of a message means and what to do.", valueName: "code"))
  var explain: String?

  func validate() throws {
    if !configs.isEmpty, explain != nil { throw ValidationError("--explain goes without files.") }
  }

  func run() throws {
    if let explain { return try tell(explain) }
    let surroundings = try Process.surroundings()
    var hasErrors = false
    for file in configs.all {
      do {
        let setup = try Setup(file: file, in: surroundings)
        for warning in setup.warnings { Console.output(DiagnosticRenderer.report(of: warning)) }
      } catch {
        hasErrors = true
        for problem in error.sorted { Console.output(DiagnosticRenderer.report(of: problem)) }
      }
    }
    if hasErrors { throw Exit.unusable }
  }

  private func tell(_ name: String) throws {
    guard let code = DiagnosticGuide.code(name), let entry = DiagnosticGuide.entry(of: code) else {
      Console.error("kzpipe: there is no code \"\(name)\"; all codes stand in \(DiagnosticGuide.page)")
      throw Exit.unusable
    }
    Console.output("\(code.text): \(entry.title)\n\n\(entry.meaning)\n\(entry.remedy)")
  }
}
