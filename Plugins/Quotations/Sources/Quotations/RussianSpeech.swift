import KZPipeGrammar

/// Quotations in Russian paragraphs: «…», – сказал X; X сказал: «…»; X сказал, что …; по словам X, ….
struct RussianSpeech: SpeechGrammar {
  var resolver: SpeakerResolver
  private let verbs = SpeechVerbs.russian
  private let roles = RoleNouns.russian

  init(_ resolver: SpeakerResolver) { self.resolver = resolver }

  mutating func quotations(in piece: Int, _ memory: inout SpeakerMemory) -> [FoundQuotation] {
    let text = resolver.text.pieces[piece].text
    let (spans, quoted) = resolver.marks[piece]
    var events: [(at: Int, span: QuoteSpan?, verb: Int?)] = []
    var used = Set<Int>()
    for span in spans {
      guard let (verb, isSpeech) = link(text, span, quoted), isSpeech else { continue }
      if let verb { used.insert(verb) }
      events.append((span.open, span, verb))
    }
    for index in text.tokens.indices where !quoted[index] && !used.contains(index) {
      let token = text.tokens[index]
      if verbs[token] != nil || SpeechVerbs.russianAccording.contains(token) {
        events.append((index, nil, index))
      }
    }
    events.sort { $0.at < $1.at }

    var out: [FoundQuotation] = []
    for event in events {
      if let span = event.span {
        let parts = halves(text, span, event.verb).compactMap { QuoteMarks.content(text, $0) }
        guard !parts.isEmpty else { continue }
        let speaker =
          event.verb.flatMap { subject(text, piece, $0, quoted, memory) } ?? floating(piece, event.at, text, memory)
        remember(speaker, piece, &memory, direct: true)
        let confidence = event.verb == nil ? 0.75 : 0.93
        out += parts.map {
          FoundQuotation(piece: piece, bytes: $0, speaker: speaker, isDirect: true, confidence: confidence)
        }
      } else if let verb = event.verb {
        guard let (clause, speaker) = reported(text, piece, verb, quoted, memory) else { continue }
        remember(speaker, piece, &memory, direct: false)
        out.append(FoundQuotation(piece: piece, bytes: clause, speaker: speaker, isDirect: false, confidence: 0.82))
      }
    }
    return out
  }

  /// What is said before and after the author's words inside one pair of marks: «…, – сказал X. – …».
  private func halves(_ text: TokenText, _ span: QuoteSpan, _ verb: Int?) -> [Range<Int>] {
    guard let verb, span.inside.contains(verb), isDash(text, verb - 1) else { return [span.inside] }
    let first = span.inside.lowerBound ..<~ (verb - 1)
    let limit = min(span.inside.upperBound, verb + 30)
    let second = ((verb + 1) ..<~ limit).first {
      isDash(text, $0) && (text.isSymbol($0 - 1, ".") || text.isSymbol($0 - 1, ","))
    }
    guard let second else { return [first] }
    return [first, (second + 1) ..<~ span.inside.upperBound]
  }

  private func remember(_ speaker: Int?, _ piece: Int, _ memory: inout SpeakerMemory, direct: Bool) {
    guard let speaker, !resolver.people.persons[speaker].isBody else { return }
    memory.lastSpeaker = speaker
    memory.lastPiece = piece
    if direct { memory.running = speaker }
  }

  private func floating(_ piece: Int, _ at: Int, _ text: TokenText, _ memory: SpeakerMemory) -> Int? {
    if memory.lastPiece == piece { return memory.lastSpeaker }
    let sentence = text.sentences[text.sentence(of: at)]
    if sentence.lowerBound < at, let first = resolver.people.mentions(in: piece, sentence.lowerBound ..<~ at).last {
      return first.person
    }
    return memory.running ?? resolver.recent(piece, at)
  }

  private func isDash(_ text: TokenText, _ index: Int) -> Bool {
    text.isSymbol(index, "–") || text.isSymbol(index, "—") || text.isSymbol(index, "-")
  }

  /// The verb that a quotation belongs to, and whether it is speech at all: «Темир» is a name.
  private func link(_ text: TokenText, _ span: QuoteSpan, _ quoted: [Bool]) -> (Int?, Bool)? {
    let shape = QuotedForm.shape(text, span)
    guard shape.words > 0 else { return nil }
    // «…», – сказал X
    var at = span.close + 1
    if text.isSymbol(at, ",") { at += 1 }
    if isDash(text, at) {
      let sentence = text.sentences[text.sentence(of: at)]
      if let verb = (at ..<~ min(sentence.upperBound, at + 16)).first(where: {
        !quoted[$0] && verbs[text.tokens[$0]] != nil
      }) {
        return (verb, true)
      }
    }
    let sentence = text.sentences[text.sentence(of: span.open)]
    let lead = (sentence.lowerBound ..<~ max(sentence.lowerBound, span.open)).last {
      !quoted[$0] && verbs[text.tokens[$0]] != nil
    }
    if text.isSymbol(span.open - 1, ":") { return (lead, lead != nil || shape.words >= 4) }
    // «…, – сказал X. – …» inside one pair of marks
    if let verb = span.inside.first(where: { verbs[text.tokens[$0]] != nil && isDash(text, $0 - 1) }) {
      return (verb, true)
    }
    if shape.words >= 5, shape.isSentence || span.runsOn { return (lead, true) }
    // Part of a sentence: lower case, beside a verb of saying.
    if !shape.startsUpper, let lead, shape.words >= 2 { return (lead, true) }
    if span.open == 0, span.close >= text.count - 2, shape.words >= 4 { return (nil, true) }
    return nil
  }

