import KZPipeHost

/// The list of modules in words.
enum ModuleText {
  static func text(_ probes: [ModuleProbe.Outcome], roots: [String]) -> String {
    var lines: [String] = []
    var owners: [String: String] = [:]
    for case .loaded(let module) in probes {
      lines.append("\(module.name) \(module.version)  \(module.path)")
      for stage in module.stages {
        var line = "  \(stage.replacing(":", with: " "))"
        let name = stage.split(separator: ":").last.map(String.init) ?? stage
        if let owner = owners[name] { line += "  (claimed by \(owner), too: neither can be used)" }
        owners[name] = owners[name] ?? module.path
        lines.append(line)
      }
    }
    let refused = probes.compactMap { if case .refused(let text) = $0 { text } else { nil } }
    if !refused.isEmpty {
      if !lines.isEmpty { lines.append("") }
      lines.append("refused:")
      lines += refused.flatMap { $0.split(separator: "\n").map { "  " + $0 } }
    }
    if lines.isEmpty { lines.append("No modules found.") }
    lines += ["", "looked in:"] + roots.map { "  " + $0 }
    return lines.joined(separator: "\n")
  }
}
