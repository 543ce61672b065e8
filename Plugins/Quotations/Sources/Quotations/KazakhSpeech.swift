import KZPipeGrammar

/// Quotations in Kazakh paragraphs: «…», – деді X; X … -нын айтты; X-тың айтуынша, ….
struct KazakhSpeech: SpeechGrammar {
  var resolver: SpeakerResolver
  private let verbs = SpeechVerbs.kazakh
  private let helpers = WordSet("салды өтті көрсетті берді білдірді салады өтеді")

  init(_ resolver: SpeakerResolver) { self.resolver = resolver }

  mutating func quotations(in piece: Int, _ memory: inout SpeakerMemory) -> [FoundQuotation] {
    let text = resolver.text.pieces[piece].text
    let (spans, quoted) = resolver.marks[piece]
    var out: [FoundQuotation] = []
    var next = 0
    for sentence in text.sentences {
      // The spans that close in this sentence.
      var inside: [QuoteSpan] = []
      while next < spans.count, min(spans[next].close, text.count - 1) < sentence.upperBound {
        inside.append(spans[next])
        next += 1
      }
      var isDirect = false
      for span in inside {
        guard sentence.contains(min(span.close, text.count - 1)),
          isSpeech(text, span, sentence, quoted, goesOn: memory.lastPiece == piece && !out.isEmpty),
          let bytes = QuoteMarks.content(text, span.inside)
        else { continue }
        isDirect = true
        let outside = resolver.people.mentions(in: piece, sentence).filter { !quoted[$0.tokens.lowerBound] }
        let tail = outside.first { $0.tokens.lowerBound > span.close }
        let speaker =
          tail?.person ?? outside.last { $0.tokens.lowerBound < span.open && isSubject(text, $0) }?.person
          ?? outside.last { $0.tokens.lowerBound < span.open }?.person
          ?? described(text, piece, (span.close + 1) ..<~ sentence.upperBound, memory)
          ?? chained(piece, span.open, memory)
        remember(speaker, piece, &memory)
        out.append(FoundQuotation(piece: piece, bytes: bytes, speaker: speaker, isDirect: true, confidence: 0.9))
      }
      if isDirect { continue }
      if let (bytes, speaker) = reported(text, piece, sentence, quoted, memory) {
        remember(speaker, piece, &memory)
        out.append(FoundQuotation(piece: piece, bytes: bytes, speaker: speaker, isDirect: false, confidence: 0.78))
      }
    }
    return out
  }

  private func remember(_ speaker: Int?, _ piece: Int, _ memory: inout SpeakerMemory) {
    guard let speaker else { return }
    memory.lastSpeaker = speaker
    memory.lastPiece = piece
    memory.running = speaker
  }

  private func chained(_ piece: Int, _ at: Int, _ memory: SpeakerMemory) -> Int? {
    if memory.lastPiece == piece { return memory.lastSpeaker }
    let text = resolver.text.pieces[piece].text
    let named = resolver.people.mentions(in: piece, 0 ..<~ at).filter {
      !resolver.marks[piece].quoted[$0.tokens.lowerBound]
    }
    return (named.last { isSubject(text, $0) } ?? named.last)?.person ?? memory.running ?? resolver.recent(piece, at)
  }

  /// Without an ending of the object, the owner or the receiver: «Ержанды жеңді» does not tell who spoke.
  private func isSubject(_ text: TokenText, _ mention: PersonMention) -> Bool {
    guard let last = text.token(mention.tokens.upperBound - 1), last.length > 8 else { return true }
    for ending in [
      "ны", "ні", "ды", "ді", "ты", "ті", "ның", "нің", "дың", "дің", "тың", "тің", "ға", "ге", "қа", "ке",
    ]
      as [StaticString]
    where text.hasBytes(ending, at: Int(last.end) - ending.utf8CodeUnitCount, before: Int(last.end)) { return false }
    return true
  }

  /// «– деп күлді әнші»: a noun behind the quotation instead of a name; whoever was named last as a subject.
  private func described(_ text: TokenText, _ piece: Int, _ range: Range<Int>, _ memory: SpeakerMemory) -> Int? {
    guard let head = range.last(where: { resolver.roles.contains(text.tokens[$0]) }) else { return nil }
    if memory.lastPiece == piece { return memory.lastSpeaker }
    if let bearer = resolver.bearer(of: head, in: piece) { return bearer }
    for at in stride(from: piece, through: max(0, piece - 2), by: -1) {
      let limit = at == piece ? head : resolver.text.pieces[at].text.count
      let last = resolver.people.mentions(in: at, 0 ..<~ limit).last {
        !resolver.marks[at].quoted[$0.tokens.lowerBound] && isSubject(resolver.text.pieces[at].text, $0)
      }
      if let last { return last.person }
    }
    return nil
  }

