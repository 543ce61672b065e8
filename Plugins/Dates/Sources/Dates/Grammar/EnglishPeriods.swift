import KZPipeGrammar

// Years, decades, centuries, quarters, seasons, and units counted from now.
extension EnglishGrammar {
  /// `last week`, `this month`, `next Friday`, `last winter`, `past 15 years`.
  func shifted(_ text: TokenText, _ index: Int, _ shift: Shift) -> Match? {
    let token = text.tokens[index]
    let isPast = token.isWord("past") || token.isWord("previous") || token.isWord("preceding")
    let isComing = token.isWord("coming") || token.isWord("upcoming")
    let isFollowing = token.isWord("following")
    let hasThe = text.isWord(index - 1, "the")
    let start = hasThe ? index - 1 : index
    // the past 15 years, the next two decades, the last few days
    if let duration = countedUnits(text, index + 1) {
      if hasThe || isPast || text.isWord(index - 1, "over") || text.isWord(index - 1, "in")
        || text.isWord(index - 1, "for")
      {
        return Match(.fixed(duration.value), start, duration.end)
      }
      return Match(.fixed(duration.value), index, duration.end)
    }
    guard let next = text.token(index + 1), let word = words[next] else {
      if token.isWord("last"), text.isWord(index + 1, "night") {
        return Match(.part(.night, of: .relative(.day, -1)), index, index + 2)
      }
      return nil
    }
    if token.isWord("current"), case .unit = word {} else if token.isWord("current") { return nil }
    switch word {
    case .unit(let unit, let isPlural):
      if next.isWord("night") || next.isWord("nights") {
        return token.isWord("last") ? Match(.part(.night, of: .relative(.day, -1)), index, index + 2) : nil
      }
      if next.isWord("second") || next.isWord("minute") || next.isWord("hour") { return nil }
      if isPlural {
        if isComing || (token.isWord("next") && hasThe) {
          return Match(.fixed("FUTURE_REF"), start, index + 2, confidence: 0.7)
        }
        return nil
      }
      if unit == .weekend { return Match(.weekend(shift), index, index + 2) }
      if unit == .day {
        if isFollowing || token.isWord("next") {
          return hasThe ? Match(.fromLast(.day, 1), start, index + 2, confidence: 0.8) : nil
        }
        if isPast { return Match(.fromLast(.day, -1), start, index + 2, confidence: 0.7) }
        return nil
      }
      // `over the past year` is a length, `in the past` a time.
      if token.isWord("past") {
        return Duration.value(1, unit).map { Match(.fixed($0), start, index + 2, confidence: 0.85) }
      }
      if isPast || isFollowing, unit == .year || unit == .month || unit == .week || unit == .quarter {
        return Match(.fromLast(unit, shift.rawValue), start, index + 2, confidence: 0.75)
      }
      if hasThe, token.isWord("last") || token.isWord("next"), unit == .decade || unit == .century {
        return Duration.value(1, unit).map { Match(.fixed($0), start, index + 2, confidence: 0.8) }
      }
      return Match(.relative(unit, shift.rawValue), index, index + 2)
    case .weekday(let day, false):
      guard next.isCapitalised else { return nil }
      let meaning: Meaning = .weekday(day, isFollowing ? .next : shift)
      if let (part, end) = dayPart(text, index + 2) { return Match(.part(part, of: meaning), index, end) }
      return withClock(text, Match(meaning, index, index + 2))
    case .month(let month):
      guard next.isCapitalised, let (_, end) = self.month(text, index + 1) else { return nil }
      if let (day, after) = day(text, end) {
        return Match(.date(year: .open, month: month, day: day), index, after, tense: shift == .next ? .future : .past)
      }
      return Match(
        .date(year: .open, month: month, day: nil), index, end,
        tense: shift == .next ? .future : shift == .last ? .past : nil)
    case .season(let season): return Match(.season(season, .open, shift), index, index + 2)
    case .part(let part):
      return shift == .this ? Match(.part(part, of: .relative(.day, 0)), index, index + 2) : nil
    default: return nil
    }
  }

