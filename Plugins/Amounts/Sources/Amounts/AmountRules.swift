import KZPipeGrammar

// The rules that say what a number beside a word is not, and the counts.
extension AmountGrammar {
  func isIn(_ text: TokenText, _ index: Int, _ set: WordSet) -> Bool { text.isIn(set, index) }

  /// A number that continues something: the day of a date, a score, a version, `91 [Ninety One]`, `No. 8`.
  func isPartOfName(_ text: TokenText, _ number: NumberMatch) -> Bool {
    let start = number.tokens.lowerBound
    let end = number.tokens.upperBound
    if number.isSpelled { return false }
    if let before = text.token(start - 1), let first = text.token(start), !first.hasSpaceBefore {
      if before.isWord { return true }
      // `COVID-19`, `Il-76`, `2019-03-20`
      if before.kind == .symbol, before.scalar == 0x2D || before.scalar == 0x2F || before.scalar == 0x3A,
        text.isAttached(start - 1), let stem = text.token(start - 2), stem.isWord || stem.isNumber
      {
        return true
      }
      if before.isSymbol("#") || before.isSymbol("№") { return true }
    }
    if let before = text.token(start - 1), vocabulary.labels.contains(before) { return true }
    if text.isSymbol(start - 1, "."), let before = text.token(start - 2), vocabulary.labels.contains(before) {
      return true
    }
    if text.isSymbol(start - 1, "№") { return true }
    if let after = text.token(end), after.isSymbol("["), let inside = text.token(end + 1), inside.isWord { return true }
    return false
  }

  /// `won` and `real` as English words.
  func isVerb(_ text: TokenText, _ token: Token, at index: Int, _ number: NumberMatch) -> Bool {
    guard language == .english, token.isWord("won") else { return false }
    // `4,120 won on reports` is money: only a bare number makes a verb likely.
    if number.magnitude > 0 || !number.isPlainInteger { return false }
    if number.isPlainInteger, let year = number.value.integer, (1900...2100).contains(year) { return true }
    guard let next = text.token(index + 1), next.isWord else { return false }
    return vocabulary.afterWonVerb.contains(next)
  }

  /// `20 pounds` of weight: small, without a magnitude, in a sentence that weighs or without any word of money.
  func isWeight(_ text: TokenText, _ token: Token, _ number: NumberMatch) -> Bool {
    guard language == .english, token.isWord("pounds") || token.isWord("pound") else { return false }
    if number.magnitude >= 6 { return false }
    let sentence = text.sentences[text.sentence(of: number.tokens.lowerBound)]
    var money = number.magnitude > 0
    let low = max(sentence.lowerBound, number.tokens.lowerBound - 24)
    let high = min(sentence.upperBound, number.tokens.upperBound + 24)
    for index in low..<high {
      if vocabulary.weight.contains(text.tokens[index]) { return true }
      if vocabulary.money.contains(text.tokens[index]) { money = true }
    }
    if text.isWord(number.tokens.upperBound + 1, "of") { return !money }
    return !money
  }

  /// `a dollar`, `the euro` as one unit: only after a word that pays or compares.
  func aDollar(_ text: TokenText, at index: Int) -> (FoundAmount?, Int)? {
    guard language == .english, let token = text.token(index), token.isWord("a") || token.isWord("an"),
      let before = text.token(index - 1), vocabulary.beforeOneUnit.contains(before), let noun = text.token(index + 1),
      let family = currencies.nouns[noun], let code = family.codes.first,
      family.nouns.split(separator: " ").first.map({ WordKey($0).hash }) == noun.key
    else { return nil }
    if case .fixed = family.choice {} else { return nil }
    if noun.isWord("pound") || noun.isWord("won") { return nil }
    // `for a dollar bond`: the noun goes on.
    if let next = text.token(index + 2), next.isWord, !vocabulary.afterOneUnit.contains(next) { return nil }
    return (
      FoundAmount(
        bytes: Int(token.start)..<Int(noun.end), values: [DecimalNumber(1, exponent: family.power).double], unit: code,
        confidence: 0.8), index + 2
    )
  }

  // MARK: Counts

  func count(_ text: TokenText, _ number: NumberMatch, values: [DecimalNumber], from first: NumberMatch)
    -> (FoundAmount?, Int)?
  {
    guard withCounts else { return nil }
    if number.isPlainInteger, let year = number.value.integer, (1800...2100).contains(year),
      text.tokens[number.tokens.lowerBound].length == 4
    {
      return nil
    }
    let start = Int(text.tokens[first.tokens.lowerBound].start)
    func found(_ bytes: Range<Int>, _ next: Int) -> (FoundAmount?, Int) {
      let unit = text.string(bytes).lowercased()
      return (
        FoundAmount(bytes: start..<bytes.upperBound, values: values.map(\.double), unit: unit, confidence: 0.75), next
      )
    }
    if language == .korean {
      var at = number.endByte
      if at < text.bytes.count, text.bytes[at] == 0x20 { at += 1 }
      for counter in KoreanParticles.counters where text.hasBytes(counter, at: at, before: text.bytes.count) {
        let end = at + counter.utf8CodeUnitCount
        guard KoreanParticles.mayFollow(text, end) else { continue }
        return found(at..<end, text.tokenAfter(byte: end, from: number.tokens.upperBound - 1))
      }
      return nil
    }
    var index = number.tokens.upperBound
    guard let next = text.token(index) else { return nil }
    if next.isSymbol("-") { return nil }
    if vocabulary.measures.contains(next) { return found(next.range, index + 1) }
    guard next.hasSpaceBefore, next.isWord, !next.isCapitalised else { return nil }
    if number.value.double <= 1, number.isSpelled { return nil }
    // Up to two modifiers, then the noun.
    for _ in 0..<3 {
      guard let token = text.token(index), token.isWord, !token.isCapitalised, token.hasSpaceBefore,
        !vocabulary.notCounted.contains(token), !vocabulary.timeUnits.contains(token), token.length > 2
      else { return nil }
      if isCountNoun(text, token) { return found(token.range, index + 1) }
      index += 1
    }
    return nil
  }

  private func isCountNoun(_ text: TokenText, _ token: Token) -> Bool {
    switch language {
    case .english:
      if vocabulary.irregularPlurals.contains(token) { return true }
      return token.length > 3 && text.token(token, hasSuffix: "s") && !text.token(token, hasSuffix: "ss")
        && !text.token(token, hasSuffix: "ous") && !text.token(token, hasSuffix: "'s")
    case .russian: return !isRussianModifier(text, token)
    case .kazakh, .korean: return true
    }
  }

  /// Adjectives and participles in the genitive plural: «новых», «тяжёлых».
  private func isRussianModifier(_ text: TokenText, _ token: Token) -> Bool {
    let end = Int(token.end)
    for suffix in ["ых", "их", "ого", "его"] as [StaticString]
    where text.hasBytes(suffix, at: end - suffix.utf8CodeUnitCount, before: end) { return true }
    return false
  }
}
