import KZPipeGrammar

/// Quotations in English paragraphs.
///
/// Direct speech takes the speaker of the verb of saying behind it, before it, or of the speech before it in the
/// paragraph chain. Reported speech is the clause that a verb of saying governs.
struct EnglishSpeech: SpeechGrammar {
  var resolver: SpeakerResolver
  let article: ArticleText
  let roles = RoleNouns.english

  init(_ resolver: SpeakerResolver) {
    self.resolver = resolver
    article = resolver.text
  }

  mutating func quotations(in piece: Int, _ memory: inout SpeakerMemory) -> [FoundQuotation] {
    let text = article.pieces[piece].text
    let (spans, quoted) = resolver.marks[piece]
    let finder = EnglishAttribution(text: text, piece: piece, people: resolver.people, roles: roles, quoted: quoted)
    var verbs: [Attribution] = []
    for index in text.tokens.indices where !quoted[index] {
      if let found = finder.attribution(at: index) { verbs.append(found) }
    }
    var events: [Event] = []
    var used = Set<Int>()
    var carried = false
    for (order, span) in spans.enumerated() {
      let next = order + 1 < spans.count ? spans[order + 1].open : text.count
      let previous = order > 0 ? spans[order - 1].close : -1
      let link =
        accordingLink(text, span, finder)
        ?? link(text, span, verbs, previousClose: previous, nextOpen: next, carried: carried)
      guard let link else { continue }
      if let verb = link.verb {
        if link.consumes { used.insert(verb) }
      }
      carried = true
      events.append(Event(at: span.open, kind: .direct(span, link)))
    }
    for (order, verb) in verbs.enumerated() where !used.contains(verb.verb) {
      events.append(Event(at: verb.verb, kind: .verb(order)))
    }
    for index in text.tokens.indices
    where !quoted[index] && text.tokens[index].isWord("according") && text.isWord(index + 1, "to")
      && !used.contains(index)
    {
      events.append(Event(at: index, kind: .according))
    }
    events.sort { $0.at < $1.at }
    return emit(events, verbs, text, piece, finder, &memory)
  }

  private struct Event {
    enum Kind {
      case direct(QuoteSpan, Link)
      case verb(Int)
      case according
    }
    var at: Int
    var kind: Kind
  }

  /// How a quotation finds its speaker.
  private struct Link {
    /// Token of the verb.
    var verb: Int?
    var attribution: Attribution?
    /// The verb introduces this quotation and nothing else.
    var consumes = false
    var confidence: Double
    /// First person of the sentence, when only a colon leads to the quotation.
    var colonSentence: Range<Int>?
  }

  /// `“…,” according to X`
  private func accordingLink(_ text: TokenText, _ span: QuoteSpan, _ finder: EnglishAttribution) -> Link? {
    let first = text.isSymbol(span.close + 1, ",") ? span.close + 2 : span.close + 1
    guard text.isWord(first, "according"), text.isWord(first + 1, "to"),
      let (_, subject) = EnglishReported.according(text, first, finder)
    else { return nil }
    let attribution = Attribution(
      verb: first, kind: .say, subject: subject, subjectTokens: first ..<~ first, isInverted: true)
    return Link(verb: first, attribution: attribution, consumes: true, confidence: 0.9)
  }

