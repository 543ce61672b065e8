extension JSONReader {
  /// The string that begins with the quotation mark at `index`; tolerant reading takes single ones too.
  mutating func string() throws(JSONError) -> String {
    let quote = bytes[index]
    let start = index + 1
    index = start
    while let byte = current, byte != quote, byte != UInt8(ascii: "\\"), byte >= 0x20 { index += 1 }
    if current == quote, closesString() {
      index += 1
      return try text(UnsafeBufferPointer(rebasing: bytes[start..<index - 1]), at: start)
    }
    var out = Array(bytes[start..<index])
    while let byte = current {
      switch byte {
      case quote where closesString():
        index += 1
        return try out.withUnsafeBufferPointer { buffer -> Result<String, JSONError> in
          Result { () throws(JSONError) -> String in try text(buffer, at: start) }
        }.get()
      case UInt8(ascii: "\\"): try escape(into: &out)
      case 0x00..<0x20:
        guard isTolerant else { throw JSONError(.badString, at: index) }
        out.append(byte)
        index += 1
      default:
        out.append(byte)
        index += 1
      }
    }
    guard isTolerant else { throw JSONError(.unterminated, at: start - 1) }
    return String(decoding: out, as: UTF8.self)
  }

  /// Whether the quotation mark at `index` ends its string. Pages forget to escape marks inside strings; a mark that ends
  /// one is followed by what can follow a string.
  private func closesString() -> Bool {
    guard isTolerant else { return true }
    var next = index + 1
    var sawLineEnd = false
    func skipBlank() {
      while next < bytes.count, bytes[next] <= 0x20 {
        sawLineEnd = sawLineEnd || bytes[next] == 0x0A
        next += 1
      }
    }
    skipBlank()
    guard next < bytes.count else { return true }
    switch bytes[next] {
    case UInt8(ascii: ":"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "/"), UInt8(ascii: "<"),
      UInt8(ascii: ";"):
      return true
    // A comma forgotten at the end of a line.
    case UInt8(ascii: "\""): return sawLineEnd
    case UInt8(ascii: ","):
      next += 1
      skipBlank()
      guard next < bytes.count else { return true }
      switch bytes[next] {
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "}"),
        UInt8(ascii: "]"),
        UInt8(ascii: ","), UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        return true
      default: return ["true", "false", "null"].contains { startsWith($0, at: next) }
      }
    default: return false
    }
  }

  private func startsWith(_ word: String, at offset: Int) -> Bool {
    bytes[offset...].starts(with: word.utf8)
  }

  private func text(_ utf8: UnsafeBufferPointer<UInt8>, at offset: Int) throws(JSONError) -> String {
    if isTolerant { return String(decoding: utf8, as: UTF8.self) }
    guard let text = String(validating: utf8, as: UTF8.self) else { throw JSONError(.badString, at: offset) }
    return text
  }

  private mutating func escape(into out: inout [UInt8]) throws(JSONError) {
    let start = index
    index += 1
    guard let byte = current else {
      if isTolerant { return }
      throw JSONError(.unterminated, at: start)
    }
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(byte)
    case UInt8(ascii: "b"): out.append(0x08)
    case UInt8(ascii: "f"): out.append(0x0C)
    case UInt8(ascii: "n"): out.append(0x0A)
    case UInt8(ascii: "r"): out.append(0x0D)
    case UInt8(ascii: "t"): out.append(0x09)
    case UInt8(ascii: "u"):
      guard let unit = hexadecimalUnit() else {
        guard isTolerant else { throw JSONError(.badEscape, at: start) }
        out.append(contentsOf: [UInt8(ascii: "\\"), byte])
        return
      }
      out.append(contentsOf: String(scalar(startingWith: unit)).utf8)
    default:
      guard isTolerant else { throw JSONError(.badEscape, at: start) }
      // "\'" and the like mean the character itself.
      out.append(byte)
    }
  }

  /// Four hexadecimal digits; `index` moves only when they are there.
  private mutating func hexadecimalUnit() -> UInt32? {
    guard index + 4 <= bytes.count else { return nil }
    var value: UInt32 = 0
    for byte in bytes[index..<index + 4] {
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
      case 0x41...0x46, 0x61...0x66: value = value << 4 | UInt32((byte | 0x20) - 0x57)
      default: return nil
      }
    }
    index += 4
    return value
  }

  /// The scalar of one UTF-16 unit, or of two when the second is escaped right behind.
  private mutating func scalar(startingWith unit: UInt32) -> Unicode.Scalar {
    guard unit & 0xFC00 == 0xD800 else { return Unicode.Scalar(unit) ?? "\u{FFFD}" }
    let mark = index
    if starts(with: "\\u") {
      index += 2
      if let low = hexadecimalUnit(), low & 0xFC00 == 0xDC00 {
        return Unicode.Scalar(0x10000 + ((unit & 0x3FF) << 10) + (low & 0x3FF)) ?? "\u{FFFD}"
      }
    }
    index = mark
    return "\u{FFFD}"
  }
}
