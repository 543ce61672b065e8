/// The root element of an XML document, found without parsing the document: it tells what kind of XML the bytes are.
struct XMLRoot: Equatable {
  /// Name without prefix.
  let name: String

  /// Beyond these bytes no root is looked for: licences and stylesheet lists in front of it are shorter.
  private static let searched = 1 << 16

  /// `nil` when no start tag follows the prolog.
  init?(_ bytes: [UInt8]) {
    var head = bytes.prefix(Self.searched)
    // UTF-16 reads like ASCII when its zero bytes are dropped.
    if head.prefix(4).contains(0) || head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
      head = head.filter { $0 != 0 }[...]
    }
    for mark in [[0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF]] as [[UInt8]] where head.starts(with: mark) {
      head = head.dropFirst(mark.count)
    }
    while true {
      head = head.drop { $0 <= 0x20 }
      if head.starts(with: "<?".utf8) {
        guard Self.skip(&head, past: "?>") else { return nil }
      } else if head.starts(with: "<!--".utf8) {
        head = head.dropFirst(4)
        guard Self.skip(&head, past: "-->") else { return nil }
      } else if head.starts(with: "<!".utf8) {
        guard Self.skipDeclaration(&head) else { return nil }
      } else {
        break
      }
    }
    guard head.first == UInt8(ascii: "<") else { return nil }
    let tag = head.dropFirst().prefix { $0 > 0x20 && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }
    let local = tag.lastIndex(of: UInt8(ascii: ":")).map { tag[($0 + 1)...] } ?? tag
    guard let first = local.first, first >= 0x80 || (0x61...0x7A).contains(first | 0x20) || first == 0x5F else {
      return nil
    }
    name = String(decoding: local, as: UTF8.self)
  }

  private static func skip(_ head: inout ArraySlice<UInt8>, past end: StaticString) -> Bool {
    let count = end.utf8CodeUnitCount
    let wanted = UnsafeBufferPointer(start: end.utf8Start, count: count)
    while head.count >= count {
      if head.first == wanted.first, head.prefix(count).elementsEqual(wanted) {
        head = head.dropFirst(count)
        return true
      }
      head = head.dropFirst()
    }
    return false
  }

  /// Skips `<!DOCTYPE …>` with its internal subset; brackets and `>` inside quotation marks count for nothing.
  private static func skipDeclaration(_ head: inout ArraySlice<UInt8>) -> Bool {
    var quote: UInt8 = 0
    var isInSubset = false
    while let byte = head.popFirst() {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = quote == 0 ? byte : quote == byte ? 0 : quote
      case UInt8(ascii: "[") where quote == 0: isInSubset = true
      case UInt8(ascii: "]") where quote == 0: isInSubset = false
      case UInt8(ascii: ">") where quote == 0 && !isInSubset: return true
      default: break
      }
    }
    return false
  }

  /// Media type of the document; `nil` for a root that has none of its own.
  var mediaType: String? {
    switch name {
    case "newsMessage", "newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem":
      "application/vnd.iptc.g2.\(name.lowercased())+xml"
    case "nitf": "application/nitf+xml"
    case "html", "HTML": "application/xhtml+xml"
    default: nil
    }
  }
}

extension MediaType {
  /// What XML the bytes are, by their root element; `application/xml` when that says nothing.
  static func ofXML(_ bytes: [UInt8]) -> String { XMLRoot(bytes)?.mediaType ?? xml }
}
