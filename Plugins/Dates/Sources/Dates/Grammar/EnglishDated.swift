import KZPipeGrammar

// Months, days, years and weekdays, their ranges.
extension EnglishGrammar {
  /// A year after a month or a quarter: `2021`, `, 2021`, `of 2021`, `last year`.
  func yearAfter(_ text: TokenText, _ index: Int, comma: Bool = false) -> (YearHint, Int) {
    var at = index
    if comma, text.isSymbol(at, ","), text.isAttached(at) { at += 1 }
    if text.isWord(at, "of") { at += 1 }
    if let year = year(text, at), !text.isAttached(at) || at == index { return (.known(year), at + 1) }
    if at == index || text.isWord(index, "of") {
      if text.isWord(at + 1, "year"), let token = text.token(at), case .shift(let shift)? = words[token],
        !text.isWord(at, "past")
      {
        return (.offset(shift.rawValue), at + 2)
      }
    }
    return (.open, index)
  }

  /// A token that can be a year of our time.
  func year(_ text: TokenText, _ index: Int) -> Int? {
    guard let token = text.token(index), token.isNumber, token.length == 4, let year = token.smallNumber,
      (1000...2199).contains(year)
    else { return nil }
    // 2,031 or 1991.5 or 2022-23 are told apart by the caller; a sign before or a fraction after is no year.
    if text.isSymbol(index + 1, "."), text.isAttached(index + 1), text.isAttached(index + 2),
      text.token(index + 2)?.isNumber == true
    {
      return nil
    }
    if text.isSymbol(index + 1, "%") { return nil }
    return year
  }

  func month(_ text: TokenText, _ index: Int) -> (month: Int, end: Int)? {
    guard let token = text.token(index), token.isCapitalised, case .month(let month)? = words[token] else { return nil }
    return (
      month,
      text.isSymbol(index + 1, ".") && text.isAttached(index + 1) && EnglishDates.shortMonths.contains(token)
        ? index + 2 : index + 1
    )
  }

  /// Day of the month with or without `st nd rd th`, not a part of a larger number.
  func day(_ text: TokenText, _ index: Int) -> (day: Int, end: Int)? {
    guard let token = text.token(index), let day = token.smallNumber, token.length <= 2, (1...31).contains(day) else {
      return nil
    }
    var end = index + 1
    if let next = text.token(end), !next.hasSpaceBefore {
      if next.isWord("st") || next.isWord("nd") || next.isWord("rd") || next.isWord("th") {
        end += 1
      } else if next.isWord || next.isSymbol(":") || next.isSymbol("%") {
        return nil
      } else if next.isSymbol(".") || next.isSymbol(","), text.isAttached(end + 1),
        text.token(end + 1)?.isNumber == true
      {
        return nil
      }
    }
    return (day, end)
  }

  func isDash(_ text: TokenText, _ index: Int) -> Bool {
    guard let token = text.token(index), token.kind == .symbol else { return false }
    return token.scalar == 0x2D || token.scalar == 0x2013 || token.scalar == 0x2014
  }

  /// The token after a word or dash between two ends of a range; `and` only after `between`.
  func connector(_ text: TokenText, _ index: Int, start: Int) -> Int? {
    if isDash(text, index) { return index + 1 }
    guard let token = text.token(index) else { return nil }
    if token.isWord("to") || token.isWord("until") || token.isWord("till") || token.isWord("through") {
      return index + 1
    }
    if token.isWord("and"), text.isWord(start - 1, "between") { return index + 1 }
    return nil
  }

  /// A month or weekday first.
  func dated(_ text: TokenText, _ index: Int) -> Match? {
    guard let first = simpleDate(text, index) else { return nil }
    if let range = self.range(text, from: first) { return range }
    return withClock(text, first)
  }

  /// The second end of a range that begins with `first`.
  func range(_ text: TokenText, from first: Match) -> Match? {
    guard let next = connector(text, first.end, start: first.start) else { return nil }
    switch first.meaning {
    case .date(let year, let month?, let day?):
      // March 21-23
      if let (second, end) = self.day(text, next), month >= 1, second > day, self.month(text, end) == nil {
        let (after, stop) = yearAfter(text, end, comma: true)
        let hint = after == .open ? year : after
        return Match(
          .interval(.date(year: hint, month: month, day: day), .date(year: hint, month: month, day: second)),
          first.start, stop)
      }
      guard let second = dayAndMonth(text, next) else { return nil }
      return Match(.interval(first.meaning, second.meaning), first.start, second.end)
    case .date(_, _?, nil):
      guard let (month, end) = month(text, next), day(text, end) == nil || text.isSymbol(end - 1, ".") else {
        return nil
      }
      let (year, stop) = yearAfter(text, end, comma: true)
      return Match(.interval(first.meaning, .date(year: year, month: month, day: nil)), first.start, stop)
    case .weekday(_, let shift):
      guard let token = text.token(next), case .weekday(let day, false)? = words[token], token.isCapitalised,
        shift != .next,
        text.isWord(first.start - 1, "from") || isDash(text, first.end) || text.isWord(first.start - 1, "between")
      else { return nil }
      return Match(.interval(first.meaning, .weekday(day, nil)), first.start, next + 1)
    default: return nil
    }
  }

