import Glibc

/// First line and fields of a WARC record or an HTTP message; both write them alike (ISO 28500, section 4; RFC 9112, section 2).
struct HeaderBlock {
  /// Bytes that a header may have.
  static let limit = 1 << 16

  var firstLine: String
  /// Names in lower case, in the order of the header; continued lines are joined by a space.
  var fields: [(name: String, value: String)] = []
  /// Bytes up to the content, with the empty line.
  var length: Int

  /// - Returns: `nil` without an empty line in the first `limit` bytes
  init?(_ bytes: ArraySlice<UInt8>) {
    guard let length = Self.length(of: bytes) else { return nil }
    self.length = length
    var lines = bytes.prefix(length).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true)[...]
    firstLine = lines.popFirst().map { Self.text($0) } ?? ""
    for line in lines {
      if let first = line.first, first == 0x20 || first == 0x09 {
        if !fields.isEmpty { fields[fields.count - 1].value += " " + Self.text(line) }
      } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
        fields.append((Self.text(line[..<colon]).lowercased(), Self.text(line[(colon + 1)...])))
      }
    }
  }

  /// The value of the first field of that name.
  subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

  private static func length(of bytes: ArraySlice<UInt8>) -> Int? {
    var index = bytes.startIndex
    let end = min(bytes.endIndex, index + limit)
    while let newline = bytes[index..<end].firstIndex(of: UInt8(ascii: "\n")) {
      index = newline + 1
      var next = index
      if next < end, bytes[next] == UInt8(ascii: "\r") { next += 1 }
      if next < end, bytes[next] == UInt8(ascii: "\n") { return next + 1 - bytes.startIndex }
    }
    return nil
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    let isSpace = { (byte: UInt8) in byte <= 0x20 }
    guard let last = bytes.lastIndex(where: { !isSpace($0) }) else { return "" }
    return String(decoding: bytes[...last].drop(while: isSpace), as: UTF8.self)
  }
}
