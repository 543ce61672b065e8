import KZPipeKit

/// Places meanings on the calendar; remembers what the text named last.
struct Resolver: Sendable {
  /// When the article appeared; without it only what the text states in full gets a value.
  private let published: Anchor?
  var anchor: Anchor { published ?? Anchor(PartialDate(year: 0)) }
  private var lastDay: Int?
  /// Day named last in the string at hand: clock times refer to it.
  private var dayHere: Int?
  var last: Meaning?
  var lastYear: Int?

  init(anchor: Anchor?) { published = anchor }

  /// A new string begins.
  mutating func beginPiece() { dayHere = nil }

  /// TimeML value; nil when the anchor is not known well enough.
  mutating func value(_ meaning: Meaning, _ tense: Tense) -> String? {
    if published == nil, Self.needsAnchor(meaning) { return openValue(meaning) }
    switch meaning {
    case .fixed(let value): return value
    case .date(let hint, let month, let day): return date(hint, month, day, tense)
    case .weekday(let weekday, let shift):
      guard let day = self.weekday(weekday, shift, tense) else { return nil }
      return named(day)
    case .relative(let unit, let count): return relative(unit, count)
    case .weekend(let shift):
      guard let today = anchor.day else { return nil }
      let weeks = shift?.rawValue ?? (tense == .past && CivilDay.weekday(today) < 6 ? -1 : 0)
      let (year, week) = CivilDay.week(today + weeks * 7)
      return "\(CivilDay.padded(year, 4))-W\(CivilDay.padded(week, 2))-WE"
    case .season(let season, let hint, let shift): return self.season(season, hint, shift, tense)
    case .quarter(let number, let hint):
      return part(of: hint, number, months: 3, "Q", tense)
    case .half(let number, let hint): return part(of: hint, number, months: 6, "H", tense)
    case .fiscal(let year, let quarter):
      return "FY\(CivilDay.padded(year, 4))" + (quarter.map { "-Q\($0)" } ?? "")
    case .holiday(let month, let day): return date(.open, month, day, tense == .unknown ? .unknown : tense)
    case .part(let part, let base):
      guard let value = self.value(base, tense), value.utf8.count == 10 else { return nil }
      return value + "T" + part.rawValue
    case .clock(let minutes, let zone, let base):
      guard let day = clockDay(base, tense) else { return nil }
      return day + "T" + CivilDay.padded(minutes / 60, 2) + ":" + CivilDay.padded(minutes % 60, 2) + zone
    case .interval(let from, let to): return interval(from, to, tense)
    case .sameDay: return (lastDay ?? anchor.day).map(CivilDay.text)
    case .thatDay: return (dayHere ?? anchor.day).map(CivilDay.text)
    case .fromLast(let unit, let count): return fromLast(unit, count)
    case .dayOfMonth(let day, let shift): return dayOfMonth(day, shift, tense)
    case .dayInMonth(let day, let offset):
      guard let month = anchor.month else { return nil }
      let index = anchor.year * 12 + month - 1 + offset
      guard index >= 12, CivilDay.exists(index / 12, index % 12 + 1, day) else { return nil }
      return named(CivilDay.number(index / 12, index % 12 + 1, day))
    case .reportedYear:
      let month = anchor.month ?? 12
      return year(tense != .future && month <= 4 ? anchor.year - 1 : anchor.year)
    }
  }

  private static func needsAnchor(_ meaning: Meaning) -> Bool {
    switch meaning {
    case .fixed, .fiscal, .date(.known, _, _), .season(_, .known, _), .quarter(_, .known), .half(_, .known): false
    case .part(_, let base), .clock(_, _, let base?): needsAnchor(base)
    // A range takes the year of its end.
    case .interval(_, let to): needsAnchor(to)
    default: true
    }
  }

  /// What can be said without a publication date: TimeML leaves the unknown year open.
  private func openValue(_ meaning: Meaning) -> String? {
    switch meaning {
    case .date(.open, let month?, let day):
      return "XXXX-" + CivilDay.padded(month, 2) + (day.map { "-" + CivilDay.padded($0, 2) } ?? "")
    case .weekday(let day, nil): return "XXXX-WXX-\(day)"
    case .relative(.day, 0): return "PRESENT_REF"
    default: return nil
    }
  }

  private mutating func named(_ day: Int) -> String {
    lastDay = day
    dayHere = day
    let parts = CivilDay.parts(day)
    lastYear = parts.year
    last = .date(year: .known(parts.year), month: parts.month, day: parts.day)
    return CivilDay.text(day)
  }

