// Seasons, quarters and halves on the calendar.
extension Resolver {
  mutating func season(_ season: Season, _ hint: YearHint, _ shift: Shift?, _ tense: Tense) -> String? {
    func text(_ year: Int) -> String { CivilDay.padded(year, 4) + "-" + season.rawValue }
    if let year = known(hint) { return text(year) }
    let first: Int
    switch season {
    case .spring: first = 3
    case .summer: first = 6
    case .autumn: first = 9
    case .winter: first = 12
    }
    guard let month = anchor.month else { return nil }
    // Months from now to the season's first month in the anchor's year.
    let now = anchor.year * 12 + month
    func start(_ year: Int) -> Int { year * 12 + first }
    switch shift {
    case .next?:
      return text(start(anchor.year) > now ? anchor.year : anchor.year + 1)
    case .last?:
      return text(
        start(anchor.year) + 2 < now
          ? anchor.year : start(anchor.year - 1) + 2 < now ? anchor.year - 1 : anchor.year - 2)
    case .this?:
      if season == .winter, month <= 2 { return text(anchor.year - 1) }
      return text(anchor.year)
    case nil:
      switch tense {
      case .future:
        return text(
          start(anchor.year) + 2 >= now
            ? (season == .winter && month <= 2 ? anchor.year - 1 : anchor.year) : anchor.year + 1)
      case .past: return text(start(anchor.year) <= now ? anchor.year : anchor.year - 1)
      case .unknown:
        let years = [anchor.year - 1, anchor.year, anchor.year + 1]
        return years.min { abs(start($0) + 1 - now) < abs(start($1) + 1 - now) }.map(text)
      }
    }
  }

  mutating func part(of hint: YearHint, _ number: Int, months: Int, _ letter: String, _ tense: Tense) -> String? {
    func text(_ year: Int) -> String { CivilDay.padded(year, 4) + "-" + letter + String(number) }
    var chosen = known(hint)
    if chosen == nil, let month = anchor.month {
      let first = (number - 1) * months + 1
      switch tense {
      case .future: chosen = first + months - 1 >= month ? anchor.year : anchor.year + 1
      case .past, .unknown: chosen = first < month ? anchor.year : anchor.year - 1
      }
    }
    guard let chosen else { return nil }
    lastYear = chosen
    last = letter == "Q" ? .quarter(number, .known(chosen)) : .half(number, .known(chosen))
    return text(chosen)
  }
}