  private func isSpeech(
    _ text: TokenText, _ span: QuoteSpan, _ sentence: Range<Int>, _ quoted: [Bool], goesOn: Bool
  ) -> Bool {
    let shape = QuotedForm.shape(text, span)
    if span.runsOn { return shape.words >= 4 }
    var at = span.close + 1
    if text.isSymbol(at, ",") { at += 1 }
    let dash = text.isSymbol(at, "–") || text.isSymbol(at, "—") || text.isSymbol(at, "-")
    if text.isWord(at, "деп") || text.isWord(at, "деді") || text.isWord(at, "дейді") { return true }
    if dash,
      (at ..<~ min(text.count, at + 14)).contains(where: {
        !quoted[$0] && (verbs.contains(text.tokens[$0]) || text.isWord($0, "деп"))
      })
    {
      return true
    }
    if text.isSymbol(span.open - 1, ":") { return shape.words >= 3 }
    // A quotation that is its whole sentence goes on with the one before it in the paragraph.
    if goesOn, span.open == sentence.lowerBound, sentence.upperBound - span.close <= 2 {
      return shape.words >= 2 && shape.startsUpper
    }
    return shape.words >= 5 && shape.isSentence
  }

  private mutating func reported(
    _ text: TokenText, _ piece: Int, _ sentence: Range<Int>, _ quoted: [Bool], _ memory: SpeakerMemory
  ) -> (Range<Int>, Int?)? {
    let names = resolver.people.mentions(in: piece, sentence).filter { !quoted[$0.tokens.lowerBound] }
    // X-тың айтуынша, оның сөзінше
    for index in sentence.lowerBound ..<~ min(sentence.upperBound, sentence.lowerBound + 14)
    where SpeechVerbs.kazakhAccording.contains(text.tokens[index]) {
      var start = index + 1
      if text.isSymbol(start, ",") { start += 1 }
      guard start < sentence.upperBound, let bytes = EnglishReported.trimmed(text, start ..<~ sentence.upperBound)
      else {
        return nil
      }
      let isPronoun = text.isWord(index - 1, "оның")
      let speaker = isPronoun ? chained(piece, index, memory) : names.first { $0.tokens.lowerBound < index }?.person
      guard let speaker else {
        // «Депутаттың айтуынша»: who holds the office.
        if !isPronoun, let head = (sentence.lowerBound ..<~ index).last(where: { isRole(text, $0) }),
          let person = resolver.bearer(of: head, in: piece) ?? chained(piece, index, memory)
        {
          return (bytes, person)
        }
        return body(text, piece, sentence.lowerBound ..<~ index, bytes)
      }
      return (bytes, speaker)
    }
    // X … екенін айтты.
    var last = sentence.upperBound - 1
    while last > sentence.lowerBound, !text.tokens[last].isWord { last -= 1 }
    // «еске салды», «атап өтті»: the helper verb closes the sentence.
    if last > sentence.lowerBound, helpers.contains(text.tokens[last]), verbs.contains(text.tokens[last - 1]) {
      last -= 1
    }
    guard verbs.contains(text.tokens[last]), last - sentence.lowerBound > 2 else { return nil }
    let before = text.tokens[last - 1]
    let isClause = before.isWord("деп") || isNominalised(text, before)
    guard isClause else { return nil }
    let subject = names.first { $0.tokens.lowerBound < last }
    let opensWithPronoun = text.isWord(sentence.lowerBound, "ол")
    let start = subject?.tokens.upperBound ?? (opensWithPronoun ? sentence.lowerBound + 1 : sentence.lowerBound)
    let end = before.isWord("деп") ? last - 1 : last
    guard start < end, let bytes = EnglishReported.trimmed(text, start ..<~ end) else { return nil }
    guard let person = subject?.person ?? (opensWithPronoun ? chained(piece, last, memory) : nil)
    else { return nil }
    return (bytes, person)
  }

  /// A role noun, with the ending of the genitive or without.
  private func isRole(_ text: TokenText, _ index: Int) -> Bool {
    guard let token = text.token(index), token.isWord,
      !token.isCapitalised || index == 0 || token.traits.contains(.sentenceStart)
    else { return false }
    return resolver.roles.contains(token)
  }

  private mutating func body(_ text: TokenText, _ piece: Int, _ range: Range<Int>, _ bytes: Range<Int>) -> (
    Range<Int>, Int?
  )? {
    guard !range.isEmpty else { return (bytes, nil) }
    return (bytes, resolver.people.add(name: text.string(tokens: range), isBody: true))
  }

  /// Participles with a possessive and the accusative: `салынатынын`, `екенін`, `болғанын`.
  private func isNominalised(_ text: TokenText, _ token: Token) -> Bool {
    for suffix in [
      "тынын", "тінін", "ғанын", "генін", "қанын", "кенін", "екенін", "йтынын", "йтінін", "тындарын", "тіндерін",
      "ғандарын", "гендерін", "қандарын", "кендерін", "тындығын", "тіндігін", "ғандығын", "гендігін", "мақ", "мек",
    ] as [StaticString]
    where text.hasBytes(suffix, at: Int(token.end) - suffix.utf8CodeUnitCount, before: Int(token.end)) { return true }
    return false
  }
}
