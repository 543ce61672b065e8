import KZPipeKit

/// Makes a `Config` of a located tree and collects everything that is wrong with the host's own keys on the way.
struct ConfigDecoder {
  private let file: String
  private let directory: String
  private(set) var problems: [Diagnostic] = []

  init(file: String) {
    self.file = file
    directory = FilePath.directory(of: file)
  }

  /// A config even when problems were found, so that the stages can be checked in the same go.
  mutating func decode(_ root: ConfigNode) -> Config {
    var reporter = OptionReporter(subject: .file, directory: directory)
    var checked = root
    if case .map(let entries) = root.value {
      // Stages are judged by `PipelineCheck`, tests by `ConfigTest`; what is extended is here already.
      checked.value = .map(
        entries.filter { ($0.key != "pipeline" || $0.value.isNull) && $0.key != "tests" && $0.key != "extends" })
    }
    var fields = ConfigSchema.keys
    if root["pipeline"].map({ !$0.value.isNull }) ?? false,
      let index = fields.firstIndex(where: { $0.name == "pipeline" })
    {
      fields[index].isRequired = false
    }
    reporter.check(checked, fields: fields, at: root.place, allowed: ConfigSchema.keys.map(\.name))
    problems += reporter.problems
    checkFormat(root)
    let (tests, testProblems) = ConfigTest.all(in: root, directory: directory)
    problems += testProblems

    let limits = Config.Limits()
    return Config(
      file: file, directory: directory, inputPaths: paths(root["input"]?.value["paths"]?.value),
      pluginPaths: paths(root["plugins"]?.value), stages: stages(root["pipeline"]),
      pipelinePlace: root["pipeline"].flatMap { $0.value.isNull ? nil : $0.place },
      outputDirectory: path(root["output"]?.value["directory"]) ?? FilePath.resolve("out", in: directory),
      packing: packing(root["output"]?.value["pack"]?.value),
      deadLetterDirectory: path(root["dead_letter"]?.value["directory"]),
      deadLetterLimits: Config.DeadLetterLimits(
        totalBytes: integer(root["dead_letter"]?.value["total_bytes"]) ?? Config.DeadLetterLimits().totalBytes,
        ageDays: integer(root["dead_letter"]?.value["age_days"])),
      noArticle: string(root["no_article"]?.value).flatMap(NoArticle.init) ?? .deadLetter,
      limits: Config.Limits(
        documentSeconds: number(root["limits"]?.value["document_seconds"]) ?? limits.documentSeconds,
        documentBytes: integer(root["limits"]?.value["document_bytes"]) ?? limits.documentBytes,
        inFlight: integer(root["limits"]?.value["in_flight"]) ?? limits.inFlight,
        inFlightBytes: integer(root["limits"]?.value["in_flight_bytes"]) ?? limits.inFlightBytes,
        outputBytes: integer(root["limits"]?.value["document_output_bytes"]) ?? limits.outputBytes),
      tests: tests, sha256: ConfigFingerprint.sha256(of: root))
  }

  private mutating func checkFormat(_ root: ConfigNode) {
    if let problem = Self.formatProblem(of: root) { problems.append(problem) }
  }

  /// Says that a file is written in another format than this kzpipe reads.
  static func formatProblem(of root: ConfigNode) -> Diagnostic? {
    guard let entry = root["kzpipe"], case .integer(let format) = entry.value.optionValue, format != ConfigSchema.format
    else { return nil }
    return Diagnostic(
      .unknownFormat, "the file is written in format \(format), and this kzpipe reads format \(ConfigSchema.format)",
      at: entry.value.place, notes: ["write kzpipe: \(ConfigSchema.format)"])
  }

  // MARK: Stages

