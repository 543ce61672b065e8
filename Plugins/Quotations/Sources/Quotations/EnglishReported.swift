import KZPipeGrammar

/// Reported clauses of English verbs of saying.
enum EnglishReported {
  /// Bytes of the clause that `verb` reports; nil when it reports none.
  static func clause(_ text: TokenText, _ verb: Attribution, _ finder: EnglishAttribution) -> Range<Int>? {
    let sentence = text.sentences[text.sentence(of: verb.verb)]
    switch verb.kind {
    case .manner, .label: return nil
    default: break
    }
    if let that = thatAfter(text, verb, sentence) {
      return trimmed(text, that ..<~ end(text, that, sentence, finder))
    }
    // `Clause, X said.`: nothing but an adjunct follows the verb.
    let start = sentence.lowerBound
    var isElided = false
    if case .elided = verb.subject { isElided = true }
    let subjectStart = verb.isInverted ? verb.verb : verb.subjectTokens.lowerBound
    if !isElided, subjectStart > start + 3, text.isSymbol(subjectStart - 1, ","), !finder.quoted[subjectStart - 1],
      !(start ..<~ subjectStart).contains(where: { finder.quoted[$0] && $0 + 2 >= subjectStart }),
      hasVerb(text, start ..<~ (subjectStart - 1)),
      verb.isInverted || !hasClauseAfter(text, verb, sentence), !isSubordinate(text, start)
    {
      return trimmed(text, afterDash(text, start, subjectStart) ..<~ beforeTitle(text, subjectStart - 1, start, finder))
    }
    // `The bank, he added, had sold`
    if !isElided, text.isSymbol(verb.verb + 1, ","), subjectStart > start, text.isSymbol(subjectStart - 1, ","),
      !(start ..<~ verb.verb).contains(where: { finder.quoted[$0] }),
      hasVerb(text, (verb.verb + 2) ..<~ max(verb.verb + 2, sentence.upperBound))
    {
      return trimmed(text, afterDash(text, start, subjectStart) ..<~ sentence.upperBound)
    }
    if verb.isInverted { return nil }
    switch verb.kind {
    case .say, .think:
      guard hasClauseAfter(text, verb, sentence) else { return nil }
      let first = skipTime(text, verb.verb + 1)
      // Without `that` only the plainest verbs take any clause; the others take objects too.
      if !plain.contains(text.tokens[verb.verb]), !text.isIn(clauseStarts, first), !opensClause(text, first) {
        return nil
      }
      if text.isSymbol(first, ":") || text.isSymbol(first, ",") || text.isIn(adjuncts, first) { return nil }
      return trimmed(text, first ..<~ end(text, first, sentence, finder))
    case .tell, .that, .manner, .label: return nil
    }
  }

  /// `according to X, clause` or `clause, according to X`.
  static func according(_ text: TokenText, _ index: Int, _ finder: EnglishAttribution) -> (
    Range<Int>, SpeakerReference
  )? {
    let sentence = text.sentences[text.sentence(of: index)]
    let first = index + 2
    guard let token = text.token(first), first < sentence.upperBound else { return nil }
    var end = first
    while end < sentence.upperBound,
      !text.isSymbol(end, ",") || finder.people.mention(in: finder.piece, at: end + 1) != nil
    {
      if text.isSymbol(end, ".") && end + 1 >= sentence.upperBound { break }
      end += 1
      if end - first > 40 { break }
    }
    let subject: SpeakerReference
    if let mention = finder.people.mentions(in: finder.piece, first ..<~ max(first, end)).first {
      subject = .person(mention.person)
    } else if token.isWord("her") || token.isWord("him") {
      subject = .pronoun(token.isWord("her") ? .female : .male)
    } else if let head = (first ..<~ end).first(where: { finder.roles.contains(text.tokens[$0]) }), head - first < 5 {
      subject = .nominal(first ..<~ (head + 1), head: head)
    } else if first < end {
      subject = .body(first ..<~ min(end, first + 10))
    } else {
      return nil
    }
    if index == sentence.lowerBound {
      guard text.isSymbol(end, ","), let bytes = trimmed(text, (end + 1) ..<~ sentence.upperBound) else { return nil }
      return (bytes, subject)
    }
    // Back to the sentence's start; a document's name is no speaker, but says so all the same.
    let stop = text.isSymbol(index - 1, ",") ? index - 1 : index
    guard let bytes = trimmed(text, afterDash(text, sentence.lowerBound, stop) ..<~ stop) else { return nil }
    return (bytes, subject)
  }

