import KZPipeKit

/// A module that is a command: `NAME.kzpipe.yaml` says what the stages are, and which program does their work.
enum ModuleManifest {
  static let suffix = ".kzpipe.yaml"
  /// Version of the form of the file.
  static let format = 1

  private static let stageFields: [OptionSpec] = [
    OptionSpec("name", .string, isRequired: true, summary: "Name in configurations, snake_case.", example: "shout"),
    OptionSpec(
      "kind", .choice(StageKind.allCases.map(\.rawValue)), isRequired: true, summary: "What it is.", example: "enrich"),
    OptionSpec("summary", .string, isRequired: true, summary: "One sentence.", example: "Marks articles that shout."),
    OptionSpec("accepts", .list(.string), summary: "Media types that a clean or parse stage takes."),
    OptionSpec("reads", .list(.string), summary: "Fields that it needs."),
    OptionSpec("reads_optionally", .list(.string), summary: "Fields that it uses when they are there."),
    OptionSpec("writes", .list(.string), summary: "Fields that it writes."),
    OptionSpec("options", .map(.object(optionFields)), summary: "Its options by name."),
  ]

  private static let types = ["string", "integer", "number", "boolean", "uri", "path", "choice"]
  private static let optionFields: [OptionSpec] = [
    OptionSpec("type", .choice(types), default: "string", summary: "What it takes."),
    OptionSpec("list", .boolean, default: false, summary: "It takes a list of these."),
    OptionSpec("choices", .list(.string), summary: "The words of a choice."),
    OptionSpec("minimum", .number(nil), summary: "Least number."),
    OptionSpec("maximum", .number(nil), summary: "Greatest number."),
    OptionSpec("required", .boolean, default: false, summary: "It has to be written."),
    OptionSpec("secret", .boolean, default: false, summary: "Its value is never shown."),
    OptionSpec("summary", .string, isRequired: true, summary: "One sentence.", example: "Marks that make a shout."),
    OptionSpec("default", .string, summary: "Value when it is not written."),
    OptionSpec("example", .string, summary: "A value, for help."),
  ]

  private static let fields: [OptionSpec] = [
    OptionSpec("kzpipe_module", .integer(nil), isRequired: true, summary: "Form of the file.", example: 1),
    OptionSpec("name", .string, isRequired: true, summary: "Name of the module.", example: "shout"),
    OptionSpec("version", .string, isRequired: true, summary: "Version of the module.", example: "1.0.0"),
    OptionSpec(
      "command", .list(.string), isRequired: true, summary: "The program and its arguments.",
      example: ["python3", "shout.py"]),
    OptionSpec("protocol", .choice(FrameForm.allCases.map(\.rawValue)), default: "frames", summary: "How it speaks."),
    OptionSpec("process", .object(ProcessSettings.fields), summary: "How the process is treated."),
    OptionSpec("stages", .list(.object(stageFields)), isRequired: true, summary: "The stages."),
  ]

  /// - Throws: the first thing that is wrong
  static func load(_ path: String) throws(Diagnostic) -> LoadedStages {
    let bytes: [UInt8]
    do { bytes = try ConfigLoader.read(path) } catch {
      throw Diagnostic(
        error.isMissing ? .moduleMissing : .moduleNotLoadable, "cannot read the module: \(error.reason)",
        at: Place(path))
    }
    let root = try ConfigLoader.tree(bytes, file: path)
    let directory = FilePath.absolute(FilePath.directory(of: path))
    var reporter = OptionReporter(subject: .file, directory: directory)
    let values = reporter.check(withoutFreeValues(root), fields: fields, at: root.place)
    if let problem = reporter.problems.first(where: \.isError) { throw problem }
    guard case .integer(format)? = values["kzpipe_module"] else {
      throw Diagnostic(
        .unknownFormat, "the module is written in a form that this kzpipe does not read",
        at: root["kzpipe_module"]?.value.place, notes: ["write kzpipe_module: \(format)"])
    }
    func text(_ key: String) -> String { values[key].flatMap(String.init(option:)) ?? "" }
    var settings = ProcessSettings()
    if case .object(let fields)? = values["process"] { settings = ProcessSettings(fields) }
    let written = WrittenCommand(
      root["command"]?.value ?? root, of: "module \"\(text("name"))\"", directory: directory,
      form: FrameForm(rawValue: text("protocol")) ?? .frames, memoryBytes: settings.memoryBytes)
    if let problem = written.problem { throw problem }
    guard let command = written.command, case .list(let items)? = root["stages"]?.value.value, !items.isEmpty else {
      throw Diagnostic(.missing, "the module has no stage", at: root["stages"]?.place ?? root.place)
    }
    var specs: [StageSpec] = []
    for item in items { specs.append(try spec(item, directory: directory)) }
    let module = LoadedModule(
      path: path, name: text("name"), version: text("version"), stages: specs.map { "\($0.kind.rawValue):\($0.name)" })
    return LoadedStages(
      module,
      stages: specs.map { StageRegistry.Stage($0, command: command, settings: settings, given: [:], of: module) })
  }

