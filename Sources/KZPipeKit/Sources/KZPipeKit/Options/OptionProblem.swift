/// What is wrong with one written option value.
public struct OptionProblem: Error, Sendable, Hashable {
  public enum Step: Sendable, Hashable {
    case key(String)
    case index(Int)
  }

  public enum Fault: Sendable, Hashable {
    case unknownKey(String, allowed: [String])
    case missing(String)
    case wrongType(expected: OptionType, found: OptionValue)
    case outOfRange(expected: OptionType, found: OptionValue)
    case notAChoice(String, allowed: [String])
    case notAURI(String)
    case deprecated(String, advice: String)
  }

  /// Way from the stage's options to the value.
  public var path: [Step]
  public var fault: Fault

  public init(path: [Step], fault: Fault) {
    self.path = path
    self.fault = fault
  }

  /// Deprecations are warnings, everything else is an error.
  public var isWarning: Bool {
    if case .deprecated = fault { return true }
    return false
  }
}

extension OptionType {
  /// Everything that is wrong with `value`, in the order of writing as far as it is known.
  public func problems(with value: OptionValue, at path: [OptionProblem.Step] = []) -> [OptionProblem] {
    func wrong() -> [OptionProblem] { [OptionProblem(path: path, fault: .wrongType(expected: self, found: value))] }
    func outside() -> [OptionProblem] { [OptionProblem(path: path, fault: .outOfRange(expected: self, found: value))] }
    switch (self, value) {
    case (.string, .string), (.path, .string), (.boolean, .boolean): return []
    case (.integer(let range), .integer(let number)):
      return range.map { $0.contains(number) } ?? true ? [] : outside()
    case (.number(let range), .integer(let number)):
      return range.map { $0.contains(Double(number)) } ?? true ? [] : outside()
    case (.number(let range), .number(let number)):
      return range.map { $0.contains(number) } ?? true ? [] : outside()
    case (.uri, .string(let text)):
      return Self.isAbsoluteURI(text) ? [] : [OptionProblem(path: path, fault: .notAURI(text))]
    case (.choice(let allowed), .string(let text)):
      return allowed.contains(text) ? [] : [OptionProblem(path: path, fault: .notAChoice(text, allowed: allowed))]
    case (.list(let element), .list(let values)):
      return values.enumerated().flatMap { element.problems(with: $1, at: path + [.index($0)]) }
    case (.map(let element), .object(let values)):
      return values.sorted { $0.key < $1.key }.flatMap { element.problems(with: $1, at: path + [.key($0)]) }
    case (.object(let fields), .object(let values)):
      return Self.problems(fields: fields, values: values, at: path)
    default: return wrong()
    }
  }

  static func problems(
    fields: [OptionSpec], values: [String: OptionValue], at path: [OptionProblem.Step]
  ) -> [OptionProblem] {
    var found: [OptionProblem] = []
    for (key, value) in values.sorted(by: { $0.key < $1.key }) {
      guard let field = fields.first(where: { $0.name == key }) else {
        found.append(OptionProblem(path: path + [.key(key)], fault: .unknownKey(key, allowed: fields.map(\.name))))
        continue
      }
      if let advice = field.deprecated {
        found.append(OptionProblem(path: path + [.key(key)], fault: .deprecated(key, advice: advice)))
      }
      found += field.type.problems(with: value, at: path + [.key(key)])
    }
    for field in fields where field.isRequired && values[field.name] == nil {
      found.append(OptionProblem(path: path, fault: .missing(field.name)))
    }
    return found
  }

  /// RFC 3986: a scheme, a colon, and something printable after it.
  static func isAbsoluteURI(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0, colon + 1 < bytes.count else { return false }
    let first = bytes[0] | 0x20
    guard (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else { return false }
    let schemeIsGood = bytes[..<colon].allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }
    let forbidden: [UInt8] = [0x22, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7B, 0x7C, 0x7D]
    return schemeIsGood && bytes[(colon + 1)...].allSatisfy { $0 > 0x20 && $0 != 0x7F && !forbidden.contains($0) }
  }
}
