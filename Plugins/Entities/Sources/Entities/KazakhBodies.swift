import EntityText
import KZPipeKit

/// Bodies in Kazakh by their last word: a capital, at most three words, a head with the possessive ending.
///
/// «Өсімдік қорғау институтының», «Сауда және интеграция министрлігі».
struct KazakhBodies {
  let text: TokenizedText
  let block: Int

  /// Heads with the possessive ending; a case ending may follow.
  private static let heads = [
    "министрлігі", "институты", "университеті", "академиясы", "комитеті", "агенттігі", "департаменті", "орталығы",
    "қоры", "бюросы", "кеңесі", "қызметі", "басқармасы", "комиссиясы", "одағы", "федерациясы", "қауымдастығы",
    "палатасы",
    "прокуратурасы", "сотының", "елшілігі", "ассоциациясы", "инспекциясы",
  ].map { String(decoding: Folding.key($0), as: UTF8.self) }
  private static let endings: Set<String> = Set(
    ["", "ның", "нің", "на", "не", "н", "нда", "нде", "нан", "нен", "мен", "ндағы", "ндегі"]
      .map { String(decoding: Folding.key($0), as: UTF8.self) })
  /// Endings of words that stand before a body without belonging to it.
  private static let foreign = [
    "лар", "лер", "дар", "дер", "тар", "тер", "да", "де", "та", "те", "дан", "ден", "тан", "тен", "ның", "нің", "дің",
    "дың", "тың", "тің",
  ]
  .map { String(decoding: Folding.key($0), as: UTF8.self) }

  /// Spans of the tagger that lie inside a body give way to it.
  func merged(into tagged: [Candidate]) -> [Candidate] {
    let bodies = find().filter { body in
      !tagged.contains { $0.tokens.overlaps(body.tokens) && !isInside($0.tokens, body.tokens) }
        && !tagged.contains { $0.tokens == body.tokens }
    }
    guard !bodies.isEmpty else { return tagged }
    return tagged.filter { span in !bodies.contains { $0.tokens.overlaps(span.tokens) } } + bodies
  }

  private func isInside(_ inner: Range<Int>, _ outer: Range<Int>) -> Bool {
    inner.lowerBound >= outer.lowerBound && inner.upperBound <= outer.upperBound
  }

  func find() -> [Candidate] {
    var out: [Candidate] = []
    for last in text.tokens.indices where text.tokens[last].shape == .lower && isHead(last) {
      guard let first = start(before: last), out.last.map({ $0.tokens.upperBound <= first }) ?? true else { continue }
      let bytes = Int(text.tokens[first].start)..<Int(text.tokens[last].end)
      out.append(
        Candidate(block: block, tokens: first..<(last + 1), bytes: bytes, kind: .organisation, confidence: 0.7))
    }
    return out
  }

  private func isHead(_ token: Int) -> Bool {
    let t = text.tokens[token]
    guard t.script == .cyrillic, t.end - t.start <= 60 else { return false }
    let word = text.foldedString(of: token)
    return Self.heads.contains { word.hasPrefix($0) && Self.endings.contains(String(word.dropFirst($0.count))) }
  }

  /// The capital word with which the name begins: one to three words before its head, without endings of their own.
  private func start(before last: Int) -> Int? {
    for at in stride(from: last - 1, through: max(0, last - 4), by: -1) {
      let token = text.tokens[at]
      guard token.script == .cyrillic, token.isWord, text.tokens[at + 1].spaceBefore,
        !text.tokens[at + 1].startsSentence
      else { return nil }
      let word = text.foldedString(of: at)
      if Self.foreign.contains(where: { word.count > $0.count + 2 && word.hasSuffix($0) }) { return nil }
      if token.shape == .initial { return at }
      guard token.shape == .lower else { return nil }
    }
    return nil
  }
}