  private mutating func year(_ year: Int) -> String {
    lastYear = year
    last = .date(year: .known(year), month: nil, day: nil)
    return CivilDay.padded(year, 4)
  }

  func known(_ hint: YearHint) -> Int? {
    switch hint {
    case .known(let year): year
    case .offset(let count): anchor.year + count
    case .open: nil
    }
  }

  // MARK: Dates

  private mutating func date(_ hint: YearHint, _ month: Int?, _ day: Int?, _ tense: Tense) -> String? {
    guard let month else {
      guard let year = known(hint) else { return nil }
      return self.year(year)
    }
    guard let day else {
      let year = known(hint) ?? nearestYear(month: month, tense)
      lastYear = year
      last = .date(year: .known(year), month: month, day: nil)
      return CivilDay.padded(year, 4) + "-" + CivilDay.padded(month, 2)
    }
    guard let year = known(hint) ?? nearestYear(month: month, day: day, tense), CivilDay.exists(year, month, day) else {
      return nil
    }
    return named(CivilDay.number(year, month, day))
  }

  /// Year of a month without one: the latest not after the publication for the past, the first not before it for the
  /// future, else the nearest.
  private func nearestYear(month: Int, _ tense: Tense) -> Int {
    guard let now = anchor.month else { return anchor.year }
    switch tense {
    case .past: return month <= now ? anchor.year : anchor.year - 1
    case .future: return month >= now ? anchor.year : anchor.year + 1
    case .unknown:
      if abs(month - now) <= 6 { return anchor.year }
      return month > now ? anchor.year - 1 : anchor.year + 1
    }
  }

  private func nearestYear(month: Int, day: Int, _ tense: Tense) -> Int? {
    let now = anchor.nearDay
    var best: (year: Int, distance: Int)?
    for year in (anchor.year - 4)...(anchor.year + 4) where CivilDay.exists(year, month, day) {
      let delta = CivilDay.number(year, month, day) - now
      let distance: Int
      switch tense {
      case .past: distance = delta <= (anchor.day == nil ? 31 : 1) ? -delta : 100_000 + delta
      case .future: distance = delta >= (anchor.day == nil ? -31 : -7) ? delta : 100_000 - delta
      case .unknown: distance = abs(delta)
      }
      if distance < best?.distance ?? Int.max { best = (year, abs(distance)) }
    }
    return best?.year
  }

  private func weekday(_ weekday: Int, _ shift: Shift?, _ tense: Tense) -> Int? {
    guard let today = anchor.day else {
      guard let earliest = anchor.earliest, shift == nil else { return nil }
      return earliest + (weekday - CivilDay.weekday(earliest) + 7) % 7
    }
    let monday = today - CivilDay.weekday(today) + 1
    switch shift {
    case .next?: return monday + 7 + weekday - 1
    case .last?:
      let back = (CivilDay.weekday(today) - weekday + 7) % 7
      // One or two days ago would be `on Tuesday` or `yesterday`: the week before is meant.
      return today - (back < 3 ? back + 7 : back)
    case .this?: return monday + weekday - 1
    case nil:
      if tense == .future { return today + (weekday - CivilDay.weekday(today) + 7) % 7 }
      return today - (CivilDay.weekday(today) - weekday + 7) % 7
    }
  }

  private mutating func dayOfMonth(_ day: Int, _ shift: Shift?, _ tense: Tense) -> String? {
    guard let month = anchor.month else { return nil }
    let now = anchor.nearDay
    var candidates: [Int] = []
    for delta in -1...1 {
      let index = anchor.year * 12 + month - 1 + delta
      let (y, m) = (index / 12, index % 12 + 1)
      if CivilDay.exists(y, m, day) { candidates.append(CivilDay.number(y, m, day)) }
    }
    let chosen: Int?
    switch (shift, tense) {
    case (.next?, _), (nil, .future): chosen = candidates.first { $0 >= now } ?? candidates.last
    case (.last?, _), (nil, .past): chosen = candidates.last { $0 <= now } ?? candidates.first
    case (.this?, _): chosen = candidates.first { CivilDay.parts($0).month == month }
    case (nil, .unknown): chosen = candidates.min { abs($0 - now) < abs($1 - now) }
    }
    guard let chosen else { return nil }
    return named(chosen)
  }

