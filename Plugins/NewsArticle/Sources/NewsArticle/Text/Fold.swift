/// Comparison keys: letters and digits in lower case, everything else gone.
///
/// Two titles with one key read the same to a person: quotes, dashes, blanks and full-width forms differ only in print.
enum Fold {
  static func key(_ text: String) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars { append(scalar, to: &out) }
    return out
  }

  static func key(_ text: ArraySlice<UInt8>) -> [UInt8] {
    if text.allSatisfy({ $0 < 0x80 }) {
      return text.compactMap { byte in
        if Clean.isLetter(byte) { return byte | 0x20 }
        return Clean.isDigit(byte) ? byte : nil
      }
    }
    return key(String(decoding: text, as: UTF8.self))
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

  private static func append(_ scalar: Unicode.Scalar, to out: inout [UInt8]) {
    var value = scalar.value
    if (0xFF01...0xFF5E).contains(value) { value -= 0xFEE0 }
    if value < 0x80 {
      let byte = UInt8(value)
      if Clean.isLetter(byte) { out.append(byte | 0x20) } else if Clean.isDigit(byte) { out.append(byte) }
      return
    }
    guard let scalar = Unicode.Scalar(value) else { return }
    let properties = scalar.properties
    guard properties.isAlphabetic || properties.numericType != nil || properties.generalCategory == .nonspacingMark
    else { return }
    out.append(contentsOf: properties.lowercaseMapping.utf8)
  }

  /// Whether `part` occurs in `whole`.
  static func contains(_ whole: [UInt8], _ part: [UInt8]) -> Bool {
    guard !part.isEmpty, part.count <= whole.count else { return false }
    var start = 0
    while start + part.count <= whole.count {
      if whole[start] == part[0], whole[start..<start + part.count].elementsEqual(part) { return true }
      start += 1
    }
    return false
  }
}
