import KZPipeGrammar

/// A verb of saying outside quotation marks with its subject.
struct Attribution {
  var verb: Int
  var kind: SpeechVerb
  var subject: SpeakerReference
  /// Tokens of the subject's noun phrase.
  var subjectTokens: Range<Int>
  /// Subject stands after the verb.
  var isInverted: Bool
}

/// Finds the subject of an English verb of saying.
struct EnglishAttribution {
  let text: TokenText
  let piece: Int
  let people: People
  let roles: WordSet
  /// Whether a token stands inside quotation marks.
  let quoted: [Bool]

  /// The attribution of the verb at `index`; nil when it has no speaker.
  func attribution(at index: Int) -> Attribution? {
    guard let token = text.token(index), let kind = SpeechVerbs.english[token], !quoted[index] else { return nil }
    let isProgressive =
      text.token(token, hasSuffix: "ing") && (text.token(index - 1).map { Self.auxiliaries.contains($0) } ?? false)
    if !isProgressive, isNoun(index) { return nil }
    if text.token(token, hasSuffix: "ing") { return participle(index, kind) }
    // `…, said Wahyu Pradipta, who heads …`: nothing but a name and what is told of it follows.
    let next = people.mention(in: piece, at: index + 1)
    let isTurned = text.isSymbol(index - 1, ",") && next.map { text.isSymbol($0.tokens.upperBound, ",") } ?? false
    // Away from a quotation the subject before the verb is the likelier one.
    if !followsQuotation(index), !isTurned, let (subject, range) = before(index) {
      return Attribution(verb: index, kind: kind, subject: subject, subjectTokens: range, isInverted: false)
    }
    if let (subject, range) = inverted(index) {
      return Attribution(verb: index, kind: kind, subject: subject, subjectTokens: range, isInverted: true)
    }
    if let (subject, range) = before(index) {
      return Attribution(verb: index, kind: kind, subject: subject, subjectTokens: range, isInverted: false)
    }
    return nil
  }

  private func followsQuotation(_ index: Int) -> Bool {
    (index > 0 && quoted[index - 1]) || (index > 1 && quoted[index - 2] && text.isSymbol(index - 1, ","))
  }

  /// `adding that`, `before announcing that`: the speaker is that of the main verb; `was saying` has a subject.
  private func participle(_ index: Int, _ kind: SpeechVerb) -> Attribution? {
    guard let before = text.token(index - 1) else { return nil }
    // `Mergen was explaining that`
    if Self.auxiliaries.contains(before), let (subject, range) = self.before(index - 1) {
      return Attribution(verb: index, kind: kind, subject: subject, subjectTokens: range, isInverted: false)
    }
    // `considering that`, `hoping that` give a reason or an aim.
    if case .think = kind { return nil }
    if before.isSymbol(",") || before.isWord("before") || before.isWord("after") || before.isWord("by")
      || before.isWord("while")
    {
      return Attribution(verb: index, kind: kind, subject: .elided, subjectTokens: index ..<~ index, isInverted: false)
    }
    return nil
  }

  /// `the reports`, `his claims`, `to say`, `by saying`.
  private func isNoun(_ index: Int) -> Bool {
    guard let before = text.token(index - 1), before.isWord else { return false }
    return Self.determiners.contains(before)
  }

  private static let determiners = WordSet(
    """
    the a an this that these those its our my your to of no some any such be been being was were is are for on in with at from
    into about under over per their his her
    """)
  private static let skipped = WordSet(
    "also then later just has had have recently now still even never only already simply first once often again usually reportedly publicly did does always"
  )
  private static let auxiliaries = WordSet("was were is are")

  private func isPunctuation(_ index: Int) -> Bool { text.token(index)?.kind == .symbol }

  // MARK: Subject after the verb