  /// The comma before `her coach, Vadim Ilin,`: the description in front of the name is no part of the clause.
  private static func beforeTitle(_ text: TokenText, _ comma: Int, _ start: Int, _ finder: EnglishAttribution) -> Int {
    var at = comma - 1
    var hasRole = false
    while at > start, comma - at <= 8 {
      if text.isSymbol(at, ",") { return hasRole ? at : comma }
      guard let token = text.token(at), token.isWord || token.isSymbol("-") else { return comma }
      if finder.roles.contains(token) || kin.contains(token) { hasRole = true }
      at -= 1
    }
    return comma
  }

  private static let kin = WordSet(
    "daughter son wife husband brother sister mother father widow widower aunt uncle nephew niece cousin grandson friend"
  )

  // MARK: Parts

  /// The token after `that`, when it follows the verb and what the verb is told to.
  private static func thatAfter(_ text: TokenText, _ verb: Attribution, _ sentence: Range<Int>) -> Int? {
    var at = verb.verb + 1
    let limit = min(sentence.upperBound, verb.verb + 12)
    while at < limit {
      let token = text.tokens[at]
      if token.isWord("that") {
        // `that of precision`, `that Monday`
        guard let next = text.token(at + 1), !next.isWord("of"), next.isWord || next.isNumber || next.kind == .symbol
        else { return nil }
        // `said after a meeting that ended at noon`: a relative clause of the word before.
        if at > verb.verb + 2, hasFinite(text, at + 1) || text.token(next, hasSuffix: "ed") { return nil }
        return at + 1
      }
      if token.kind == .symbol, !token.isSymbol("-"), !token.isSymbol(".") {
        if token.isSymbol(",") {
          // An inserted `, with the sigh of an adult, that`
          var close = at + 1
          while close < limit + 8, close < sentence.upperBound, !text.isSymbol(close, ",") { close += 1 }
          if text.isSymbol(close, ","), text.isWord(close + 1, "that") { return close + 2 }
        }
        return nil
      }
      if at > verb.verb + 1, hasFinite(text, at) { return nil }
      at += 1
    }
    return nil
  }

  private static func hasClauseAfter(_ text: TokenText, _ verb: Attribution, _ sentence: Range<Int>) -> Bool {
    let first = verb.verb + 1
    guard first < sentence.upperBound else { return false }
    if text.isSymbol(first, ",") || text.isSymbol(first, ":") || text.isSymbol(first, ".") { return false }
    return hasVerb(text, first ..<~ sentence.upperBound)
  }

  /// A noun phrase and its finite verb within a few words, nothing between: `the project had run late`.
  private static func opensClause(_ text: TokenText, _ first: Int) -> Bool {
    guard let token = text.token(first), token.isWord, !text.isIn(objectStarts, first) else { return false }
    for index in (first + 1) ..<~ min(text.count, first + 8) {
      let token = text.tokens[index]
      if token.kind == .symbol && !token.isSymbol("-") { return false }
      if token.isWord("that") || token.isWord("which") || token.isWord("who") || token.isWord("to") { return false }
      if finite.contains(token) { return true }
    }
    return false
  }

  private static let objectStarts = WordSet(
    "on in at for with to by from into as about of during after before when while")
  private static let plain = WordSet("said says saying say added adds insisted insists claimed claims")
  private static let clauseStarts = WordSet("he she it they we there his her its")

  private static let finite = WordSet(
    """
    is are was were am be been has have had do does did will would shall should can could may might must 's 're 've 'd 'll won't
    isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't can't couldn't wouldn't fell rose met took gave went
    came made got grew kept left lost held won cost put saw sold spent built bought began became broke brought knew led meant
    paid ran sent set stood swung thought told want wants needs need remains remain hopes holds holds works makes takes gives
    goes comes means costs depends lives lies stays stay starts starts begins allows includes seems plays expects said
    """)

