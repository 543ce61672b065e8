import EntityText
import Gazetteers
import KZPipeKit

/// Brings a tagger's span to the record's rules: no leading article, no title, no possessive ending, no stray marks.
enum SpanTrim {
  static let titles: Set<String> = [
    "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "prof", "prof.", "gen.", "col.", "lt.", "sgt.", "capt.",
    "sen.", "rep.",
    "gov.", "sir", "lord", "lady", "dame", "president", "minister", "premier", "chancellor", "professor", "doctor",
    "general", "colonel", "major", "captain", "judge", "justice", "prosecutor", "senator", "governor", "mayor", "akim",
    "ambassador", "king", "queen", "prince", "princess", "sheikh", "imam", "bishop", "archbishop", "chairman",
    "chairwoman",
    "secretary", "director", "coach", "sergeant", "lieutenant", "chief", "deputy", "spokesman", "spokeswoman", "prime",
    "miss", "engineer", "analyst", "ceo", "vice",
  ]

  static func trim(
    _ range: Range<Int>, _ kind: Entity.Kind, _ text: TokenizedText, _ lexicon: Lexicon
  ) -> Range<Int>? {
    var low = range.lowerBound
    var high = range.upperBound
    var changed = true
    while changed, low < high {
      changed = false
      let first = text.tokens[low]
      if !first.isWord && !text.isByte(low, UInt8(ascii: "'")) || first.isPossessive {
        low += 1
        changed = true
      } else if high - low > 1, text.isWord(low, "the") || text.isWord(low, "a") || text.isWord(low, "an"),
        !(kind == .organisation && first.isCapitalised && isNewspaper(text, high - 1) && !first.startsSentence)
      {
        low += 1
        changed = true
      } else if kind == .person, high - low > 1, titles.contains(text.foldedString(of: low)) {
        low += 1
        changed = true
      }
      guard low < high else { return nil }
      let last = text.tokens[high - 1]
      if !last.isWord || last.isPossessive {
        // A closing bracket stays with its opening one.
        if text.isByte(high - 1, UInt8(ascii: ")")),
          (low..<high).contains(where: { text.isByte($0, UInt8(ascii: "(")) })
        {
          break
        }
        high -= 1
        changed = true
      }
    }
    // The tagger leaves out the article that belongs to a newspaper's name.
    if kind == .organisation, low > 0, low < high, text.isWord(low - 1, "the"), text.tokens[low - 1].isCapitalised,
      !text.tokens[low - 1].startsSentence, high - low > 1, isNewspaper(text, high - 1)
    {
      low -= 1
    }
    // "Ambassador Extraordinary and Plenipotentiary of X": a title, whatever it ends with.
    if low < high, rank.contains(text.foldedString(of: low)) { return nil }
    // "Room 407" is nobody.
    if kind == .person, (low..<high).contains(where: { text.tokens[$0].shape == .digit }) { return nil }
    return low < high ? low..<high : nil
  }

  private static let rank: Set<String> = ["plenipotentiary", "extraordinary"]

  /// "The Korea Times" keeps its article when the text prints it as part of the name.
  private static func isNewspaper(_ text: TokenizedText, _ token: Int) -> Bool {
    [
      "times", "herald", "gazette", "post", "guardian", "independent", "economist", "telegraph", "sun", "tribune",
      "courier", "monitor", "review", "chronicle", "journal", "observer", "mail", "examiner", "mirror", "inquirer",
      "globe",
    ]
    .contains(text.foldedString(of: token))
  }
}
