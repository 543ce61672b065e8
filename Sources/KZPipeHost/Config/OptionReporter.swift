import KZPipeKit

/// Turns problems with written options into located diagnostics, for a stage's options and for the host's own keys alike.
struct OptionReporter {
  enum Subject {
    case file
    case stage(String)
  }

  /// Problems of one map that are told; a file of another kind would have thousands.
  private static let limit = 100

  let subject: Subject
  let directory: String
  private(set) var problems: [Diagnostic] = []

  init(subject: Subject, directory: String) {
    self.subject = subject
    self.directory = directory
  }

  /// Checks a map against its fields and returns its values.
  /// - Parameters:
  ///   - place: where a missing key is reported
  ///   - allowed: keys to list and to suggest from; the fields' names unless given
  @discardableResult
  mutating func check(
    _ node: ConfigNode?, fields: [OptionSpec], at place: Place, allowed: [String]? = nil
  ) -> [String: OptionValue] {
    if let node, case .map = node.value {
    } else if let node, !node.isNull {
      problems.append(
        Diagnostic(.wrongType, "the configuration has to be a map, not \(node.optionValue.typeName)", at: node.place))
      return [:]
    }
    let values = ConfigNode.options(node?.entries ?? [], fields: fields, relativeTo: directory)
    let spec = StageSpec("", kind: .clean, summary: "", options: fields)
    let found = spec.problems(with: values)
    for problem in found.prefix(Self.limit) {
      problems.append(diagnostic(for: problem, in: node, fields: fields, at: place, allowed: allowed))
    }
    if found.count > Self.limit {
      problems.append(
        Diagnostic(
          .tooLarge, "\(found.count - Self.limit) more problems are not listed", at: place,
          notes: ["mend these, or check that it is the right file"]))
    }
    return values
  }

  private func diagnostic(
    for problem: OptionProblem, in root: ConfigNode?, fields: [OptionSpec], at place: Place, allowed: [String]?
  ) -> Diagnostic {
    let found = locate(problem.path, in: root)
    let valuePlace = found?.node.place ?? place
    let keyPlace = found?.key ?? valuePlace
    let field = spec(at: problem.path, in: fields)
    let what = name(of: problem.path)
    switch problem.fault {
    case .unknownKey(let key, let names):
      let names = problem.path.count == 1 ? allowed ?? names : names
      return Diagnostic(
        code, "unknown \(noun) \"\(key)\"\(container(of: problem.path.dropLast()))", at: keyPlace,
        suggestion: NearestName.of(key, among: names),
        notes: [names.isEmpty ? "it takes none" : "allowed: " + names.sorted().joined(separator: ", ")])
    case .missing(let key):
      let missing = spec(at: problem.path + [.key(key)], in: fields)
      var notes: [String] = []
      if let missing { notes.append("\(key): \(missing.summary)") }
      if let example = missing?.example { notes.append("for example \(key): \(OptionText.yaml(example))") }
      return Diagnostic(
        .missing, "missing \(noun) \"\(key)\"\(container(of: problem.path[...]))",
        at: problem.path.isEmpty ? place : keyPlace, notes: notes)
    case .wrongType(let expected, let value):
      return Diagnostic(
        .wrongType,
        "\(what) has to be \(expected.description), not \(shown(value, written: found?.node, field: field))",
        at: valuePlace, notes: hint(expected: expected, found: value))
    case .outOfRange(let expected, let value):
      return Diagnostic(
        .outOfRange,
        "\(what) has to be \(expected.description), not \(shown(value, written: found?.node, field: field))",
        at: valuePlace)
    case .notAChoice(let text, let choices):
      return Diagnostic(
        .notAChoice,
        "\(what) has to be one of \(choices.joined(separator: ", ")), not \(shown(.string(text), written: found?.node, field: field))",
        at: valuePlace, suggestion: field?.isSecret == true ? nil : NearestName.of(text, among: choices))
    case .notAURI(let text):
      return Diagnostic(
        .notAURI, "\(what) has to be an absolute URI, not \(shown(.string(text), written: found?.node, field: field))",
        at: valuePlace, notes: ["for example https://example.com/"])
    case .deprecated(_, let advice):
      return Diagnostic(.deprecated, "\(what) is on its way out", at: keyPlace, severity: .warning, notes: [advice])
    }
  }

