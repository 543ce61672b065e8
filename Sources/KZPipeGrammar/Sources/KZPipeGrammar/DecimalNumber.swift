/// A decimal number kept exact until it is asked for: `mantissa` · 10^`exponent`.
public struct DecimalNumber: Sendable, Hashable {
  public var mantissa: Int64
  public var exponent: Int

  public init(_ mantissa: Int64, exponent: Int = 0) {
    self.mantissa = mantissa
    self.exponent = exponent
  }

  /// The nearest double; one rounding for up to 15 digits.
  public var double: Double {
    if exponent >= 0 {
      return Double(mantissa) * Self.powerOfTen(exponent)
    }
    return Double(mantissa) / Self.powerOfTen(-exponent)
  }

  /// The value as an integer, when it is one and fits.
  public var integer: Int? {
    let value = double
    guard abs(value) < 9e15, value == value.rounded() else { return nil }
    return Int(value)
  }

  public func scaled(by power: Int) -> DecimalNumber { DecimalNumber(mantissa, exponent: exponent + power) }

  /// `self` + `other`, nil when that does not fit.
  public func adding(_ other: DecimalNumber) -> DecimalNumber? {
    let low = min(exponent, other.exponent)
    guard let a = Self.raise(mantissa, exponent - low), let b = Self.raise(other.mantissa, other.exponent - low) else {
      return nil
    }
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? nil : DecimalNumber(sum, exponent: low)
  }

  static func raise(_ value: Int64, _ power: Int) -> Int64? {
    guard power < 19 else { return value == 0 ? 0 : nil }
    var out = value
    for _ in 0..<max(0, power) {
      let (product, overflow) = out.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      out = product
    }
    return out
  }

  private static func powerOfTen(_ power: Int) -> Double {
    var value = 1.0
    for _ in 0..<min(power, 308) { value *= 10 }
    return value
  }
}

/// A number found in the text.
public struct NumberMatch: Sendable, Hashable {
  public var value: DecimalNumber
  /// Tokens of the number with its magnitude.
  public var tokens: Range<Int>
  /// First byte after it; inside a token where a script writes units onto numbers.
  public var endByte: Int
  /// Power of ten of the magnitude word (`million` 6), 0 without.
  public var magnitude: Int
  /// The magnitude is a single letter (`450m`), which without a currency means something else.
  public var hasLetterMagnitude = false
  /// Written in words.
  public var isSpelled: Bool
  /// Digits without grouping, fraction or magnitude: may be a year, a house number, a name.
  public var isPlainInteger = false

  public init(value: DecimalNumber, tokens: Range<Int>, endByte: Int, magnitude: Int = 0, isSpelled: Bool = false) {
    self.value = value
    self.tokens = tokens
    self.endByte = endByte
    self.magnitude = magnitude
    self.isSpelled = isSpelled
  }
}
