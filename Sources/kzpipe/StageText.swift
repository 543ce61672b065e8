import KZPipeHost
import KZPipeKit

/// Stages and their options in words, printed from their specs.
enum StageText {
  static func list(_ registry: StageRegistry) -> String {
    let stages = registry.sorted
    guard !stages.isEmpty else { return "No stages: kzpipe plugins shows where modules are looked for." }
    let width = stages.map(\.spec.name.count).max() ?? 0
    return stages.map { stage in
      let kind = stage.spec.kind.rawValue
      return "\(padded(kind, 6))  \(padded(stage.spec.name, width))  \(stage.spec.summary)"
    }.joined(separator: "\n")
  }

  static func page(_ stage: StageRegistry.Stage) -> String {
    let spec = stage.spec
    var lines = [
      "\(spec.name) (\(spec.kind.rawValue) stage, module \(stage.module.name) \(stage.module.version))", spec.summary,
      "",
    ]
    func row(_ title: String, _ values: [String]) {
      if !values.isEmpty { lines.append("\(padded(title, 9)) \(values.joined(separator: ", "))") }
    }
    row("takes", spec.accepts)
    row("needs", spec.reads.map(\.rawValue).sorted())
    row("uses", spec.readsOptionally.map(\.rawValue).sorted())
    row("writes", spec.writes.map(\.rawValue).sorted())
    if spec.options.isEmpty {
      lines += ["", "It has no options."]
    } else {
      lines += ["", "options:"]
      for option in spec.options { append(option, indent: "  ", to: &lines) }
    }
    lines += ["", "in a pipeline:", "  \(spec.kind.rawValue):"]
    lines += example(spec).map { "    " + $0 }
    return lines.joined(separator: "\n")
  }

  private static func append(_ option: OptionSpec, indent: String, to lines: inout [String]) {
    var head = "\(indent)\(option.name): \(typeText(option.type))"
    if option.isRequired { head += ", required" }
    if let value = option.defaultValue { head += ", default \(OptionText.yaml(value))" }
    lines.append(head)
    lines.append("\(indent)    \(option.summary)")
    if let advice = option.deprecated { lines.append("\(indent)    deprecated: \(advice)") }
    if let example = option.example { lines.append("\(indent)    example: \(OptionText.yaml(example))") }
    for field in fields(of: option.type) { append(field, indent: indent + "    ", to: &lines) }
  }

  private static func typeText(_ type: OptionType) -> String {
    switch type {
    case .object: "a map"
    case .list(.object): "a list of maps"
    default: type.description
    }
  }

  private static func fields(of type: OptionType) -> [OptionSpec] {
    switch type {
    case .object(let fields), .list(.object(let fields)): fields
    default: []
    }
  }

  /// The shortest use that lint accepts.
  private static func example(_ spec: StageSpec) -> [String] {
    let required = spec.options.filter(\.isRequired)
    guard !required.isEmpty else { return ["- \(spec.name)"] }
    return ["- \(spec.name):"]
      + required.map { "    \($0.name): \($0.example.map(OptionText.yaml) ?? "...")" }
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
