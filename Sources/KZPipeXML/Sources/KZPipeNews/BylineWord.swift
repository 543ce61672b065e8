/// Words such as "By" that introduce a name in a byline and are no part of it.
public enum BylineWord {
  /// `name` without the byline word at its start.
  ///
  /// "By", "Par" and "Por" begin no name. "von" and "di" do: they are byline words only in small letters and before two
  /// capitalised words, so that "von Trapp", "Di Maio" and "von der Leyen" stay whole.
  public static func removed(from name: String) -> String {
    // Nearly no name begins with one of the words' letters and has a blank so early.
    guard let first = name.utf8.first, "bBpPvVdD".utf8.contains(first), name.utf8.prefix(5).contains(0x20) else {
      return name
    }
    let words = name.split(separator: " ")
    guard words.count > 1 else { return name }
    switch words[0].lowercased() {
    case "by", "par", "por": break
    case "von", "di":
      guard words[0] == words[0].lowercased(), words.count > 2, words[1...2].allSatisfy(isCapitalised) else {
        return name
      }
    default: return name
    }
    return words.dropFirst().joined(separator: " ")
  }

  private static func isCapitalised(_ word: Substring) -> Bool {
    word.unicodeScalars.first?.properties.isUppercase ?? false
  }
}