  /// `the 1990s`, `the 19th century`, `the first quarter`, `the summer`, `the end of 2025`, `the weekend`, `the same day`.
  func the(_ text: TokenText, _ index: Int) -> Match? {
    guard let next = text.token(index + 1) else { return nil }
    if next.isWord("same") {
      if text.isWord(index + 2, "day") { return Match(.sameDay, index, index + 3) }
      if text.isWord(index + 2, "year") { return Match(.fromLast(.year, 0), index, index + 3, confidence: 0.8) }
      if text.isWord(index + 2, "month") { return Match(.fromLast(.month, 0), index, index + 3, confidence: 0.8) }
      return nil
    }
    if next.isWord("future") || (next.isWord("near") && text.isWord(index + 2, "future")) {
      guard text.isWord(index - 1, "in") else { return nil }
      return Match(.fixed("FUTURE_REF"), index, next.isWord("near") ? index + 3 : index + 2, confidence: 0.7)
    }
    if next.isWord("past"), text.isWord(index - 1, "in"), !isUnitAhead(text, index + 2) {
      return Match(.fixed("PAST_REF"), index, index + 2, confidence: 0.7)
    }
    if next.isWord("day") {
      if text.isWord(index + 2, "after"), text.isWord(index + 3, "tomorrow") {
        return Match(.relative(.day, 2), index, index + 4)
      }
      if text.isWord(index + 2, "before"), text.isWord(index + 3, "yesterday") {
        return Match(.relative(.day, -2), index, index + 4)
      }
      return nil
    }
    if next.isNumber {
      if let (decade, end) = decade(text, index + 1) { return Match(.fixed(decade), index, end) }
      if let (_, end) = day(text, index + 1), end > index + 2 {
        if text.isWord(end, "century") || (isDash(text, end) && text.isWord(end + 1, "century")),
          let number = next.smallNumber
        {
          return century(text, index, number, isDash(text, end) ? end + 2 : end + 1)
        }
        if let date = dayAndMonth(text, index + 1) { return withClock(text, Match(date.meaning, index, date.end)) }
      }
      return nil
    }
    if next.kind == .symbol { return shortDecade(text, index + 1).map { Match($0.meaning, index, $0.end) } }
    guard let word = words[next] else {
      if next.isWord("full"), text.isWord(index + 2, "year") { return fullYear(text, index) }
      return nil
    }
    switch word {
    case .edge:
      return edge(text, index + 1).map { Match($0.meaning, index, $0.end, confidence: $0.confidence, tense: $0.tense) }
    case .ordinal(let number):
      return ordinalPart(text, index + 1, number, after: index + 2).map { Match($0.meaning, index, $0.end) }
    case .unit(.weekend, false): return Match(.weekend(nil), index, index + 2)
    case .season(let season):
      return self.season(text, index + 1, season).map { Match($0.meaning, index, $0.end, tense: $0.tense) }
    case .shift(let shift): return shifted(text, index + 1, shift)
    default: return nil
    }
  }

  private func fullYear(_ text: TokenText, _ index: Int) -> Match? {
    if let year = year(text, index + 3) {
      return Match(.date(year: .known(year), month: nil, day: nil), index, index + 4)
    }
    guard text.isWord(index - 1, "for") || text.isWord(index - 1, "in") else { return nil }
    return Match(.reportedYear, index + 1, index + 3, confidence: 0.7)
  }

  private func isUnitAhead(_ text: TokenText, _ index: Int) -> Bool {
    guard let token = text.token(index) else { return false }
    if token.isNumber { return true }
    if case .unit? = words[token] { return true }
    return numbers.read(text, at: index) != nil || token.isWord("few") || token.isWord("several")
  }

