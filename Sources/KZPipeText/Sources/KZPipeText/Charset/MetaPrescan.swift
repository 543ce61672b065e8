/// The encoding that a page's own beginning names: "prescan a byte stream to determine its encoding" of the HTML standard.
enum MetaPrescan {
  /// WHATWG name; `nil` when nothing is named.
  static func encoding(in bytes: ArraySlice<UInt8>) -> String? {
    var scanner = Scanner(bytes: Array(bytes))
    if let name = scanner.xmlDeclaration() { return name }
    while scanner.index < scanner.bytes.count {
      guard scanner.current == 0x3C else {
        scanner.index += 1
        continue
      }
      if scanner.starts(with: "<!--") {
        scanner.skipComment()
      } else if scanner.startsWithMeta() {
        scanner.index += 5
        if let name = scanner.metaEncoding() { return name }
      } else if scanner.startsWithTag() {
        scanner.skipTag()
      } else if scanner.starts(with: "<!") || scanner.starts(with: "</") || scanner.starts(with: "<?") {
        scanner.skip(past: 0x3E)
      } else {
        scanner.index += 1
      }
    }
    return nil
  }

  /// What a page means by a label: whoever could write it in ASCII did not write UTF-16.
  fileprivate static func meant(by label: [UInt8]) -> String? {
    let name = Charset.name(ofLabel: String(decoding: label, as: UTF8.self))
    switch name {
    case "utf-16le", "utf-16be": return "utf-8"
    case "x-user-defined": return "windows-1252"
    default: return name
    }
  }
}

private struct Scanner {
  let bytes: [UInt8]
  var index = 0

  var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte >= 0x09 && byte <= 0x0D && byte != 0x0B }
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  func starts(with text: StaticString, at offset: Int = 0) -> Bool {
    let start = index + offset
    return text.withUTF8Buffer { text in
      start + text.count <= bytes.count
        && zip(text, bytes[start...]).allSatisfy { $0 == (Self.isLetter($1) ? $1 | 0x20 : $1) }
    }
  }

  func startsWithMeta() -> Bool {
    guard starts(with: "<meta"), index + 5 < bytes.count else { return false }
    return Self.isSpace(bytes[index + 5]) || bytes[index + 5] == 0x2F
  }

  func startsWithTag() -> Bool {
    let offset = index + 1 < bytes.count && bytes[index + 1] == 0x2F ? 2 : 1
    return index + offset < bytes.count && Self.isLetter(bytes[index + offset])
  }

  mutating func skip(past byte: UInt8) {
    while let current, current != byte { index += 1 }
    index += 1
  }

  mutating func skipComment() {
    var end = index + 4
    // "<!-->" is a whole comment.
    end -= 2
    while end + 2 < bytes.count {
      if bytes[end] == 0x2D, bytes[end + 1] == 0x2D, bytes[end + 2] == 0x3E {
        index = end + 3
        return
      }
      end += 1
    }
    index = bytes.count
  }

  mutating func skipTag() {
    while let byte = current, !Self.isSpace(byte), byte != 0x3E { index += 1 }
    while attribute() != nil {}
    index += 1
  }

  /// The next attribute of the tag, lower case; `nil` at its end.
  mutating func attribute() -> (name: [UInt8], value: [UInt8])? {
    while let byte = current, Self.isSpace(byte) || byte == 0x2F { index += 1 }
    guard let first = current, first != 0x3E else { return nil }
    var name: [UInt8] = []
    while let byte = current {
      if byte == 0x3D, !name.isEmpty { break }
      if Self.isSpace(byte) || byte == 0x2F || byte == 0x3E { break }
      name.append(Self.isLetter(byte) ? byte | 0x20 : byte)
      index += 1
    }
    while let byte = current, Self.isSpace(byte) { index += 1 }
    guard current == 0x3D else { return (name, []) }
    index += 1
    while let byte = current, Self.isSpace(byte) { index += 1 }
    var value: [UInt8] = []
    guard let quote = current else { return nil }
    if quote == 0x22 || quote == 0x27 {
      index += 1
      while let byte = current, byte != quote {
        value.append(Self.isLetter(byte) ? byte | 0x20 : byte)
        index += 1
      }
      // A value that never ends is no attribute.
      guard current != nil else { return nil }
      index += 1
      return (name, value)
    }
    while let byte = current, !Self.isSpace(byte), byte != 0x3E {
      value.append(Self.isLetter(byte) ? byte | 0x20 : byte)
      index += 1
    }
    return (name, value)
  }

  mutating func metaEncoding() -> String? {
    var seen: Set<[UInt8]> = []
    var isContentType = false
    /// Whether the name came out of `content`, which counts only beside `http-equiv`.
    var needsContentType: Bool?
    var label: [UInt8]?
    while let (name, value) = attribute() {
      guard seen.insert(name).inserted else { continue }
      switch String(decoding: name, as: UTF8.self) {
      case "http-equiv": isContentType = value == Array("content-type".utf8)
      case "content":
        if label == nil, let found = Self.charset(inContent: value) {
          label = found
          needsContentType = true
        }
      case "charset":
        label = value
        needsContentType = false
      default: break
      }
    }
    // A tag that the bytes cut off does not count.
    guard current != nil else { return nil }
    guard let label, let needsContentType, !needsContentType || isContentType else { return nil }
    return MetaPrescan.meant(by: label)
  }

  /// "Algorithm for extracting a character encoding from a meta element".
  static func charset(inContent value: [UInt8]) -> [UInt8]? {
    let word = Array("charset".utf8)
    var position = 0
    while position + word.count <= value.count {
      guard Array(value[position..<position + word.count]) == word else {
        position += 1
        continue
      }
      position += word.count
      while position < value.count, isSpace(value[position]) { position += 1 }
      guard position < value.count, value[position] == 0x3D else { continue }
      position += 1
      while position < value.count, isSpace(value[position]) { position += 1 }
      guard position < value.count else { return nil }
      let quote = value[position]
      if quote == 0x22 || quote == 0x27 {
        guard let end = value[(position + 1)...].firstIndex(of: quote) else { return nil }
        return Array(value[(position + 1)..<end])
      }
      let end = value[position...].firstIndex { isSpace($0) || $0 == 0x3B } ?? value.count
      return Array(value[position..<end])
    }
    return nil
  }

  /// `<?xml version="1.0" encoding="…"?>` at the very start.
  func xmlDeclaration() -> String? {
    guard starts(with: "<?xml") else { return nil }
    let end = bytes.firstIndex(of: 0x3E) ?? bytes.count
    let word = Array("encoding".utf8)
    var position = 5
    while position + word.count < end {
      if Array(bytes[position..<position + word.count]) == word { break }
      position += 1
    }
    position += word.count
    while position < end, bytes[position] <= 0x20 { position += 1 }
    guard position < end, bytes[position] == 0x3D else { return nil }
    position += 1
    while position < end, bytes[position] <= 0x20 { position += 1 }
    guard position < end, bytes[position] == 0x22 || bytes[position] == 0x27 else { return nil }
    guard let close = bytes[(position + 1)..<end].firstIndex(of: bytes[position]) else { return nil }
    return MetaPrescan.meant(by: Array(bytes[(position + 1)..<close]))
  }
}
