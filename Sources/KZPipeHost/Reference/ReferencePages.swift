import KZPipeJSON
import KZPipeKit
import KZPipeNewsRules

/// The reference pages of the documentation, printed from what the code declares.
public enum ReferencePages {
  /// File names with their contents.
  /// - Parameter commands: `kzpipe NAME` with the help text of each command, in order
  public static func all(
    registry: StageRegistry, commands: [(name: String, help: String)]
  ) -> [(name: String, text: String)] {
    [
      ("commands.md", self.commands(commands)), ("configuration.md", configuration), ("stages.md", stages(registry)),
      ("diagnostics.md", diagnostics), ("rules.md", rules), ("article.md", article),
    ]
  }

  static func commands(_ commands: [(name: String, help: String)]) -> String {
    var text = MarkdownText.mark + "# Commands\n\nWhat `kzpipe help NAME` prints.\n"
    for command in commands { text += "\n## \(command.name)\n\n```text\n\(command.help)\n```\n" }
    return text
  }

  // MARK: Configuration

  static var configuration: String {
    var rows: [[String]] = []
    for key in ConfigSchema.keys { append(key, below: "", to: &rows) }
    var isolation: [[String]] = []
    for key in ProcessUse.fields { append(key, below: "", to: &isolation) }
    var commands: [[String]] = []
    for key in ProcessUse.execFields where key.name != "process" { append(key, below: "", to: &commands) }
    let tests = ConfigTestSchema.schema["items"]?["properties"]?.object ?? []
    return MarkdownText.mark + """
      # Keys of a configuration

      How they work together is told in [config.md](../config.md); the stages that stand under `pipeline` and their options in
      [stages.md](stages.md).

      \(MarkdownText.table(["key", "takes", "default", "what it is"], rows))
      ## A stage in a process of its own

      Every stage of a module takes these beside its options; [protocol.md](../protocol.md) tells how the processes are spoken to.

      \(MarkdownText.table(["key", "takes", "default", "what it is"], isolation))
      ## A command as a stage

      A stage whose entry has `exec` is a command; its name is free. It takes `process` as above.

      \(MarkdownText.table(["key", "takes", "default", "what it is"], commands))
      ## A test

      An entry of `tests`; [seeing.md](../seeing.md) tells how expectations are matched.

      \(MarkdownText.table(["key", "what it is"], tests.map { [MarkdownText.code($0.key), $0.value["description"]?.string ?? ""] }))
      """
  }

  private static func append(_ option: OptionSpec, below: String, to rows: inout [[String]]) {
    let name = below + option.name
    var summary = option.summary
    if option.isRequired { summary += " Required." }
    if let advice = option.deprecated { summary += " Deprecated: \(advice)." }
    if option.isSecret { summary += " Never shown." }
    if let example = option.example { summary += " Example: " + MarkdownText.code(OptionText.yaml(example)) }
    rows.append([
      MarkdownText.code(name), typeText(option.type),
      MarkdownText.code(option.defaultValue.map(OptionText.yaml) ?? ""), summary,
    ])
    switch option.type {
    case .object(let fields): for field in fields { append(field, below: name + ".", to: &rows) }
    case .list(.object(let fields)): for field in fields { append(field, below: name + "[].", to: &rows) }
    case .map(.object(let fields)): for field in fields { append(field, below: name + ".*.", to: &rows) }
    default: break
    }
  }

  private static func typeText(_ type: OptionType) -> String {
    switch type {
    case .object: "a map"
    case .list(.object): "a list of maps"
    case .map(.object): "a map of maps"
    default: type.description
    }
  }

  // MARK: Stages

  static func stages(_ registry: StageRegistry) -> String {
    var text =
      MarkdownText.mark + """
        # Stages

        The stages of the modules in this repository; `kzpipe stages` lists those of your own as well. A field that a stage *needs* has to be
        written before it; one that it *uses* may be missing.

        """
    for kind in StageKind.allCases {
      text += "\n## \(kind.rawValue)\n"
      for stage in registry.sorted where stage.spec.kind == kind { text += "\n" + section(stage.spec) }
    }
    return text
  }