  /// `said Ainur Seitova`, `said the curator, Claire Vasseur`: only right after a quotation or a comma.
  private func inverted(_ index: Int) -> (SpeakerReference, Range<Int>)? {
    guard isPunctuation(index - 1) else { return nil }
    let limit = min(text.count, index + 40)
    let next = index + 1
    guard let first = text.token(next), first.isWord || first.isNumber, !quoted[next] else { return nil }
    if let gender = SpeechVerbs.pronoun(first) {
      // `said he would`: a clause, not a subject.
      guard followsQuotation(index) || text.token(next + 1).map({ $0.kind == .symbol }) ?? true else { return nil }
      return (.pronoun(gender), next ..<~ (next + 1))
    }
    if let mention = people.mention(in: piece, at: next) { return (.person(mention.person), mention.tokens) }
    // Title or description, then the name before the sentence or clause is over.
    var at = next
    var commas = 0
    var head: Int?
    while at < limit, !quoted[at] {
      let token = text.tokens[at]
      if token.isSymbol(".") || token.isSymbol(";") || token.isSymbol(":") || token.isSymbol("!") || token.isSymbol("?")
      {
        if !token.isSymbol(".") || !(text.token(at + 1)?.isCapitalised ?? false)
          || text.token(at + 1)?.traits.contains(.sentenceStart) == true
        {
          break
        }
      }
      if token.isSymbol(",") {
        commas += 1
        if commas > 1 { break }
        // Only a name may follow the comma.
        if people.mention(in: piece, at: at + 1) == nil { break }
      }
      if let mention = people.mention(in: piece, at: at) {
        return (.person(mention.person), next ..<~ mention.tokens.upperBound)
      }
      if roles.contains(token), head == nil { head = at }
      if commas == 0, at > next, SpeechVerbs.english[token] != nil { return nil }
      at += 1
    }
    if first.isWord("the") || first.isWord("a") || first.isWord("an") || first.isWord("his") || first.isWord("her")
      || first.isWord("its")
    {
      if head == nil, first.isWord("the"), let word = text.token(next + 1), word.isWord, word.isCapitalised,
        people.other(in: piece, at: next + 1)?.isBody != true
      {
        return (.nominal(next ..<~ (next + 2), head: next + 1), next ..<~ (next + 2))
      }
      if let head, head - next < 6 { return (.nominal(next ..<~ (head + 1), head: head), next ..<~ (head + 1)) }
      if let body = bodyStarting(next) { return (.body(body), body) }
    }
    if let body = bodyStarting(next) { return (.body(body), body) }
    return nil
  }

  private func bodyStarting(_ index: Int) -> Range<Int>? {
    var at = index
    if text.isWord(at, "the") { at += 1 }
    return people.other(in: piece, at: at).map { at ..<~ $0.tokens.upperBound }
  }

  // MARK: Subject before the verb