  /// A day with its month in either order, with its year when it stands there.
  func dayAndMonth(_ text: TokenText, _ index: Int) -> Match? {
    if let (month, end) = month(text, index), let (day, after) = day(text, end) {
      let (year, stop) = yearAfter(text, after, comma: true)
      return Match(.date(year: year, month: month, day: day), index, stop)
    }
    if let (day, end) = day(text, index) {
      let at = text.isWord(end, "of") ? end + 1 : end
      guard let (month, after) = month(text, at) else { return nil }
      let (year, stop) = yearAfter(text, after, comma: true)
      return Match(.date(year: year, month: month, day: day), index, stop)
    }
    return nil
  }

  /// One date beginning with a month or a weekday, without clock.
  func simpleDate(_ text: TokenText, _ index: Int) -> Match? {
    guard let token = text.token(index), let word = words[token] else { return nil }
    switch word {
    case .weekday(let weekday, let isShort):
      guard token.isCapitalised else { return nil }
      var end = index + 1
      if isShort, text.isSymbol(end, "."), text.isAttached(end) { end += 1 }
      // The weekday of a full date says nothing new.
      let at = text.isSymbol(end, ",") ? end + 1 : end
      let the = text.isWord(at, "the") ? at + 1 : at
      if var date = dayAndMonth(text, the) {
        date.start = index
        date.weekday = weekday
        return date
      }
      if isShort, end == index + 1, !text.isWord(index - 1, "on") { return nil }
      if isShort, token.isWord("sun") || token.isWord("sat"), end == index + 1 { return nil }
      if let next = text.token(end), next.isCapitalised, next.isWord, words[next] == nil, !text.isSymbol(end - 1, ","),
        !isBeforeName(text, index), !next.traits.contains(.sentenceStart)
      {
        // `Friday Prayer Foundation`, not `told Reuters Friday`.
        if text.token(end + 1)?.isCapitalised == true || text.token(index - 1)?.isCapitalised == true { return nil }
      }
      if let (part, after) = dayPart(text, end) { return Match(.part(part, of: .weekday(weekday, nil)), index, after) }
      return Match(.weekday(weekday, nil), index, end)
    case .month(let month):
      guard token.isCapitalised, let (_, end) = self.month(text, index) else { return nil }
      if let (day, after) = day(text, end) {
        let (year, stop) = yearAfter(text, after, comma: true)
        return Match(.date(year: year, month: month, day: day), index, stop)
      }
      let (year, stop) = yearAfter(text, end, comma: true)
      if year != .open { return Match(.date(year: year, month: month, day: nil), index, stop) }
      guard isMonth(text, index, end) else { return nil }
      // Goods and contracts are named by the month to come.
      let isContract = text.isWord(end, "delivery") || text.isWord(end, "futures") || text.isWord(end, "contract")
      return Match(
        .date(year: .open, month: month, day: nil), index, end, confidence: 0.9, tense: isContract ? .future : nil)
    default: return nil
    }
  }

  private func isBeforeName(_ text: TokenText, _ index: Int) -> Bool {
    guard let before = text.token(index - 1) else { return false }
    return EnglishDates.prepositions.contains(before)
  }

  /// Whether a bare month word is a month: not `June Harper`, not the verb `March`.
  private func isMonth(_ text: TokenText, _ index: Int, _ end: Int) -> Bool {
    if end > index + 1 { return true }
    let token = text.tokens[index]
    let before = text.token(index - 1)
    if let before, EnglishDates.prepositions.contains(before) { return true }
    if token.isWord("may") || token.isWord("mar") || token.isWord("jan") || token.isWord("sep") || token.isWord("jun") {
      return false
    }
    if let next = text.token(index + 1), next.isCapitalised, next.isWord { return false }
    if let before, before.isCapitalised, !before.traits.contains(.sentenceStart) { return false }
    if token.isWord("march") || token.isWord("august") || token.isWord("april") || token.isWord("june") {
      return before.map { $0.kind == .symbol && !$0.isSymbol(".") } ?? false
        || connector(text, index + 1, start: index) != nil
        || text.isWord(index + 1, "was") || text.isWord(index + 1, "is")
    }
    return true
  }
}
