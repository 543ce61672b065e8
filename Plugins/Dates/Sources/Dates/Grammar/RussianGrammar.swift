import KZPipeGrammar

/// Russian time expressions.
struct RussianGrammar: DateGrammar {
  let numbers = NumberReader(.russian)
  let words = RussianDates.words

  func match(_ text: TokenText, at index: Int, after previous: Candidate?) -> Match? {
    let token = text.tokens[index]
    if token.isNumber { return number(text, index) }
    guard token.isWord else { return nil }
    switch words[token] {
    case .month(let month)?: return self.month(text, index, month)
    case .weekday(let day)?:
      if token.isWord("среде") || token.isWord("среды") || token.isWord("средой") || token.isWord("среда") {
        // «среда» is also an environment.
        guard
          text.isWord(index - 1, "в") || text.isWord(index - 1, "во") || text.isWord(index - 1, "до")
            || text.isWord(index - 1, "со")
        else { return nil }
        if token.isWord("среде") { return nil }
      }
      return withPart(text, Match(.weekday(day, nil), index, index + 1))
    case .season(let season)?:
      guard token.isWord("весной") || token.isWord("летом") || token.isWord("осенью") || token.isWord("зимой") else {
        return nil
      }
      if let (year, end) = yearAfter(text, index + 1) { return Match(.season(season, year, nil), index, end) }
      return Match(.season(season, .open, nil), index, index + 1, confidence: 0.8)
    case .shift(let shift)?: return shifted(text, index, shift)
    case .day(let offset)?:
      // «завтрашнего дня»: the adjective dates only its day.
      if token.length > 16 {
        guard unit(text, index + 1) == .day else { return nil }
        return Match(.relative(.day, offset), index, index + 2)
      }
      return withPart(text, Match(.relative(.day, offset), index, index + 1))
    case .edge?: return edge(text, index)
    case .every?: return every(text, index)
    case .ordinal(let number)?: return ordinal(text, index, number, index + 1)
    case .frequency(let unit)?: return Duration.value(1, unit).map { Match(.fixed($0), index, index + 1) }
    case .reference(let value)?: return Match(.fixed(value), index, index + 1, confidence: 0.8)
    case .duration(let value)?:
      if text.isWord(index + 1, "назад") { return Match(.relative(.month, value == "P6M" ? -6 : 0), index, index + 2) }
      return Match(.fixed(value), index, index + 1)
    case .unit(let unit)?: return bareUnit(text, index, unit)
    case .part?, nil: break
    }
    if token.isWord("в"), text.isWord(index + 1, "настоящее"), text.isWord(index + 2, "время") {
      return Match(.fixed("PRESENT_REF"), index, index + 3, confidence: 0.85)
    }
    if token.isWord("раз"), text.isWord(index + 1, "в"), let unit = unit(text, index + 2) {
      return Duration.value(1, unit).map { Match(.fixed($0), index, index + 3) }
    }
    if token.isWord("полтора") || token.isWord("полторы"), let unit = unit(text, index + 1) {
      return Duration.value(halves: 3, unit).map { Match(.fixed($0), index, index + 2) }
    }
    if let number = NumericForms.romans[token], token.isCapitalised,
      case .unit(let unit)? = text.token(index + 1).flatMap({ words[$0] })
    {
      if unit == .century { return century(number, index, index + 2) }
      if unit == .quarter || unit == .half { return ordinal(text, index, number, index + 1) }
    }
    if let found = numbers.read(text, at: index), found.isSpelled { return counted(text, found, index) }
    return nil
  }

  // MARK: Pieces

  private func unit(_ text: TokenText, _ index: Int) -> TimeUnit? {
    guard let token = text.token(index), case .unit(let unit)? = words[token] else { return nil }
    return unit
  }

  private func monthWord(_ text: TokenText, _ index: Int) -> Int? {
    guard let token = text.token(index), case .month(let month)? = words[token] else { return nil }
    return month
  }

  /// The token after `год`, `года`, `г.` at `index`; nil when none stands there.
  private func yearWord(_ text: TokenText, _ index: Int) -> Int? {
    guard let token = text.token(index) else { return nil }
    if case .unit(.year)? = words[token], !token.isWord("лет") { return index + 1 }
    if token.isWord("г") || token.isWord("гг") { return text.isSymbol(index + 1, ".") ? index + 2 : index + 1 }
    return nil
  }

  /// `2026 года`, `2026`, `прошлого года`, `этого года`.
  private func yearAfter(_ text: TokenText, _ index: Int) -> (YearHint, Int)? {
    if let year = NumericForms.year(text, index) { return (.known(year), yearWord(text, index + 1) ?? index + 1) }
    if let token = text.token(index), case .shift(let shift)? = words[token], let end = yearWord(text, index + 1) {
      return (.offset(shift.rawValue), end)
    }
    return nil
  }

