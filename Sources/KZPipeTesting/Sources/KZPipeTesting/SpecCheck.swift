import KZPipeKit

/// Judges a spec by what help, lint and reference pages need of it.
struct SpecCheck {
  let spec: StageSpec

  func findings() -> [Conformance.Finding] {
    var messages: [String] = []
    if !Self.isSnakeCase(spec.name) { messages.append("the name \"\(spec.name)\" is not in snake_case") }
    messages += Self.summary(spec.summary, of: "the stage")
    let takesPages = spec.kind == .clean || spec.kind == .parse
    if takesPages, spec.accepts.isEmpty { messages.append("no media type is accepted, so the stage would never run") }
    if !takesPages, !spec.accepts.isEmpty {
      messages.append("media types are declared, but only clean and parse stages take them")
    }
    if spec.kind != .export, spec.writes.isEmpty { messages.append("no field is declared as written") }
    messages += Self.options(spec.options, in: "")
    if spec.problems(with: ["no_such_option": true]).isEmpty { messages.append("an unknown option is not refused") }
    return messages.map { .init(check: .spec, message: $0) }
  }

  private static func options(_ options: [OptionSpec], in prefix: String) -> [String] {
    var messages: [String] = []
    var names: Set<String> = []
    for option in options {
      let name = prefix + option.name
      if !isSnakeCase(option.name) { messages.append("the option \"\(name)\" is not in snake_case") }
      if !names.insert(option.name).inserted { messages.append("the option \"\(name)\" is declared twice") }
      messages += summary(option.summary, of: "option \"\(name)\"")
      for (what, value) in [("default", option.defaultValue), ("example", option.example)] {
        guard let value else { continue }
        let problems = option.type.problems(with: value).filter { !$0.isWarning }
        if !problems.isEmpty { messages.append("the \(what) of option \"\(name)\" does not fit its type") }
      }
      if option.isRequired, option.example == nil, prefix.isEmpty {
        messages.append("the required option \"\(name)\" has no example")
      }
      if case .object(let fields) = option.type { messages += Self.options(fields, in: name + ".") }
    }
    return messages
  }

  private static func summary(_ text: String, of what: String) -> [String] {
    text.isEmpty
      ? ["\(what) has no summary"] : text.hasSuffix(".") ? [] : ["the summary of \(what) does not end with a full stop"]
  }

  private static func isSnakeCase(_ name: String) -> Bool {
    guard let first = name.utf8.first, (97...122).contains(first), name.utf8.last != 95 else { return false }
    return name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
  }
}
