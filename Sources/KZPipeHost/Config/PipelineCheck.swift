import KZPipeKit

/// Checks the stages of a config against a registry: names, kinds, options, order.
struct PipelineCheck {
  /// A stage that can be made.
  struct Checked {
    var use: Config.StageUse
    var stage: StageRegistry.Stage
    var options: [String: OptionValue]
    /// Set when the stage shall run in a process of its own.
    var isolation: ProcessSettings?
  }

  let config: Config
  let registry: StageRegistry
  private(set) var checked: [Checked] = []
  private(set) var problems: [Diagnostic] = []

  init(config: Config, registry: StageRegistry) {
    self.config = config
    self.registry = registry
    var unknown = false
    for written in config.stages {
      let process = ProcessUse(written, registry: registry, directory: config.directory)
      problems += process.problems
      let use = process.use
      guard !process.isUnusable, let stage = process.stage ?? stage(for: use) else {
        unknown = true
        continue
      }
      var reporter = OptionReporter(subject: .stage(use.name), directory: config.directory)
      let values = reporter.check(use.options, fields: stage.spec.options, at: use.place)
      problems += reporter.problems
      checkPathTemplates(use, stage.spec)
      checked.append(
        Checked(use: use, stage: process.overriding(stage), options: values, isolation: process.isolation))
    }
    checkRepetition()
    checkCompleteness()
    if !unknown { checkOrder() }
  }

  // MARK: Names and kinds

  private mutating func stage(for use: Config.StageUse) -> StageRegistry.Stage? {
    if var conflict = registry.conflicts[use.name] {
      conflict.place = use.place
      problems.append(conflict)
      return nil
    }
    guard let stage = registry.stages[use.name] else {
      problems.append(unknown(use))
      return nil
    }
    guard stage.spec.kind == use.kind else {
      let right = stage.spec.kind.rawValue
      problems.append(
        Diagnostic(
          .wrongKind, "the stage \"\(use.name)\" is of kind \(right) and stands under \"\(use.kind.rawValue)\"",
          at: use.place,
          notes: ["move it to pipeline.\(right)"]))
      return nil
    }
    return stage
  }

  private func unknown(_ use: Config.StageUse) -> Diagnostic {
    let sameKind = registry.sorted.filter { $0.spec.kind == use.kind }.map(\.spec.name)
    var notes = [
      sameKind.isEmpty
        ? "no module brings a \(use.kind.rawValue) stage; kzpipe plugins shows where modules are looked for"
        : "\(use.kind.rawValue) stages: " + sameKind.joined(separator: ", ")
    ]
    let suspects = registry.refused.compactMap(\.place?.file)
    if !suspects.isEmpty {
      notes.append(
        "refused modules (kzpipe plugins tells why): " + suspects.map(FilePath.lastSegment).joined(separator: ", "))
    }
    return Diagnostic(
      .unknownStage, "unknown \(use.kind.rawValue) stage \"\(use.name)\"", at: use.place,
      suggestion: NearestName.of(use.name, among: sameKind) ?? NearestName.of(use.name, among: registry.stages.keys),
      notes: notes)
  }

  private mutating func checkRepetition() {
    var seen: Set<String> = []
    for use in config.stages where !seen.insert("\(use.kind.rawValue) \(use.name)").inserted {
      let isError = use.kind == .export
      problems.append(
        Diagnostic(
          .repeatedStage, "the stage \"\(use.name)\" stands twice under \"\(use.kind.rawValue)\"", at: use.place,
          severity: isError ? .error : .warning,
          notes: [
            isError ? "both would write to the same directory; keep one" : "keep one, unless it is meant to run twice"
          ]))
    }
  }

  private mutating func checkCompleteness() {
    guard let place = config.pipelinePlace else { return }
    for kind in [StageKind.parse, .export] where !config.stages.contains(where: { $0.kind == kind }) {
      let names = registry.sorted.filter { $0.spec.kind == kind }.map(\.spec.name)
      problems.append(
        Diagnostic(
          .incompletePipeline, "the pipeline has no \(kind.rawValue) stage", at: place,
          notes: names.isEmpty ? [] : ["\(kind.rawValue) stages: " + names.joined(separator: ", ")]))
    }
  }

  // MARK: Order

  /// What the host itself puts into a document before the first stage.
  private static let given: Set<Field> = [.content]

  /// Clean and parse stages are alternatives by media type, so what any of them writes counts for all that follow.
  private mutating func checkOrder() {
    var written = Self.given
    for kind in StageKind.allCases {
      let stages = checked.filter { $0.use.kind == kind }
      for (index, item) in stages.enumerated() {
        for field in item.stage.spec.reads.subtracting(written).sorted(by: { $0.rawValue < $1.rawValue }) {
          problems.append(unwritten(field, by: item, later: stages[(index + 1)...]))
        }
        written.formUnion(item.stage.spec.writes)
      }
    }
  }

  private func unwritten(_ field: Field, by item: Checked, later: ArraySlice<Checked>) -> Diagnostic {
    var notes: [String] = []
    if let writer = later.first(where: { $0.stage.spec.writes.contains(field) }) {
      notes.append("move \"\(writer.use.name)\", which writes it, before \"\(item.use.name)\"")
    } else {
      let writers = registry.sorted.filter { $0.spec.writes.contains(field) && $0.spec.kind <= item.use.kind }
      if !writers.isEmpty { notes.append("written by: " + writers.map(\.spec.name).joined(separator: ", ")) }
    }
    return Diagnostic(
      .readsUnwritten, "the stage \"\(item.use.name)\" needs \"\(field.rawValue)\", which no stage before it writes",
      at: item.use.place, severity: .warning, notes: notes)
  }

  // MARK: Output paths

  /// A `path` option of an exporter is a template; its faults show without a document.
  private mutating func checkPathTemplates(_ use: Config.StageUse, _ spec: StageSpec) {
    guard use.kind == .export, spec.options.contains(where: { $0.name == "path" }),
      let node = use.options?["path"]?.value,
      case .string(let text) = node.optionValue(as: .string, relativeTo: "")
    else { return }
    if let fault = PathTemplate.fault(in: text) {
      problems.append(
        Diagnostic(
          .badPathTemplate, "option \"path\" of stage \(use.name) \(fault)", at: node.place,
          notes: ["a path stays inside the output directory; {slug}, {date}, {language} and {id} are filled in"]))
    }
  }
}