  // MARK: Subject

  private func subject(_ text: TokenText, _ piece: Int, _ verb: Int, _ quoted: [Bool], _ memory: SpeakerMemory) -> Int?
  {
    let sentence = text.sentences[text.sentence(of: verb)]
    let inside = quoted[verb]
    func open(_ index: Int) -> Bool { inside || !quoted[index] }
    // After the verb: a pronoun at once, else the first name of the clause.
    if let next = text.token(verb + 1), let gender = SpeechVerbs.pronoun(next), open(verb + 1) {
      return resolverPronoun(gender, piece, verb, memory)
    }
    let inverted = verb == sentence.lowerBound || text.token(verb - 1)?.kind == .symbol
    if inverted {
      var stop = verb + 1
      while stop < sentence.upperBound, stop - verb < 24 {
        if !inside, quoted[stop], resolver.people.mentions(in: piece, (verb + 1) ..<~ stop).isEmpty == false { break }
        stop += 1
      }
      if let name = resolver.people.mentions(in: piece, (verb + 1) ..<~ stop).first(where: {
        open($0.tokens.lowerBound)
      }) {
        return name.person
      }
    }
    if let before = text.token(verb - 1), let gender = SpeechVerbs.pronoun(before) {
      return resolverPronoun(gender, piece, verb, memory)
    }
    let low = clauseStart(text, verb, sentence.lowerBound, quoted, inside)
    let names = resolver.people.mentions(in: piece, low ..<~ verb).filter { open($0.tokens.lowerBound) }
    if let name = names.first(where: { $0.tokens.upperBound == verb }) ?? names.first { return name.person }
    if let pronoun = (low ..<~ verb).first(where: { SpeechVerbs.pronoun(text.tokens[$0]) != nil }),
      let gender = SpeechVerbs.pronoun(text.tokens[pronoun])
    {
      return resolverPronoun(gender, piece, verb, memory)
    }
    // «заявил посол»
    for index in [verb + 1, verb - 1] {
      guard let token = text.token(index), roles.contains(token), open(index) else { continue }
      var copy = resolver
      let gender = SpeechVerbs.pastGender(text, text.tokens[verb])
      return copy.person(
        .nominal(index ..<~ (index + 1), head: index, gender: gender), piece: piece, before: verb, memory)
    }
    return nil
  }

  private func resolverPronoun(_ gender: Person.Gender, _ piece: Int, _ verb: Int, _ memory: SpeakerMemory) -> Int? {
    if memory.lastPiece == piece, let last = memory.lastSpeaker { return last }
    var copy = resolver
    return copy.person(.pronoun(gender), piece: piece, before: verb, memory)
  }

  private func clauseStart(_ text: TokenText, _ verb: Int, _ low: Int, _ quoted: [Bool], _ inside: Bool) -> Int {
    var at = verb
    while at > low, verb - at < 40 {
      if text.isSymbol(at - 1, ";") || text.isSymbol(at - 1, ":") { break }
      at -= 1
    }
    return at
  }

  // MARK: Reported speech