  private mutating func stages(_ pipeline: ConfigNode.Entry?) -> [Config.StageUse] {
    guard let pipeline, !pipeline.value.isNull else { return [] }
    guard case .map(let kinds) = pipeline.value.value else {
      problems.append(
        Diagnostic(
          .wrongType,
          "\"pipeline\" has to be a map with clean, parse, enrich and export, not \(pipeline.value.optionValue.typeName)",
          at: pipeline.value.place))
      return []
    }
    var uses: [Config.StageUse] = []
    for entry in kinds {
      guard let kind = StageKind(rawValue: entry.key) else {
        let allowed = StageKind.allCases.map(\.rawValue)
        problems.append(
          Diagnostic(
            .unknownKey, "unknown key \"\(entry.key)\" in \"pipeline\"", at: entry.place,
            suggestion: NearestName.of(entry.key, among: allowed),
            notes: ["allowed: " + allowed.joined(separator: ", ")]))
        continue
      }
      switch entry.value.value {
      case .list(let items):
        for item in items { if let use = stage(item, kind: kind) { uses.append(use) } }
      case .scalar where entry.value.isNull: break
      default:
        problems.append(
          Diagnostic(
            .malformedStage, "\"\(entry.key)\" has to be a list of stages, not \(entry.value.optionValue.typeName)",
            at: entry.value.place, notes: ["write \(entry.key): [name], or one \"- name\" a line"]))
      }
    }
    return uses.enumerated().sorted { ($0.element.kind, $0.offset) < ($1.element.kind, $1.offset) }.map(\.element)
  }

  private mutating func stage(_ node: ConfigNode, kind: StageKind) -> Config.StageUse? {
    switch node.value {
    case .scalar(let scalar):
      if case .string(let name) = CoreScalar.value(of: scalar), !name.isEmpty {
        return Config.StageUse(kind: kind, name: name, place: node.place, options: nil)
      }
    case .map(let entries):
      guard let first = entries.first else { break }
      guard entries.count == 1 else {
        problems.append(
          Diagnostic(
            .malformedStage, "\"\(entries[1].key)\" stands beside the stage \"\(first.key)\"", at: entries[1].place,
            notes: [
              "options of \"\(first.key)\" are indented below its name; another stage starts a line of its own with \"- \""
            ]))
        return nil
      }
      if first.value.isNull { return Config.StageUse(kind: kind, name: first.key, place: first.place, options: nil) }
      guard case .map = first.value.value else {
        problems.append(
          Diagnostic(
            .malformedStage,
            "the options of stage \"\(first.key)\" have to be a map, not \(first.value.optionValue.typeName)",
            at: first.value.place, notes: ["write \(first.key): {option: value}"]))
        return nil
      }
      return Config.StageUse(kind: kind, name: first.key, place: first.place, options: first.value)
    case .list: break
    }
    problems.append(
      Diagnostic(
        .malformedStage, "a stage is a name, or a name with options, not \(node.optionValue.typeName)", at: node.place,
        notes: ["write - name, or - name: {option: value}"]))
    return nil
  }

  // MARK: Values that the schema has already judged

  private func paths(_ node: ConfigNode?) -> [Config.Located<String>] {
    guard case .list(let items)? = node?.value else { return [] }
    return items.compactMap { item in
      guard case .string(let path) = item.optionValue(as: .path, relativeTo: directory) else { return nil }
      return Config.Located(value: path, place: item.place)
    }
  }

  private func packing(_ node: ConfigNode?) -> Packing? {
    guard let node, !node.isNull else { return nil }
    var packing = Packing()
    if case .list(let items)? = node["formats"]?.value.value {
      packing.formats = Set(items.compactMap { string($0).flatMap(Packing.Format.init) })
    }
    packing.partBytes = integer(node["part_bytes"]) ?? packing.partBytes
    return packing
  }

  private func path(_ entry: ConfigNode.Entry?) -> String? {
    guard case .string(let path)? = entry?.value.optionValue(as: .path, relativeTo: directory) else { return nil }
    return path
  }

  private func string(_ node: ConfigNode?) -> String? {
    node.flatMap { String(option: $0.optionValue(as: .string, relativeTo: "")) }
  }
  private func integer(_ entry: ConfigNode.Entry?) -> Int? {
    (entry?.value.optionValue(as: .integer(nil), relativeTo: "")).flatMap(Int.init(option:))
  }
  private func number(_ entry: ConfigNode.Entry?) -> Double? {
    (entry?.value.optionValue(as: .number(nil), relativeTo: "")).flatMap(Double.init(option:))
  }
}