  private func withPart(_ text: TokenText, _ match: Match) -> Match {
    if let token = text.token(match.end), case .part(let part)? = words[token], !token.isWord("вечера"),
      !token.isWord("утра")
    {
      return Match(.part(part, of: match.meaning), match.start, match.end + 1)
    }
    if text.isWord(match.end, "в"), let (minutes, end) = NumericForms.clock(text, match.end + 1, dots: true) {
      let (zone, stop) = zone(text, end)
      return Match(.clock(minutes, zone: zone, of: match.meaning), match.start, stop)
    }
    return match
  }

  /// «по московскому времени»
  private func zone(_ text: TokenText, _ index: Int) -> (String, Int) {
    guard text.isWord(index, "по"), let city = text.token(index + 1) else {
      if text.isWord(index, "мск") { return ("+03:00", index + 1) }
      if text.isWord(index, "gmt") || text.isWord(index, "utc") { return ("Z", index + 1) }
      return ("", index)
    }
    if text.isWord(index + 2, "времени") {
      if city.isWord("московскому") { return ("+03:00", index + 3) }
      if city.isWord("гринвичу") { return ("Z", index + 3) }
      return ("", index + 3)
    }
    if city.isWord("гринвичу") { return ("Z", index + 2) }
    if city.isWord("москве") { return ("+03:00", index + 2) }
    return ("", index)
  }

  // MARK: Words first

  private func month(_ text: TokenText, _ index: Int, _ month: Int) -> Match? {
    let token = text.tokens[index]
    var end = index + 1
    if text.isSymbol(end, "."), text.isAttached(end), RussianDates.shortMonths.contains(token) { end += 1 }
    // «с января по март», «январь–март»
    let connector = text.isWord(end, "по") || (NumericForms.isDash(text, end)) ? end + 1 : nil
    if let connector, let second = monthWord(text, connector) {
      let year = yearAfter(text, connector + 1)
      return Match(
        .interval(.date(year: .open, month: month, day: nil), .date(year: year?.0 ?? .open, month: second, day: nil)),
        index,
        year?.1 ?? connector + 1)
    }
    // «с марта 2019 по июнь 2022 года»
    if let (year, stop) = yearAfter(text, end), text.isWord(stop, "по") || NumericForms.isDash(text, stop),
      let second = monthWord(text, stop + 1), let (last, close) = yearAfter(text, stop + 2)
    {
      return Match(
        .interval(.date(year: year, month: month, day: nil), .date(year: last, month: second, day: nil)), index, close)
    }
    if let (year, stop) = yearAfter(text, end) { return Match(.date(year: year, month: month, day: nil), index, stop) }
    // A bare genitive without a day («марта») is rare; «мая» and «марта» are names too.
    if token.isCapitalised, !token.traits.contains(.sentenceStart) { return nil }
    return Match(.date(year: .open, month: month, day: nil), index, end, confidence: 0.9)
  }

  private func shifted(_ text: TokenText, _ index: Int, _ shift: Shift) -> Match? {
    guard let next = text.token(index + 1), let word = words[next] else { return nil }
    switch word {
    case .unit(let unit):
      switch unit {
      case .year, .month, .week, .quarter, .half, .decade, .century:
        return Match(.relative(unit, shift.rawValue), index, index + 2)
      case .weekend: return Match(.weekend(shift), index, index + 2)
      case .day:
        return shift == .this && next.isWord("день") && text.isWord(index - 1, "в")
          ? Match(.sameDay, index, index + 2, confidence: 0.8) : nil
      default: return nil
      }
    case .weekday(let day): return withPart(text, Match(.weekday(day, shift), index, index + 2))
    case .month(let month):
      return Match(
        .date(year: .open, month: month, day: nil), index, index + 2, tense: shift == .next ? .future : .past)
    case .season(let season): return Match(.season(season, .open, shift), index, index + 2)
    default: return nil
    }
  }

  private func edge(_ text: TokenText, _ index: Int) -> Match? {
    if let (year, end) = yearAfter(text, index + 1) {
      if let decade = decadeAfter(text, index + 1) { return Match(decade.meaning, index, decade.end) }
      return Match(.date(year: year, month: nil, day: nil), index, end)
    }
    if let month = monthWord(text, index + 1) {
      let year = yearAfter(text, index + 2)
      return Match(.date(year: year?.0 ?? .open, month: month, day: nil), index, year?.1 ?? index + 2)
    }
    if let unit = unit(text, index + 1), unit == .year || unit == .month || unit == .week {
      return Match(.relative(unit, 0), index, index + 2, confidence: 0.8)
    }
    if let token = text.token(index + 1), case .shift(let shift)? = words[token],
      let inner = shifted(text, index + 1, shift)
    {
      return Match(inner.meaning, index, inner.end)
    }
    if let decade = decadeAfter(text, index + 1) { return Match(decade.meaning, index, decade.end) }
    return nil
  }

