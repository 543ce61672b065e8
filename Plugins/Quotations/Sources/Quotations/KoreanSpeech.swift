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
          !quoted[$0.tokens.lowerBound]
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
    memory.lastSpeaker ?? resolver.recent(piece, at)
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
    guard let name = names.first, name.tokens.upperBound < end else { return nil }
    // The reporter of a dateline does not speak.
    if text.isWord(name.tokens.upperBound, "기자") || text.isWord(name.tokens.upperBound, "특파원") { return nil }
    // After the title that may follow the name.
    var start = name.tokens.upperBound
    if let token = text.token(start), RoleNouns.korean.contains(token) || isTopic(text, token), start < end,
      !isTopic(text, text.tokens[start - 1])
    {
      start += 1
    }
    guard start <= end, let first = text.token(start) else { return nil }
    return (Int(first.start) ..<~ (Int(text.tokens[end].end) - 3), name.person)
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
