/// Hexadecimal digits, lower case.
enum Hex {
  private static let digits = Array("0123456789abcdef".utf8)

  static func text(_ bytes: [UInt8]) -> String {
    String(unsafeUninitializedCapacity: bytes.count * 2) { out in
      for (index, byte) in bytes.enumerated() {
        out[2 * index] = digits[Int(byte >> 4)]
        out[2 * index + 1] = digits[Int(byte & 15)]
      }
      return bytes.count * 2
    }
  }

  /// `nil` when a digit is none, or one is missing.
  static func bytes(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8]? {
    guard text.count % 2 == 0 else { return nil }
    var isGood = true
    let bytes = [UInt8](unsafeUninitializedCapacity: text.count / 2) { out, count in
      count = text.count / 2
      for index in 0..<count {
        let high = value(text[text.startIndex + 2 * index])
        let low = value(text[text.startIndex + 2 * index + 1])
        isGood = isGood && high < 16 && low < 16
        out[index] = high << 4 | low & 15
      }
    }
    return isGood ? bytes : nil
  }

  /// 16 or more for what is no digit.
  private static func value(_ digit: UInt8) -> UInt8 {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: 0xFF
    }
  }
}
