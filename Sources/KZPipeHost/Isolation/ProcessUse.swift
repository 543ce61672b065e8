import KZPipeKit

/// What a stage's entry in a configuration says of processes: `exec` makes a stage of a command, `isolate: process` puts a
/// module's stage into a process of its own, `process` bounds either.
struct ProcessUse {
  /// The entry without these keys.
  private(set) var use: Config.StageUse
  private(set) var problems: [Diagnostic] = []
  /// The stage that `exec` makes.
  private(set) var stage: StageRegistry.Stage?
  /// Set when a module's stage shall be isolated.
  private(set) var isolation: ProcessSettings?
  /// The entry is broken; what is wrong stands in `problems`.
  private(set) var isUnusable = false
  private var settings: [String: OptionValue]?

  /// Keys that every stage takes beside its options.
  static let fields: [OptionSpec] = [
    OptionSpec("isolate", .choice(["process"]), summary: "Run the stage in a process of its own."),
    OptionSpec("process", .object(ProcessSettings.fields), summary: "How that process is treated."),
  ]

  /// Keys of a stage that is a command.
  static let execFields: [OptionSpec] = [
    OptionSpec(
      "exec", .list(.string), isRequired: true, summary: "The program and its arguments.",
      example: ["python3", "names.py"]),
    OptionSpec(
      "protocol", .choice(FrameForm.allCases.map(\.rawValue)), default: "frames",
      summary: "Frames with lengths in front, or a JSON object a line."),
    OptionSpec("reads", .list(.string), summary: "Fields that the stage needs.", example: ["body"]),
    OptionSpec("writes", .list(.string), summary: "Fields that the stage writes.", example: ["keywords"]),
    OptionSpec(
      "accepts", .list(.string), summary: "Media types that a clean or parse stage takes.", example: ["text/html"]),
    OptionSpec("process", .object(ProcessSettings.fields), summary: "How the process is treated."),
    OptionSpec("options", .map(.string), summary: "Handed to the process when it starts; any values."),
  ]

  init(_ use: Config.StageUse, registry: StageRegistry, directory: String) {
    self.use = use
    let entries = use.options?.entries ?? []
    if entries.contains(where: { $0.key == "exec" }) {
      makeExec(entries, registry: registry, directory: directory)
      isUnusable = stage == nil
    } else if entries.contains(where: { $0.key == "isolate" || $0.key == "process" }) {
      readIsolation(entries, registry: registry, directory: directory)
    }
  }

  /// The settings of the configuration over those of a module's manifest.
  func overriding(_ stage: StageRegistry.Stage) -> StageRegistry.Stage {
    settings.map { stage.overriding($0) } ?? stage
  }

  // MARK: isolate

  private mutating func readIsolation(_ entries: [ConfigNode.Entry], registry: StageRegistry, directory: String) {
    let isOurs: (ConfigNode.Entry) -> Bool = { $0.key == "isolate" || $0.key == "process" }
    let place = use.options?.place ?? use.place
    var reporter = OptionReporter(subject: .stage(use.name), directory: directory)
    let values = reporter.check(
      ConfigNode(.map(entries.filter(isOurs)), at: place), fields: Self.fields, at: use.place)
    problems += reporter.problems
    let rest = entries.filter { !isOurs($0) }
    use.options = rest.isEmpty ? nil : ConfigNode(.map(rest), at: place)
    guard reporter.problems.isEmpty else { return }
    var written: [String: OptionValue]?
    if case .object(let fields)? = values["process"] { written = fields }
    if values["isolate"] != nil { isolation = ProcessSettings(written ?? [:]) }
    guard let known = registry.stages[use.name] else { return }
    if known.isCommand {
      isolation = nil
      settings = written
    } else if isolation == nil {
      problems.append(
        Diagnostic(
          .unknownOption, "\"process\" stands at the stage \"\(use.name)\", which runs in no process of its own",
          at: entries.first(where: isOurs)?.place ?? use.place, notes: ["add isolate: process"]))
    }
  }

  // MARK: exec

