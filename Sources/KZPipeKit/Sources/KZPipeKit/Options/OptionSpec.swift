/// What values an option takes.
public indirect enum OptionType: Sendable, Hashable {
  case string
  case integer(ClosedRange<Int>?)
  case number(ClosedRange<Double>?)
  case boolean
  /// An absolute URI.
  case uri
  /// A path; relative ones are resolved against the directory of the configuration file before a stage sees them.
  case path
  case choice([String])
  case list(OptionType)
  /// Fixed keys.
  case object([OptionSpec])
  /// Free keys.
  case map(OptionType)

  /// For messages and reference pages: "a string", "one of a, b", "a list of integers".
  public var description: String {
    switch self {
    case .string: "a string"
    case .integer(let range): range.map { "an integer from \($0.lowerBound) to \($0.upperBound)" } ?? "an integer"
    case .number(let range): range.map { "a number from \($0.lowerBound) to \($0.upperBound)" } ?? "a number"
    case .boolean: "true or false"
    case .uri: "an absolute URI"
    case .path: "a path"
    case .choice(let choices): "one of " + choices.joined(separator: ", ")
    case .list(let element): "a list, each \(element.description)"
    case .object(let fields): "a map with " + fields.map(\.name).joined(separator: ", ")
    case .map(let element): "a map, each value \(element.description)"
    }
  }
}

/// The one declaration of an option: decoding, lint, JSON Schema, help and reference pages come from it.
public struct OptionSpec: Sendable, Hashable {
  /// snake_case, units in the name (`timeout_seconds`).
  public var name: String
  public var type: OptionType
  /// Value when absent; `nil` when the option is required or simply has none.
  public var defaultValue: OptionValue?
  public var isRequired: Bool
  /// One sentence.
  public var summary: String
  public var example: OptionValue?
  /// Never shown in messages or reports.
  public var isSecret: Bool
  /// What to use instead, when the option is on its way out.
  public var deprecated: String?

  public init(
    _ name: String, _ type: OptionType, default defaultValue: OptionValue? = nil, isRequired: Bool = false,
    summary: String, example: OptionValue? = nil, isSecret: Bool = false, deprecated: String? = nil
  ) {
    self.name = name
    self.type = type
    self.defaultValue = defaultValue
    self.isRequired = isRequired
    self.summary = summary
    self.example = example
    self.isSecret = isSecret
    self.deprecated = deprecated
  }
}

/// An option with the Swift type it is read as.
///
///     static let width = Option("width_pixels", default: 800, summary: "Width of the picture.")
///     …
///     let width = options[Self.width]
public struct Option<Value: OptionDecodable>: Sendable {
  public let spec: OptionSpec
  let fallback: Value?

  /// An option with a default.
  public init(
    _ name: String, default value: Value, as written: OptionValue? = nil, type: OptionType? = nil, summary: String,
    example: OptionValue? = nil
  ) {
    spec = OptionSpec(
      name, type ?? Value.optionType, default: written, summary: summary, example: example)
    fallback = value
  }

  /// An option that must be written.
  public init(required name: String, type: OptionType? = nil, summary: String, example: OptionValue) {
    spec = OptionSpec(name, type ?? Value.optionType, isRequired: true, summary: summary, example: example)
    fallback = nil
  }

  /// An option that may be absent.
  public init<Wrapped: OptionDecodable>(
    _ name: String, type: OptionType? = nil, summary: String, example: OptionValue? = nil, isSecret: Bool = false
  ) where Value == Wrapped? {
    spec = OptionSpec(name, type ?? Value.optionType, summary: summary, example: example, isSecret: isSecret)
    fallback = .some(.none)
  }
}

extension Option where Value == String {
  public init(
    _ name: String, default value: String, type: OptionType? = nil, summary: String, example: OptionValue? = nil
  ) {
    self.init(name, default: value, as: .string(value), type: type, summary: summary, example: example)
  }
}

extension Option where Value == Int {
  public init(_ name: String, default value: Int, in range: ClosedRange<Int>? = nil, summary: String) {
    self.init(name, default: value, as: .integer(value), type: .integer(range), summary: summary)
  }
}

extension Option where Value == Double {
  public init(_ name: String, default value: Double, in range: ClosedRange<Double>? = nil, summary: String) {
    self.init(name, default: value, as: .number(value), type: .number(range), summary: summary)
  }
}

extension Option where Value == Bool {
  public init(_ name: String, default value: Bool, summary: String) {
    self.init(name, default: value, as: .boolean(value), summary: summary)
  }
}

extension Option where Value == [String] {
  public init(
    _ name: String, default value: [String], type: OptionType? = nil, summary: String, example: OptionValue? = nil
  ) {
    self.init(
      name, default: value, as: .list(value.map { .string($0) }), type: type, summary: summary, example: example)
  }
}
