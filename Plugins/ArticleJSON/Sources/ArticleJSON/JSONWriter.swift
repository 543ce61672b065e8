/// Writes one JSON text (RFC 8259) as UTF-8 bytes, fields in the order of the calls.
struct JSONWriter {
  var bytes: [UInt8] = []
  private let isIndented: Bool
  private var depth = 0
  /// Whether the open object or list has no member yet.
  private var isFirst = true

  init(indented: Bool = false) { isIndented = indented }

  mutating func object(_ fields: (inout JSONWriter) -> Void) { nest(UInt8(ascii: "{"), UInt8(ascii: "}"), fields) }

  mutating func field(_ name: StaticString, _ value: String?) {
    guard let value else { return }
    key(name)
    string(value)
  }

  mutating func field(_ name: StaticString, _ value: Int?) {
    guard let value else { return }
    key(name)
    bytes.append(contentsOf: String(value).utf8)
  }

  mutating func field(_ name: StaticString, _ value: Double?) {
    guard let value, value.isFinite else { return }
    key(name)
    number(value)
  }

  mutating func field(_ name: StaticString, _ value: Bool) {
    key(name)
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  mutating func field(_ name: StaticString, _ fields: (inout JSONWriter) -> Void) {
    key(name)
    object(fields)
  }

  mutating func field(_ name: StaticString, _ values: [String]) {
    self.values(name, values) { value, json in json.string(value) }
  }

  mutating func field(_ name: StaticString, _ values: [Int]) {
    self.values(name, values) { value, json in json.bytes.append(contentsOf: String(value).utf8) }
  }

  mutating func field(_ name: StaticString, _ values: [Double]) {
    self.values(name, values.filter(\.isFinite)) { value, json in json.number(value) }
  }

  /// A list of objects.
  mutating func list<Element>(
    _ name: StaticString, _ elements: [Element], _ fields: (Element, inout JSONWriter) -> Void
  ) {
    values(name, elements) { element, json in json.object { json in fields(element, &json) } }
  }

  /// Fields with free names, in the order of their UTF-8.
  mutating func sortedFields(_ fields: [String: String]) {
    for (name, value) in fields.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      member()
      string(name)
      colon()
      string(value)
    }
  }

  private mutating func values<Element>(
    _ name: StaticString, _ elements: [Element], _ write: (Element, inout JSONWriter) -> Void
  ) {
    key(name)
    nest(UInt8(ascii: "["), UInt8(ascii: "]")) { json in
      for element in elements {
        json.member()
        write(element, &json)
      }
    }
  }

  private mutating func nest(_ open: UInt8, _ close: UInt8, _ content: (inout JSONWriter) -> Void) {
    bytes.append(open)
    depth += 1
    isFirst = true
    content(&self)
    depth -= 1
    if !isFirst { newLine() }
    bytes.append(close)
    isFirst = false
  }

  private mutating func member() {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
    newLine()
  }

  private mutating func newLine() {
    guard isIndented else { return }
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<depth { bytes.append(contentsOf: [0x20, 0x20]) }
  }

  private mutating func key(_ name: StaticString) {
    member()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    bytes.append(UInt8(ascii: "\""))
    colon()
  }

  private mutating func colon() {
    bytes.append(UInt8(ascii: ":"))
    if isIndented { bytes.append(0x20) }
  }

  /// Whole numbers without a fraction, others in the shortest form that reads back as the same value.
  private mutating func number(_ value: Double) {
    if value.magnitude < 1e15, value == value.rounded(.towardZero) {
      bytes.append(contentsOf: String(Int(value)).utf8)
    } else {
      bytes.append(contentsOf: value.description.utf8)
    }
  }

  private mutating func string(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { utf8 in
      var start = 0
      for index in utf8.indices where utf8[index] < 0x20 || utf8[index] == 0x22 || utf8[index] == 0x5C {
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<index]))
        escape(utf8[index])
        start = index + 1
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start...]))
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x22, 0x5C: bytes.append(byte)
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    default:
      let digits = Array("0123456789abcdef".utf8)
      bytes.append(contentsOf: [0x75, 0x30, 0x30, digits[Int(byte >> 4)], digits[Int(byte & 15)]])
    }
  }
}
