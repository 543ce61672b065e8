import KZPipeText

/// What the beginning of a sentence, and its quotation marks, say of it.
enum Opening {
  /// First words, in lower case, of sentences that are not understood by themselves: pronouns and connectives in English, Russian,
  /// Kazakh, German, French, Spanish and Turkish.
  static let leaning: Set<[UInt8]> = Set(
    """
    he she it they this that these those his her their its him them but and so yet however then there also both such others another \
    meanwhile instead still nor or thus therefore besides moreover afterwards later here \
    он она оно они это этот эта эти его ее её их там тогда также однако но а и поэтому затем потом при тем кроме \
    ол олар бұл осы оның олардың сол сонымен бірақ алайда сондай ал сондықтан \
    er sie es dies diese dieser dieses aber und doch dort dann auch il elle ils elles ce cette ces mais et cela él ella ellos esto este esta \
    estos pero y bu o onlar ama ve
    """.split { $0 == " " || $0 == "\n" }.map { Array($0.utf8) })

  private static let opening: Set<Unicode.Scalar> = ["“", "«", "„", "「", "『"]
  private static let closing: Set<Unicode.Scalar> = ["”", "»", "」", "』"]

  /// It begins with a quotation mark, or a quotation that began before it ends in it.
  static func isQuotation(_ sentence: [UInt8]) -> Bool {
    var depth = 0
    var straight = 0
    var isFirst = true
    for element in ScalarIterator(sentence) {
      let scalar = element.scalar
      if isFirst, scalar == "\"" || scalar == "‘" || scalar == "”" || opening.contains(scalar) { return true }
      isFirst = false
      if scalar == "\"" { straight += 1 }
      if opening.contains(scalar) { depth += 1 }
      if closing.contains(scalar) {
        // German quotations close with the mark that opens English ones, and a closing one may serve twice.
        if depth == 0 { return true }
        depth -= 1
      }
    }
    return isFirst || straight % 2 == 1
  }

  /// The sentence behind `CITY, Month 1 (Agency) –` or `(서울=통신) 기자 =`; itself when it does not begin with one.
  static func withoutDateline(_ sentence: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    /// Capitals before the first small letter.
    var capitals = 0
    var hasSmall = false
    var isBracketed = false
    var previous: Unicode.Scalar = "\0"
    let head = Array(sentence.prefix(100))
    for element in ScalarIterator(head) {
      let scalar = element.scalar
      defer { previous = scalar }
      if element.range.lowerBound == 0 { isBracketed = scalar == "(" || scalar == "[" }
      let isDash = scalar == "–" || scalar == "—"
      let endsIt = isDash ? capitals >= 3 || isBracketed : scalar == "=" && isBracketed
      if endsIt, previous == " " {
        let rest = sentence[(sentence.startIndex + element.range.upperBound)...].drop { $0 == 0x20 }
        guard rest.count >= 20 else { return sentence }
        // "NATO – the alliance –" is no dateline: behind one a sentence begins.
        let first = UTF8Text.decode(Array(rest.prefix(4)), at: 0, end: min(4, rest.count)).scalar
        return isDash && !UTF8Text.isUppercase(first) ? sentence : rest
      }
      if isDash { return sentence }
      if UTF8Text.isUppercase(scalar) {
        if !hasSmall { capitals += 1 }
      } else if scalar.properties.isAlphabetic {
        hasSmall = true
        if capitals < 3, !isBracketed { return sentence }
      }
    }
    return sentence
  }
}