  /// `first quarter of 2022`, `second half`, `nineteenth century`, `fourth quarter of fiscal 2023`.
  func ordinalPart(_ text: TokenText, _ index: Int, _ number: Int, after: Int) -> Match? {
    var at = after
    if isDash(text, at), text.isAttached(at) { at += 1 }
    guard let unit = text.token(at) else { return nil }
    if unit.isWord("century") { return century(text, index, number, at + 1) }
    let isQuarter = unit.isWord("quarter")
    guard isQuarter ? number <= 4 : unit.isWord("half") && number <= 2 else { return nil }
    // `the first half of the match` is no half of a year.
    let hyphened = at > after
    var end = at + 1
    if text.isWord(end, "of"), text.isWord(end + 1, "fiscal"),
      let year = year(text, text.isWord(end + 2, "year") ? end + 3 : end + 2)
    {
      return Match(
        .fiscal(year, quarter: isQuarter ? number : nil), index, text.isWord(end + 2, "year") ? end + 4 : end + 3)
    }
    let (year, stop) = yearAfter(text, end)
    if year == .open {
      if text.isWord(end, "of"), text.isWord(end + 1, "the"), text.isWord(end + 2, "year") {
        return Match(isQuarter ? .quarter(number, .offset(0)) : .half(number, .offset(0)), index, end + 3)
      }
      if text.isWord(end, "of"), !isQuarter || !text.isWord(end + 1, "the") { return nil }
      // Without a year `half` and `quarter` also belong to games.
      if isGame(text, index) { return nil }
    }
    end = max(end, stop)
    return Match(
      isQuarter ? .quarter(number, year) : .half(number, year), index, end, confidence: year == .open ? 0.85 : 0.97
    )
    .hyphened(hyphened)
  }

  private static let gameWords = WordSet(
    "match matches game games goal goals scored score striker midfielder defender team penalty minute coach referee season league"
  )

  private func isGame(_ text: TokenText, _ index: Int) -> Bool {
    let sentence = text.sentences[text.sentence(of: index)]
    for at in max(sentence.lowerBound, index - 30)..<min(sentence.upperBound, index + 30)
    where Self.gameWords.contains(text.tokens[at]) {
      return true
    }
    return false
  }

  private func century(_ text: TokenText, _ index: Int, _ number: Int, _ end: Int) -> Match? {
    guard (1...30).contains(number) else { return nil }
    return Match(.fixed(CivilDay.padded(number - 1, 2) + "XX"), index, end)
  }

  /// `1990s`, `1930's`; value and the token after.
  func decade(_ text: TokenText, _ index: Int) -> (String, Int)? {
    guard let token = text.token(index), token.isNumber, token.length == 4, let year = token.smallNumber,
      year % 10 == 0,
      (1000...2190).contains(year), let s = text.token(index + 1), !s.hasSpaceBefore, s.isWord("s") || s.isWord("'s")
    else { return nil }
    return (String(year / 10) + "X", index + 2)
  }

  /// `'90s` in the twentieth century (and the 2000s for small numbers).
  func shortDecade(_ text: TokenText, _ index: Int) -> Match? {
    guard let token = text.token(index + 1), token.isNumber, !token.hasSpaceBefore, token.length == 2,
      let number = token.smallNumber,
      number % 10 == 0, let s = text.token(index + 2), !s.hasSpaceBefore, s.isWord("s")
    else { return nil }
    let start = text.isWord(index - 1, "the") ? index - 1 : index
    return Match(.fixed((number < 20 ? "20" : "19") + String(number / 10) + "X"), start, index + 3)
  }

  /// A season: needs `the`, a year or a shift; `summer games` are games.
  func season(_ text: TokenText, _ index: Int, _ season: Season) -> Match? {
    let token = text.tokens[index]
    let (year, end) = yearAfter(text, index + 1)
    if year != .open {
      if token.isWord("fall"), text.isWord(index + 1, "of"), !text.isWord(index - 1, "the"),
        !text.isWord(index - 1, "in")
      {
        return nil
      }
      return Match(.season(season, year, nil), index, end)
    }
    guard let before = text.token(index - 1) else { return nil }
    if let next = text.token(index + 1), next.isWord, next.hasSpaceBefore, !EnglishDates.afterSeason.contains(next) {
      return nil
    }
    if before.isWord("the"), text.isIn(EnglishDates.beforeSeason, index - 2) {
      if token.isWord("fall"), !text.isWord(index - 2, "in") { return nil }
      let ahead = text.isWord(index - 2, "by") || text.isWord(index - 2, "until")
      return Match(.season(season, .open, nil), index, index + 1, confidence: 0.85, tense: ahead ? .future : nil)
    }
    if text.isIn(EnglishDates.bareSeason, index - 1), !token.isWord("fall") {
      return Match(.season(season, .open, nil), index, index + 1, confidence: 0.75)
    }
    return nil
  }