  private mutating func reported(
    _ text: TokenText, _ piece: Int, _ verb: Int, _ quoted: [Bool], _ memory: SpeakerMemory
  ) -> (Range<Int>, Int?)? {
    let sentence = text.sentences[text.sentence(of: verb)]
    let token = text.tokens[verb]
    if SpeechVerbs.russianAccording.contains(token) { return according(text, piece, verb, sentence, memory) }
    // сказал [журналистам], что …
    var at = verb + 1
    while at < min(sentence.upperBound, verb + 14), !text.isSymbol(at, ":") {
      if quoted[at] {
        // «сообщил «Вечерней столице», что …»: the listener's name may stand in marks, right behind the verb.
        guard at == verb + 1, let end = ((at + 1) ..<~ min(sentence.upperBound, at + 6)).first(where: { !quoted[$0] })
        else { break }
        at = end
        continue
      }
      if text.isSymbol(at, ","), text.isWord(at + 1, "что") || text.isWord(at + 1, "будто") {
        guard let bytes = EnglishReported.trimmed(text, (at + 2) ..<~ sentence.upperBound) else { return nil }
        let speaker = subject(text, piece, verb, quoted, memory) ?? body(text, piece, verb, sentence)
        return speaker.map { (bytes, $0) } ?? (bytes, nil)
      }
      if text.isSymbol(at, ",") { break }
      at += 1
    }
    // «Деньги, подчеркнул он, пойдут …»: the verb and its subject are put in after a word or two.
    if verb - sentence.lowerBound <= 4, verb > sentence.lowerBound + 1, text.isSymbol(verb - 1, ","), !quoted[verb - 2]
    {
      let limit = min(sentence.upperBound, verb + 8)
      guard let comma = ((verb + 1) ..<~ limit).first(where: { text.isSymbol($0, ",") }), comma > verb + 1,
        !(sentence.lowerBound ..<~ sentence.upperBound).contains(where: { quoted[$0] && $0 < comma }),
        sentence.upperBound - comma > 3, let speaker = subject(text, piece, verb, quoted, memory),
        let bytes = EnglishReported.trimmed(text, (comma + 1) ..<~ sentence.upperBound)
      else { return nil }
      return (bytes, speaker)
    }
    // …, сообщил X.
    guard verb - sentence.lowerBound > 4, text.isSymbol(verb - 1, ","), !quoted[max(0, verb - 2)],
      let bytes = EnglishReported.trimmed(text, afterDash(text, sentence.lowerBound, verb - 1) ..<~ (verb - 1))
    else { return nil }
    guard let speaker = subject(text, piece, verb, quoted, memory) ?? body(text, piece, verb, sentence) else {
      return nil
    }
    return (bytes, speaker)
  }

  private func afterDash(_ text: TokenText, _ start: Int, _ end: Int) -> Int {
    for index in start ..<~ min(end, start + 8) where isDash(text, index) && text.tokens[index].hasSpaceBefore {
      return index + 1
    }
    return start
  }

  /// A body after the verb: «сообщило в четверг Министерство транспорта».
  private mutating func body(_ text: TokenText, _ piece: Int, _ verb: Int, _ sentence: Range<Int>) -> Int? {
    guard let thing = resolver.people.other(in: piece, after: verb, before: sentence.upperBound),
      thing.tokens.lowerBound - verb < 8, !isTold(text, verb, thing.tokens)
    else { return nil }
    return resolver.people.add(name: text.string(tokens: thing.tokens), isBody: !thing.isPersonLike)
  }

  /// «рассказали «Вечернему городу»»: the newspaper in the dative hears, it does not speak.
  private func isTold(_ text: TokenText, _ verb: Int, _ name: Range<Int>) -> Bool {
    guard name.lowerBound - verb <= 2, let first = text.token(name.lowerBound) else { return false }
    for ending in ["ому", "ему", "ам", "ям", "у", "ю"] as [StaticString]
    where text.hasBytes(ending, at: Int(first.end) - ending.utf8CodeUnitCount, before: Int(first.end)) { return true }
    return false
  }

  /// «По словам X, …», «по его словам, …»
  private mutating func according(
    _ text: TokenText, _ piece: Int, _ noun: Int, _ sentence: Range<Int>, _ memory: SpeakerMemory
  ) -> (Range<Int>, Int?)? {
    let before = text.token(noun - 1)
    let isPronoun = before.map { $0.isWord("его") || $0.isWord("ее") || $0.isWord("их") } ?? false
    let by = isPronoun ? noun - 2 : noun - 1
    guard text.isWord(by, "по") else { return nil }
    var end = noun + 1
    while end < sentence.upperBound, !text.isSymbol(end, ",") { end += 1 }
    var speaker: Int?
    if isPronoun {
      if before?.isWord("их") == true { return nil }
      speaker = resolverPronoun(before?.isWord("его") == true ? .male : .female, piece, by, memory)
    } else {
      speaker = resolver.people.mentions(in: piece, (noun + 1) ..<~ max(noun + 1, end)).first?.person
      if speaker == nil,
        let head = ((noun + 1) ..<~ max(noun + 1, end)).first(where: { roles.contains(text.tokens[$0]) })
      {
        speaker = resolver.person(.nominal(head ..<~ (head + 1), head: head), piece: piece, before: by, memory)
      }
    }
    let range =
      by == sentence.lowerBound || text.isSymbol(end, ",") && by <= sentence.lowerBound + 1
      ? (end + 1) ..<~ sentence.upperBound : sentence.lowerBound ..<~ by
    // «По версии следствия», «по прогнозам банка»: a judgement is somebody's own when a person is named.
    if speaker == nil, !text.isWord(noun, "словам"), !text.isWord(noun, "мнению") { return nil }
    guard range.lowerBound < range.upperBound, let bytes = EnglishReported.trimmed(text, range) else { return nil }
    return (bytes, speaker)
  }
}