  private static func hasFinite(_ text: TokenText, _ index: Int) -> Bool { text.isIn(finite, index) }

  private static func hasVerb(_ text: TokenText, _ range: Range<Int>) -> Bool {
    for index in range {
      let token = text.tokens[index]
      if finite.contains(token) { return true }
      if token.isWord, !token.isCapitalised, token.length > 4, text.token(token, hasSuffix: "ed") { return true }
    }
    return false
  }

  private static func isSubordinate(_ text: TokenText, _ index: Int) -> Bool {
    guard let token = text.token(index) else { return false }
    return token.isWord("when") || token.isWord("asked") || token.isWord("while") || token.isWord("speaking")
      || token.isWord("as")
  }

  /// `said after a meeting`, `said during the visit`: when and where, not what.
  private static let adjuncts = WordSet(
    "after during following before outside amid through via upon ahead alongside among despite regarding concerning by")

  private static let time = WordSet(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday on in at late early last this week month year morning evening afternoon night earlier"
  )

  /// `said Thursday it would`, `said on Friday it swung`, `said last month that`.
  private static func skipTime(_ text: TokenText, _ index: Int) -> Int {
    var at = index
    while text.isIn(time, at), at - index < 5 {
      if text.isWord(at, "in") || text.isWord(at, "at"), !(text.isIn(time, at + 1)) { break }
      at += 1
    }
    return at
  }

  /// The clause ends with its sentence, or where direct speech begins a sentence of its own.
  private static func end(_ text: TokenText, _ start: Int, _ sentence: Range<Int>, _ finder: EnglishAttribution) -> Int
  {
    var at = start
    while at < sentence.upperBound {
      if text.isSymbol(at, ";") || text.isSymbol(at, "—") { return at }
      // `…, though he concedes that …`, `… and dismissed it as "…"`: the speaker says a second thing.
      if text.isSymbol(at, ","), opensSecond(text, at + 1) { return at }
      if text.isWord(at, "and"), let kind = text.token(at + 1).flatMap({ SpeechVerbs.english[$0] }),
        kind == .label || text.isWord(at + 2, "that")
      {
        return at
      }
      // `…, adding that …` reports a second clause.
      if text.isSymbol(at, ","), let next = text.token(at + 1), SpeechVerbs.english[next] != nil,
        text.token(next, hasSuffix: "ing")
      {
        return at
      }
      at += 1
    }
    return sentence.upperBound
  }

  private static let conjunctions = WordSet("though although but while and yet whereas")

  /// `though he concedes that`
  private static func opensSecond(_ text: TokenText, _ index: Int) -> Bool {
    guard text.isIn(conjunctions, index), let pronoun = text.token(index + 1), SpeechVerbs.pronoun(pronoun) != nil,
      let verb = text.token(index + 2), SpeechVerbs.english[verb] != nil
    else { return false }
    return text.isWord(index + 3, "that")
  }

  /// A dateline or a clock label before a dash is no part of the clause.
  private static func afterDash(_ text: TokenText, _ start: Int, _ end: Int) -> Int {
    for index in start ..<~ min(end, start + 16) where text.isSymbol(index, "–") || text.isSymbol(index, "—") {
      if text.token(index)?.hasSpaceBefore == true { return index + 1 }
    }
    return start
  }

  static func trimmed(_ text: TokenText, _ range: Range<Int>) -> Range<Int>? {
    var end = range.upperBound
    var start = range.lowerBound
    func isTrim(_ token: Token) -> Bool {
      token.isSymbol(".") || token.isSymbol(",") || token.isSymbol("!") || token.isSymbol("?") || token.isSymbol(";")
    }
    while end > start, let last = text.token(end - 1), isTrim(last) { end -= 1 }
    while start < end, let first = text.token(start), first.isSymbol(",") || first.isSymbol("–") || first.isSymbol("—")
    { start += 1 }
    guard end - start >= 2 else { return nil }
    return text.byteRange(start ..<~ end)
  }
}
