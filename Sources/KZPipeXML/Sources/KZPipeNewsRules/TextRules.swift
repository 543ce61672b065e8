import KZPipeText
import KZPipeXML

/// Characters, empty elements and attributes of a document.
struct TextRules {
  let tree: NewsTree

  private static let mayBeEmpty: Set<String> = [
    "br", "hr", "img", "td", "th", "col", "meta", "link", "media-reference", "media-metadata", "doc-id", "urgency",
    "date.issue", "date.release", "date.expire", "key-list", "keyword", "du-key", "doc.copyright", "doc.rights",
    "pubdata", "tobject", "tobject.property", "tobject.subject", "ed-msg", "fixture", "identified-content", "docdata",
    "correction", "location", "event", "media-producer",
  ]

  func check(_ report: inout Report) {
    for element in tree.elements {
      var hasContent = false
      for content in element.contents {
        guard case .text(let text) = content else {
          hasContent = true
          continue
        }
        if !hasContent, !isBlank(text) { hasContent = true }
        check(text, element, &report)
      }
      for attribute in element.attributes {
        check(attribute.value, element, &report)
        if isBlank(attribute.value), attribute.name != "alt" {
          report.add(
            .emptyAttribute, element.line, "the attribute \(attribute.name) of \(element.name) is empty; leave it out")
        }
      }
      if hasContent { continue }
      let isMarkup = element.vocabulary == .xhtml || element.vocabulary == .nitf
      if element.name == "br" || (isMarkup ? Self.mayBeEmpty.contains(element.name) : !element.attributes.isEmpty) {
        continue
      }
      report.add(.emptyElement, element.line, "the element \(element.name) is empty; leave it out")
    }
  }

  private func isBlank(_ text: String) -> Bool { text.unicodeScalars.allSatisfy(XMLText.isWhiteSpace) }

  private func check(_ text: String, _ element: NewsTree.Element, _ report: inout Report) {
    // Nothing of the below can be in plain ASCII without an ampersand.
    var isPlain = true
    for byte in text.utf8 where byte >= 0x7F || byte == 0x26 {
      isPlain = false
      break
    }
    if isPlain { return }
    if text.unicodeScalars.contains(where: { XMLText.isDropped($0) && $0.value != 0xFFFD }) {
      report.add(
        .controlCharacter, element.line,
        "control character, soft hyphen or byte order mark in \(NewsForm.quoted(text)); remove it")
    }
    if Self.isMojibake(text) {
      report.add(
        .mojibake, element.line,
        "wrongly decoded characters in \(NewsForm.quoted(text)); decode the source with its own encoding")
    }
    if Self.isDoublyEscaped(text) {
      report.add(.doubleEscape, element.line, "a reference was escaped twice in \(NewsForm.quoted(text)); escape once")
    }
    if !Normalizer.isNFC(text.utf8) {
      report.add(.notNFC, element.line, "\(NewsForm.quoted(text)) is not in Unicode form NFC; normalise it")
    }
  }

  /// UTF-8 that was read as Windows-1252: the marks of quotation marks, of Latin letters and of the byte order mark; U+FFFD.
  private static func isMojibake(_ text: String) -> Bool {
    var previous: UInt32 = 0
    var beforePrevious: UInt32 = 0
    for scalar in text.unicodeScalars {
      let value = scalar.value
      if value == 0xFFFD { return true }
      if beforePrevious == 0xE2, previous == 0x20AC,
        [0x2122, 0x153, 0x9D, 0x201C, 0x201D, 0x2DC, 0xA6].contains(value)
      {
        return true
      }
      if previous == 0xC3, [0xA9, 0xA8, 0xBC, 0xB6, 0xA4, 0xA7, 0xB1].contains(value) { return true }
      if beforePrevious == 0xEF, previous == 0xBB, value == 0xBF { return true }
      (beforePrevious, previous) = (previous, value)
    }
    return false
  }

  private static let named: Set<Substring> = ["amp", "lt", "gt", "quot", "apos", "nbsp"]

  private static func isDoublyEscaped(_ text: String) -> Bool {
    var rest = text[...]
    while let at = rest.firstIndex(of: "&") {
      rest = rest[rest.index(after: at)...]
      guard let end = rest.prefix(8).firstIndex(of: ";") else { continue }
      let name = rest[..<end]
      if named.contains(name) { return true }
      guard name.first == "#" else { continue }
      let digits = name.dropFirst()
      if digits.first == "x" {
        if digits.count >= 3, digits.dropFirst().allSatisfy(\.isHexDigit) { return true }
      } else if (2...5).contains(digits.count), digits.allSatisfy(\.isNumber) {
        return true
      }
    }
    return false
  }
}
