import KZPipeGrammar

// Durations, distances from now, sets, and numbers that turn out to be years or clock times.
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

  // MARK: Digits

  /// A number in digits: date, clock time, year, range of years, decade, century, count of units.
  func number(_ text: TokenText, _ index: Int) -> Match? {
    let token = text.tokens[index]
    if isGlued(text, index) { return nil }
    if let date = NumericForms.date(text, index, monthFirst: true) { return date }
    if let date = dayAndMonth(text, index) {
      return range(text, from: date) ?? withClock(text, date)
    }
    if let range = dayRangeBeforeMonth(text, index) { return range }
    if let (minutes, zone, end) = clock(text, index), !isScore(text, index) {
      if let date = dateAfterClock(text, end) {
        return Match(.clock(minutes, zone: zone, of: date.meaning), index, date.end)
      }
      return Match(.clock(minutes, zone: zone, of: nil), index, end, confidence: 0.85)
    }
    if let (decade, end) = decade(text, index) { return Match(.fixed(decade), index, end) }
    if token.length <= 2, let (_, end) = day(text, index), end > index + 1, let number = token.smallNumber {
      if let part = ordinalPart(text, index, number, after: end) { return part }
    }
    if let found = numbers.read(text, at: index), let match = counted(text, found, index) { return match }
    return yearAlone(text, index)
  }

  /// Part of a larger number, a code or a price.
  private func isGlued(_ text: TokenText, _ index: Int) -> Bool {
    guard let before = text.token(index - 1) else { return false }
    if before.kind == .symbol, !text.isAttached(index) { return before.isSymbol("$") || before.isSymbol("#") }
    guard text.isAttached(index) else { return false }
    if before.isWord { return true }
    switch before.scalar {
    case 0x24, 0x20AC, 0xA3, 0xA5, 0x20A9, 0x20B8, 0x20BD, 0x23, 0x2116: return true
    case 0x2E, 0x2C, 0x3A, 0x2F: return text.isAttached(index - 1) && text.token(index - 2)?.isNumber == true
    case 0x2D: return text.isAttached(index - 1) && text.token(index - 2).map { $0.isWord || $0.isNumber } ?? false
    default: return false
    }
  }

  private func isScore(_ text: TokenText, _ index: Int) -> Bool {
    guard let token = text.token(index) else { return false }
    return token.length == 1 && text.isSymbol(index + 1, ":") && text.token(index + 2)?.length == 1
  }

  /// 5-6 September 2024, 5 to 6 September.
  private func dayRangeBeforeMonth(_ text: TokenText, _ index: Int) -> Match? {
    guard let (first, end) = day(text, index), let next = connector(text, end, start: index) ?? andDays(text, end),
      let (second, after) = day(text, next), second > first, let (month, stop) = month(text, after)
    else { return nil }
    let (year, last) = yearAfter(text, stop, comma: true)
    return Match(
      .interval(.date(year: year, month: month, day: first), .date(year: year, month: month, day: second)), index, last)
  }

  private func andDays(_ text: TokenText, _ index: Int) -> Int? { text.isWord(index, "and") ? index + 1 : nil }

  /// A number of four digits as a year, or a range of years.
  private func yearAlone(_ text: TokenText, _ index: Int) -> Match? {
    guard let year = year(text, index) else { return nil }
    let before = text.token(index - 1)
    let next = text.token(index + 1)
    let isAfterPreposition = before.map { EnglishDates.prepositions.contains($0) } ?? false
    let isStrong = before.map { EnglishDates.strongYearPrepositions.contains($0) } ?? false
    if let before, EnglishDates.labels.contains(before) { return nil }
    if let before, before.isSymbol("№") || before.isSymbol("#") { return nil }
    // 2014-2020, 2022-23
    if let next, isDash(text, index + 1), !next.hasSpaceBefore, let second = text.token(index + 2), second.isNumber,
      !second.hasSpaceBefore,
      let value = second.smallNumber
    {
      let last = second.length == 4 ? value : second.length == 2 ? year / 100 * 100 + value : 0
      if last > year, last <= year + 400, (1000...2199).contains(year) {
        return Match(
          .interval(.date(year: .known(year), month: nil, day: nil), .date(year: .known(last), month: nil, day: nil)),
          index, index + 3)
      }
      return nil
    }
    if let connector = connector(text, index + 1, start: index), let last = self.year(text, connector), last > year,
      !isDash(text, index + 1),
      text.isWord(index - 1, "from") || text.isWord(index - 1, "between") || text.isWord(index - 1, "1")
    {
      return Match(
        .interval(.date(year: .known(year), month: nil, day: nil), .date(year: .known(last), month: nil, day: nil)),
        index, connector + 1)
    }
    if let next, next.isSymbol("-"), !next.hasSpaceBefore, text.isAttached(index + 2),
      text.token(index + 2)?.isWord == true
    {
      return nil
    }
    if let next, next.isWord, !next.hasSpaceBefore { return nil }
    if year < 1900 || year > 2100 {
      guard isStrong || text.isWord(index - 1, "of") || text.isWord(index - 1, "the"), !isCountNoun(text, index + 1)
      else { return nil }
    } else if !isAfterPreposition {
      if let before, before.isWord, before.isCapitalised, !before.traits.contains(.sentenceStart) { return nil }
      if let before,
        before.isWord("some") || before.isWord("than") || before.isWord("nearly") || before.isWord("almost")
      {
        return nil
      }
      if isCountNoun(text, index + 1), !(before?.isWord("the") ?? false) { return nil }
    } else if isCountNoun(text, index + 1), !isStrong {
      return nil
    }
    if let next,
      next.isWord("won") || next.isWord("tenge") || next.isWord("dollars") || next.isWord("euros")
        || next.isWord("people")
    {
      return nil
    }
    return Match(
      .date(year: .known(year), month: nil, day: nil), index, index + 1, confidence: isAfterPreposition ? 0.97 : 0.85)
  }

  /// A lower-case plural that the number may count.
  private func isCountNoun(_ text: TokenText, _ index: Int) -> Bool {
    guard let token = text.token(index), token.isWord, token.hasSpaceBefore, !token.isCapitalised, token.length > 3
    else { return false }
    if token.isWord("was") || token.isWord("census") || token.isWord("elections") || token.isWord("this") {
      return false
    }
    if token.isWord("people") || token.isWord("metres") || token.isWord("meters") { return true }
    return text.token(token, hasSuffix: "s") && !text.token(token, hasSuffix: "ss")
      && EnglishTense.present[token] == nil
  }
}
