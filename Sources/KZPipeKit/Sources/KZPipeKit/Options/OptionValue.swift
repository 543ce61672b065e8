/// A value as a configuration file writes it.
public indirect enum OptionValue: Sendable, Hashable {
  case null
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case list([OptionValue])
  case object([String: OptionValue])

  /// What a person would call it, for messages.
  public var typeName: String {
    switch self {
    case .null: "nothing"
    case .boolean: "a boolean"
    case .integer: "an integer"
    case .number: "a number"
    case .string: "a string"
    case .list: "a list"
    case .object: "a map"
    }
  }
}

extension OptionValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .integer(value) }
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
  public init(arrayLiteral elements: OptionValue...) { self = .list(elements) }
  public init(dictionaryLiteral elements: (String, OptionValue)...) {
    self = .object(Dictionary(elements, uniquingKeysWith: { $1 }))
  }
  public init(nilLiteral: ()) { self = .null }
}

/// A Swift type that an option can be read as.
public protocol OptionDecodable: Sendable {
  /// What a configuration file may write for it.
  static var optionType: OptionType { get }
  /// `nil` when `value` does not fit `optionType`; checked values always fit.
  init?(option value: OptionValue)
}

extension String: OptionDecodable {
  public static var optionType: OptionType { .string }
  public init?(option value: OptionValue) {
    guard case .string(let text) = value else { return nil }
    self = text
  }
}

extension Int: OptionDecodable {
  public static var optionType: OptionType { .integer(nil) }
  public init?(option value: OptionValue) {
    guard case .integer(let number) = value else { return nil }
    self = number
  }
}

extension Double: OptionDecodable {
  public static var optionType: OptionType { .number(nil) }
  public init?(option value: OptionValue) {
    switch value {
    case .integer(let number): self = Double(number)
    case .number(let number): self = number
    default: return nil
    }
  }
}

extension Bool: OptionDecodable {
  public static var optionType: OptionType { .boolean }
  public init?(option value: OptionValue) {
    guard case .boolean(let flag) = value else { return nil }
    self = flag
  }
}

extension Array: OptionDecodable where Element: OptionDecodable {
  public static var optionType: OptionType { .list(Element.optionType) }
  public init?(option value: OptionValue) {
    guard case .list(let values) = value else { return nil }
    self = []
    for value in values {
      guard let element = Element(option: value) else { return nil }
      append(element)
    }
  }
}

extension Dictionary: OptionDecodable where Key == String, Value: OptionDecodable {
  public static var optionType: OptionType { .map(Value.optionType) }
  public init?(option value: OptionValue) {
    guard case .object(let values) = value else { return nil }
    self = [:]
    for (key, value) in values {
      guard let element = Value(option: value) else { return nil }
      self[key] = element
    }
  }
}

extension Optional: OptionDecodable where Wrapped: OptionDecodable {
  public static var optionType: OptionType { Wrapped.optionType }
  public init?(option value: OptionValue) {
    if case .null = value {
      self = .none
      return
    }
    guard let wrapped = Wrapped(option: value) else { return nil }
    self = .some(wrapped)
  }
}
