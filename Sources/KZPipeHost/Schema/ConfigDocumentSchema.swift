import KZPipeJSON
import KZPipeKit

/// JSON Schema of a configuration file, made of the host's own keys and of the stages that are loaded: what an editor
/// needs to complete names and to mark mistakes.
public enum ConfigDocumentSchema {
  /// Indented UTF-8 without a line feed at the end.
  public static func json(of registry: StageRegistry) -> [UInt8] {
    var writer = JSONWriter(pretty: true)
    writer.value(schema(of: registry))
    return writer.bytes
  }

  static func schema(of registry: StageRegistry) -> JSONValue {
    var root = OptionSchema.object(ConfigSchema.keys)
    guard let index = root.firstIndex(where: { $0.key == "properties" }), let keys = root[index].value.object else {
      return .object(root)
    }
    root[index].value = .object(
      keys.map { member in
        switch member.key {
        case "kzpipe": JSONMember(member.key, format(member.value))
        case "extends": JSONMember(member.key, extends(member.value))
        case "pipeline": JSONMember(member.key, pipeline(of: registry))
        case "tests": JSONMember(member.key, ConfigTestSchema.schema)
        default: member
        }
      })
    return .object(
      [
        JSONMember("$schema", "https://json-schema.org/draft/2020-12/schema"),
        JSONMember("title", .string("kzpipe configuration, format \(ConfigSchema.format)")),
      ] + root.filter { $0.key != "required" }
        + [JSONMember("anyOf", completeness), JSONMember("$defs", ["variable": OptionSchema.variable])])
  }

  /// A file says everything that has to be said, or leaves it to the files that it extends.
  private static var completeness: JSONValue {
    let required = ConfigSchema.keys.filter(\.isRequired).map { JSONValue.string($0.name) }
    return [
      ["required": ["extends"]],
      ["required": .array(required), "properties": ["pipeline": ["required": ["parse", "export"]]]],
    ]
  }

  private static func format(_ property: JSONValue) -> JSONValue {
    [
      "description": property["description"] ?? "", "type": "integer",
      "const": JSONValue(integerLiteral: ConfigSchema.format),
    ]
  }

  private static func extends(_ property: JSONValue) -> JSONValue {
    [
      "description": property["description"] ?? "",
      "anyOf": [["type": "string"], ["type": "array", "items": ["type": "string"]]],
    ]
  }

  private static func pipeline(of registry: StageRegistry) -> JSONValue {
    let kinds = StageKind.allCases.map { kind -> JSONMember in
      let stages = registry.sorted.map(\.spec).filter { $0.kind == kind }
      var list: [JSONMember] = [
        JSONMember("description", .string("The \(kind.rawValue) stages, in order.")),
        JSONMember("type", ["array", "null"]),
        JSONMember("items", ["anyOf": .array(stages.flatMap(uses) + [command])]),
      ]
      if kind == .parse || kind == .export { list.append(JSONMember("minItems", 1)) }
      return JSONMember(kind.rawValue, .object(list))
    }
    return [
      "description": "The stages.", "type": "object", "properties": .object(kinds), "additionalProperties": false,
    ]
  }

  /// A stage of the configuration's own: a name with a command.
  private static var command: JSONValue {
    var fields = ProcessUse.execFields
    let options = fields.firstIndex { $0.name == "options" }.map { fields.remove(at: $0) }
    var keys = OptionSchema.object(fields)
    if let options, let index = keys.firstIndex(where: { $0.key == "properties" }) {
      let free: JSONValue = ["description": .string(options.summary), "type": "object"]
      keys[index].value = .object((keys[index].value.object ?? []) + [JSONMember(options.name, free)])
    }
    return [
      "description": "A command that does the work of a stage.", "type": "object", "maxProperties": 1,
      "additionalProperties": .object(keys),
    ]
  }

  /// A stage is its name, or a map from its name to its options.
  private static func uses(_ spec: StageSpec) -> [JSONValue] {
    let summary = JSONMember("description", .string(spec.summary))
    let needsOptions = spec.options.contains(where: \.isRequired)
    var options = [summary] + OptionSchema.object(spec.options + ProcessUse.fields)
    if !needsOptions, let index = options.firstIndex(where: { $0.key == "type" }) {
      options[index].value = ["object", "null"]
    }
    let map: JSONValue = [
      "type": "object", "properties": .object([JSONMember(spec.name, .object(options))]),
      "required": [.string(spec.name)], "additionalProperties": false,
    ]
    return needsOptions ? [map] : [.object([summary, JSONMember("const", .string(spec.name))]), map]
  }
}
