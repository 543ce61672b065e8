/// Language tags as items carry them.
public enum LanguageTag {
  /// Language of unknown text (BCP 47, section 4.1).
  public static let undetermined = "und"

  /// `tag` in canonical case, or `und` when it is absent or no BCP 47 tag of the common shape
  /// language[-Script][-REGION][-variant…].
  public static func canonical(_ tag: String?) -> String {
    guard let tag, tag.utf8.count <= 35 else { return undetermined }
    // Most tags are a language alone, as it should be written.
    if (2...3).contains(tag.utf8.count), isLetters(tag) { return tag }
    let parts = tag.split(whereSeparator: { $0 == "-" || $0 == "_" }).map { $0.lowercased() }
    guard let language = parts.first, (2...3).contains(language.utf8.count), isLetters(language) else {
      return undetermined
    }
    var out = language
    var rest = parts.dropFirst()
    if let script = rest.first, script.utf8.count == 4, isLetters(script) {
      out += "-" + script.prefix(1).uppercased() + script.dropFirst()
      rest = rest.dropFirst()
    }
    if let region = rest.first {
      if region.utf8.count == 2, isLetters(region) {
        out += "-" + region.uppercased()
        rest = rest.dropFirst()
      } else if region.utf8.count == 3, region.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
        out += "-" + region
        rest = rest.dropFirst()
      }
    }
    for variant in rest {
      guard (4...8).contains(variant.utf8.count), isAlphanumeric(variant) else { return out }
      out += "-" + variant
    }
    return out
  }

  private static let rightToLeftLanguages: Set<String> = ["ar", "he", "fa", "ur", "ps", "ckb", "yi", "dv", "ug", "sd"]
  private static let scripts: Set<String> = ["Arab", "Hebr", "Thaa", "Syrc", "Nkoo"]

  /// Whether text in the language of a canonical tag is written from right to left.
  public static func isRightToLeft(_ tag: String) -> Bool {
    if !tag.utf8.contains(UInt8(ascii: "-")) { return rightToLeftLanguages.contains(tag) }
    let parts = tag.split(separator: "-")
    if parts.count > 1, parts[1].utf8.count == 4 { return scripts.contains(String(parts[1])) }
    return parts.first.map { rightToLeftLanguages.contains(String($0)) } ?? false
  }

  private static func isLetters(_ text: String) -> Bool { text.utf8.allSatisfy { (0x61...0x7A).contains($0) } }

  private static func isAlphanumeric(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
  }
}
