/// Finds the ends of sentences in a token stream.
///
/// A full stop ends a sentence unless it belongs to an abbreviation or an initial; what follows must look like a
/// beginning (a capital, a digit, a quotation mark, a letter without case) or the text must be over.
enum SentenceSplitter {
  /// Tokens of the longest sentence.
  private static let longest = 400

  static func sentences(of tokens: [Token], bytes: [UInt8]) -> [Range<Int>] {
    var out: [Range<Int>] = []
    var start = 0
    var index = 0
    while index < tokens.count {
      let token = tokens[index]
      // Rules look around inside a sentence: a bound on its length keeps them linear on text without full stops.
      if index > start, token.traits.contains(.lineBreakBefore) || index - start >= longest {
        out.append(start..<index)
        start = index
      }
      guard token.kind == .symbol, isEnd(token.scalar) else {
        index += 1
        continue
      }
      var next = index + 1
      while next < tokens.count, tokens[next].kind == .symbol, isEnd(tokens[next].scalar) || isCloser(tokens[next]),
        !tokens[next].hasSpaceBefore
      {
        next += 1
      }
      if next < tokens.count, !isBoundary(tokens, stop: index, next: next) {
        index = next
        continue
      }
      out.append(start..<next)
      start = next
      index = next
    }
    if start < tokens.count { out.append(start..<tokens.count) }
    return out
  }

  private static func isEnd(_ c: UInt32) -> Bool {
    c == 0x2E || c == 0x21 || c == 0x3F || c == 0x2026 || c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0x061F
  }

  private static func isCloser(_ token: Token) -> Bool {
    switch token.scalar {
    case 0x22, 0x27, 0x29, 0x5D, 0xBB, 0x2019, 0x201D, 0x201C, 0x203A, 0x300D, 0x300F, 0xFF09: true
    default: false
    }
  }

  private static func isBoundary(_ tokens: [Token], stop: Int, next: Int) -> Bool {
    let follower = tokens[next]
    guard follower.hasSpaceBefore else { return tokens[stop].scalar == 0x3002 }
    if follower.isWord, !follower.isCapitalised, follower.scalar < 0x1100 { return false }
    if follower.kind == .symbol, follower.scalar == 0x2C || follower.scalar == 0x3B || follower.scalar == 0x2013 {
      return false
    }
    guard tokens[stop].scalar == 0x2E, stop > 0, next == stop + 1 else { return true }
    let before = tokens[stop - 1]
    guard before.isWord, !tokens[stop].hasSpaceBefore else { return true }
    if units.contains(before) { return follower.isWord && follower.isCapitalised && follower.scalar >= 0x400 }
    if neverEnds.contains(before) { return false }
    if before.isCapitalised, before.length == 1 || (before.length == 2 && before.scalar >= 0x80) {
      // An initial, or the last letter of U.S.: the latter may end a sentence before a word that begins one.
      let dotted = stop >= 3 && tokens[stop - 2].isSymbol(".") && !before.hasSpaceBefore
      return dotted && starters.contains(follower)
    }
    if mayEnd.contains(before) { return starters.contains(follower) }
    return true
  }

  private static let neverEnds = WordSet(
    """
    mr mrs ms dr prof gen col lt sgt capt cmdr adm maj gov sen rep rev hon st mt ft messrs jr
    jan feb aug sept oct nov dec vs no nos vol pp fig art dept approx ca cf eg ie
    г гг ул им проф акад см рис стр др ст р т д п тов
    """)

  /// Units of numbers: what they count follows in lower case, a capital begins a sentence. «… $1,1 млрд. Сделку закрыли …»
  private static let units = WordSet("тыс млн млрд трлн руб тг долл")

  private static let mayEnd = WordSet("co corp inc ltd llc bros plc jr sr etc mar apr jun jul sep ave blvd rd")

  /// Words that begin a sentence far more often than they follow an abbreviation inside one.
  private static let starters = WordSet(
    """
    the a an it he she they we i you this that these those his her its their our in on at for from with by as but and
    if when while after before since there what who how why both all some many most each every one two three
    """)
}
