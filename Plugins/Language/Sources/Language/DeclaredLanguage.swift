import KZPipeText

/// A language tag that a page states, held against what its text says.
struct DeclaredLanguage {
  enum Verdict { case agrees, undecided, contradicts }

  let tag: String
  /// Primary subtag in its present form.
  let language: String
  /// Script subtag in lower case, when there is one.
  let script: String?
  /// Whether the tag is the language alone, without script or region.
  let isBare: Bool

  init?(_ tag: String) {
    let parts = tag.split { $0 == "-" || $0 == "_" }.map { $0.lowercased() }
    guard let first = parts.first, (2...3).contains(first.utf8.count), first != "und" else { return nil }
    self.tag = tag
    isBare = parts.count == 1
    language = Self.present[first] ?? first
    script = parts.dropFirst().first { $0.utf8.count == 4 && $0.utf8.allSatisfy { $0 >= 0x61 } }
  }

  /// Old and special codes, and languages that print cannot be told apart by letters.
  private static let present = [
    "iw": "he", "in": "id", "ji": "yi", "mo": "ro", "sh": "sr", "nb": "no", "nn": "no", "fil": "tl", "cmn": "zh",
    "yue": "zh", "wuu": "zh", "prs": "fa", "arb": "ar", "ekk": "et", "lvs": "lv", "khk": "mn", "azj": "az", "uzn": "uz",
  ]

  /// Languages so near to each other that a page may call its text by either name.
  private static let near: [Set<String>] = [["hr", "sr", "bs"], ["id", "ms"], ["hi", "mr", "ne"], ["zh", "ja"]]

  /// - Parameter isKnown: whether the identifier could have answered with a language
  func verdict(on guess: LanguageGuess, isKnown: (String) -> Bool) -> Verdict {
    let found = Self.present[guess.tag.language] ?? guess.tag.language
    let sameScript = script.map { $0 == guess.tag.scriptCode.lowercased() || guess.tag.language == "zh" } ?? true
    if found == language { return sameScript ? .agrees : guess.confidence >= 0.9 ? .contradicts : .undecided }
    if !Self.scripts(of: language).contains(guess.tag.script) { return .contradicts }
    // A text of a few words and a close relative are no proof against the page.
    let isNear = Self.near.contains { $0.contains(language) && $0.contains(found) }
    guard guess.confidence >= 0.95, guess.letters >= (isNear ? 400 : 60), isKnown(language) else { return .undecided }
    return (guess.others[language] ?? 0) < 0.01 ? .contradicts : .undecided
  }

  /// Scripts that the language is printed in; every script for one that is not listed.
  static func scripts(of language: String) -> Set<Script> {
    switch language {
    case "ru", "be", "bg", "mk", "uk", "tt", "ky", "tg", "ba", "cv": [.cyrillic]
    case "kk": [.cyrillic, .latin, .arabic]
    case "mn": [.cyrillic, .mongolian]
    case "sr": [.cyrillic, .latin]
    case "uz", "az": [.latin, .cyrillic, .arabic]
    case "ar", "fa", "ur", "ps", "ckb": [.arabic]
    case "hi", "mr", "ne": [.devanagari]
    case "ko": [.hangul, .han]
    case "ja": [.kana, .han]
    case "zh": [.han]
    case "en", "de", "fr", "es", "pt", "it", "nl", "pl", "cs", "sk", "sl", "hr", "bs", "hu", "ro", "sv", "da", "no",
      "fi",
      "et", "lv", "lt", "is", "ga", "cy", "eu", "ca", "gl", "sq", "tr", "id", "ms", "tl", "vi", "sw", "so", "af", "mt",
      "lb":
      [.latin]
    default:
      Set(Script.allCases.filter { LanguageTag.onlyLanguage(of: $0) == language }).nonEmpty ?? Set(Script.allCases)
    }
  }
}

extension Set {
  fileprivate var nonEmpty: Set? { isEmpty ? nil : self }
}