  private func every(_ text: TokenText, _ index: Int) -> Match? {
    if let token = text.token(index + 1), case .weekday(let day)? = words[token] {
      return Match(.fixed("XXXX-WXX-\(day)"), index, index + 2)
    }
    if let unit = unit(text, index + 1) { return Duration.value(1, unit).map { Match(.fixed($0), index, index + 2) } }
    if let number = numbers.read(text, at: index + 1), let halves = NumericForms.halves(number),
      let unit = unit(text, number.tokens.upperBound)
    {
      return Duration.value(halves: halves, unit).map { Match(.fixed($0), index, number.tokens.upperBound + 1) }
    }
    return nil
  }

  private func ordinal(_ text: TokenText, _ index: Int, _ number: Int, _ at: Int) -> Match? {
    guard let unit = unit(text, at) else { return nil }
    let year = yearAfter(text, at + 1)
    switch unit {
    case .quarter where number <= 4: return Match(.quarter(number, year?.0 ?? .open), index, year?.1 ?? at + 1)
    case .half where number <= 2: return Match(.half(number, year?.0 ?? .open), index, year?.1 ?? at + 1)
    case .century: return century(number, index, at + 1)
    default: return nil
    }
  }

  private func century(_ number: Int, _ index: Int, _ end: Int) -> Match? {
    guard (1...30).contains(number) else { return nil }
    return Match(.fixed(CivilDay.padded(number - 1, 2) + "XX"), index, end)
  }

  /// A unit without a number: «за год», «через неделю», «год назад», «на выходных».
  private func bareUnit(_ text: TokenText, _ index: Int, _ unit: TimeUnit) -> Match? {
    let token = text.tokens[index]
    if unit == .weekend {
      guard text.isWord(index - 1, "на") || text.isWord(index - 1, "в") else { return nil }
      return Match(.weekend(nil), index, index + 1, confidence: 0.8)
    }
    guard unit != .quarter, unit != .half, unit != .second else { return nil }
    if text.isWord(index + 1, "назад") { return Match(NumericForms.distance(1, unit, sign: -1), index, index + 2) }
    let isSingular =
      token.isWord("год") || token.isWord("неделю") || token.isWord("месяц") || token.isWord("час")
      || token.isWord("минуту")
      || token.isWord("сутки") || token.isWord("десятилетие") || token.isWord("век") || token.isWord("день")
    guard isSingular else { return nil }
    if text.isWord(index - 1, "через") {
      if unit == .day || unit == .hour || unit == .minute {
        return Duration.value(1, unit).map { Match(.fixed($0), index, index + 1) }
      }
      return Match(NumericForms.distance(1, unit, sign: 1), index - 1, index + 1, confidence: 0.8)
    }
    guard
      text.isWord(index - 1, "за") || text.isWord(index - 1, "почти") || text.isWord(index - 1, "около")
        || text.isWord(index + 1, "спустя")
    else { return nil }
    return Duration.value(1, unit).map { Match(.fixed($0), index, index + 1, confidence: 0.85) }
  }

  // MARK: Digits

  private func decadeAfter(_ text: TokenText, _ index: Int) -> (meaning: Meaning, end: Int)? {
    guard let token = text.token(index), let value = token.smallNumber, value % 10 == 0, text.isSymbol(index + 1, "-"),
      text.isAttached(index + 1),
      text.isWord(index + 2, "х"), text.isAttached(index + 2)
    else { return nil }
    let year = token.length == 4 ? value : token.length == 2 ? (value < 20 ? 2000 : 1900) + value : 0
    guard (1000...2190).contains(year) else { return nil }
    return (.fixed(String(year / 10) + "X"), yearWord(text, index + 3) ?? index + 3)
  }

