import KZPipeJSON

/// Members with names that the source code states; what is `nil` or no number is left out.
extension JSONWriter {
  mutating func object(_ members: (inout JSONWriter) -> Void) {
    beginObject()
    members(&self)
    endObject()
  }

  mutating func field(_ name: String, _ value: String?) { member(name, value) }
  mutating func field(_ name: String, _ value: Int?) { member(name, value) }
  mutating func field(_ name: String, _ value: Bool) { member(name, value) }

  mutating func field(_ name: String, _ value: Double?) {
    if let value, value.isFinite { member(name, value) }
  }

  /// A value from 0 to 1, to four places: further digits are noise of the models, and 0.6599999 reads like a fault.
  mutating func score(_ name: String, _ value: Double?) {
    guard let value, value.isFinite else { return }
    key(name)
    number(value, places: 4)
  }

  mutating func field(_ name: String, _ members: (inout JSONWriter) -> Void) {
    key(name)
    object(members)
  }

  mutating func field(_ name: String, _ values: [String]) {
    array(name, values) { value, json in json.string(value) }
  }

  mutating func field(_ name: String, _ values: [Int]) {
    array(name, values) { value, json in json.number(value) }
  }

  mutating func field(_ name: String, _ values: [Double]) {
    array(name, values.filter(\.isFinite)) { value, json in json.number(value) }
  }

  /// A list of objects.
  mutating func list<Element>(
    _ name: String, _ elements: [Element], _ members: (Element, inout JSONWriter) -> Void
  ) {
    array(name, elements) { element, json in json.object { json in members(element, &json) } }
  }

  /// Members with free names, in the order of their UTF-8.
  mutating func sortedFields(_ fields: [String: String]) {
    for (name, value) in fields.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      member(name, value)
    }
  }

  /// A list, there even when it is empty.
  private mutating func array<Element>(
    _ name: String, _ elements: [Element], _ write: (Element, inout JSONWriter) -> Void
  ) {
    key(name)
    beginArray()
    for element in elements { write(element, &self) }
    endArray()
  }
}