  private func link(
    _ text: TokenText, _ span: QuoteSpan, _ verbs: [Attribution], previousClose: Int, nextOpen: Int, carried: Bool
  ) -> Link? {
    let shape = QuotedForm.shape(text, span)
    guard shape.words > 0 else { return nil }
    let isTitle = QuotedForm.looksLikeTitle(shape) && shape.words > 1
    // A part of a sentence belongs to the verb before it: `A called it “weak”, while B said …`
    let opening = text.sentences[text.sentence(of: span.open)]
    let hasLead = verbs.last(before: span.open, from: max(previousClose + 1, opening.lowerBound)) != nil
    let isPart = !shape.isSentence && hasLead && !text.isSymbol(span.open - 1, ":")
    // The tail: `…," X said on a call.`
    if !span.runsOn, !isPart,
      shape.isSentence || text.isSymbol(span.close + 1, ",") || text.isSymbol(span.close + 1, "–")
    {
      if let verb = tail(text, span, verbs, nextOpen, endsHard: endsHard(text, span)), !(isTitle && !shape.isSentence) {
        return Link(verb: verb.verb, attribution: verb, consumes: true, confidence: 0.95)
      }
    }
    // The lead: `X said: "…`, `X told reporters, "…`, `said the first aircraft would land "…`
    let sentence = text.sentences[text.sentence(of: span.open)]
    let lead = verbs.last(before: span.open, from: max(previousClose + 1, sentence.lowerBound))
    if let before = text.token(span.open - 1), span.open > sentence.lowerBound {
      if before.isSymbol(":") {
        if let lead { return Link(verb: lead.verb, attribution: lead, consumes: true, confidence: 0.95) }
        return isTitle ? nil : Link(confidence: 0.8, colonSentence: sentence.lowerBound ..<~ span.open)
      }
      if before.isSymbol(","), let lead, span.open - lead.verb <= 8 {
        return Link(verb: lead.verb, attribution: lead, consumes: true, confidence: 0.93)
      }
      if isTitle { return nil }
      if let lead { return Link(verb: lead.verb, attribution: lead, confidence: 0.85) }
      // A later verb of the sentence: `…, he believes, but "not by next Tuesday".`
      if let other = verbs.last(before: span.open, from: sentence.lowerBound) {
        return Link(verb: other.verb, attribution: other, confidence: 0.75)
      }
      if let after = verbs.first(from: span.close + 1, before: sentence.upperBound), !shape.isSentence {
        return Link(verb: after.verb, attribution: after, confidence: 0.7)
      }
      guard shape.isSentence, shape.startsUpper, shape.words >= 4 else { return nil }
      return Link(confidence: 0.6)
    }
    if isTitle, !shape.isSentence { return nil }
    // A fragment at the start of a sentence needs a verb; whole sentences may float.
    if !shape.isSentence {
      let end = text.sentences[text.sentence(of: min(span.close, text.count - 1))].upperBound
      if let after = verbs.first(from: span.close + 1, before: end) {
        return Link(verb: after.verb, attribution: after, confidence: 0.75)
      }
      guard shape.words >= 5 else { return nil }
    }
    return Link(confidence: 0.8)
  }

  private func endsHard(_ text: TokenText, _ span: QuoteSpan) -> Bool {
    guard let last = text.token(span.close - 1) else { return false }
    return last.isSymbol("?") || last.isSymbol("!") || last.isSymbol("…") || last.isSymbol(".")
  }

  /// The verb of saying behind a quotation, before the sentence is over.
  private func tail(_ text: TokenText, _ span: QuoteSpan, _ verbs: [Attribution], _ nextOpen: Int, endsHard: Bool)
    -> Attribution?
  {
    let first = span.close + 1
    guard let token = text.token(first) else { return nil }
    // A full stop inside closes the sentence; after ? and ! a verb must follow at once.
    if text.isSymbol(span.close - 1, ".") { return nil }
    let sentence = text.sentences[text.sentence(of: first)]
    let limit = min(sentence.upperBound, nextOpen, first + 60)
    guard let verb = verbs.first(from: first, before: limit) else { return nil }
    if endsHard, sentence.lowerBound == first {
      // `"Ready?" Brandt asked.` against `"Ready?" Then the minister said that …`
      guard token.isWord, verb.verb - first <= 6, verb.subjectTokens.lowerBound <= first + 1 || verb.isInverted else {
        return nil
      }
      if text.isWord(verb.verb + 1, "that") { return nil }
    }
    // The subject must stand in the tail, not before the quotation.
    guard verb.subjectTokens.isEmpty || verb.subjectTokens.lowerBound >= first else { return nil }
    return verb
  }

  /// Whether the clause is nothing but a quotation: `said that “fees are set by law”`.
  private func isQuotation(_ bytes: Range<Int>, _ piece: Int) -> Bool {
    let text = article.pieces[piece].text
    guard let tokens = text.tokens(in: bytes) else { return false }
    guard text.tokens[tokens.lowerBound].kind == .symbol, resolver.marks[piece].quoted[tokens.lowerBound] else {
      return false
    }
    return tokens.allSatisfy { resolver.marks[piece].quoted[$0] }
  }

