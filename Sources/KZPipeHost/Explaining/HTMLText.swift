/// Text in HTML: the one place where text from outside becomes markup.
enum HTMLText {
  /// Safe between tags and in quoted attributes. Control characters that HTML forbids become U+FFFD.
  static func escaped(_ text: String) -> String { String(decoding: escaped(utf8: text.utf8), as: UTF8.self) }

  static func escaped(utf8 bytes: some Sequence<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "&"): out += "&amp;".utf8
      case UInt8(ascii: "<"): out += "&lt;".utf8
      case UInt8(ascii: ">"): out += "&gt;".utf8
      case UInt8(ascii: "\""): out += "&quot;".utf8
      case UInt8(ascii: "'"): out += "&#39;".utf8
      case 0x09, 0x0A: out.append(byte)
      case 0..<0x20, 0x7F: out += "\u{FFFD}".utf8
      default: out.append(byte)
      }
    }
    return out
  }
}

/// A part of a page with a bound on its size: what goes beyond is counted and told, so that a page always opens.
struct HTMLColumn {
  private(set) var html = ""
  private let budget: Int
  private(set) var left = 0

  /// - Parameter budget: bytes of markup
  init(budget: Int) { self.budget = budget }

  /// Adds a whole element, or counts it as left out.
  mutating func add(_ element: String) {
    guard left == 0, html.utf8.count + element.utf8.count <= budget else {
      left += 1
      return
    }
    html += element
    html += "\n"
  }

  /// The elements with a remark about those that had no room.
  var closed: String {
    left == 0
      ? html
      : html
        + "<p class=\"note\">\(NumberText.count(left, "element")) more left out: the page would be too large.</p>\n"
  }
}
