/// What a scalar is, as far as text processing asks.
public struct ScalarClass: OptionSet, Sendable, Hashable {
  public let rawValue: UInt16
  @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// General categories L* and Nl.
  public static let letter = ScalarClass(rawValue: 1)
  /// Lu, Lt.
  public static let uppercase = ScalarClass(rawValue: 2)
  public static let lowercase = ScalarClass(rawValue: 4)
  /// Nd.
  public static let digit = ScalarClass(rawValue: 8)
  /// P*.
  public static let punctuation = ScalarClass(rawValue: 16)
  /// S*.
  public static let symbol = ScalarClass(rawValue: 32)
  /// White_Space.
  public static let whitespace = ScalarClass(rawValue: 64)
  /// M*.
  public static let mark = ScalarClass(rawValue: 128)
  /// Han, kana, bopomofo: scripts written without spaces that are counted by character. Hangul is not among them.
  public static let cjk = ScalarClass(rawValue: 256)
  /// Cc and Cf apart from white space.
  public static let control = ScalarClass(rawValue: 512)
}

extension ScalarClass {
  /// Classes of `scalar`; a table below U+0800, ranges for Hangul and Han, the standard library's properties elsewhere.
  public init(of scalar: Unicode.Scalar) {
    let value = scalar.value
    if value < 0x800 {
      self = Self.table.withUnsafeBufferPointer { $0[Int(value)] }
      return
    }
    switch value {
    case 0xAC00...0xD7A3: self = .letter
    case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2EE5D, 0x30000...0x323AF:
      self = [.letter, .cjk]
    default: self = Self(properties: scalar.properties, value: value)
    }
  }

  private static let table: [ScalarClass] = (0..<0x800).map { value in
    Unicode.Scalar(UInt16(value)).map { ScalarClass(properties: $0.properties, value: $0.value) } ?? []
  }

  private init(properties: Unicode.Scalar.Properties, value: UInt32) {
    var classes: ScalarClass = []
    switch properties.generalCategory {
    case .uppercaseLetter, .titlecaseLetter: classes = [.letter, .uppercase]
    case .lowercaseLetter: classes = [.letter, .lowercase]
    case .modifierLetter, .otherLetter, .letterNumber: classes = .letter
    case .decimalNumber: classes = .digit
    case .nonspacingMark, .spacingMark, .enclosingMark: classes = .mark
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation:
      classes = .punctuation
    case .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol: classes = .symbol
    case .control, .format: classes = .control
    default: break
    }
    if properties.isWhitespace {
      classes.remove(.control)
      classes.insert(.whitespace)
    }
    // Hiragana, katakana, bopomofo, ideographs outside the main blocks, iteration marks.
    switch value {
    case 0x3005...0x3007, 0x3031...0x3035, 0x3041...0x312F, 0x31A0...0x31BF, 0x31F0...0x31FF, 0xF900...0xFAFF,
      0xFF66...0xFF9F, 0x1B000...0x1B16F:
      if classes.contains(.letter) { classes.insert(.cjk) }
    default: break
    }
    self = classes
  }
}
