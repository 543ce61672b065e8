/// Resolves references against the page's base (RFC 3986, section 5), leniently: what is printed stays as printed.
struct AddressResolver: Sendable {
  /// Scheme with its colon, `//` authority, and path without its last segment.
  private var scheme = ""
  private var authority = ""
  private var directory = ""
  private var path = ""

  init(base: String?) {
    guard let base, let (scheme, rest) = Self.split(base) else { return }
    self.scheme = scheme
    var tail = Substring(rest)
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
    let bytes = reference.utf8.filter { $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
    let trimmed = bytes.drop { $0 == 0x20 }.reversed().drop { $0 == 0x20 }.reversed()
    let text = String(decoding: Array(trimmed), as: UTF8.self)
    guard !text.isEmpty, !text.hasPrefix("#") else { return nil }
    if let (found, _) = Self.split(text) {
      let lower = found.lowercased()
      return ["http:", "https:", "mailto:", "tel:", "ftp:"].contains(lower) ? text : nil
    }
    guard !scheme.isEmpty else { return text.hasPrefix("//") ? "https:" + text : text }
    if text.hasPrefix("//") { return scheme + text }
    if text.hasPrefix("/") { return scheme + authority + Self.withoutDots(text) }
    if text.hasPrefix("?") { return scheme + authority + path + text }
    return scheme + authority + Self.withoutDots(directory + text)
  }

  /// Scheme with its colon, and the rest.
  private static func split(_ text: String) -> (scheme: String, rest: String)? {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")), let first = text.utf8.first, ASCII.isLetter(first)
    else { return nil }
    let name = text.utf8[..<colon]
    guard name.count <= 16, name.allSatisfy({ ASCII.isAlphanumeric($0) || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E })
    else {
      return nil
    }
    let after = text.utf8.index(after: colon)
    return (String(text[..<after]), String(text[after...]))
  }

  /// The path without `.` and `..` segments; query and fragment stay.
  private static func withoutDots(_ text: String) -> String {
    let end = text.firstIndex { $0 == "?" || $0 == "#" } ?? text.endIndex
    guard text[..<end].contains("/.") else { return text }
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
