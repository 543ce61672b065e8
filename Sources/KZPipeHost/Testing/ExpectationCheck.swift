import KZPipeJSON
import KZPipeKit

/// Checks what a test expects against the schema of the article record, so that a misspelt member is told by lint and
/// not taken for one that no article has.
struct ExpectationCheck {
  /// What a member's name may end with, and the type that the member then has.
  enum Condition: String, CaseIterable {
    case count = "_count"
    case contains = "_contains"
    case matches = "_matches"

    var type: String { self == .count ? "array" : "string" }
    /// Keys of the map that stands for a range of counts.
    static let bounds = ["at_least", "at_most"]
  }

  private(set) var problems: [Diagnostic] = []

  mutating func run(_ expect: ConfigNode) { check(expect, ArticleSchema.schema, "") }

  private mutating func check(_ node: ConfigNode, _ schema: JSONValue, _ path: String) {
    guard !node.isNull else { return }
    switch (node.value, Self.types(of: schema)) {
    case (.map(let entries), let types) where types.contains("object"):
      for entry in entries { check(entry, in: schema, path) }
    case (.list(let items), let types) where types.contains("array"):
      let element = Self.variant("array", of: schema)["items"] ?? JSONValue.object([])
      for (index, item) in items.enumerated() { check(item, element, "\(path)/\(index)") }
    case (.scalar, let types):
      if types.isEmpty { return checkChoice(node, schema, path) }
      let value = node.optionValue(as: .string, relativeTo: "")
      switch node.optionValue {
      // A year without quotes may stand for the text that the record has.
      case _ where types.contains("string"): break
      case .integer where types.contains("integer") || types.contains("number"): break
      case .number where types.contains("number"): break
      case .boolean where types.contains("boolean"): break
      default: mismatch(node, "not \(value.typeName)", types, path)
      }
    case (_, let types): mismatch(node, "not \(node.optionValue.typeName)", types, path)
    }
  }

  private mutating func check(_ entry: ConfigNode.Entry, in schema: JSONValue, _ path: String) {
    let schema = Self.variant("object", of: schema)
    let here = path + "/" + entry.key
    if let member = schema["properties"]?[entry.key] { return check(entry.value, member, here) }
    // Maps with keys of their own, such as the identifiers of an entity.
    if let element = schema["additionalProperties"], element.object != nil { return check(entry.value, element, here) }
    let names = schema["properties"]?.object?.map(\.key) ?? []
    for condition in Condition.allCases {
      guard let name = entry.key.removing(condition.rawValue), let member = schema["properties"]?[name] else {
        continue
      }
      guard Self.types(of: member).contains(condition.type) else { break }
      return check(entry, condition, here)
    }
    problems.append(
      Diagnostic(
        .unknownMember,
        "unknown member \"\(entry.key)\" of the article record\(path.isEmpty ? "" : " in \"\(path)\"")",
        at: entry.place,
        suggestion: Self.suggestion(for: entry.key, among: names),
        notes: [
          "members: " + names.joined(separator: ", "),
          "for lists NAME_count, for texts NAME_contains and NAME_matches",
        ]))
  }

  private mutating func check(_ entry: ConfigNode.Entry, _ condition: Condition, _ path: String) {
    switch condition {
    case .count:
      if case .map(let bounds) = entry.value.value {
        for bound in bounds where !Condition.bounds.contains(bound.key) {
          problems.append(
            Diagnostic(
              .unknownKey, "unknown key \"\(bound.key)\" in \"\(path)\"", at: bound.place,
              suggestion: NearestName.of(bound.key, among: Condition.bounds),
              notes: ["allowed: " + Condition.bounds.joined(separator: ", ")]))
        }
        for bound in bounds { if case .integer = bound.value.optionValue {} else { number(bound.value, path) } }
      } else if case .integer = entry.value.optionValue {
      } else {
        number(entry.value, path)
      }
    case .contains, .matches:
      for item in entry.value.items {
        guard case .string(let text) = item.optionValue(as: .string, relativeTo: "") else {
          problems.append(
            Diagnostic(
              .wrongType, "\"\(path)\" has to be a text or a list of texts, not \(item.optionValue.typeName)",
              at: item.place))
          continue
        }
        if condition == .matches, let problem = Self.problem(withPattern: text, at: item.place) {
          problems.append(problem)
        }
      }
    }
  }

  private mutating func number(_ node: ConfigNode, _ path: String) {
    problems.append(
      Diagnostic(
        .wrongType, "\"\(path)\" has to be a whole number, not \(node.optionValue.typeName)", at: node.place,
        notes: ["a range is written {at_least: 2, at_most: 5}"]))
  }

  static func problem(withPattern text: String, at place: Place) -> Diagnostic? {
    do {
      _ = try TextPattern(text)
      return nil
    } catch {
      return Diagnostic(
        .badPattern, "the pattern \"\(OptionText.shortened(text))\" \(error.reason)", at: place,
        notes: ["in single quotes a backslash stands for itself: '\\d+ telescopes'"])
    }
  }

  // MARK: Words

  private mutating func mismatch(_ node: ConfigNode, _ found: String, _ types: [String], _ path: String) {
    let words = types.map { type in
      switch type {
      case "object": "a map"
      case "array": "a list"
      case "integer": "an integer"
      case "boolean": "true or false"
      default: "a \(type)"
      }
    }
    problems.append(
      Diagnostic(
        .wrongType, "\"\(path)\" of the article record is \(words.joined(separator: " or ")), \(found)", at: node.place)
    )
  }

  private mutating func checkChoice(_ node: ConfigNode, _ schema: JSONValue, _ path: String) {
    let choices = schema["enum"]?.array?.compactMap(\.string) ?? []
    guard !choices.isEmpty, !choices.contains(node.text) else { return }
    problems.append(
      Diagnostic(
        .notAChoice,
        "\"\(path)\" of the article record is one of \(choices.joined(separator: ", ")), not \"\(OptionText.shortened(node.text))\"",
        at: node.place, suggestion: NearestName.of(node.text, among: choices)))
  }

  /// A name with its ending, so that `headlin_contains` is mended whole.
  private static func suggestion(for key: String, among names: [String]) -> String? {
    for condition in Condition.allCases {
      if let name = key.removing(condition.rawValue), let near = NearestName.of(name, among: names) {
        return near + condition.rawValue
      }
    }
    return NearestName.of(key, among: names)
  }

  // MARK: Schema

  private static func types(of schema: JSONValue) -> [String] {
    if let variants = schema["anyOf"]?.array { return variants.flatMap(types) }
    return schema["type"]?.string.map { [$0] } ?? []
  }

  private static func variant(_ type: String, of schema: JSONValue) -> JSONValue {
    schema["anyOf"]?.array?.first { types(of: $0).contains(type) } ?? schema
  }
}

extension String {
  func removing(_ suffix: String) -> String? { hasSuffix(suffix) ? String(dropLast(suffix.count)) : nil }
}
