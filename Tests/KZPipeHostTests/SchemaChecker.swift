import KZPipeJSON

/// Checks a value against the keywords of JSON Schema 2020-12 that kzpipe's schemas use. A keyword that it does not know
/// is a fault of its own, so that no rule is passed over.
struct SchemaChecker {
  private static let remarks: Set<String> = [
    "$schema", "$defs", "title", "description", "default", "examples", "writeOnly", "deprecated", "format",
  ]
  let root: JSONValue

  func faults(_ value: JSONValue, at path: String = "") -> [String] { faults(value, root, path) }

  private func faults(_ value: JSONValue, _ schema: JSONValue, _ path: String) -> [String] {
    (schema.object ?? []).flatMap { rule -> [String] in
      switch rule.key {
      case "type": types(rule.value).contains { Self.has(value, type: $0) } ? [] : ["\(path): type"]
      case "const": rule.value == value ? [] : ["\(path): const"]
      case "enum": rule.value.elements.contains(value) ? [] : ["\(path): enum"]
      case "minimum": value.double.map { $0 >= rule.value.double ?? 0 } ?? true ? [] : ["\(path): minimum"]
      case "maximum": value.double.map { $0 <= rule.value.double ?? 0 } ?? true ? [] : ["\(path): maximum"]
      case "minItems": value.array.map { $0.count >= rule.value.integer ?? 0 } ?? true ? [] : ["\(path): minItems"]
      case "maxProperties":
        value.object.map { $0.count <= rule.value.integer ?? 0 } ?? true ? [] : ["\(path): maxProperties"]
      case "pattern" where rule.value.string == "\\$\\{":
        value.string.map { $0.contains("${") } ?? true ? [] : ["\(path): pattern"]
      case "anyOf":
        rule.value.elements.contains { faults(value, $0, path).isEmpty } ? [] : ["\(path): anyOf"]
      case "$ref" where rule.value.string == "#/$defs/variable":
        faults(value, root["$defs"]?["variable"] ?? ["type": "nothing"], path)
      case "items":
        (value.array ?? []).enumerated().flatMap { faults($1, rule.value, "\(path)/\($0)") }
      case "required":
        value.object.map { object in
          rule.value.elements.compactMap(\.string).filter { name in !object.contains { $0.key == name } }.map {
            "\(path): missing \($0)"
          }
        } ?? []
      case "properties":
        (value.object ?? []).flatMap { member in
          rule.value[member.key].map { faults(member.value, $0, "\(path)/\(member.key)") } ?? []
        }
      case "additionalProperties":
        (value.object ?? []).filter { schema["properties"]?[$0.key] == nil }.flatMap { member in
          rule.value == false
            ? ["\(path): unknown \(member.key)"] : faults(member.value, rule.value, "\(path)/\(member.key)")
        }
      default: Self.remarks.contains(rule.key) ? [] : ["\(path): keyword \(rule.key)"]
      }
    }
  }

  private func types(_ value: JSONValue) -> [String] { value.elements.compactMap(\.string) }

  private static func has(_ value: JSONValue, type: String) -> Bool {
    switch (type, value) {
    case ("null", .null), ("boolean", .bool), ("number", .number), ("string", .string), ("array", .array),
      ("object", .object):
      true
    case ("integer", .number(let number)): number.integer != nil
    default: false
    }
  }
}