  // MARK: Words

  private var code: DiagnosticCode {
    if case .stage = subject { .unknownOption } else { .unknownKey }
  }

  private var noun: String {
    if case .stage = subject { "option" } else { "key" }
  }

  /// `option "provider.uri" of stage newsml_g2`
  private func name(of path: [OptionProblem.Step]) -> String {
    "\(noun) \"\(Self.dotted(path[...]))\"" + suffix
  }

  private func container(of path: ArraySlice<OptionProblem.Step>) -> String {
    (path.isEmpty ? "" : " in \"\(Self.dotted(path))\"") + suffix
  }

  private var suffix: String {
    if case .stage(let name) = subject { " of stage \(name)" } else { "" }
  }

  private static func dotted(_ path: ArraySlice<OptionProblem.Step>) -> String {
    path.map {
      switch $0 {
      case .key(let key): key
      case .index(let index): String(index)
      }
    }.joined(separator: ".")
  }

  /// The value as the file writes it; never what an environment variable held, never a secret.
  private func shown(_ value: OptionValue, written: ConfigNode?, field: OptionSpec?) -> String {
    if field?.isSecret == true { return "\(value.typeName)" }
    if case .scalar(let scalar)? = written?.value, let original = scalar.original {
      return "\(value.typeName) (\(OptionText.shortened(original)))"
    }
    return switch value {
    case .null: "empty"
    case .list, .object: value.typeName
    case .string(let text): "\"\(OptionText.shortened(text))\""
    default: OptionText.yaml(value)
    }
  }

  private func hint(expected: OptionType, found: OptionValue) -> [String] {
    switch (expected, found) {
    case (.string, .integer), (.string, .number), (.string, .boolean): ["put it in quotes"]
    case (.integer, .string(let text)) where Int(text) != nil, (.number, .string(let text)) where Double(text) != nil:
      ["take the quotes away"]
    case (.list, .string), (.list, .integer): ["write it as a list: [\(OptionText.yaml(found))]"]
    default: []
    }
  }

  // MARK: Places

  private func locate(_ path: [OptionProblem.Step], in root: ConfigNode?) -> (node: ConfigNode, key: Place)? {
    guard var node = root else { return nil }
    var key = node.place
    for step in path {
      switch (step, node.value) {
      case (.key(let name), .map(let entries)):
        guard let entry = entries.first(where: { $0.key == name }) else { return nil }
        node = entry.value
        key = entry.place
      case (.index(let index), .list(let items)) where items.indices.contains(index):
        node = items[index]
        key = node.place
      default: return nil
      }
    }
    return (node, key)
  }

  private func spec(at path: [OptionProblem.Step], in fields: [OptionSpec]) -> OptionSpec? {
    var fields = fields
    var found: OptionSpec?
    for step in path {
      guard case .key(let name) = step else { continue }
      guard let field = fields.first(where: { $0.name == name }) else { return found }
      found = field
      if case .object(let inner) = field.type { fields = inner }
      if case .list(.object(let inner)) = field.type { fields = inner }
    }
    return found
  }
}

/// Option values as a configuration file would write them.
public enum OptionText {
  public static func yaml(_ value: OptionValue) -> String {
    switch value {
    case .null: "null"
    case .boolean(let flag): String(flag)
    case .integer(let number): String(number)
    case .number(let number): String(number)
    case .string(let text): needsQuotes(text) ? quoted(text) : text
    case .list(let items): "[" + items.map(yaml).joined(separator: ", ") + "]"
    case .object(let fields):
      "{" + fields.sorted { $0.key < $1.key }.map { "\($0.key): \(yaml($0.value))" }.joined(separator: ", ") + "}"
    }
  }

  /// At most 60 characters.
  static func shortened(_ text: String) -> String { text.count <= 60 ? text : text.prefix(57) + "..." }

  private static func needsQuotes(_ text: String) -> Bool {
    if case .string = CoreScalar.value(ofPlain: text) {} else { return true }
    let plain = text.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || "_./".utf8.contains(byte)
    }
    return !plain
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
  }
}
