/// Resolves references against the page's base (RFC 3986, section 5), leniently: what is printed stays as printed.
struct AddressResolver: Sendable {
  /// Scheme with its colon, `//` authority, and path without its last segment.
  private var scheme = ""
  private var authority = ""
  private var directory = ""
  private var path = ""

  init(base: String?) {
    guard let base, let length = Self.schemeLength(base) else { return }
    let rest = base.utf8.index(base.startIndex, offsetBy: length)
    scheme = String(base[..<rest])
    var tail = base[rest...]
    if tail.hasPrefix("//") {
      let end = tail.dropFirst(2).firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? tail.endIndex
      authority = String(tail[..<end])
      tail = tail[end...]
    }
    path = String(tail.prefix { $0 != "?" && $0 != "#" })
    directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "/"
  }

  /// The address that `reference` means; without a base, relative ones stay as printed. `nil` for what leads nowhere
  /// (`javascript:`, an empty reference, a fragment of the page).
  func resolve(_ reference: String) -> String? {
    let text = Self.printed(reference)
    guard let first = text.utf8.first, first != UInt8(ascii: "#") else { return nil }
    if let length = Self.schemeLength(text) { return Self.leadsSomewhere(text.utf8.prefix(length)) ? text : nil }
    guard !scheme.isEmpty else { return text.hasPrefix("//") ? "https:" + text : text }
    if text.hasPrefix("//") { return scheme + text }
    if text.hasPrefix("/") { return scheme + authority + Self.withoutDots(text) }
    if text.hasPrefix("?") { return scheme + authority + path + text }
    return scheme + authority + Self.withoutDots(directory + text)
  }

  /// The reference without line ends and tabs, and without blanks at its ends.
  private static func printed(_ reference: String) -> String {
    let utf8 = reference.utf8
    let isClean =
      utf8.first != 0x20 && utf8.last != 0x20 && !utf8.contains { $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
    if isClean { return reference }
    var bytes = utf8.filter { $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }[...]
    while bytes.first == 0x20 { bytes.removeFirst() }
    while bytes.last == 0x20 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether addresses of this scheme (with its colon, in any case) can be followed.
  private static func leadsSomewhere(_ scheme: Substring.UTF8View) -> Bool {
    let lower = scheme.lazy.map(ASCII.lowercased)
    return lower.elementsEqual("https:".utf8) || lower.elementsEqual("http:".utf8)
      || lower.elementsEqual("mailto:".utf8) || lower.elementsEqual("tel:".utf8) || lower.elementsEqual("ftp:".utf8)
  }

  /// Bytes of the scheme with its colon; `nil` when there is none.
  private static func schemeLength(_ text: String) -> Int? {
    guard let first = text.utf8.first, ASCII.isLetter(first) else { return nil }
    var length = 0
    for byte in text.utf8 {
      length += 1
      if byte == UInt8(ascii: ":") { return length }
      guard length <= 16, ASCII.isAlphanumeric(byte) || byte == 0x2B || byte == 0x2D || byte == 0x2E else {
        return nil
      }
    }
    return nil
  }

  /// The path without `.` and `..` segments; query and fragment stay.
  private static func withoutDots(_ text: String) -> String {
    var previous: UInt8 = 0
    var hasDots = false
    for byte in text.utf8 {
      if byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") { break }
      hasDots = hasDots || previous == UInt8(ascii: "/") && byte == UInt8(ascii: ".")
      previous = byte
    }
    guard hasDots else { return text }
    let end = text.firstIndex { $0 == "?" || $0 == "#" } ?? text.endIndex
    var kept: [Substring] = []
    let segments = text[..<end].split(separator: "/", omittingEmptySubsequences: false)
    for (index, segment) in segments.enumerated() {
      let isLast = index == segments.count - 1
      switch segment {
      case ".": if isLast { kept.append("") }
      case "..":
        if kept.count > 1 { kept.removeLast() }
        if isLast { kept.append("") }
      default: kept.append(segment)
      }
    }
    return kept.joined(separator: "/") + text[end...]
  }
}
