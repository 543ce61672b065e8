import KZPipeGrammar

/// Quotations in Korean paragraphs: X는 "…"고 말했다; X는 …고 밝혔다.
struct KoreanSpeech: SpeechGrammar {
  var resolver: SpeakerResolver

  init(_ resolver: SpeakerResolver) { self.resolver = resolver }

  mutating func quotations(in piece: Int, _ memory: inout SpeakerMemory) -> [FoundQuotation] {
    let text = resolver.text.pieces[piece].text
    let (spans, quoted) = resolver.marks[piece]
    var out: [FoundQuotation] = []
    var next = 0
    for number in text.sentences.indices {
      // A quotation of several sentences belongs to the one that holds its end.
      let sentence = text.sentences[number]
      var found = false
      while next < spans.count, min(spans[next].close, text.count - 1) < sentence.upperBound {
        let span = spans[next]
        next += 1
        guard isSpeech(text, span), let bytes = QuoteMarks.content(text, span.inside) else { continue }
        found = true
        let low = text.sentences[text.sentence(of: span.open)].lowerBound
        let names = resolver.people.mentions(in: piece, low ..<~ max(low, span.open)).filter {
          !quoted[$0.tokens.lowerBound] && !isReporter(text, $0)
        }
        // After a full stop inside the marks the verb is in the sentence behind.
        let tail =
          span.close + 1 < text.count
          ? text.sentences[text.sentence(of: span.close + 1)].upperBound : sentence.upperBound
        let behind = resolver.people.mentions(in: piece, min(span.close + 1, tail) ..<~ tail).first
        let speaker = names.last?.person ?? behind?.person ?? chained(piece, span.open, memory)
        remember(speaker, piece, &memory)
        out.append(FoundQuotation(piece: piece, bytes: bytes, speaker: speaker, isDirect: true, confidence: 0.9))
      }
      if found { continue }
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
    if let last = memory.lastSpeaker { return last }
    for number in stride(from: piece, through: max(0, piece - 12), by: -1) {
      let limit = number == piece ? at : resolver.text.pieces[number].text.count
      let named = resolver.people.mentions(in: number, 0 ..<~ limit).last {
        !resolver.marks[number].quoted[$0.tokens.lowerBound] && !isReporter(resolver.text.pieces[number].text, $0)
      }
      if let named { return named.person }
    }
    return nil
  }

  /// The reporter of a dateline does not speak.
  private func isReporter(_ text: TokenText, _ name: PersonMention) -> Bool {
    for title in ["기자", "특파원", "통신원"] as [StaticString]
    where text.token(name.tokens.upperBound).map({ text.token($0, hasPrefix: title) }) ?? false { return true }
    return false
  }

  /// Speech has a quotative behind its closing mark, or fills its paragraph; other quoted words are names or stresses.
  private func isSpeech(_ text: TokenText, _ span: QuoteSpan) -> Bool {
    if span.runsOn { return true }
    let shape = QuotedForm.shape(text, span)
    guard let next = text.token(span.close + 1), next.isWord, !next.hasSpaceBefore else {
      // `"…." 주민 이영희 씨가 말했다.`
      if shape.isSentence, shape.words >= 2, let follower = text.token(span.close + 1) {
        let sentence = text.sentences[text.sentence(of: span.close + 1)]
        if follower.isWord, sentence.contains(where: { isVerb(text, $0) }) { return true }
      }
      return shape.words >= 4 && span.open == 0
    }
    for quotative in ["고", "라고", "이라고", "라며", "며", "면서", "라면서", "는", "라는", "이라며", "란", "라"] as [StaticString]
    where text.token(next, hasPrefix: quotative)
      && (shape.words >= 3 || text.token(next, hasPrefix: "고") || text.token(next, hasPrefix: "라고"))
    {
      return true
    }
    return false
  }

  private func reported(
    _ text: TokenText, _ piece: Int, _ sentence: Range<Int>, _ quoted: [Bool], _ memory: SpeakerMemory
  ) -> (Range<Int>, Int?)? {
    guard let verb = sentence.last(where: { isVerb(text, $0) }), sentence.upperBound - verb <= 3 else { return nil }
    // The word with the quotative ending, right before the verb or before a date between them.
    var at = verb - 1
    var end: Int?
    while at > sentence.lowerBound, verb - at <= 5 {
      let token = text.tokens[at]
      if token.isWord, token.length >= 6, text.hasBytes("고", at: Int(token.end) - 3, before: Int(token.end)),
        text.hasBytes("다", at: Int(token.end) - 6, before: Int(token.end))
          || text.hasBytes("라", at: Int(token.end) - 6, before: Int(token.end))
          || text.hasBytes("자", at: Int(token.end) - 6, before: Int(token.end))
          || text.hasBytes("냐", at: Int(token.end) - 6, before: Int(token.end))
      {
        end = at
        break
      }
      at -= 1
    }
    guard let end else { return nil }
    let names = resolver.people.mentions(in: piece, sentence.lowerBound ..<~ end)
    // `그는 …`: whoever spoke before.
    if text.isWord(sentence.lowerBound, "그는") || text.isWord(sentence.lowerBound, "그녀는"),
      sentence.lowerBound + 1 <= end,
      let last = memory.lastSpeaker, let first = text.token(sentence.lowerBound + 1)
    {
      return (Int(first.start) ..<~ (Int(text.tokens[end].end) - 3), last)
    }
    guard let name = names.first, name.tokens.upperBound < end else { return nil }
    if isReporter(text, name) { return nil }
    // After the title that may follow the name, a body or a field between them.
    var start = name.tokens.upperBound
    if !isTopic(text, text.tokens[start - 1]),
      let title = (start ..<~ min(end, start + 4)).first(where: { isTopic(text, text.tokens[$0]) }), title > start,
      isTitle(text, text.tokens[title])
    {
      start = title + 1
    }
    if let token = text.token(start), RoleNouns.korean.contains(token) || isTopic(text, token), start < end,
      !isTopic(text, text.tokens[start - 1])
    {
      start += 1
    }
    guard start <= end, let first = text.token(start) else { return nil }
    // `… 것이라고`: the copula belongs to the ending.
    let tail = Int(text.tokens[end].end)
    if text.hasBytes("것이라고", at: tail - 12, before: tail) { return (Int(first.start) ..<~ (tail - 9), name.person) }
    return (Int(first.start) ..<~ (Int(text.tokens[end].end) - 3), name.person)
  }

  /// A role noun with a particle of one syllable behind it.
  private func isTitle(_ text: TokenText, _ token: Token) -> Bool {
    guard token.length > 6 else { return false }
    for length in [6, 9, 12] where token.length - 3 >= length {
      let end = Int(token.end) - 3
      if RoleNouns.korean.contains(WordKey(text.string((end - length) ..<~ end))) { return true }
    }
    return false
  }

  private func isTopic(_ text: TokenText, _ token: Token) -> Bool {
    for particle in ["은", "는", "이", "가"] as [StaticString]
    where text.hasBytes(particle, at: Int(token.end) - 3, before: Int(token.end)) { return true }
    return false
  }

  private func isVerb(_ text: TokenText, _ index: Int) -> Bool {
    let token = text.tokens[index]
    guard token.isWord, token.traits.contains(.hangul) else { return false }
    return SpeechVerbs.korean.contains { text.token(token, hasPrefix: $0) }
  }
}
