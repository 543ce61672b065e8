/// A JSON text (RFC 8259) taken apart. Members keep their order and repetitions.
public indirect enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case string(String)
  case array([JSONValue])
  case object([JSONMember])

  /// Reads UTF-8.
  ///
  /// Strict reading takes one value and nothing but white space around it. Tolerant reading takes what scripts of pages
  /// hold: trailing and missing commas, raw control characters and unescaped quotation marks in
  /// strings, single quotation marks, comments, wrappers in HTML comments or CDATA, unknown escapes, broken UTF-8, brackets left open at the end, and several values in a row, which become an array.
  /// Escaped surrogates without their other half become U+FFFD either way.
  ///
  /// - Parameter maximumDepth: nesting of arrays and objects that is accepted, at most 1024
  public static func parse(
    _ utf8: [UInt8], tolerant: Bool = false, maximumDepth: Int = 256
  ) throws(JSONError) -> JSONValue {
    let outcome = utf8.withUnsafeBufferPointer { bytes -> Result<JSONValue, JSONError> in
      var reader = JSONReader(bytes, isTolerant: tolerant, maximumDepth: min(maximumDepth, 1024))
      return Result { () throws(JSONError) -> JSONValue in try reader.document() }
    }
    return try outcome.get()
  }
}

/// A name and its value in an object.
public struct JSONMember: Sendable, Hashable {
  public var key: String
  public var value: JSONValue

  public init(_ key: String, _ value: JSONValue) {
    self.key = key
    self.value = value
  }
}

/// A number as written, and as the nearest double.
public struct JSONNumber: Sendable, Hashable {
  public var text: String
  public var double: Double

  public init(text: String, double: Double) {
    self.text = text
    self.double = double
  }

  /// The number when it is whole and fits.
  public var integer: Int? { Int(text) ?? Int(exactly: double) }
}

/// Why a text is no JSON, and the byte at which that shows.
public struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Fault: String, Sendable, CaseIterable {
    case empty = "the text holds no value"
    case unexpected = "this character cannot stand here"
    case unterminated = "the text ends inside a value"
    case badNumber = "this is no number"
    case badEscape = "this escape does not exist"
    case badString = "control characters and broken UTF-8 cannot stand in a string"
    case tooDeep = "arrays and objects are nested too deeply"
    case trailing = "something follows the value"
  }

  public var fault: Fault
  /// Offset in bytes.
  public var offset: Int

  public init(_ fault: Fault, at offset: Int) {
    self.fault = fault
    self.offset = offset
  }

  public var description: String { "\(fault.rawValue) (byte \(offset))" }
}

extension JSONValue {
  /// Value of the last member with this name; `nil` for other kinds of value.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.key == key }?.value
  }

  /// Element of an array; `nil` when there is none.
  public subscript(index: Int) -> JSONValue? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  public var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  public var bool: Bool? {
    guard case .bool(let flag) = self else { return nil }
    return flag
  }

  public var double: Double? {
    guard case .number(let number) = self else { return nil }
    return number.double
  }

  public var integer: Int? {
    guard case .number(let number) = self else { return nil }
    return number.integer
  }

  public var array: [JSONValue]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  public var object: [JSONMember]? {
    guard case .object(let members) = self else { return nil }
    return members
  }

  public var isNull: Bool { self == .null }

  /// The elements of an array; any other value alone: JSON-LD writes one value or a list of them. Nothing for null.
  public var elements: [JSONValue] {
    switch self {
    case .array(let elements): elements
    case .null: []
    default: [self]
    }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(integerLiteral value: Int) { self = .number(JSONNumber(text: String(value), double: Double(value))) }
  public init(floatLiteral value: Double) {
    self = .number(JSONNumber(text: JSONWriter.text(of: value), double: value))
  }
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { JSONMember($0, $1) })
  }
  public init(nilLiteral: ()) { self = .null }
}
