public import KZPipeKit

/// A value of a configuration file with its place.
public struct ConfigNode: Sendable {
  public indirect enum Value: Sendable {
    case scalar(Scalar)
    case list([ConfigNode])
    case map([Entry])
  }

  public struct Scalar: Sendable {
    /// After substitution.
    public var text: String
    /// Written without quotes, so that YAML's core rules give it a type.
    public var isPlain: Bool
    /// What the file says, when an environment variable stood in it: messages show this and never the variable's value.
    public var original: String?
    /// Directory of the file that says it, when that is not the configuration's own: paths count from there.
    public var directory: String?
  }

  public struct Entry: Sendable {
    public var key: String
    public var place: Place
    public var value: ConfigNode
  }

  public var value: Value
  public var place: Place

  public init(_ value: Value, at place: Place) {
    self.value = value
    self.place = place
  }

  /// Entries of a map; empty for other values.
  public var entries: [Entry] {
    if case .map(let entries) = value { return entries }
    return []
  }

  public subscript(key: String) -> Entry? { entries.first { $0.key == key } }

  public var isNull: Bool {
    if case .scalar(let scalar) = value, case .null = CoreScalar.value(of: scalar) { return true }
    return false
  }

  /// Notes for every scalar where relative paths count from.
  mutating func setDirectory(_ directory: String) {
    switch value {
    case .scalar(var scalar):
      scalar.directory = directory
      value = .scalar(scalar)
    case .list(var items):
      for index in items.indices { items[index].setDirectory(directory) }
      value = .list(items)
    case .map(var entries):
      for index in entries.indices { entries[index].value.setDirectory(directory) }
      value = .map(entries)
    }
  }

  /// The value as stages see it, without knowing what is expected.
  public var optionValue: OptionValue {
    switch value {
    case .scalar(let scalar): CoreScalar.value(of: scalar)
    case .list(let items): .list(items.map(\.optionValue))
    case .map(let entries): .object(Dictionary(entries.map { ($0.key, $0.value.optionValue) }) { first, _ in first })
    }
  }

  /// The value read as `type`: text that came from the environment stays text where text is expected, and paths become
  /// relative to `directory`. What does not fit comes back as written, for `OptionType.problems` to find.
  public func optionValue(as type: OptionType, relativeTo directory: String) -> OptionValue {
    switch (type, value) {
    case (.string, .scalar(let scalar)), (.uri, .scalar(let scalar)), (.choice, .scalar(let scalar)):
      return scalar.original != nil ? .string(scalar.text) : CoreScalar.value(of: scalar)
    case (.integer, .scalar(let scalar)), (.number, .scalar(let scalar)), (.boolean, .scalar(let scalar)):
      // Between brackets a variable has to stand in quotes; it may mean a number all the same.
      return scalar.original != nil ? CoreScalar.value(ofPlain: scalar.text) : CoreScalar.value(of: scalar)
    case (.path, .scalar(let scalar)):
      let plain: OptionValue = scalar.original != nil ? .string(scalar.text) : CoreScalar.value(of: scalar)
      guard case .string(let path) = plain else { return plain }
      return .string(FilePath.resolve(path, in: scalar.directory ?? directory))
    case (.list(let element), .list(let items)):
      return .list(items.map { $0.optionValue(as: element, relativeTo: directory) })
    case (.map(let element), .map(let entries)):
      return .object(
        Dictionary(entries.map { ($0.key, $0.value.optionValue(as: element, relativeTo: directory)) }) { first, _ in
          first
        })
    case (.object(let fields), .map(let entries)):
      return .object(ConfigNode.options(entries, fields: fields, relativeTo: directory))
    default: return optionValue
    }
  }

  /// The values of a map with fixed keys.
  static func options(
    _ entries: [Entry], fields: [OptionSpec], relativeTo directory: String
  ) -> [String: OptionValue] {
    var values: [String: OptionValue] = [:]
    for entry in entries where values[entry.key] == nil {
      let field = fields.first { $0.name == entry.key }
      values[entry.key] =
        field.map { entry.value.optionValue(as: $0.type, relativeTo: directory) } ?? entry.value.optionValue
    }
    return values
  }
}