  private mutating func relative(_ unit: TimeUnit, _ count: Int) -> String? {
    switch unit {
    case .day:
      guard let today = anchor.day else { return count == 0 ? "PRESENT_REF" : nil }
      return named(today + count)
    case .week:
      guard let today = anchor.day else { return nil }
      let (year, week) = CivilDay.week(today + count * 7)
      return "\(CivilDay.padded(year, 4))-W\(CivilDay.padded(week, 2))"
    case .month:
      guard let month = anchor.month else { return nil }
      let index = anchor.year * 12 + month - 1 + count
      guard index >= 12 else { return nil }
      lastYear = index / 12
      last = .date(year: .known(index / 12), month: index % 12 + 1, day: nil)
      return CivilDay.padded(index / 12, 4) + "-" + CivilDay.padded(index % 12 + 1, 2)
    case .quarter:
      guard let month = anchor.month else { return nil }
      let index = anchor.year * 4 + (month - 1) / 3 + count
      guard index >= 4 else { return nil }
      return part(of: .known(index / 4), index % 4 + 1, months: 3, "Q", .past)
    case .half:
      guard let month = anchor.month else { return nil }
      let index = anchor.year * 2 + (month - 1) / 6 + count
      guard index >= 2 else { return nil }
      return part(of: .known(index / 2), index % 2 + 1, months: 6, "H", .past)
    case .year, .decade, .century:
      let year = anchor.year + count * unit.period.factor
      return (1...9999).contains(year) ? self.year(year) : nil
    case .hour, .minute, .second:
      return count < 0 ? anchor.day.map(CivilDay.text) : nil
    case .weekend: return value(.weekend(Shift(rawValue: count)), .unknown)
    }
  }

  // MARK: Combinations

  private mutating func clockDay(_ base: Meaning?, _ tense: Tense) -> String? {
    if let base {
      guard let value = value(base, tense), value.utf8.count >= 10 else { return nil }
      return String(decoding: Array(value.utf8.prefix(10)), as: UTF8.self)
    }
    return (dayHere ?? anchor.day).map(CivilDay.text)
  }

  private mutating func interval(_ from: Meaning, _ to: Meaning, _ tense: Tense) -> String? {
    // `May 2 to May 5, 2021`: the year of the end is the year of the beginning, unless that runs backwards.
    if case .date(.open, let fromMonth?, let fromDay) = from, case .date(let hint, let toMonth?, _) = to {
      guard let end = value(to, tense), let year = Int(String(decoding: Array(end.utf8.prefix(4)), as: UTF8.self))
      else {
        return nil
      }
      let first = hint == .open || fromMonth <= toMonth ? (fromMonth <= toMonth ? year : year - 1) : year - 1
      guard let begin = value(.date(year: .known(first), month: fromMonth, day: fromDay), tense) else { return nil }
      if hint == .open, fromMonth <= toMonth || tense != .future { return begin + "/" + end }
      if hint == .open, let start = value(from, tense), start <= end { return start + "/" + end }
      return begin + "/" + end
    }
    if case .weekday(let a, let shift) = from, case .weekday(let b, _) = to,
      let first = weekday(a, shift, tense), let today = anchor.day
    {
      var begin = first
      // A past span ends before today.
      let length = (b - a + 7) % 7
      if tense != .future, shift == nil, begin + length > today { begin -= 7 }
      return CivilDay.text(begin) + "/" + named(begin + length)
    }
    guard let begin = value(from, tense), let end = value(to, tense) else { return nil }
    return begin + "/" + end
  }

  private mutating func fromLast(_ unit: TimeUnit, _ count: Int) -> String? {
    guard let last else {
      return unit == .year ? year(anchor.year + count) : relative(unit, count)
    }
    switch (unit, last) {
    case (.year, .date(.known(let year), let month, let day)):
      let target = year + count
      guard let month else { return self.year(target) }
      guard let day else { return CivilDay.padded(target, 4) + "-" + CivilDay.padded(month, 2) }
      _ = day
      return CivilDay.padded(target, 4)
    case (.year, .quarter(let number, .known(let year))): return CivilDay.padded(year + count, 4) + "-Q\(number)"
    case (.year, .half(let number, .known(let year))): return CivilDay.padded(year + count, 4) + "-H\(number)"
    case (.day, _):
      guard let day = lastDay ?? anchor.day else { return nil }
      return named(day + count)
    case (.week, _):
      guard let day = lastDay ?? anchor.day else { return nil }
      let (year, week) = CivilDay.week(day + count * 7)
      return "\(CivilDay.padded(year, 4))-W\(CivilDay.padded(week, 2))"
    case (.month, .date(.known(let year), let month?, _)):
      let index = year * 12 + month - 1 + count
      guard index >= 12 else { return nil }
      return CivilDay.padded(index / 12, 4) + "-" + CivilDay.padded(index % 12 + 1, 2)
    default: return unit == .year ? year((lastYear ?? anchor.year) + count) : relative(unit, count)
    }
  }
}
