import KZPipeKit

/// Language tags as pages write them, brought into the case that BCP 47 (RFC 5646, 2.1.1) recommends.
enum LanguageTag {
  /// `EN_us` becomes `en-US`; `nil` when the value is no tag.
  static func canonical(_ value: String) -> String? {
    let text = Clean.line(value)
    let first = text.split(separator: ",").first ?? ""
    let parts = first.split(whereSeparator: { $0 == "-" || $0 == "_" || $0 == "." }).map(String.init)
    guard let primary = parts.first, (2...3).contains(primary.utf8.count), isLetters(primary) else { return nil }
    let language = primary.lowercased()
    if ["und", "mul", "zxx"].contains(language) { return nil }
    var tag = language
    for part in parts.dropFirst().prefix(3) {
      switch part.utf8.count {
      case 4 where isLetters(part) && part.lowercased() != "utf8":
        tag += "-" + part.prefix(1).uppercased() + part.dropFirst().lowercased()
      case 2 where isLetters(part): tag += "-" + part.uppercased()
      case 3 where part.utf8.allSatisfy(Clean.isDigit): tag += "-" + part
      default: return tag
      }
    }
    return tag
  }

  private static func isLetters(_ text: String) -> Bool { text.utf8.allSatisfy(Clean.isLetter) }

  private static let properties = [
    "lang", "html:lang", "html_lang", "htmllang", "xml:lang", "content-language", "og:locale", "language",
    "dc.language",
    "dcterms.language", "inlanguage",
  ]

  /// The page's statement and where it stands.
  static func statement(in evidence: EvidenceIndex) -> (tag: String, reason: String)? {
    for property in properties {
      for value in evidence.values(property) {
        if let tag = canonical(value) { return (tag, property.replacing(":", "_")) }
      }
    }
    for object in evidence.articles {
      if let value = object.first(anyOf: ["inLanguage", "inLanguage.name"]), let tag = canonical(value) {
        return (tag, "in_language")
      }
    }
    // The header names the audience's languages (RFC 9110, section 8.5); several of them say nothing about the text.
    if let value = evidence.header("content-language"), !value.utf8.contains(UInt8(ascii: ",")),
      let tag = canonical(value)
    {
      return (tag, "content_language_header")
    }
    return nil
  }

  static func stated(by evidence: EvidenceIndex) -> String? { statement(in: evidence)?.tag }
}

extension String {
  /// The text with every `mark` replaced.
  fileprivate func replacing(_ mark: Character, _ other: Character) -> String {
    String(map { $0 == mark ? other : $0 })
  }
}
