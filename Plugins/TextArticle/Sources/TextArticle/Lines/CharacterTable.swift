import KZPipeText

/// Classes and lower-case forms of the characters, as tables: a page is walked byte by byte and asks for every character.
///
/// The tables are filled once, never changed and never freed, so that plain pointers can be handed around: counting references
/// for every character would cost more than the look-up.
struct CharacterTable: @unchecked Sendable {
  struct Class: OptionSet, Sendable {
    let rawValue: UInt8
    static let letter = Class(rawValue: 1)
    static let upper = Class(rawValue: 2)
    static let lower = Class(rawValue: 4)
    static let digit = Class(rawValue: 8)
    /// Punctuation and symbols.
    static let mark = Class(rawValue: 16)
    static let space = Class(rawValue: 32)
    /// Takes two columns: Han, kana, Hangul, full-width forms.
    static let wide = Class(rawValue: 64)
    /// No width and no meaning in scraped text, or a control character.
    static let invisible = Class(rawValue: 128)
  }

  private let classes: UnsafePointer<Class>
  private let lowered: UnsafePointer<UInt16>
  private static let loweredCount = 0x590

  static let shared = CharacterTable()

  private init() {
    let classes = UnsafeMutablePointer<Class>.allocate(capacity: 0x10000)
    for value in 0..<0x10000 {
      (classes + value).initialize(to: Unicode.Scalar(UInt32(value)).map(Self.classify) ?? [])
    }
    let lowered = UnsafeMutablePointer<UInt16>.allocate(capacity: Self.loweredCount)
    for value in 0..<Self.loweredCount {
      let lower = Unicode.Scalar(UInt32(value)).flatMap { UInt16(exactly: UTF8Text.lowercased($0).value) }
      (lowered + value).initialize(to: lower ?? UInt16(value))
    }
    self.classes = UnsafePointer(classes)
    self.lowered = UnsafePointer(lowered)
  }

  private static func classify(_ scalar: Unicode.Scalar) -> Class {
    if UTF8Text.isInvisible(scalar) || UTF8Text.isControl(scalar) { return .invisible }
    let found = ScalarClass(of: scalar)
    var result: Class = []
    if found.contains(.letter) || found.contains(.mark) { result.insert(.letter) }
    if found.contains(.uppercase) { result.insert(.upper) }
    if found.contains(.lowercase) { result.insert(.lower) }
    if found.contains(.digit) { result.insert(.digit) }
    if found.contains(.punctuation) || found.contains(.symbol) { result.insert(.mark) }
    if found.contains(.whitespace) { result.insert(.space) }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6:
      result.insert(.wide)
    default: break
    }
    return result
  }

  /// Class of a scalar value; those beyond the basic plane are symbols (emoji) or ideographs.
  @inline(__always)
  func classify(_ value: UInt32) -> Class {
    if value < 0x10000 { return classes[Int(value)] }
    return (0x20000...0x3FFFF).contains(value) ? [.letter, .wide] : .mark
  }

  /// Lower-case form by the simple mapping, below U+0590; other characters as they are.
  @inline(__always)
  func lowercase(_ value: UInt32) -> UInt32 {
    value < 0x590 ? UInt32(lowered[Int(value)]) : value
  }
}

/// Reads the scalar at `index` of well-formed UTF-8.
@inline(__always)
func scalar(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> (value: UInt32, length: Int) {
  let first = UInt32(bytes[index])
  if first < 0x80 { return (first, 1) }
  func next(_ offset: Int) -> UInt32 { index + offset < bytes.count ? UInt32(bytes[index + offset]) & 0x3F : 0 }
  if first < 0xE0 { return ((first & 0x1F) << 6 | next(1), 2) }
  if first < 0xF0 { return ((first & 0x0F) << 12 | next(1) << 6 | next(2), 3) }
  return ((first & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3), 4)
}
