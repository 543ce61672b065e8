import KZPipeJSON
import KZPipeKit

/// JSON Schema (2020-12) of option values, from the same specs that lint checks by.
enum OptionSchema {
  /// A string with an environment variable in it may stand for a value of any type.
  static let variableReference: JSONValue = ["$ref": "#/$defs/variable"]
  static let variable: JSONValue = [
    "description": "A value from the environment.", "type": "string", "pattern": "\\$\\{",
  ]

  /// A map with fixed keys.
  static func object(_ fields: [OptionSpec]) -> [JSONMember] {
    var members = [JSONMember("type", "object")]
    if !fields.isEmpty {
      members.append(JSONMember("properties", .object(fields.map { JSONMember($0.name, property($0)) })))
    }
    let required = fields.filter(\.isRequired).map { JSONValue.string($0.name) }
    if !required.isEmpty { members.append(JSONMember("required", .array(required))) }
    members.append(JSONMember("additionalProperties", false))
    return members
  }

  /// An option with what its spec says about it.
  static func property(_ spec: OptionSpec) -> JSONValue {
    var members = [JSONMember("description", .string(spec.summary))]
    members += schema(of: spec.type)
    if let value = spec.defaultValue, !spec.isSecret { members.append(JSONMember("default", json(value))) }
    if let example = spec.example, !spec.isSecret { members.append(JSONMember("examples", [json(example)])) }
    if spec.isSecret { members.append(JSONMember("writeOnly", true)) }
    if spec.deprecated != nil { members.append(JSONMember("deprecated", true)) }
    return .object(members)
  }

  static func schema(of type: OptionType) -> [JSONMember] {
    switch type {
    case .string, .path: return [JSONMember("type", "string")]
    case .uri: return [JSONMember("type", "string"), JSONMember("format", "uri-template")]
    case .boolean: return orVariable([JSONMember("type", "boolean")])
    case .integer(let range):
      return orVariable(
        [JSONMember("type", "integer")] + bounds(range.map { (.init($0.lowerBound), .init($0.upperBound)) }))
    case .number(let range):
      return orVariable([JSONMember("type", "number")] + bounds(range.map { ($0.lowerBound, $0.upperBound) }))
    case .choice(let choices): return orVariable([JSONMember("enum", .array(choices.map { .string($0) }))])
    case .list(let element):
      return [JSONMember("type", "array"), JSONMember("items", .object(schema(of: element)))]
    case .object(let fields): return object(fields)
    case .map(let element):
      return [JSONMember("type", "object"), JSONMember("additionalProperties", .object(schema(of: element)))]
    }
  }

  private static func orVariable(_ members: [JSONMember]) -> [JSONMember] {
    [JSONMember("anyOf", [.object(members), variableReference])]
  }

  private static func bounds(_ range: (low: Double, high: Double)?) -> [JSONMember] {
    guard let range else { return [] }
    return [
      JSONMember("minimum", JSONValue(floatLiteral: range.low)),
      JSONMember("maximum", JSONValue(floatLiteral: range.high)),
    ].filter { $0.value.double?.isFinite == true }
  }

  static func json(_ value: OptionValue) -> JSONValue {
    switch value {
    case .null: nil
    case .boolean(let flag): .bool(flag)
    case .integer(let number): JSONValue(integerLiteral: number)
    case .number(let number): number.isFinite ? JSONValue(floatLiteral: number) : nil
    case .string(let text): .string(text)
    case .list(let items): .array(items.map(json))
    case .object(let fields): .object(fields.sorted { $0.key < $1.key }.map { JSONMember($0.key, json($0.value)) })
    }
  }
}