  private mutating func makeExec(_ entries: [ConfigNode.Entry], registry: StageRegistry, directory: String) {
    let place = use.options?.place ?? use.place
    var reporter = OptionReporter(subject: .stage(use.name), directory: directory)
    // The options are the process's own business, whatever their form.
    let values = reporter.check(
      ConfigNode(.map(entries.filter { $0.key != "options" }), at: place), fields: Self.execFields, at: use.place)
    problems += reporter.problems
    if let other = registry.stages[use.name] {
      problems.append(
        Diagnostic(
          .stageClaimedTwice,
          "the stage \"\(use.name)\" is a command here and comes from the module \(other.module.path)",
          at: use.place, notes: ["choose another name for the command"]))
    }
    func strings(_ key: String) -> [String] { values[key].flatMap([String].init(option:)) ?? [] }
    let spec = spec(reads: strings("reads"), writes: strings("writes"), accepts: strings("accepts"))
    var settings = ProcessSettings()
    if case .object(let fields)? = values["process"] { settings = ProcessSettings(fields) }
    guard problems.allSatisfy({ !$0.isError }), let node = entries.first(where: { $0.key == "exec" })?.value else {
      return
    }
    let form = values["protocol"].flatMap(String.init(option:)).flatMap(FrameForm.init) ?? .frames
    let written = WrittenCommand(
      node, of: "stage \"\(use.name)\"", directory: directory, form: form, memoryBytes: settings.memoryBytes)
    if let problem = written.problem { problems.append(problem) }
    guard let command = written.command else { return }
    var given: [String: OptionValue] = [:]
    if case .object(let values)? = entries.first(where: { $0.key == "options" })?.value.optionValue { given = values }
    let module = LoadedModule(
      path: command.words[0], name: "exec", version: "", stages: ["\(spec.kind.rawValue):\(spec.name)"])
    stage = StageRegistry.Stage(spec, command: command, settings: settings, given: given, of: module)
    use.options = nil
  }

  private mutating func spec(reads: [String], writes: [String], accepts: [String]) -> StageSpec {
    func fields(_ names: [String], _ otherwise: [Field]) -> Set<Field> {
      Set(names.isEmpty ? otherwise : names.map(Field.init(rawValue:)))
    }
    var spec = StageSpec(use.name, kind: use.kind, summary: "Runs a command.")
    switch use.kind {
    case .clean: (spec.reads, spec.writes) = (fields(reads, [.content]), fields(writes, [.blocks]))
    case .parse: (spec.reads, spec.writes) = (fields(reads, [.blocks]), fields(writes, [.headline, .body]))
    case .enrich:
      (spec.reads, spec.writes) = (fields(reads, [.body]), fields(writes, []))
      if writes.isEmpty {
        problems.append(
          Diagnostic(
            .missing, "missing option \"writes\" of stage \(use.name)", at: use.place,
            notes: ["name the fields that it writes, for example writes: [keywords]; nothing else can be changed"]))
      }
    case .export: spec.reads = fields(reads, [.body])
    }
    if use.kind <= .parse { spec.accepts = accepts.isEmpty ? ["*/*"] : accepts.map { $0.lowercased() } }
    return spec
  }
}

extension PipelineCheck.Checked {
  /// Makes the stage here, or in a process of its own.
  func make(
    _ options: Options, _ context: StageContext, in surroundings: Setup.Surroundings
  ) throws(StageError) -> any Stage {
    // Made here even when it is isolated: what is wrong with its options shows now, and so does whether it needs order.
    let made = try stage.make(options, context, log: surroundings.log)
    guard let isolation else { return made }
    let isOrdered = made is any OrderedEnrichStage
    guard !isOrdered || isolation.count == 1 else {
      throw StageError(
        .badOption, "it sees the documents in their order, so it can run in one process only",
        advice: "leave process.count at 1")
    }
    // A crash is expected here, and writing its backtrace takes longer than starting again; who wants one asks for it.
    let quiet = surroundings.environment["SWIFT_BACKTRACE"] == nil ? ["/usr/bin/env", "SWIFT_BACKTRACE=enable=no"] : []
    let command = ChildProcess.Command(
      words: quiet + [
        FilePath.join(surroundings.executableDirectory, "kzpipe"), StageServer.subcommand,
        FilePath.absolute(stage.module.path), stage.spec.name,
      ], directory: "/", memoryBytes: isolation.memoryBytes, form: .frames)
    return StageCrew(
      stage.spec, command: command, settings: isolation, options: options.values, context: context,
      log: surroundings.log
    ).stage(isOrdered: isOrdered)
  }
}