  /// Whom the last sentence of the paragraph before begins with: `Beisen puts it differently.`
  private func announced(before piece: Int) -> Int? {
    guard piece > 0, case .body = article.pieces[piece - 1].at else { return nil }
    let text = article.pieces[piece - 1].text
    if text.isSymbol(text.count - 1, ":"), let sentence = text.sentences.last {
      // `… with Amaral stating:` and the quotation in a paragraph of its own.
      let named = resolver.people.mentions(in: piece - 1, sentence).filter {
        !resolver.marks[piece - 1].quoted[$0.tokens.lowerBound]
      }
      if let last = named.last { return last.person }
    }
    guard let sentence = text.sentences.last, !sentence.contains(where: { resolver.marks[piece - 1].quoted[$0] }),
      let first = resolver.people.mentions(in: piece - 1, sentence).first,
      first.tokens.lowerBound <= sentence.lowerBound + 1
    else { return nil }
    return first.person
  }

  private func endsWithColon(_ piece: Int) -> Bool {
    let text = article.pieces[piece].text
    return text.isSymbol(text.count - 1, ":")
  }

  // MARK: From links to quotations

  private mutating func emit(
    _ events: [Event], _ verbs: [Attribution], _ text: TokenText, _ piece: Int, _ finder: EnglishAttribution,
    _ memory: inout SpeakerMemory
  ) -> [FoundQuotation] {
    var out: [FoundQuotation] = []
    for event in events {
      switch event.kind {
      case .direct(let span, let link):
        guard let bytes = QuoteMarks.content(text, span.inside) else { continue }
        var speaker: Int?
        if let attribution = link.attribution {
          speaker = resolver.person(
            attribution.subject, piece: piece, before: attribution.subjectTokens.lowerBound, memory)
        } else if let sentence = link.colonSentence {
          speaker =
            resolver.people.mentions(in: piece, sentence).first?.person ?? resolver.recent(piece, sentence.upperBound)
        } else if event.at == 0, piece > 0, endsWithColon(piece - 1), let announced = announced(before: piece) {
          speaker = announced
        } else if memory.lastPiece == piece, let last = memory.lastSpeaker {
          speaker = last
        } else if let announced = announced(before: piece), event.at == 0 {
          speaker = announced
        } else if let running = memory.running, event.at == 0 {
          speaker = running
        } else {
          let sentence = text.sentences[text.sentence(of: event.at)]
          let before = sentence.lowerBound > 0 ? text.sentences[text.sentence(of: sentence.lowerBound - 1)] : sentence
          speaker =
            resolver.people.mentions(in: piece, before).first?.person
            ?? memory.lastSpeaker ?? resolver.recent(piece, event.at)
        }
        if let speaker {
          memory.lastSpeaker = speaker
          memory.lastPiece = piece
          memory.running = speaker
        }
        out.append(
          FoundQuotation(
            piece: piece, bytes: bytes, speaker: speaker, isDirect: true,
            confidence: speaker == nil ? 0.5 : link.confidence))
      case .verb(let order):
        let verb = verbs[order]
        let speaker = resolver.person(verb.subject, piece: piece, before: verb.subjectTokens.lowerBound, memory)
        if let speaker, !resolver.people.persons[speaker].isBody {
          memory.lastSpeaker = speaker
          memory.lastPiece = piece
        }
        guard let clause = EnglishReported.clause(text, verb, finder), !isQuotation(clause, piece) else { continue }
        out.append(FoundQuotation(piece: piece, bytes: clause, speaker: speaker, isDirect: false, confidence: 0.8))
      case .according:
        guard let (bytes, subject) = EnglishReported.according(text, event.at, finder) else { continue }
        let speaker = resolver.person(subject, piece: piece, before: event.at, memory)
        if let speaker, !resolver.people.persons[speaker].isBody {
          memory.lastSpeaker = speaker
          memory.lastPiece = piece
        }
        out.append(FoundQuotation(piece: piece, bytes: bytes, speaker: speaker, isDirect: false, confidence: 0.85))
      }
    }
    return out
  }
}
