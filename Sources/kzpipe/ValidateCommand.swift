import ArgumentParser
import KZPipeHost

struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Check exported documents: form, schema and meaning.",
    discussion: """
      NewsML-G2 and NITF files are held to the rules of their formats, other XML to its form. With --schema every file is
      validated against that XSD, too. Nothing is fetched from the network and no entity is expanded.

      Problems are printed as FILE:LINE: error[CODE]: message. The exit code is 1 when there is an error, 2 when a file or the
      schema cannot be read; warnings alone leave it at 0.

      EXAMPLES:
        kzpipe validate out/newsml_g2
        kzpipe validate out/newsml_g2 --schema NewsML-G2_2.35-spec-All-Power.xsd
        kzpipe validate 'out/**/*.xml' --format json
        curl -s https://desk.example/item.xml | kzpipe validate - --foreign
        kzpipe validate --rules
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Argument(
    help: ArgumentHelp(
      "Documents, patterns, directories of .xml and .nitf files, or - for standard input.", valueName: "file"))
  var files: [String] = []

  @Option(help: ArgumentHelp("XML Schema that the documents have to follow.", valueName: "xsd"))
  var schema: String?

  @Flag(help: "The documents were made by others: what their format allows is at most a warning.")
  var foreign = false

  @Option(help: ArgumentHelp("How findings are printed; json is one object a line.", valueName: "text|json"))
  var format = Format.text

  @Flag(help: "Print the code, severity and meaning of every rule, and check nothing.")
  var rules = false

  func validate() throws {
    if files.isEmpty, !rules { throw ValidationError("name documents to check, or ask for --rules") }
  }

  func run() throws {
    if rules {
      for line in Validation.rules(asJSON: format == .json) { Console.output(line) }
      return
    }
    let surroundings = try Process.surroundings()
    var validation: Validation
    do {
      validation = try Validation(
        schema: schema, isForeign: foreign,
        modules: ModuleSearch(
          executableDirectory: surroundings.executableDirectory, environment: surroundings.environment))
    } catch {
      Console.report([error])
      throw Exit.unusable
    }
    if let limitation = validation.limitation { Console.error("kzpipe: warning: \(limitation)") }
    let documents = DocumentSet(files)
    var unread = documents.problems
    for file in documents.files {
      do {
        try show(validation.findings(in: file))
      } catch {
        unread.append(error)
      }
    }
    show(validation.remaining())
    Console.report(unread)
    Console.error(
      [
        SummaryText.count(validation.checked, "file") + " checked", SummaryText.count(validation.errors, "error"),
        SummaryText.count(validation.warnings, "warning"),
      ].joined(separator: ", "))
    if !unread.isEmpty { throw Exit.unusable }
    if validation.errors > 0 { throw Exit.someFailed }
  }

  private func show(_ findings: [Validation.Finding]) {
    for finding in findings { Console.output(format == .text ? finding.text : finding.json) }
  }
}
