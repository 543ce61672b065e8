import KZPipeGrammar

// Durations, distances from now, and sets.
extension EnglishGrammar {
  /// A number of units, without what stands around it: `15 years`, `few days`, `two and a half months`.
  func countedUnits(_ text: TokenText, _ index: Int) -> (value: String, end: Int)? {
    guard let token = text.token(index) else { return nil }
    var at = index
    if token.isWord("few") || token.isWord("several") || token.isWord("couple") {
      at += 1
      if text.isWord(at, "of") { at += 1 }
      guard let unit = unit(text, at), unit.isPlural else { return nil }
      return (Duration.unknown(unit.unit), at + 1)
    }
    guard let number = numbers.read(text, at: index), let halves = halves(number) else { return nil }
    guard let unit = unit(text, number.tokens.upperBound) else { return nil }
    return Duration.value(halves: halves, unit.unit).map { ($0, number.tokens.upperBound + 1) }
  }

  private func unit(_ text: TokenText, _ index: Int) -> (unit: TimeUnit, isPlural: Bool)? {
    guard let token = text.token(index) else { return nil }
    if token.isWord("second"), text.isSymbol(index - 1, "-") { return (.second, false) }
    guard case .unit(let unit, let isPlural)? = words[token] else { return nil }
    if token.isWord("min") || token.isWord("sec") { return nil }
    return (unit, isPlural)
  }

  private func halves(_ number: NumberMatch) -> Int? {
    let doubled = number.value.double * 2
    guard doubled == doubled.rounded(), doubled > 0, doubled < 200_000, !number.hasLetterMagnitude else { return nil }
    return Int(doubled)
  }

  /// A number that has just been read, as a count of units.
  func counted(_ text: TokenText, _ number: NumberMatch, _ index: Int) -> Match? {
    var at = number.tokens.upperBound
    var isHyphened = false
    if text.isSymbol(at, "-"), text.isAttached(at), text.isAttached(at + 1) {
      at += 1
      isHyphened = true
    }
    // four times a year
    if text.isWord(at, "times"), text.isWord(at + 1, "a") || text.isWord(at + 1, "per") || text.isWord(at + 1, "each"),
      let unit = unit(text, at + 2), !unit.isPlural
    {
      return Duration.value(1, unit.unit).map { Match(.fixed($0), index, at + 3) }
    }
    // 30 to 40 days: the second number speaks for the unit alone.
    guard let token = text.token(at), let unit = unit(text, at), let halves = halves(number) else { return nil }
    if unit.unit == .quarter || unit.unit == .weekend { return nil }
    if unit.unit == .week, token.isWord("fortnight") || token.isWord("fortnights") {
      return Duration.value(halves: halves * 2, .week).map { Match(.fixed($0), index, at + 1) }
    }
    var end = at + 1
    if isHyphened {
      guard !text.isSymbol(end, "-") || !text.isWord(end + 1, "old"), !text.isWord(end, "old") else { return nil }
      // `a 10-day-long strike`
      return Duration.value(halves: halves, unit.unit).map { Match(.fixed($0), index, end) }
    }
    if text.isWord(end, "old") || (text.isSymbol(end, "-") && text.isWord(end + 1, "old")) { return nil }
    if text.isWord(end, "on"), unit.unit == .year, !(text.token(end + 1)?.isWord ?? false) { return nil }
    if text.isWord(end, "of"), text.isWord(index - 1, "on") { return nil }
    var halved = halves
    // a year and a half, two years and a half
    if text.isWord(end, "and"), text.isWord(end + 1, "a"), text.isWord(end + 2, "half") {
      halved += 1
      end += 3
    }
    if text.isWord(end, "ago") || text.isWord(end, "back") && text.isWord(end - 1, "years") {
      return ago(halved, unit.unit, index, end + 1)
    }
    if text.isWord(end, "from"), text.isWord(end + 1, "now"), halved % 2 == 0 {
      return Match(distance(halved / 2, unit.unit, sign: 1), index, end + 2)
    }
    guard let value = Duration.value(halves: halved, unit.unit) else { return nil }
    if text.isWord(index - 1, "in"), halved % 2 == 0, isAhead(text, index, end) {
      return Match(distance(halved / 2, unit.unit, sign: 1), index - 1, end, confidence: 0.8)
    }
    // `a year earlier` points at a time, `two years later` measures one.
    return Match(.fixed(value), index, end)
  }

  private func ago(_ halves: Int, _ unit: TimeUnit, _ index: Int, _ end: Int) -> Match? {
    if halves % 2 == 1 {
      switch unit {
      case .year: return Match(.relative(.month, -halves * 6), index, end)
      case .decade: return Match(.relative(.year, -halves * 5), index, end)
      case .century: return Match(.relative(.year, -halves * 50), index, end)
      default: return nil
      }
    }
    return Match(distance(halves / 2, unit, sign: -1), index, end)
  }

  private func distance(_ count: Int, _ unit: TimeUnit, sign: Int) -> Meaning {
    switch unit {
    case .second, .minute, .hour: .relative(.hour, sign * count)
    case .quarter: .relative(.quarter, sign * count)
    case .weekend: .relative(.week, sign * count)
    default: .relative(unit, sign * count)
    }
  }

