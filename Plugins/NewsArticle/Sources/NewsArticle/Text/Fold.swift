/// Comparison keys: letters and digits in lower case, everything else gone.
///
/// Two titles with one key read the same to a person: quotes, dashes, blanks and full-width forms differ only in print.
enum Fold {
  static func key(_ text: String) -> [UInt8] {
    var text = text
    return text.withUTF8 { key($0) }
  }

  static func key(_ text: ArraySlice<UInt8>) -> [UInt8] { text.withUnsafeBufferPointer { key($0) } }

  /// The text in lower case.
  static func lowercased(_ text: ArraySlice<UInt8>) -> [UInt8] {
    if text.contains(where: { $0 >= 0x80 }) { return Array(String(decoding: text, as: UTF8.self).lowercased().utf8) }
    return text.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  }

  /// Keys of the words of `text`, in order.
  static func words(_ text: String) -> [[UInt8]] {
    var out: [[UInt8]] = []
    var word: [UInt8] = []
    for scalar in text.unicodeScalars {
      let before = word.count
      append(scalar, to: &word)
      if word.count == before, !word.isEmpty {
        out.append(word)
        word.removeAll(keepingCapacity: true)
      }
    }
    if !word.isEmpty { out.append(word) }
    return out
  }

  private static func key(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var at = 0
    while at < text.count {
      let byte = text[at]
      if byte < 0x80 {
        if Clean.isLetter(byte) { out.append(byte | 0x20) } else if Clean.isDigit(byte) { out.append(byte) }
        at += 1
        continue
      }
      let width = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
      guard at + width <= text.count else { break }
      var value = UInt32(byte) & (0xFF >> UInt32(width + 1))
      for offset in 1..<width { value = value << 6 | UInt32(text[at + offset] & 0x3F) }
      at += width
      if let scalar = Unicode.Scalar(value) { append(scalar, to: &out) }
    }
    return out
  }

  private static func append(_ scalar: Unicode.Scalar, to out: inout [UInt8]) {
    var value = scalar.value
    if (0xFF01...0xFF5E).contains(value) { value -= 0xFEE0 }
    switch value {
    case 0..<0x80:
      let byte = UInt8(value)
      if Clean.isLetter(byte) { out.append(byte | 0x20) } else if Clean.isDigit(byte) { out.append(byte) }
    // The large alphabets whose case is a fixed step, and the scripts without case; the rest asks the standard library.
    case 0xC0...0xD6, 0xD8...0xDE, 0x410...0x42F: put(value + 0x20, &out)
    case 0x400...0x40F: put(value + 0x50, &out)
    case 0xDF...0xF6, 0xF8...0xFF, 0x430...0x45F, 0x3041...0x3096, 0x30A1...0x30FA, 0x4E00...0x9FFF, 0xAC00...0xD7A3:
      put(value, &out)
    default:
      guard let scalar = Unicode.Scalar(value) else { return }
      let properties = scalar.properties
      guard properties.isAlphabetic || properties.numericType != nil || properties.generalCategory == .nonspacingMark
      else { return }
      out.append(contentsOf: properties.lowercaseMapping.utf8)
    }
  }

  /// UTF-8 of a value below U+10000 that is no surrogate.
  private static func put(_ value: UInt32, _ out: inout [UInt8]) {
    if value < 0x800 {
      out.append(0xC0 | UInt8(value >> 6))
    } else {
      out.append(0xE0 | UInt8(value >> 12))
      out.append(0x80 | UInt8(value >> 6 & 0x3F))
    }
    out.append(0x80 | UInt8(value & 0x3F))
  }

  /// Whether `part` occurs in `whole`.
  static func contains(_ whole: [UInt8], _ part: [UInt8]) -> Bool {
    guard let first = part.first, part.count <= whole.count else { return false }
    var start = 0
    while start + part.count <= whole.count {
      if whole[start] == first, whole[start..<start + part.count].elementsEqual(part) { return true }
      start += 1
    }
    return false
  }
}