  /// `early 2026`, `late March`, `mid-1990s`, `the end of the year`, `earlier this month`.
  func edge(_ text: TokenText, _ index: Int) -> Match? {
    let token = text.tokens[index]
    var at = index + 1
    if isDash(text, at), token.isWord("mid") || token.isWord("early") || token.isWord("late") { at += 1 }
    if token.isWord("earlier") || token.isWord("later") {
      guard text.isWord(at, "this"), let inner = shifted(text, at, .this) else { return nil }
      switch inner.meaning {
      case .relative(.week, 0), .relative(.month, 0), .relative(.year, 0), .relative(.quarter, 0),
        .relative(.decade, 0):
        return Match(inner.meaning, index, inner.end)
      case .relative, .weekend: return Match(inner.meaning, index, inner.end)
      default: return nil
      }
    }
    let isPoint =
      token.isWord("end") || token.isWord("beginning") || token.isWord("start") || token.isWord("middle")
      || token.isWord("close") || token.isWord("turn")
    if isPoint {
      guard text.isWord(at, "of") else { return nil }
      at += 1
      if let year = year(text, at) { return Match(.date(year: .known(year), month: nil, day: nil), index, at + 1) }
      if text.isWord(at, "the"), let unit = text.token(at + 1), case .unit(let kind, false)? = words[unit],
        !token.isWord("turn")
      {
        switch kind {
        case .year, .month, .week: return Match(.relative(kind, 0), index, at + 2, confidence: 0.85)
        default: break
        }
      }
      if let (decade, end) = decade(text, text.isWord(at, "the") ? at + 1 : at) {
        return Match(.fixed(decade), index, end)
      }
      guard let next = text.token(at), let word = words[next] else { return nil }
      switch word {
      case .month:
        guard let date = simpleDate(text, at), case .date(_, _, nil) = date.meaning else { return nil }
        return Match(date.meaning, index, date.end)
      case .shift(let shift):
        guard let inner = shifted(text, at, shift), case .relative = inner.meaning else { return nil }
        return Match(inner.meaning, index, inner.end)
      default: return nil
      }
    }
    // early, late, mid
    if let (decade, end) = decade(text, at) { return Match(.fixed(decade), index, end) }
    if let year = year(text, at), !isSeasonLike(text, at) {
      return Match(.date(year: .known(year), month: nil, day: nil), index, at + 1)
    }
    guard let next = text.token(at), let word = words[next] else { return nil }
    switch word {
    case .month:
      guard next.isCapitalised, let (month, end) = self.month(text, at), day(text, end) == nil else { return nil }
      let (year, stop) = yearAfter(text, end, comma: true)
      return Match(.date(year: year, month: month, day: nil), index, stop)
    case .shift(let shift):
      guard let inner = shifted(text, at, shift) else { return nil }
      switch inner.meaning {
      case .relative, .date: return Match(inner.meaning, index, inner.end, tense: inner.tense)
      default: return nil
      }
    case .season(let season):
      let (year, end) = yearAfter(text, at + 1)
      return year == .open ? nil : Match(.season(season, year, nil), index, end)
    default: return nil
    }
  }

  private func isSeasonLike(_ text: TokenText, _ index: Int) -> Bool {
    text.isSymbol(index + 1, "-") && text.token(index + 2)?.isNumber == true && text.isAttached(index + 1)
  }
}

extension Match {
  fileprivate func hyphened(_ flag: Bool) -> Match {
    var copy = self
    if flag { copy.confidence = min(confidence, 0.85) }
    return copy
  }
}

extension EnglishDates {
  static let beforeSeason = WordSet("in for by until during since over from of before after late early this throughout")
  static let bareSeason = WordSet("in by until since")
  static let afterSeason = WordSet(
    "and or but to when while as the a it he she they we that which who after before with for from in on at is was were will would has had"
  )
}