  /// `in two days`: the clause must look ahead.
  private func isAhead(_ text: TokenText, _ index: Int, _ end: Int) -> Bool {
    let sentence = text.sentences[text.sentence(of: index)]
    var at = index - 2
    while at >= sentence.lowerBound, index - at < 24 {
      let token = text.tokens[at]
      if EnglishTense.future.contains(token) { return true }
      if EnglishTense.modalPast.contains(token) || EnglishTense.isPast(text, token) { return false }
      if EnglishTense.schedule.contains(token) { return true }
      at -= 1
    }
    at = end
    while at < sentence.upperBound, at - end < 12 {
      let token = text.tokens[at]
      if EnglishTense.future.contains(token) { return true }
      if EnglishTense.isPast(text, token) { return false }
      at += 1
    }
    return false
  }

  /// Articles and adverbs before a unit: `a year ago`, `a decade`, `half a century`, `twice a month`, `several weeks`.
  func duration(_ text: TokenText, _ index: Int) -> Match? {
    let token = text.tokens[index]
    if token.isWord("once") || token.isWord("twice") || token.isWord("thrice") {
      guard
        text.isWord(index + 1, "a") || text.isWord(index + 1, "per") || text.isWord(index + 1, "every")
          || text.isWord(index + 1, "each")
      else { return nil }
      if let number = numbers.read(text, at: index + 2), let unit = unit(text, number.tokens.upperBound),
        let halves = halves(number)
      {
        return Duration.value(halves: halves, unit.unit).map { Match(.fixed($0), index, number.tokens.upperBound + 1) }
      }
      guard let unit = unit(text, index + 2), !unit.isPlural else { return nil }
      return Duration.value(1, unit.unit).map { Match(.fixed($0), index, index + 3) }
    }
    if token.isWord("several")
      || ((token.isWord("a")) && (text.isWord(index + 1, "few") || text.isWord(index + 1, "couple")))
    {
      guard let units = countedUnits(text, token.isWord("several") ? index : index + 1) else { return nil }
      if text.isWord(units.end, "ago") { return Match(.fixed("PAST_REF"), index, units.end + 1, confidence: 0.7) }
      return Match(.fixed(units.value), index, units.end, confidence: 0.7)
    }
    if token.isWord("half") || (token.isWord("a") && text.isWord(index + 1, "half")) {
      var at = token.isWord("half") ? index + 1 : index + 2
      if isDash(text, at) { at += 1 }
      if text.isWord(at, "a") || text.isWord(at, "an") { at += 1 }
      guard let unit = unit(text, at), !unit.isPlural, unit.unit != .second else { return nil }
      if text.isWord(at + 1, "ago") { return ago(1, unit.unit, index, at + 2) }
      return Duration.value(halves: 1, unit.unit).map { Match(.fixed($0), index, at + 1) }
    }
    // one: a spelled number, unless an article
    if token.isWord("one") { return spelledOne(text, index) }
    guard let unit = unit(text, index + 1), !unit.isPlural, unit.unit != .second, unit.unit != .quarter else {
      return nil
    }
    let end = index + 2
    if text.isWord(end, "and"), text.isWord(end + 1, "a"), text.isWord(end + 2, "half") {
      if text.isWord(end + 3, "ago") { return ago(3, unit.unit, index, end + 4) }
      return Duration.value(halves: 3, unit.unit).map { Match(.fixed($0), index, end + 3) }
    }
    if text.isWord(end, "ago") { return ago(2, unit.unit, index, end + 1) }
    if text.isWord(end, "earlier") || text.isWord(end, "later")
      || (text.isWord(end, "before") && isClauseEnd(text, end + 1))
    {
      let sign = text.isWord(end, "later") ? 1 : -1
      if unit.unit == .year, sign < 0 {
        // `a year earlier, in April 2023`: the date says it better.
        return Match(.fromLast(.year, -1), index, end + 1, confidence: 0.75)
      }
      if sign < 0, unit.unit == .day || unit.unit == .week || unit.unit == .month {
        return Match(.fromLast(unit.unit, -1), index, end + 1, confidence: 0.7)
      }
      return Duration.value(1, unit.unit).map { Match(.fixed($0), index, end) }
    }
    if text.isWord(index - 1, "in"), unit.unit != .hour, unit.unit != .minute, isAhead(text, index, end),
      !text.isWord(end, "or")
    {
      return Match(distance(1, unit.unit, sign: 1), index - 1, end, confidence: 0.8)
    }
    let measures = text.isIn(Self.beforeLength, index - 1) || text.isIn(Self.afterLength, end)
    guard measures, unit.unit != .weekend else { return nil }
    return Duration.value(1, unit.unit).map { Match(.fixed($0), index, end, confidence: 0.85) }
  }

  private func spelledOne(_ text: TokenText, _ index: Int) -> Match? {
    guard let number = numbers.read(text, at: index) else { return nil }
    if number.tokens.count == 1, let unit = unit(text, index + 1), unit.unit == .day,
      !text.isIn(Self.beforeLength, index - 1)
    {
      return nil
    }
    return counted(text, number, index)
  }

  private func isClauseEnd(_ text: TokenText, _ index: Int) -> Bool {
    guard let token = text.token(index) else { return true }
    return token.kind == .symbol || token.traits.contains(.sentenceStart)
  }

  private static let beforeLength = WordSet(
    "for in within over about nearly almost than after before lasted lasts last took take takes around under spent spend only just another every of be is was once"
  )
  private static let afterLength = WordSet("longer shorter after before long")
}