  /// Defaults and examples are of the type of their option, so the fields cannot say which.
  private static func withoutFreeValues(_ node: ConfigNode) -> ConfigNode {
    var node = node
    switch node.value {
    case .scalar: break
    case .list(let items): node.value = .list(items.map(withoutFreeValues))
    case .map(let entries):
      node.value = .map(
        entries.filter { $0.key != "default" && $0.key != "example" }.map {
          var entry = $0
          entry.value = withoutFreeValues(entry.value)
          return entry
        })
    }
    return node
  }

  private static func spec(_ node: ConfigNode, directory: String) throws(Diagnostic) -> StageSpec {
    func text(_ key: String) -> String {
      node[key].flatMap { String(option: $0.value.optionValue(as: .string, relativeTo: "")) } ?? ""
    }
    func fields(_ key: String) -> Set<Field> {
      Set((node[key].flatMap { [String](option: $0.value.optionValue) } ?? []).map(Field.init(rawValue:)))
    }
    var spec = StageSpec(
      text("name"), kind: StageKind(rawValue: text("kind")) ?? .enrich, summary: text("summary"),
      accepts: node["accepts"].flatMap { [String](option: $0.value.optionValue) } ?? [], reads: fields("reads"),
      readsOptionally: fields("reads_optionally"), writes: fields("writes"))
    for entry in node["options"]?.value.entries ?? [] {
      spec.options.append(try option(entry, directory: directory))
    }
    return spec
  }

  private static func option(_ entry: ConfigNode.Entry, directory: String) throws(Diagnostic) -> OptionSpec {
    let values = ConfigNode.options(entry.value.entries, fields: optionFields, relativeTo: directory)
    func number(_ key: String) -> Double? { values[key].flatMap(Double.init(option:)) }
    func flag(_ key: String) -> Bool { values[key].flatMap(Bool.init(option:)) ?? false }
    var type: OptionType
    switch values["type"].flatMap(String.init(option:)) ?? "string" {
    case "integer":
      let bounds = [number("minimum"), number("maximum")].map { $0.flatMap { Int(exactly: $0.rounded()) } }
      type = .integer(range(bounds[0], bounds[1], least: Int.min, greatest: Int.max))
    case "number": type = .number(range(number("minimum"), number("maximum"), least: -.infinity, greatest: .infinity))
    case "boolean": type = .boolean
    case "uri": type = .uri
    case "path": type = .path
    case "choice": type = .choice(values["choices"].flatMap([String].init(option:)) ?? [])
    default: type = .string
    }
    if flag("list") { type = .list(type) }
    func value(_ key: String) throws(Diagnostic) -> OptionValue? {
      guard let node = entry.value[key]?.value else { return nil }
      let value = node.optionValue(as: type, relativeTo: directory)
      guard type.problems(with: value).allSatisfy(\.isWarning) else {
        throw Diagnostic(
          .wrongType, "the \(key) of option \"\(entry.key)\" has to be \(type.description)", at: node.place)
      }
      return value
    }
    return OptionSpec(
      entry.key, type, default: try value("default"), isRequired: flag("required"),
      summary: values["summary"].flatMap(String.init(option:)) ?? "", example: try value("example"),
      isSecret: flag("secret"))
  }

  private static func range<Number: Comparable>(
    _ low: Number?, _ high: Number?, least: Number, greatest: Number
  ) -> ClosedRange<Number>? {
    guard low != nil || high != nil else { return nil }
    let (low, high) = (low ?? least, high ?? greatest)
    return low <= high ? low...high : nil
  }
}
