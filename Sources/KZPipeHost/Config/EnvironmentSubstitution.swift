/// Replaces `${NAME}` and `${NAME:-default}` in string leaves, after parsing, so that a value can never change the form
/// of the file. `$${` stands for a literal `${`. As in a shell, the default also counts for an empty variable.
struct EnvironmentSubstitution {
  var environment: [String: String]
  private(set) var problems: [Diagnostic] = []

  init(environment: [String: String]) { self.environment = environment }

  mutating func apply(to node: inout ConfigNode) {
    switch node.value {
    case .scalar(var scalar):
      guard scalar.text.contains("${") else { return }
      let written = scalar.text
      let (text, used) = replaced(written, at: node.place)
      scalar.text = text
      if used { scalar.original = written }
      node.value = .scalar(scalar)
    case .list(var items):
      for index in items.indices { apply(to: &items[index]) }
      node.value = .list(items)
    case .map(var entries):
      for index in entries.indices { apply(to: &entries[index].value) }
      node.value = .map(entries)
    }
  }

  private mutating func replaced(_ text: String, at place: Place) -> (text: String, used: Bool) {
    var out = ""
    var used = false
    var rest = Substring(text)
    while let dollar = rest.firstIndex(of: "$") {
      out += rest[..<dollar]
      rest = rest[dollar...]
      if rest.hasPrefix("$${") {
        out += "${"
        rest = rest.dropFirst(3)
        continue
      }
      guard rest.hasPrefix("${") else {
        out += "$"
        rest = rest.dropFirst()
        continue
      }
      guard let end = rest.firstIndex(of: "}") else {
        problems.append(
          Diagnostic(
            .malformedVariable, "\"${\" has no closing brace", at: place,
            notes: ["write ${NAME} or ${NAME:-default}; $${ stands for the characters ${"]))
        return (out + rest, used)
      }
      let inner = rest[rest.index(rest.startIndex, offsetBy: 2)..<end]
      rest = rest[rest.index(after: end)...]
      used = true
      out += value(of: inner, at: place)
    }
    return (out + rest, used)
  }

  private mutating func value(of inner: Substring, at place: Place) -> String {
    var name = inner
    var fallback: Substring?
    if let colon = inner.firstIndex(of: ":") {
      name = inner[..<colon]
      let after = inner[inner.index(after: colon)...]
      guard after.hasPrefix("-") else { return malformed(inner, at: place) }
      fallback = after.dropFirst()
    }
    guard Self.isName(name) else { return malformed(inner, at: place) }
    let value = environment[String(name)]
    if let value, fallback == nil || !value.isEmpty { return value }
    if let fallback { return String(fallback) }
    problems.append(
      Diagnostic(
        .missingVariable, "the environment variable \"\(name)\" is not set", at: place,
        suggestion: NearestName.of(String(name), among: environment.keys),
        notes: ["set it, or give a default: ${\(name):-default}"]))
    return ""
  }

  private mutating func malformed(_ inner: Substring, at place: Place) -> String {
    problems.append(
      Diagnostic(
        .malformedVariable, "\"${\(inner)}\" is not a variable", at: place,
        notes: ["write ${NAME} or ${NAME:-default}; $${ stands for the characters ${"]))
    return ""
  }

  private static func isName(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return false }
    return text.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || byte == UInt8(ascii: "_")
    }
  }
}
