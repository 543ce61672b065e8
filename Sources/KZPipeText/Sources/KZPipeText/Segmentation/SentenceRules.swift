/// What a language's abbreviations and ordinals say about full stops.
struct SentenceRules: Sendable {
  /// Abbreviations that something always follows: titles, "im.", "vs.".
  var inner: Set<[UInt8]>
  /// Abbreviations that may also end a sentence; the next word decides.
  var either: Set<[UInt8]>
  /// Abbreviations before a number: "No. 5", "Jan. 14".
  var beforeNumber: Set<[UInt8]>
  /// Words, in lower case, that begin a sentence when they follow with a capital.
  var starters: Set<[UInt8]>
  /// "14. Januar": a full stop makes a number an ordinal.
  var hasDottedOrdinals: Bool

  private static let byLanguage: [String: SentenceRules] = Dictionary(
    uniqueKeysWithValues: SentenceAbbreviations.all.map { ($0.language, SentenceRules($0)) })
  private static let together = SentenceRules(merging: SentenceAbbreviations.all)

  /// Rules of the language; those of all languages together when it is `nil` or unknown.
  static func rules(for language: String?) -> SentenceRules {
    guard let language else { return together }
    let primary = language.lowercased().split { $0 == "-" || $0 == "_" }.first.map(String.init) ?? ""
    return byLanguage[primary] ?? together
  }

  private init(_ data: SentenceAbbreviations) {
    inner = Self.set(data.inner)
    either = Self.set(data.either)
    beforeNumber = Self.set(data.beforeNumber)
    starters = Self.set(data.starters)
    hasDottedOrdinals = data.hasDottedOrdinals
  }

  private init(merging all: [SentenceAbbreviations]) {
    inner = []
    either = []
    beforeNumber = []
    starters = []
    hasDottedOrdinals = false
    for data in all {
      let rules = SentenceRules(data)
      inner.formUnion(rules.inner)
      either.formUnion(rules.either)
      beforeNumber.formUnion(rules.beforeNumber)
      starters.formUnion(rules.starters)
    }
    // What one language always continues, another may end with.
    inner.subtract(either)
  }

  private static func set(_ words: String) -> Set<[UInt8]> {
    Set(words.split(separator: " ").map { Array($0.utf8) })
  }
}
