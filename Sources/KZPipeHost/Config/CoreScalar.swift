import KZPipeKit

/// Gives a scalar its type by the core schema of YAML 1.2, section 10.3: `no` and `on` are strings, `"1"` is a string.
enum CoreScalar {
  static func value(of scalar: ConfigNode.Scalar) -> OptionValue {
    scalar.isPlain ? value(ofPlain: scalar.text) : .string(scalar.text)
  }

  static func value(ofPlain text: String) -> OptionValue {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .boolean(true)
    case "false", "False", "FALSE": return .boolean(false)
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .number(.infinity)
    case "-.inf", "-.Inf", "-.INF": return .number(-.infinity)
    case ".nan", ".NaN", ".NAN": return .number(.nan)
    default: return integer(text).map(OptionValue.integer) ?? number(text).map(OptionValue.number) ?? .string(text)
    }
  }

  /// `nil` for what is no integer or does not fit 64 bits.
  private static func integer(_ text: String) -> Int? {
    if text.hasPrefix("0o") { return digits(text.dropFirst(2), radix: 8) }
    if text.hasPrefix("0x") { return digits(text.dropFirst(2), radix: 16) }
    guard text.utf8.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }) else {
      return nil
    }
    return Int(text)
  }

  private static func digits(_ text: Substring, radix: Int) -> Int? {
    guard let first = text.utf8.first, first != UInt8(ascii: "-"), first != UInt8(ascii: "+") else { return nil }
    return Int(text, radix: radix)
  }

  /// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
  private static func number(_ text: String) -> Double? {
    var rest = Substring(text).utf8
    func skipSign() { if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() } }
    func skipDigits() -> Int {
      let count = rest.prefix(while: isDigit).count
      rest.removeFirst(count)
      return count
    }
    skipSign()
    var count = skipDigits()
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      count += skipDigits()
    }
    guard count > 0 else { return nil }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest.removeFirst()
      skipSign()
      guard skipDigits() > 0 else { return nil }
    }
    guard rest.isEmpty else { return nil }
    var written = text
    if written.hasSuffix(".") { written += "0" }
    return Double(written.replacingDotBeforeExponent)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

extension String {
  /// `1.e5` is a number to YAML and none to Swift.
  fileprivate var replacingDotBeforeExponent: String {
    guard let dot = firstIndex(of: "."), let next = index(dot, offsetBy: 1, limitedBy: endIndex), next != endIndex,
      self[next] == "e" || self[next] == "E"
    else { return self }
    return String(self[...dot]) + "0" + String(self[next...])
  }
}