  private func before(_ verb: Int) -> (SpeakerReference, Range<Int>)? {
    var at = verb - 1
    while let token = text.token(at), token.isWord, Self.skipped.contains(token) || isAdverb(token) { at -= 1 }
    guard at >= 0, let last = text.token(at), !quoted[at] else { return nil }
    if let gender = SpeechVerbs.pronoun(last) { return (.pronoun(gender), at ..<~ (at + 1)) }
    if last.isWord("i") || last.isWord("it") || last.isWord("we") || last.isWord("you") || last.isWord("they")
      || last.isWord("to")
      || last.isWord("who")
    {
      return nil
    }
    let start = clauseStart(at)
    if let mention = people.mention(in: piece, at: at) {
      // `Botagoz Li of Alatau Brokers wrote`
      if let link = text.token(mention.tokens.lowerBound - 1), Self.complementLinks.contains(link),
        let owner = people.mention(in: piece, at: mention.tokens.lowerBound - 2)
      {
        return (.person(owner.person), nounPhrase(owner.tokens))
      }
      return (.person(mention.person), nounPhrase(mention.tokens))
    }
    guard start <= at else { return nil }
    let persons = people.mentions(in: piece, start ..<~ (at + 1)).filter {
      !quoted[$0.tokens.lowerBound] && !isPossessive($0.tokens.upperBound)
    }
    if last.isSymbol(",") {
      // `spokesman, Jordan Whitcombe, told`
      if let name = persons.last, name.tokens.upperBound == at,
        persons.count == 1 || text.isSymbol(name.tokens.lowerBound - 1, ",")
          || text.token(name.tokens.lowerBound - 1).map(roles.contains) ?? false
      {
        return (.person(name.person), nounPhrase(name.tokens))
      }
      // `Marat Ibraev, the firm's head of research, wrote`
      if let name = persons.first(where: { text.isSymbol($0.tokens.upperBound, ",") }) ?? persons.first {
        return (.person(name.person), nounPhrase(name.tokens))
      }
    }
    if last.isSymbol(","), persons.isEmpty {
      // `The contractor, BridgeWorks Ltd, says`
      if let thing = people.other(in: piece, at: at - 1), thing.isBody { return (.body(thing.tokens), thing.tokens) }
      // `An official at the tax office, who asked not to be named, said`
      if let opener = text.token(start),
        let head = (start ..<~ min(at, start + 6)).first(where: { roles.contains(text.tokens[$0]) })
      {
        let phrase = start ..<~ (head + 1)
        if opener.isWord("a") || opener.isWord("an") || opener.isWord("one") { return (.body(phrase), phrase) }
        if opener.isWord("the") { return (.nominal(phrase, head: head), phrase) }
      }
      // `Airline executives, speaking on condition of anonymity, warned`
      if let opener = text.token(start), opener.isWord,
        let comma = (start ..<~ min(at, start + 8)).first(where: { text.isSymbol($0, ",") })
      {
        if let gender = SpeechVerbs.pronoun(opener) { return (.pronoun(gender), start ..<~ (start + 1)) }
        if comma > start, !opener.isWord("but"), !opener.isWord("and") {
          return (.body(start ..<~ comma), start ..<~ comma)
        }
      }
    }
    // `the 58-year-old says`
    if last.isWord("old"), text.isSymbol(at - 1, "-") {
      return (.nominal(at ..<~ (at + 1), head: at), at ..<~ (at + 1))
    }
    // `the Swede told`
    if last.isWord, last.isCapitalised, text.isWord(at - 1, "the"), people.other(in: piece, at: at)?.isBody != true {
      return (.nominal((at - 1) ..<~ (at + 1), head: at), (at - 1) ..<~ (at + 1))
    }
    // `the ambassador told`
    if last.isWord, roles.contains(last), let phrase = nominal(endingAt: at) {
      return (.nominal(phrase, head: at), phrase)
    }
    if last.isWord("and") || last.isWord("but") || last.isWord("then") || last.isSymbol(",") {
      if let name = persons.first { return (.person(name.person), name.tokens) }
      return (.elided, at ..<~ at)
    }
    if let thing = people.other(in: piece, at: at) {
      // `Botagoz Li of Alatau Brokers wrote`, `a spokeswoman for the European Commission said`
      if let name = persons.last(where: { $0.tokens.upperBound < thing.tokens.lowerBound }),
        thing.tokens.lowerBound - name.tokens.upperBound < 8,
        text.token(name.tokens.upperBound).map({ Self.complementLinks.contains($0) || $0.isSymbol(",") }) ?? false
      {
        return (.person(name.person), nounPhrase(name.tokens))
      }
      if let head = (max(start, thing.tokens.lowerBound - 6) ..<~ thing.tokens.lowerBound).last(where: {
        roles.contains(text.tokens[$0])
      }),
        let phrase = nominal(endingAt: head)
      {
        return (.nominal(phrase.lowerBound ..<~ (at + 1), head: head), phrase.lowerBound ..<~ (at + 1))
      }
      return (.body(thing.tokens), thing.tokens)
    }
    if last.isWord("before") || last.isWord("after") || last.isWord("while") || last.isWord("as") || last.isWord("than")
    {
      return nil
    }
    if let name = persons.first { return (.person(name.person), name.tokens) }
    // `his lawyer said`, `city education department says`; `in other states` has a noun there.
    if last.isWord, !last.isCapitalised, !text.isIn(Self.nounLike, verb),
      let phrase = nominalPhrase(endingAt: at, from: start)
    {
      return (.body(phrase), phrase)
    }
    return nil
  }

