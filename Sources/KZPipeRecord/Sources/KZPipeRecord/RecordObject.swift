import KZPipeJSON
import KZPipeKit

/// One object of a record, read member by member; each complaint knows its JSON Pointer. `null` is as good as absent.
struct RecordObject {
  private let members: [String: JSONValue]
  private let path: String

  init(_ json: JSONValue, at path: String) {
    // The last of two members with one name counts, as in most readers.
    members = Dictionary((json.object ?? []).map { ($0.key, $0.value) }) { $1 }
    self.path = path
  }

  func pointer(_ name: String) -> String { path + "/" + name }

  func has(_ name: String) -> Bool { value(name) != nil }

  func string(_ name: String) throws(ArticleRecordError) -> String? { try value(name, "is no string", \.string) }
  func integer(_ name: String) throws(ArticleRecordError) -> Int? { try value(name, "is no whole number", \.integer) }
  func double(_ name: String) throws(ArticleRecordError) -> Double? { try value(name, "is no number", \.double) }
  func bool(_ name: String) throws(ArticleRecordError) -> Bool? { try value(name, "is neither true nor false", \.bool) }

  func required(_ name: String) throws(ArticleRecordError) -> String {
    guard let text = try string(name) else { throw ArticleRecordError(at: pointer(name), "is missing") }
    return text
  }

  func requiredInteger(_ name: String) throws(ArticleRecordError) -> Int {
    guard let number = try integer(name) else { throw ArticleRecordError(at: pointer(name), "is missing") }
    return number
  }

  func object(_ name: String) throws(ArticleRecordError) -> RecordObject? {
    guard let json = value(name) else { return nil }
    guard json.object != nil else { throw ArticleRecordError(at: pointer(name), "is no object") }
    return RecordObject(json, at: pointer(name))
  }

  /// Objects made into something; an absent list is empty.
  func list<Element>(
    _ name: String, _ make: (RecordObject) throws(ArticleRecordError) -> Element
  ) throws(ArticleRecordError) -> [Element] {
    var made: [Element] = []
    for (index, json) in try array(name).enumerated() {
      let at = pointer(name) + "/\(index)"
      guard json.object != nil else { throw ArticleRecordError(at: at, "is no object") }
      made.append(try make(RecordObject(json, at: at)))
    }
    return made
  }

  func strings(_ name: String) throws(ArticleRecordError) -> [String] {
    try elements(name, "is no string", \.string)
  }

  func integers(_ name: String) throws(ArticleRecordError) -> [Int] {
    try elements(name, "is no whole number", \.integer)
  }

  /// One number, or a list of them.
  func numbers(_ name: String) throws(ArticleRecordError) -> [Double] {
    if let number = value(name)?.double { return [number] }
    return try elements(name, "is no number", \.double)
  }

  /// An object whose values all are strings.
  func texts(_ name: String) throws(ArticleRecordError) -> [String: String] {
    guard let object = try object(name) else { return [:] }
    var texts: [String: String] = [:]
    for key in object.members.keys { texts[key] = try object.string(key) }
    return texts
  }

  /// An ISO 8601 date, perhaps truncated.
  func date(_ name: String) throws(ArticleRecordError) -> PartialDate? {
    guard let text = try string(name) else { return nil }
    guard let date = PartialDate(iso8601: text) else {
      throw ArticleRecordError(at: pointer(name), "is no ISO 8601 date")
    }
    return date
  }

  /// `start` and `end` as bytes of `text`, at the bounds of code points.
  func range(in text: String) throws(ArticleRecordError) -> Range<Int> {
    let (start, end) = (try requiredInteger("start"), try requiredInteger("end"))
    guard start >= 0, start <= end, end <= text.utf8.count else {
      throw ArticleRecordError(at: path, "reaches outside its string, which has \(text.utf8.count) bytes")
    }
    let utf8 = text.utf8
    for offset in [start, end] {
      let index = utf8.index(utf8.startIndex, offsetBy: offset)
      guard index == utf8.endIndex || utf8[index] & 0xC0 != 0x80 else {
        throw ArticleRecordError(at: path, "begins or ends inside a character; offsets count UTF-8 bytes")
      }
    }
    return start..<end
  }

  // MARK: Values

  private func value(_ name: String) -> JSONValue? {
    guard let json = members[name], !json.isNull else { return nil }
    return json
  }

  private func value<Value>(
    _ name: String, _ complaint: String, _ read: (JSONValue) -> Value?
  ) throws(ArticleRecordError) -> Value? {
    guard let json = value(name) else { return nil }
    guard let found = read(json) else { throw ArticleRecordError(at: pointer(name), complaint) }
    return found
  }

  private func array(_ name: String) throws(ArticleRecordError) -> [JSONValue] {
    guard let json = value(name) else { return [] }
    guard let array = json.array else { throw ArticleRecordError(at: pointer(name), "is no list") }
    return array
  }

  private func elements<Value>(
    _ name: String, _ complaint: String, _ read: (JSONValue) -> Value?
  ) throws(ArticleRecordError) -> [Value] {
    var found: [Value] = []
    for (index, json) in try array(name).enumerated() {
      guard let value = read(json) else { throw ArticleRecordError(at: pointer(name) + "/\(index)", complaint) }
      found.append(value)
    }
    return found
  }
}
