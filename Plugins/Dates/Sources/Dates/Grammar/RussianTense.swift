import KZPipeGrammar

// Whether a Russian clause looks back or ahead: the nearest verb form tells it.
extension RussianGrammar {
  func tense(_ text: TokenText, around range: Range<Int>) -> Tense {
    let sentence = text.sentences[text.sentence(of: range.lowerBound)]
    let low = max(sentence.lowerBound, range.lowerBound - 60)
    let high = min(sentence.upperBound, range.upperBound + 60)
    if let found = scan(text, stride(from: range.lowerBound - 1, through: low, by: -1), stop: true) { return found }
    if let found = scan(text, stride(from: range.upperBound, through: high - 1, by: 1), stop: true) { return found }
    if let found = scan(text, stride(from: range.lowerBound - 1, through: low, by: -1), stop: false) { return found }
    return scan(text, stride(from: range.upperBound, through: high - 1, by: 1), stop: false) ?? .unknown
  }

  private func scan(_ text: TokenText, _ indexes: StrideThrough<Int>, stop: Bool) -> Tense? {
    for index in indexes {
      let token = text.tokens[index]
      if stop {
        if token.kind == .symbol,
          token.isSymbol(",") || token.isSymbol(";") || token.isSymbol(":") || token.isSymbol("«")
            || token.isSymbol("»") || token.isSymbol("–")
        {
          return nil
        }
        if RussianDates.boundaries.contains(token) { return nil }
      }
      if let tense = tense(of: token, text) { return tense }
    }
    return nil
  }

  private func tense(of token: Token, _ text: TokenText) -> Tense? {
    guard token.isWord, !token.isCapitalised || token.traits.contains(.sentenceStart), token.length >= 6 else {
      return nil
    }
    if RussianDates.future.contains(token) { return .future }
    func ends(_ suffixes: [StaticString]) -> Bool {
      suffixes.contains { text.hasBytes($0, at: Int(token.end) - $0.utf8CodeUnitCount, before: Int(token.end)) }
    }
    if ends(["лся", "лась", "лись", "лось"]) { return .past }
    if ends(["ал", "ил", "ел", "ял", "ул", "ыл", "ла", "ло", "ли", "ёл", "шел"]), token.length >= 6 { return .past }
    if ends([
      "ется", "ются", "ится", "ятся", "утся", "атся", "ёт", "нет", "дет", "нут", "дут", "ует", "уют", "ает", "ают",
      "ит", "ят", "оют", "жут", "вят",
    ]), token.length >= 8 {
      return .future
    }
    return nil
  }
}