  private func number(_ text: TokenText, _ index: Int) -> Match? {
    if NumericForms.isGlued(text, index) { return nil }
    if let date = NumericForms.date(text, index, monthFirst: false) { return date }
    if let day = NumericForms.day(text, index) {
      var at = index + 1
      if text.isSymbol(at, "-"), text.isAttached(at), text.isWord(at + 1, "го") || text.isWord(at + 1, "е") { at += 2 }
      if let month = monthWord(text, at) {
        var end = at + 1
        if text.isSymbol(end, "."), text.isAttached(end), RussianDates.shortMonths.contains(text.tokens[at]) {
          end += 1
        }
        let year = yearAfter(text, end)
        end = year?.1 ?? end
        let first = Match(.date(year: year?.0 ?? .open, month: month, day: day), index, end)
        // «с 28 мая по 2 июня»
        if text.isWord(end, "по") || NumericForms.isDash(text, end), let second = NumericForms.day(text, end + 1),
          let other = monthWord(text, end + 2)
        {
          let last = yearAfter(text, end + 3)
          return Match(
            .interval(first.meaning, .date(year: last?.0 ?? .open, month: other, day: second)), index,
            last?.1 ?? end + 3)
        }
        return withPart(text, first)
      }
      // «5–6 сентября», «с 5 по 6 сентября»
      if NumericForms.isDash(text, at) || text.isWord(at, "по") || text.isWord(at, "и"),
        let second = NumericForms.day(text, at + 1), second > day,
        let month = monthWord(text, at + 2)
      {
        let year = yearAfter(text, at + 3)
        let hint = year?.0 ?? .open
        return Match(
          .interval(.date(year: hint, month: month, day: day), .date(year: hint, month: month, day: second)), index,
          year?.1 ?? at + 3)
      }
    }
    if let decade = decadeAfter(text, index) { return Match(decade.meaning, index, decade.end) }
    if let (minutes, end) = NumericForms.clock(text, index, dots: text.isWord(index - 1, "в")), isClock(text, index) {
      let (zone, stop) = zone(text, end)
      return Match(.clock(minutes, zone: zone, of: nil), index, stop, confidence: 0.85)
    }
    if let year = NumericForms.year(text, index) { return self.year(text, index, year) }
    if let token = text.token(index), token.length <= 2, let value = token.smallNumber {
      var at = index + 1
      if text.isSymbol(at, "-"), text.isAttached(at), text.token(at + 1)?.isWord == true { at += 2 }
      if let part = ordinal(text, index, value, at), unit(text, at) == .century || at > index + 1 { return part }
    }
    guard let found = numbers.read(text, at: index) else { return nil }
    return counted(text, found, index)
  }

  /// Not a score: «3:1», «счёт 10:12».
  private func isClock(_ text: TokenText, _ index: Int) -> Bool {
    if text.isSymbol(index + 1, ":") { return text.token(index + 2)?.length == 2 && !text.isWord(index - 1, "счетом") }
    return true
  }

  private func year(_ text: TokenText, _ index: Int, _ year: Int) -> Match? {
    // 2015–2018 годы
    if NumericForms.isDash(text, index + 1), let last = NumericForms.year(text, index + 2), last > year {
      return Match(NumericForms.interval(year, last), index, yearWord(text, index + 3) ?? index + 3)
    }
    if text.isWord(index + 1, "по"), let last = NumericForms.year(text, index + 2), last > year,
      let end = yearWord(text, index + 3)
    {
      return Match(NumericForms.interval(year, last), index, end)
    }
    if let end = yearWord(text, index + 1) { return Match(.date(year: .known(year), month: nil, day: nil), index, end) }
    // «2004-м», «в 2004-м и 2019 годах»
    if text.isSymbol(index + 1, "-"), text.isAttached(index + 1), let tail = text.token(index + 2),
      tail.isWord("м") || tail.isWord("й") || tail.isWord("го")
    {
      return Match(.date(year: .known(year), month: nil, day: nil), index, yearWord(text, index + 3) ?? index + 3)
    }
    guard (1900...2099).contains(year) else { return nil }
    // Years in a row share one noun: «в 2020 и 2021 годах», «2020, 2021 годах».
    var at = index + 1
    var steps = 0
    while steps < 8, text.isWord(at, "и") || text.isSymbol(at, ","), NumericForms.year(text, at + 1) != nil {
      at += 2
      steps += 1
    }
    if steps > 0, yearWord(text, at) != nil {
      return Match(.date(year: .known(year), month: nil, day: nil), index, index + 1)
    }
    return nil
  }

  private func counted(_ text: TokenText, _ number: NumberMatch, _ index: Int) -> Match? {
    let at = number.tokens.upperBound
    guard let unit = unit(text, at), let halves = NumericForms.halves(number), unit != .weekend, unit != .half,
      unit != .quarter
    else { return nil }
    let token = text.tokens[at]
    let end = at + 1
    if unit == .year, token.isWord("году") || token.isWord("годах") { return nil }
    if text.isWord(end, "назад") {
      return halves % 2 == 0 ? Match(NumericForms.distance(halves / 2, unit, sign: -1), index, end + 1) : nil
    }
    if text.isWord(index - 1, "через"), halves % 2 == 0, unit != .hour, unit != .minute, unit != .second,
      tense(text, around: index..<end) == .future
    {
      return Match(NumericForms.distance(halves / 2, unit, sign: 1), index - 1, end, confidence: 0.8)
    }
    // «Ему 20 лет», «в возрасте 20 лет»
    if unit == .year, let before = text.token(index - 1),
      before.isWord("ему") || before.isWord("ей") || before.isWord("мне") || before.isWord("возрасте")
        || before.isWord("исполнилось")
    {
      return nil
    }
    return Duration.value(halves: halves, unit).map { Match(.fixed($0), index, end) }
  }
}