  /// Forms of verbs of saying that are plural nouns just as often.
  private static let nounLike = WordSet(
    "states reports claims notes comments answers points rules demands estimates promises fears worries posts hopes questions"
  )

  private static let complementLinks = WordSet("of at for from with in")

  /// Words that begin another clause.
  private static let linkers = WordSet(
    "which while who that when where as because although though if and but or whom whose")

  private func isAdverb(_ token: Token) -> Bool {
    token.length > 4 && text.token(token, hasSuffix: "ly") && !token.isCapitalised
  }

  private func isPossessive(_ index: Int) -> Bool { text.token(index).map { $0.traits.contains(.clitic) } ?? false }

  /// First token of the clause that ends at `index`: after a quotation, a semicolon, a colon or the sentence's start.
  private func clauseStart(_ index: Int) -> Int {
    let sentence = text.sentences[text.sentence(of: index)]
    var at = index
    while at > sentence.lowerBound, index - at < 120 {
      let before = text.tokens[at - 1]
      if quoted[at - 1] || before.isSymbol(";") || before.isSymbol(":") || before.isSymbol("–") || before.isSymbol("—")
      {
        break
      }
      at -= 1
    }
    return at
  }

  /// The title before a name belongs to the noun phrase.
  private func nounPhrase(_ name: Range<Int>) -> Range<Int> {
    var start = name.lowerBound
    while let token = text.token(start - 1), token.isWord, name.lowerBound - start < 8, !quoted[start - 1],
      token.isCapitalised || roles.contains(token) || RoleNouns.englishModifiers.contains(token) || token.isWord("of")
    {
      start -= 1
    }
    return start ..<~ name.upperBound
  }

  /// `the former geography teacher`: from its article to the noun at `index`.
  private func nominal(endingAt index: Int) -> Range<Int>? {
    var start = index
    while start > 0, index - start < 6 {
      let token = text.tokens[start - 1]
      if token.isWord("the") || token.isWord("a") || token.isWord("an") || token.isWord("his") || token.isWord("her")
        || token.isWord("its")
        || token.isWord("their")
      {
        return (start - 1) ..<~ (index + 1)
      }
      guard token.isWord || token.isSymbol("-") else { return nil }
      start -= 1
    }
    return nil
  }

  /// A noun phrase of lower-case words before the verb: an unnamed source.
  private func nominalPhrase(endingAt index: Int, from low: Int) -> Range<Int>? {
    var start = index
    while start > low, index - start < 8 {
      let token = text.tokens[start - 1]
      guard token.isWord, SpeechVerbs.english[token] == nil, !Self.linkers.contains(token) else { break }
      start -= 1
      if token.isWord("the") || token.isWord("a") || token.isWord("his") || token.isWord("her") { break }
    }
    guard index - start >= 0, index + 1 - start <= 8 else { return nil }
    return start ..<~ (index + 1)
  }
}

extension [Attribution] {
  /// Index of the first attribution whose verb is at `token` or later; they are in order of their verbs.
  private func index(from token: Int) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].verb < token { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The first whose verb lies in `from..<~before`.
  func first(from: Int, before: Int) -> Attribution? {
    let at = index(from: from)
    return at < count && self[at].verb < before ? self[at] : nil
  }

  /// The last whose verb lies in `from..<~before`.
  func last(before: Int, from: Int) -> Attribution? {
    let at = index(from: before) - 1
    return at >= 0 && self[at].verb >= from ? self[at] : nil
  }
}
