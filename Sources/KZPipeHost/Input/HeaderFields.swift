import KZPipeJSON
import KZPipeKit

/// Header fields as inputs write them: `{"Name": "value"}`, `{"Name": ["value", "value"]}`, `[["Name", "value"]]` or
/// `[{"name": "Name", "value": "value"}]`. What is no header field is passed over: headers are evidence, not content.
enum HeaderFields {
  static func read(_ value: JSONValue?) -> [HeaderField] {
    var found: [HeaderField] = []
    func add(_ name: String?, _ value: JSONValue?) {
      for text in value?.elements.compactMap(\.string) ?? [] where found.count < HeaderField.limit {
        if let field = HeaderField(name ?? "", text) { found.append(field) }
      }
    }
    switch value {
    case .object(let members): for member in members { add(member.key, member.value) }
    case .array(let entries):
      for entry in entries {
        if case .array(let pair) = entry {
          add(pair.first?.string, pair.dropFirst().first)
        } else {
          add(entry["name"]?.string, entry["value"])
        }
      }
    default: break
    }
    return found
  }
}
