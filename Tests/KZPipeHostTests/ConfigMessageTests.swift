import KZPipeKit
import Testing

@testable import KZPipeHost

/// What a person reads for every mistake in a configuration, word for word.
@Suite struct ConfigMessageTests {
  /// A good file, to which each case adds its mistake.
  static let good = """
    kzpipe: 1
    pipeline:
      clean: [lines]
      parse: [first_line]
      export: [files]

    """

  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var text: String
    var messages: String
    var testDescription: String { name }
  }

  static func messages(_ text: String, environment: [String: String] = [:], overrides: [String] = []) -> String {
    do {
      let set = try overrides.map { try ConfigOverride($0) }
      let (config, problems) = try ConfigLoader.load(
        Array(text.utf8), file: "p.yaml", overrides: set, environment: environment)
      let setup = try Setup(
        config: config, registry: TestStages.registry(), problems: problems, in: TestStages.surroundings)
      return Diagnostics(setup.warnings).sorted.map(DiagnosticRenderer.text).joined(separator: "\n")
    } catch let problem as Diagnostic {
      return DiagnosticRenderer.text(of: problem)
    } catch let problems as Diagnostics {
      return problems.sorted.map(DiagnosticRenderer.text).joined(separator: "\n")
    } catch {
      return "\(error)"
    }
  }

  @Test func aGoodFileHasNone() {
    #expect(Self.messages(Self.good) == "")
  }

  @Test(arguments: cases) func says(_ item: Case) {
    #expect(Self.messages(item.text) == item.messages)
  }

  static let cases: [Case] = [
    Case(
      name: "empty", text: "# nothing\n",
      messages: "p.yaml: error[KZ0106]: the configuration is empty\n  kzpipe init writes a first one"),
    Case(
      name: "a list", text: "- a\n",
      messages:
        "p.yaml:1:1: error[KZ0105]: the configuration has to be a map, not a list\n  kzpipe init writes a first one"),
    Case(
      name: "syntax", text: "kzpipe: [1\n",
      messages:
        "p.yaml:2:1: error[KZ0101]: not valid YAML: did not find expected ',' or ']'\n  while parsing a flow sequence that starts at line 1, column 9"
    ),
    Case(
      name: "tabulator", text: "kzpipe: 1\npipeline:\n\tclean: [lines]\n",
      messages:
        "p.yaml:3:1: error[KZ0112]: a tabulator stands in the indentation, where YAML allows only blanks\n  replace every tabulator at the start of a line by two blanks"
    ),
    Case(
      name: "duplicate key", text: good + "kzpipe: 1\n",
      messages:
        "p.yaml:6:1: error[KZ0111]: key \"kzpipe\" is written more than once in one map\n  keep one of them; YAML does not say which would count"
    ),
    Case(
      name: "duplicate key in a stage", text: good + "limits:\n  in_flight: 1\n  in_flight: 2\n",
      messages:
        "p.yaml:8:3: error[KZ0111]: key \"in_flight\" is written more than once in one map\n  keep one of them; YAML does not say which would count"
    ),
    Case(
      name: "duplicate key in brackets", text: good + "limits: {in_flight: 1, in_flight: 2}\n",
      messages:
        "p.yaml:6:10: error[KZ0111]: key \"in_flight\" is written more than once in one map\n  keep one of them; YAML does not say which would count"
    ),
    Case(
      name: "unknown key", text: good + "limit: {}\n",
      messages:
        "p.yaml:6:1: error[KZ0104]: unknown key \"limit\" (did you mean \"limits\"?)\n  allowed: dead_letter, extends, input, kzpipe, limits, no_article, output, pipeline, plugins, tests"
    ),
    Case(
      name: "unknown nested key", text: good + "limits: {inflight: 3}\n",
      messages:
        "p.yaml:6:10: error[KZ0104]: unknown key \"inflight\" in \"limits\" (did you mean \"in_flight\"?)\n  allowed: document_bytes, document_output_bytes, document_seconds, in_flight, in_flight_bytes"
    ),
    Case(
      name: "quoted number", text: good + "limits: {in_flight: \"3\"}\n",
      messages:
        "p.yaml:6:21: error[KZ0105]: key \"limits.in_flight\" has to be an integer from 1 to 65536, not \"3\"\n  take the quotes away"
    ),
    Case(
      name: "out of range", text: good + "limits: {in_flight: 0}\n",
      messages: "p.yaml:6:21: error[KZ0107]: key \"limits.in_flight\" has to be an integer from 1 to 65536, not 0"),
    Case(
      name: "choice", text: good + "no_article: skipp\n",
      messages:
        "p.yaml:6:13: error[KZ0108]: key \"no_article\" has to be one of dead_letter, skip, not \"skipp\" (did you mean \"skip\"?)"
    ),
    Case(
      name: "not a list", text: good + "input: {paths: pages}\n",
      messages:
        "p.yaml:6:16: error[KZ0105]: key \"input.paths\" has to be a list, each a path, not \"pages\"\n  write it as a list: [pages]"
    ),
    Case(
      name: "format", text: good.replacing("kzpipe: 1", with: "kzpipe: 2"),
      messages:
        "p.yaml:1:9: error[KZ0116]: the file is written in format 2, and this kzpipe reads format 1\n  write kzpipe: 1"),
    Case(
      name: "no pipeline", text: "kzpipe: 1\n",
      messages: "p.yaml:1:1: error[KZ0106]: missing key \"pipeline\"\n  pipeline: The stages."),
    Case(
      name: "unknown stage", text: good.replacing("[first_line]", with: "[first_lin]"),
      messages:
        "p.yaml:4:11: error[KZ0201]: unknown parse stage \"first_lin\" (did you mean \"first_line\"?)\n  parse stages: first_line"
    ),
    Case(
      name: "wrong kind", text: good.replacing("[files]", with: "[files, names]"),
      messages:
        "p.yaml:5:19: error[KZ0202]: the stage \"names\" is of kind enrich and stands under \"export\"\n  move it to pipeline.enrich"
    ),
    Case(
      name: "unknown kind", text: good + "  exprt: [files]\n".replacing("  exprt", with: "  exprt"),
      messages:
        "p.yaml:6:3: error[KZ0104]: unknown key \"exprt\" in \"pipeline\" (did you mean \"export\"?)\n  allowed: clean, parse, enrich, export"
    ),
    Case(
      name: "unknown option", text: good.replacing("[files]", with: "[{files: {giud_authority: x}}]"),
      messages:
        "p.yaml:5:21: error[KZ0103]: unknown option \"giud_authority\" of stage files (did you mean \"guid_authority\"?)\n  allowed: directory, guid_authority, path, provider"
    ),
    Case(
      name: "missing option", text: good.replacing("[files]", with: "[{files: {provider: {}}}]"),
      messages:
        "p.yaml:5:21: error[KZ0106]: missing option \"name\" in \"provider\" of stage files\n  name: Name of the desk.\n  for example name: Desk"
    ),
    Case(
      name: "not a uri", text: good.replacing("[files]", with: "[{files: {provider: {name: a, uri: b}}}]"),
      messages:
        "p.yaml:5:46: error[KZ0109]: option \"provider.uri\" of stage files has to be an absolute URI, not \"b\"\n  for example https://example.com/"
    ),
    Case(
      name: "number for text", text: good.replacing("[files]", with: "[{files: {provider: {name: 7}}}]"),
      messages:
        "p.yaml:5:38: error[KZ0105]: option \"provider.name\" of stage files has to be a string, not 7\n  put it in quotes"
    ),
    Case(
      name: "list element", text: good + "  enrich: [{names: {gazetteers: [world, wrld]}}]\n",
      messages:
        "p.yaml:6:41: error[KZ0108]: option \"gazetteers.1\" of stage names has to be one of world, kazakhstan, not \"wrld\" (did you mean \"world\"?)"
    ),
    Case(
      name: "secret", text: good + "  enrich: [{names: {token: 7}}]\n",
      messages:
        "p.yaml:6:28: error[KZ0105]: option \"token\" of stage names has to be a string, not an integer\n  put it in quotes"
    ),
    Case(
      name: "deprecated", text: good + "  enrich: [{names: {old_minimum: 2}}]\n",
      messages: "p.yaml:6:21: warning[KZ0110]: option \"old_minimum\" of stage names is on its way out\n  use minimum"),
    Case(
      name: "options beside the name", text: good + "  enrich:\n    - names:\n      minimum: 2\n",
      messages:
        "p.yaml:8:7: error[KZ0208]: \"minimum\" stands beside the stage \"names\"\n  options of \"names\" are indented below its name; another stage starts a line of its own with \"- \""
    ),
    Case(
      name: "options that are no map", text: good + "  enrich: [{names: 2}]\n",
      messages:
        "p.yaml:6:20: error[KZ0208]: the options of stage \"names\" have to be a map, not an integer\n  write names: {option: value}"
    ),
    Case(
      name: "stages that are no list", text: good.replacing("[files]", with: "files"),
      messages:
        "p.yaml:2:1: error[KZ0205]: the pipeline has no export stage\n  export stages: files, lines_out, records\np.yaml:5:11: error[KZ0208]: \"export\" has to be a list of stages, not a string\n  write export: [name], or one \"- name\" a line"
    ),
    Case(
      name: "order", text: good + "  enrich: [rank, names]\n",
      messages:
        "p.yaml:6:12: warning[KZ0203]: the stage \"rank\" needs \"entities\", which no stage before it writes\n  move \"names\", which writes it, before \"rank\""
    ),
    Case(
      name: "need", text: good + "  enrich: [rank]\n",
      messages:
        "p.yaml:6:12: warning[KZ0203]: the stage \"rank\" needs \"entities\", which no stage before it writes\n  written by: names"
    ),
    Case(
      name: "twice", text: good.replacing("[files]", with: "[files, files]"),
      messages:
        "p.yaml:5:19: error[KZ0204]: the stage \"files\" stands twice under \"export\"\n  both would write to the same directory; keep one"
    ),
    Case(
      name: "path leaves",
      text: good.replacing(
        "[files]", with: "[{files: {path: ../{slug}}}]".replacing("../{slug}", with: "\"../{slug}\"")),
      messages:
        "p.yaml:5:27: error[KZ0206]: option \"path\" of stage files leaves the output directory\n  a path stays inside the output directory; {slug}, {date}, {language} and {id} are filled in"
    ),
    Case(
      name: "path placeholder", text: good.replacing("[files]", with: "[{files: {path: \"{slg}.txt\"}}]"),
      messages:
        "p.yaml:5:27: error[KZ0206]: option \"path\" of stage files has the unknown placeholder \"{slg}\" (did you mean \"{slug}\"?)\n  a path stays inside the output directory; {slug}, {date}, {language} and {id} are filled in"
    ),
    Case(
      name: "stage not made", text: good.replacing("[files]", with: "[{files: {path: impossible}}]"),
      messages:
        "p.yaml:5:13: error[KZ0207]: the stage \"files\" cannot be made: the path is impossible\n  choose another"),
    Case(
      name: "missing variable", text: good + "output: {directory: \"${KZ_OUT}\"}\n",
      messages:
        "p.yaml:6:21: error[KZ0114]: the environment variable \"KZ_OUT\" is not set\n  set it, or give a default: ${KZ_OUT:-default}"
    ),
    Case(
      name: "malformed variable", text: good + "output: {directory: \"${KZ OUT}\"}\n",
      messages:
        "p.yaml:6:21: error[KZ0115]: \"${KZ OUT}\" is not a variable\n  write ${NAME} or ${NAME:-default}; $${ stands for the characters ${"
    ),
    Case(
      name: "variable between brackets", text: good + "limits: {in_flight: ${N}}\n",
      messages:
        "p.yaml:6:22: error[KZ0101]: not valid YAML: did not find expected ',' or '}'\n  while parsing a flow mapping that starts at line 6, column 9\n  between brackets a variable stands in quotes: \"${NAME}\""
    ),
    Case(
      name: "complex key", text: "a: &x [1]\nb: *x\n? *x\n: 1\n",
      messages: "p.yaml:3:1: error[KZ0101]: a key has to be a plain name, not an alias, a list or a map"),
    Case(
      name: "tabulator behind carriage returns", text: "kzpipe: 1\r\npipeline:\r\n\tclean: [lines]\r\n",
      messages:
        "p.yaml:3:1: error[KZ0112]: a tabulator stands in the indentation, where YAML allows only blanks\n  replace every tabulator at the start of a line by two blanks"
    ),
    Case(
      name: "tests that are no list", text: good + "tests: {}\n",
      messages: "p.yaml:6:8: error[KZ0105]: \"tests\" has to be a list, not a map"),
    Case(
      name: "unknown key of a test", text: good + "tests: [{text: a, expct: {}, expect: {}}]\n",
      messages:
        "p.yaml:6:19: error[KZ0104]: unknown key \"expct\" in a test (did you mean \"expect\"?)\n  allowed: name, input, text, html, expect, dead_letter"
    ),
    Case(
      name: "unknown member", text: good + "tests: [{text: a, expect: {authors: [{nam: A}]}}]\n",
      messages:
        "p.yaml:6:39: error[KZ0119]: unknown member \"nam\" of the article record in \"/authors/0\" (did you mean \"name\"?)\n  members: name, email, role, url, is_organisation\n  for lists NAME_count, for texts NAME_contains and NAME_matches"
    ),
    Case(
      name: "member of another type", text: good + "tests: [{text: a, expect: {headline: [A]}}]\n",
      messages: "p.yaml:6:38: error[KZ0105]: \"/headline\" of the article record is a string, not a list"),
    Case(
      name: "count that is no number", text: good + "tests: [{text: a, expect: {body_count: many}}]\n",
      messages:
        "p.yaml:6:40: error[KZ0105]: \"/body_count\" has to be a whole number, not a string\n  a range is written {at_least: 2, at_most: 5}"
    ),
    Case(
      name: "kind that is none", text: good + "tests: [{text: a, expect: {body: [{kind: headng}]}}]\n",
      messages:
        "p.yaml:6:42: error[KZ0108]: \"/body/0/kind\" of the article record is one of paragraph, heading, quote, list_item, question, answer, table, preformatted, not \"headng\" (did you mean \"heading\"?)"
    ),
    Case(
      name: "pattern that is none", text: good + "tests: [{text: a, expect: {text_matches: '(a'}}]\n",
      messages:
        "p.yaml:6:42: error[KZ0120]: the pattern \"(a\" has a \"(\" that nothing closes\n  in single quotes a backslash stands for itself: '\\d+ telescopes'"
    ),
    Case(
      name: "unknown key of a dead letter", text: good + "tests: [{text: a, dead_letter: {cod: no_article}}]\n",
      messages:
        "p.yaml:6:33: error[KZ0104]: unknown key \"cod\" in an expected dead letter (did you mean \"code\"?)\n  allowed: code, stage, message_matches"
    ),
    Case(
      name: "two at once", text: good.replacing("[files]", with: "[fils]") + "limit: {}\n",
      messages:
        "p.yaml:5:12: error[KZ0201]: unknown export stage \"fils\" (did you mean \"files\"?)\n  export stages: files, lines_out, records\np.yaml:6:1: error[KZ0104]: unknown key \"limit\" (did you mean \"limits\"?)\n  allowed: dead_letter, extends, input, kzpipe, limits, no_article, output, pipeline, plugins, tests"
    ),
  ]

  // MARK: Bounds

  @Test func aBombOfAliasesIsRefused() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1..<9 {
      text += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ") + "]\n"
    }
    #expect(Self.messages(text).contains("error[KZ0113]: the configuration has more than 50000 values"))
  }

  @Test func aBombInAKeyIsRefused() {
    #expect(Self.messages("a: &a [x]\nb: &b [*a, *a]\n{*b : 1}: 2\n").contains("error[KZ0101]"))
  }

  @Test func depthIsBounded() {
    let deep = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
    #expect(
      Self.messages("a: \(deep)\n").contains("error[KZ0113]: the configuration is nested more than 64 levels deep"))
    let abyss = String(repeating: "[", count: 100_000)
    #expect(
      Self.messages("a: \(abyss)\n").contains("error[KZ0113]: the configuration is nested more than 64 levels deep"))
  }

  @Test func sizeIsBounded() {
    let text = Self.good + String(repeating: "# filler\n", count: 1_200_000)
    #expect(
      Self.messages(text).hasPrefix(
        "p.yaml: error[KZ0113]: the configuration is larger than the 1048576 bytes that are read"))
  }

  @Test func theListOfProblemsIsBounded() {
    let lines = Self.messages(Self.good + (0..<20_000).map { "key\($0): 1\n" }.joined()).split(separator: "\n")
    #expect(lines.count < 300 && lines.contains { $0.contains("19900 more problems are not listed") })
  }

  @Test func brokenBytesAreRefused() {
    #expect(throws: Diagnostic.self) {
      try ConfigLoader.load([0x61, 0xFF, 0x3A, 0x20], file: "p.yaml", environment: [:])
    }
  }

  // MARK: Environment and overrides

  @Test func aVariableIsNeverShown() {
    let text = Self.good + "limits: {in_flight: \"${SECRET}\"}\n"
    let message = Self.messages(text, environment: ["SECRET": "hunter2"])
    #expect(
      message
        == "p.yaml:6:21: error[KZ0105]: key \"limits.in_flight\" has to be an integer from 1 to 65536, not a string (${SECRET})"
    )
  }

  @Test func aVariableIsNamedWhenOneIsNear() {
    let message = Self.messages(Self.good + "output: {directory: \"$$x${KZ_OTU}\"}\n", environment: ["KZ_OUT": "x"])
    #expect(message.contains("\"KZ_OTU\" is not set (did you mean \"KZ_OUT\"?)"))
  }

  @Test(arguments: [
    (
      "limits.in_flight",
      "--set limits.in_flight: error[KZ0117]: an override needs the form path=value\n  example: --set limits.in_flight=8"
    ),
    (
      "limits.in_flight=many",
      "--set limits.in_flight=many: error[KZ0105]: key \"limits.in_flight\" has to be an integer from 1 to 65536, not \"many\""
    ),
    (
      "pipeline.export.fles.path=x",
      "--set pipeline.export.fles.path=x: error[KZ0117]: the list has no \"fles\" (did you mean \"files\"?)\n  it holds: files"
    ),
    (
      "extends=a.yaml",
      "--set extends=a.yaml: error[KZ0117]: what a configuration extends can only be said in the file\n  write extends: into a file of its own and name that with -c"
    ),
    ("kzpipe.a=1", "--set kzpipe.a=1: error[KZ0117]: \"a\" would stand below a single value"),
  ])
  func overridesAreChecked(_ argument: String, message: String) {
    #expect(Self.messages(Self.good, overrides: [argument]) == message)
  }
}

/// What stands beside the messages.
@Suite struct DiagnosticGuideTests {
  @Test(arguments: DiagnosticCode.allCases) func everyCodeIsExplained(_ code: DiagnosticCode) throws {
    let entry = try #require(DiagnosticGuide.entry(of: code), "add \(code.text) to DiagnosticGuide")
    #expect(entry.meaning.hasSuffix(".") && entry.remedy.hasSuffix("."))
    #expect(DiagnosticGuide.code(code.text) == code && DiagnosticGuide.code(String(code.rawValue)) == code)
  }

  @Test func codesAreReadAndUnknownOnesAreNone() {
    #expect(DiagnosticGuide.code("kz103") == .unknownOption && DiagnosticGuide.code("KZ0999") == nil)
    #expect(DiagnosticGuide.code("syntax") == nil)
  }

  @Test func aReportNamesThePage() {
    #expect(
      DiagnosticRenderer.report(of: Diagnostic(.noInput, "there is nothing to read"))
        == "kzpipe: error[KZ0401]: there is nothing to read\n  see docs/reference/diagnostics.md#kz0401")
  }
}
