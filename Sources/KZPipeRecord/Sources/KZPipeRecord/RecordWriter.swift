import KZPipeJSON

/// Writes members with names that the source code states; what is `nil` or no number is left out.
struct RecordWriter {
  private var json: JSONWriter
  /// For a reader that goes on working with the values: scores with all their digits.
  let isExact: Bool

  init(pretty: Bool = false, exact: Bool = false) {
    json = JSONWriter(pretty: pretty)
    isExact = exact
  }

  var bytes: [UInt8] { json.bytes }

  mutating func object(_ members: (inout RecordWriter) -> Void) {
    json.beginObject()
    members(&self)
    json.endObject()
  }

  mutating func field(_ name: String, _ value: String?) { json.member(name, value) }
  mutating func field(_ name: String, _ value: Int?) { json.member(name, value) }
  mutating func field(_ name: String, _ value: Bool) { json.member(name, value) }

  mutating func field(_ name: String, _ value: Double?) {
    if let value, value.isFinite { json.member(name, value) }
  }

  /// A value from 0 to 1, to four places: further digits are noise of the models, and 0.6599999 reads like a fault.
  mutating func score(_ name: String, _ value: Double?) {
    guard let value, value.isFinite else { return }
    json.key(name)
    if isExact { json.number(value) } else { json.number(value, places: 4) }
  }

  mutating func field(_ name: String, _ members: (inout RecordWriter) -> Void) {
    json.key(name)
    object(members)
  }

  mutating func field(_ name: String, _ values: [String]) {
    array(name, values) { value, out in out.json.string(value) }
  }

  mutating func field(_ name: String, _ values: [Int]) {
    array(name, values) { value, out in out.json.number(value) }
  }

  mutating func field(_ name: String, _ values: [Double]) {
    array(name, values.filter(\.isFinite)) { value, out in out.json.number(value) }
  }

  /// A list of objects.
  mutating func list<Element>(
    _ name: String, _ elements: [Element], _ members: (Element, inout RecordWriter) -> Void
  ) {
    array(name, elements) { element, out in out.object { out in members(element, &out) } }
  }

  /// Members with free names, in the order of their UTF-8.
  mutating func sortedFields(_ fields: [String: String]) {
    for (name, value) in fields.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      json.member(name, value)
    }
  }

  /// A list, there even when it is empty.
  private mutating func array<Element>(
    _ name: String, _ elements: [Element], _ write: (Element, inout RecordWriter) -> Void
  ) {
    json.key(name)
    json.beginArray()
    for element in elements { write(element, &self) }
    json.endArray()
  }
}
