/// Writes JSON (RFC 8259) into bytes: append-only, the same values give the same bytes.
///
///     var json = JSONWriter()
///     json.beginObject()
///     json.key("name")
///     json.string("Aru")
///     json.endObject()
///     json.bytes
///
/// Commas, colons and indentation come by themselves. The caller keeps the order of keys and closes what it opened.
public struct JSONWriter: Sendable {
  public private(set) var bytes: [UInt8] = []
  private let isPretty: Bool
  /// Whether a value already stands in each open array or object.
  private var isFilled: [Bool] = []
  private var followsKey = false

  /// - Parameter pretty: one member or element a line, indented by two spaces
  public init(pretty: Bool = false) { isPretty = pretty }

  // MARK: structure

  public mutating func beginObject() { open(UInt8(ascii: "{")) }
  public mutating func endObject() { close(UInt8(ascii: "}")) }
  public mutating func beginArray() { open(UInt8(ascii: "[")) }
  public mutating func endArray() { close(UInt8(ascii: "]")) }

  /// Name of the next member.
  public mutating func key(_ name: String) {
    separate()
    quote(name)
    bytes.append(UInt8(ascii: ":"))
    if isPretty { bytes.append(0x20) }
    followsKey = true
  }

  // MARK: values

  public mutating func null() { literal("null") }
  public mutating func bool(_ flag: Bool) { flag ? literal("true") : literal("false") }

  public mutating func string(_ text: String) {
    separate()
    quote(text)
  }

  /// UTF-8; broken sequences become U+FFFD.
  public mutating func string(utf8: some Collection<UInt8>) { string(String(decoding: utf8, as: UTF8.self)) }

  public mutating func number(_ value: Int) {
    separate()
    bytes.append(contentsOf: String(value).utf8)
  }

  /// The shortest digits that read back as the same double; null for infinities and NaN, which JSON cannot say.
  public mutating func number(_ value: Double) {
    separate()
    bytes.append(contentsOf: Self.text(of: value).utf8)
  }

  /// `value` rounded to `places` digits after the point, at most 15.
  public mutating func number(_ value: Double, places: Int) {
    var scale = 1.0
    for _ in 0..<max(0, min(places, 15)) { scale *= 10 }
    let rounded = (value * scale).rounded() / scale
    number(rounded.isFinite ? rounded : value)
  }

  /// A number as written.
  public mutating func number(_ value: JSONNumber) {
    separate()
    bytes.append(contentsOf: value.text.utf8)
  }

  /// Bytes that are a JSON value already.
  public mutating func raw(_ json: some Collection<UInt8>) {
    separate()
    bytes.append(contentsOf: json)
  }

  public mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let flag): bool(flag)
    case .number(let value): number(value)
    case .string(let text): string(text)
    case .array(let elements):
      beginArray()
      for element in elements { self.value(element) }
      endArray()
    case .object(let members):
      beginObject()
      for member in members {
        key(member.key)
        self.value(member.value)
      }
      endObject()
    }
  }

  // MARK: members, written only when there is a value

  public mutating func member(_ name: String, _ text: String?) {
    guard let text else { return }
    key(name)
    string(text)
  }

  public mutating func member(_ name: String, _ value: Int?) {
    guard let value else { return }
    key(name)
    number(value)
  }

  public mutating func member(_ name: String, _ value: Double?) {
    guard let value else { return }
    key(name)
    number(value)
  }

  public mutating func member(_ name: String, _ flag: Bool?) {
    guard let flag else { return }
    key(name)
    bool(flag)
  }

  /// A list of strings; nothing when it is empty.
  public mutating func member(_ name: String, _ texts: [String]) {
    guard !texts.isEmpty else { return }
    key(name)
    beginArray()
    for text in texts { string(text) }
    endArray()
  }

  // MARK: inner work

  static func text(of value: Double) -> String {
    guard value.isFinite else { return "null" }
    if value.magnitude < 9_007_199_254_740_992, value == value.rounded(.towardZero) { return String(Int(value)) }
    return value.description
  }

  private mutating func literal(_ text: StaticString) {
    separate()
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  private mutating func open(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    isFilled.append(false)
  }

  private mutating func close(_ bracket: UInt8) {
    let hadValues = isFilled.popLast() ?? false
    if isPretty, hadValues { breakLine() }
    bytes.append(bracket)
  }

  /// What stands before the next key or value: nothing after a key, else a comma and, in pretty form, a new line.
  private mutating func separate() {
    if followsKey {
      followsKey = false
      return
    }
    guard let last = isFilled.indices.last else { return }
    if isFilled[last] { bytes.append(UInt8(ascii: ",")) }
    isFilled[last] = true
    if isPretty { breakLine() }
  }

  private mutating func breakLine() {
    bytes.append(0x0A)
    bytes.append(contentsOf: repeatElement(0x20, count: 2 * isFilled.count))
  }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { utf8 in
      var copied = 0
      for index in utf8.indices {
        let byte = utf8[index]
        if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { continue }
        bytes.append(contentsOf: utf8[copied..<index])
        copied = index + 1
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        default:
          let digits = Array("0123456789abcdef".utf8)
          bytes.append(contentsOf: Array("u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]])
        }
      }
      bytes.append(contentsOf: utf8[copied...])
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
