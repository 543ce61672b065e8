import KZPipeGrammar

// Numbers in digits that turn out to be dates, clock times, years or counts.
extension EnglishGrammar {
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
    // the 2020/21 season
    if text.isSymbol(index + 1, "/"), text.isAttached(index + 1), let second = text.token(index + 2), second.isNumber,
      second.length == 2,
      text.isAttached(index + 2), second.smallNumber == (year + 1) % 100
    {
      return Match(NumericForms.interval(year, year + 1), index, index + 3)
    }
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
      text.isIn(EnglishDates.beforeYearRange, index - 1)
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
