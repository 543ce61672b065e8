import KZPipeJSON
import KZPipeKit

/// Flattens JSON-LD into statements: `{"author": {"name": "A"}}` gives `author.name = A`; see `Evidence`.
struct LinkedData {
  private(set) var found: [Evidence] = []
  /// `articleBody` of the first article that has one.
  private(set) var articleBody = ""
  private var nextItem: Int32 = 0
  private var byID: [String: JSONValue] = [:]

  private static let statementLimit = 4_000
  private static let depthLimit = 8
  private static let arrayLimit = 200
  private static let valueLimit = 200_000

  /// Reads the content of one script element.
  mutating func read(_ script: [UInt8]) {
    guard let value = try? JSONValue.parse(script, tolerant: true, maximumDepth: 64) else { return }
    var objects: [JSONValue] = []
    collect(value, into: &objects, depth: 0)
    for object in objects {
      if let id = object["@id"]?.string, byID[id] == nil, (object.object?.count ?? 0) > 1 { byID[id] = object }
    }
    for object in objects { add(object) }
  }

  /// Objects that stand for themselves: those of arrays and of `@graph`, and the article that a page is about.
  private func collect(_ value: JSONValue, into objects: inout [JSONValue], depth: Int) {
    guard depth < Self.depthLimit, objects.count < Self.arrayLimit else { return }
    switch value {
    case .array(let elements):
      for element in elements.prefix(Self.arrayLimit) { collect(element, into: &objects, depth: depth + 1) }
    case .object:
      if let graph = value["@graph"] { collect(graph, into: &objects, depth: depth + 1) }
      if value["@type"] != nil || value["@graph"] == nil { objects.append(value) }
      for key in ["mainEntity", "mainEntityOfPage", "about"] {
        if let inner = value[key], Self.holds("Article", Self.type(of: inner)) { objects.append(inner) }
      }
    default: break
    }
  }

  private mutating func add(_ object: JSONValue) {
    let type = Self.type(of: object)
    let item = nextItem
    nextItem += 1
    flatten(object, path: "", item: item, type: type, depth: 0)
    if articleBody.isEmpty, Self.isArticle(type) {
      articleBody = object["articleBody"]?.string ?? ""
    }
  }

  private mutating func flatten(_ value: JSONValue, path: String, item: Int32, type: String, depth: Int) {
    guard found.count < Self.statementLimit, depth < Self.depthLimit else { return }
    switch value {
    case .object(let members):
      let isReference = depth > 0 && members.count <= 2 && value["@id"] != nil && value["name"] == nil
      if isReference, depth < 3, let id = value["@id"]?.string, let whole = byID[id], case .object(let inner) = whole {
        for member in inner where member.value.object == nil && member.value.array == nil {
          flatten(member.value, path: path + "." + member.key, item: item, type: type, depth: depth + 1)
        }
        return
      }
      for member in members where member.key != "@context" && member.key != "@graph" {
        flatten(
          member.value, path: path.isEmpty ? member.key : path + "." + member.key, item: item, type: type,
          depth: depth + 1)
      }
    case .array(let elements):
      if elements.count == 1 {
        flatten(elements[0], path: path, item: item, type: type, depth: depth + 1)
        return
      }
      for (index, element) in elements.prefix(Self.arrayLimit).enumerated() {
        flatten(element, path: "\(path).\(index)", item: item, type: type, depth: depth + 1)
      }
    case .string(let text):
      guard !text.isEmpty, text.utf8.count < Self.valueLimit else { return }
      found.append(Evidence(.jsonLD, item: item, type: type, property: path, value: text))
    case .number(let number):
      found.append(Evidence(.jsonLD, item: item, type: type, property: path, value: number.text))
    case .bool(let flag):
      found.append(Evidence(.jsonLD, item: item, type: type, property: path, value: flag ? "true" : "false"))
    case .null: break
    }
  }

  /// The type without its vocabulary; of several, the one that says it is an article.
  private static func type(of value: JSONValue) -> String {
    guard let stated = value["@type"] else { return "" }
    if let name = stated.string { return withoutVocabulary(name) }
    let names = stated.elements.compactMap(\.string).map(withoutVocabulary)
    return names.first { holds("Article", $0) || holds("Posting", $0) } ?? names.first ?? ""
  }

  private static func holds(_ part: StaticString, _ type: String) -> Bool {
    var type = type
    return type.withUTF8 { Bytes.containsExactly(part, in: $0) }
  }

  static func isArticle(_ type: String) -> Bool {
    holds("Article", type) || holds("Posting", type) || type == "Report"
  }

  private static func withoutVocabulary(_ name: String) -> String {
    func isMark(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: "/") || byte == UInt8(ascii: "#") || byte == UInt8(ascii: ":")
    }
    guard name.utf8.contains(where: isMark) else { return name }
    return String(name.split(whereSeparator: { $0 == "/" || $0 == "#" || $0 == ":" }).last ?? "")
  }
}