  private static func section(_ spec: StageSpec) -> String {
    var lines = ["### \(spec.name)", "", spec.summary, ""]
    func row(_ title: String, _ words: [String]) {
      if !words.isEmpty { lines.append("* \(title): \(words.map(MarkdownText.code).joined(separator: ", "))") }
    }
    row("takes", spec.accepts)
    row("needs", spec.reads.map(\.rawValue).sorted())
    row("uses", spec.readsOptionally.map(\.rawValue).sorted())
    row("writes", spec.writes.map(\.rawValue).sorted())
    if lines.last != "" { lines.append("") }
    guard !spec.options.isEmpty else { return (lines + ["No options.", ""]).joined(separator: "\n") }
    var rows: [[String]] = []
    for option in spec.options { append(option, below: "", to: &rows) }
    return lines.joined(separator: "\n") + "\n"
      + MarkdownText.table(["option", "takes", "default", "what it is"], rows)
  }

  // MARK: Diagnostics

  static var diagnostics: String {
    var text =
      MarkdownText.mark + """
        # Codes of messages

        A problem that shows before a document is touched has a code. Codes keep their meaning. `kzpipe lint --explain KZ0103` prints a section of this
        page.

        """
    let groups = [
      (1, "The configuration"), (2, "The pipeline"), (3, "Modules"), (4, "Input and output"), (5, "Training"),
    ]
    var rest = DiagnosticCode.allCases.sorted { $0.rawValue < $1.rawValue }
    for (number, title) in groups + [(0, "Others")] {
      let codes = rest.filter { number == 0 || $0.rawValue / 100 == number }
      rest.removeAll { codes.contains($0) }
      guard !codes.isEmpty else { continue }
      text += "\n## \(title)\n"
      for code in codes {
        guard let entry = DiagnosticGuide.entry(of: code) else { continue }
        text += "\n### \(code.text)\n\n**\(entry.title)** \(entry.meaning) *\(entry.remedy)*\n"
      }
    }
    return text
  }

  // MARK: Rules of news documents

  static var rules: String {
    let rows = NewsRule.allCases.map { rule in
      [rule.text, rule.severity.rawValue, rule.isOwn ? "●" : "", rule.summary]
    }
    return MarkdownText.mark + """
      # Rules of news documents

      What `kzpipe validate` holds NewsML-G2 and NITF documents to, and `newsml_g2` its own items; `kzpipe validate --rules` prints this list.
      Codes keep their meaning. The standards leave open what the rules marked ● ask for: with `--foreign` those only warn.

      \(MarkdownText.table(["code", "severity", "own", "what it asks for"], rows))
      """
  }

  // MARK: Article record

  static var article: String {
    var rows: [[String]] = []
    append(ArticleSchema.schema, below: "", to: &rows)
    return MarkdownText.mark + """
      # The article record

      One JSON object for each article, a line of `articles.jsonl`. `kzpipe schema article` prints its JSON Schema. What is absent was not found;
      members marked ● are always there. `start` and `end` count UTF-8 bytes of the string that `at` names, the end exclusive.

      \(MarkdownText.table(["member", "takes", "", "what it is"], rows))
      """
  }

  private static func append(_ schema: JSONValue, below: String, to rows: inout [[String]]) {
    let required = Set((schema["required"]?.elements ?? []).compactMap(\.string))
    for member in schema["properties"]?.object ?? [] {
      let name = below + member.key
      rows.append([
        MarkdownText.code(name), typeText(member.value), required.contains(member.key) ? "●" : "",
        member.value["description"]?.string ?? "",
      ])
      append(member.value, below: name + ".", to: &rows)
      if let items = member.value["items"] { append(items, below: name + "[].", to: &rows) }
    }
  }

  private static func typeText(_ schema: JSONValue) -> String {
    if let choices = schema["enum"]?.array {
      return "one of " + choices.compactMap(\.string).map(MarkdownText.code).joined(separator: ", ")
    }
    if let variants = schema["anyOf"]?.array { return variants.map(typeText).joined(separator: " or ") }
    switch schema["type"]?.string {
    case "array": return "list of " + (schema["items"].map(typeText) ?? "values")
    case "object": return schema["additionalProperties"]?.object == nil ? "map" : "map of texts"
    case "string": return "text"
    case "integer": return "whole number"
    case "number": return schema["maximum"]?.double == 1 ? "number from 0 to 1" : "number"
    case "boolean": return "true or false"
    default: return ""
    }
  }
}
