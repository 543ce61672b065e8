/// Recursive descent over bytes; the depth is bounded by the caller.
struct JSONReader {
  let bytes: UnsafeBufferPointer<UInt8>
  let isTolerant: Bool
  let maximumDepth: Int
  var index = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, isTolerant: Bool, maximumDepth: Int) {
    self.bytes = bytes
    self.isTolerant = isTolerant
    self.maximumDepth = maximumDepth
  }

  var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  mutating func document() throws(JSONError) -> JSONValue {
    if starts(with: "\u{FEFF}") { index += 3 }
    skipBlank()
    guard index < bytes.count else { throw JSONError(.empty, at: index) }
    let first = try value(depth: 0)
    skipBlank()
    if index == bytes.count { return first }
    guard isTolerant else { throw JSONError(.trailing, at: index) }
    var values = [first]
    while index < bytes.count {
      if let byte = current, byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") {
        index += 1
      } else if let byte = current, byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
        values.append(try value(depth: 1))
      } else {
        // A bracket too many, a stray word: what was read so far is whole.
        break
      }
      skipBlank()
    }
    return values.count == 1 ? first : .array(values)
  }

  // MARK: values

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    guard let byte = current else { throw JSONError(.unterminated, at: index) }
    switch byte {
    case UInt8(ascii: "{"): return try object(depth: depth + 1)
    case UInt8(ascii: "["): return try array(depth: depth + 1)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "'") where isTolerant: return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    default: throw JSONError(.unexpected, at: index)
    }
  }

  private mutating func word(_ text: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
    guard starts(with: text) else { throw JSONError(.unexpected, at: index) }
    index += text.utf8CodeUnitCount
    return value
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
    guard depth <= maximumDepth else { throw JSONError(.tooDeep, at: index) }
    index += 1
    var members: [JSONMember] = []
    while true {
      skipBlank()
      guard let byte = current else {
        if isTolerant { return .object(members) }
        throw JSONError(.unterminated, at: index)
      }
      if byte == UInt8(ascii: "}") {
        index += 1
        return .object(members)
      }
      if isTolerant, byte == UInt8(ascii: ",") {
        index += 1
        continue
      }
      guard byte == UInt8(ascii: "\"") || isTolerant && byte == UInt8(ascii: "'") else {
        throw JSONError(.unexpected, at: index)
      }
      let key = try string()
      skipBlank()
      guard current == UInt8(ascii: ":") else {
        if isTolerant, current == nil { return .object(members) }
        throw JSONError(current == nil ? .unterminated : .unexpected, at: index)
      }
      index += 1
      skipBlank()
      if isTolerant, current == nil { return .object(members) }
      members.append(JSONMember(key, try value(depth: depth)))
      try separator(before: UInt8(ascii: "}"))
    }
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
    guard depth <= maximumDepth else { throw JSONError(.tooDeep, at: index) }
    index += 1
    var elements: [JSONValue] = []
    while true {
      skipBlank()
      guard let byte = current else {
        if isTolerant { return .array(elements) }
        throw JSONError(.unterminated, at: index)
      }
      if byte == UInt8(ascii: "]") {
        index += 1
        return .array(elements)
      }
      if isTolerant, byte == UInt8(ascii: ",") {
        index += 1
        continue
      }
      elements.append(try value(depth: depth))
      try separator(before: UInt8(ascii: "]"))
    }
  }

  /// A comma, or the closing bracket, which is left for the caller. Strictly, a comma is not followed by the bracket.
  private mutating func separator(before closing: UInt8) throws(JSONError) {
    skipBlank()
    guard let byte = current else { return }
    if byte == UInt8(ascii: ",") {
      index += 1
      if isTolerant { return }
      skipBlank()
      if current == closing { throw JSONError(.unexpected, at: index) }
    } else if byte != closing, !isTolerant {
      throw JSONError(.unexpected, at: index)
    }
  }

  private mutating func number() throws(JSONError) -> JSONNumber {
    let start = index
    if current == UInt8(ascii: "-") { index += 1 }
    let whole = digits()
    var isGood = whole > 0 && (isTolerant || whole == 1 || bytes[index - whole] != UInt8(ascii: "0"))
    if current == UInt8(ascii: ".") {
      index += 1
      isGood = digits() > 0 && isGood
    }
    if let byte = current, byte | 0x20 == UInt8(ascii: "e") {
      index += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { index += 1 }
      isGood = digits() > 0 && isGood
    }
    var text = String(decoding: bytes[start..<index], as: UTF8.self)
    // "007": what is read here is written as JSON again.
    if isTolerant, whole > 1 {
      let zeros = text.utf8.drop { $0 == UInt8(ascii: "-") }.prefix(whole - 1).prefix { $0 == UInt8(ascii: "0") }
      text.removeSubrange(zeros.startIndex..<zeros.endIndex)
    }
    guard isGood, let double = Double(text) else { throw JSONError(.badNumber, at: start) }
    return JSONNumber(text: text, double: double)
  }

  private mutating func digits() -> Int {
    let start = index
    while let byte = current, byte >= 0x30, byte <= 0x39 { index += 1 }
    return index - start
  }

  // MARK: white space and what stands for it

  func starts(with text: StaticString) -> Bool {
    text.withUTF8Buffer { text in
      index + text.count <= bytes.count && zip(text, bytes[index...]).allSatisfy { $0 == $1 }
    }
  }

  private mutating func skipBlank() {
    while let byte = current {
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      default:
        guard isTolerant, skipWrapping(byte) else { return }
      }
    }
  }

  /// Comments, HTML comment marks, CDATA marks and no-break spaces.
  private mutating func skipWrapping(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "/"):
      // A marked section is often commented out for scripts: `//<![CDATA[`, `/*]]>*/`.
      if starts(with: "//") {
        let marks: [StaticString] = ["//<![CDATA[", "//]]>", "// <![CDATA[", "// ]]>", "//<!--", "//-->"]
        for mark in marks where starts(with: mark) {
          index += mark.utf8CodeUnitCount
          return true
        }
        while let byte = current, byte != 0x0A, byte != 0x0D { index += 1 }
        return true
      }
      guard starts(with: "/*") else { return false }
      index += 2
      while index < bytes.count, !starts(with: "*/") { index += 1 }
      index = min(index + 2, bytes.count)
      return true
    case UInt8(ascii: "<"), UInt8(ascii: "-"), UInt8(ascii: "]"):
      let marks: [StaticString] = ["<!--", "-->", "<![CDATA[", "]]>"]
      for mark in marks where starts(with: mark) {
        index += mark.utf8CodeUnitCount
        return true
      }
      return false
    case 0xC2 where starts(with: "\u{A0}"):
      index += 2
      return true
    case 0x00...0x1F:
      index += 1
      return true
    default: return false
    }
  }
}
