import KZPipeKit

/// A date found in a text.
struct FoundDate: Hashable {
  enum Cue: Hashable { case none, published, modified }

  var date: PartialDate
  /// Bytes of the text, date and time of day together.
  var range: Range<Int>
  var cue: Cue = .none
}

/// Order of day and month where a date is written in numbers only.
enum NumericOrder: Hashable {
  case dayFirst, monthFirst

  /// American English and Filipino usage put the month first; nobody else does.
  static func usual(language: String, host: String?) -> NumericOrder {
    let tag = language.lowercased()
    if tag.hasPrefix("en") {
      if tag == "en" {
        let commonwealth = [".uk", ".au", ".nz", ".za", ".ie", ".in", ".pk", ".ng", ".ke", ".gh", ".sg", ".my", ".hk"]
        return host.map { name in commonwealth.contains { name.hasSuffix($0) } } ?? false ? .dayFirst : .monthFirst
      }
      return tag.hasSuffix("-us") || tag.hasSuffix("-ph") ? .monthFirst : .dayFirst
    }
    return tag.hasPrefix("fil") || tag == "es-us" ? .monthFirst : .dayFirst
  }
}

/// Reads dates as people and machines write them. Nothing is filled up: a date without a year is none.
struct DateReader {
  var language: String
  var order: NumericOrder

  /// Date of a machine-readable value: ISO 8601, RFC 5322, seconds since 1970, or, failing these, as a person writes it.
  func structured(_ value: String) -> PartialDate? {
    let text = Clean.line(value)
    if let date = PartialDate(iso8601: text) { return sound(date) }
    let bytes = Array(text.utf8)
    if bytes.count == 10 || bytes.count == 13, bytes.allSatisfy(Clean.isDigit), let seconds = Int64(text) {
      return sound(PartialDate(secondsSinceEpoch: bytes.count == 13 ? seconds / 1000 : seconds))
    }
    if let found = dates(in: bytes[...]).first { return found.date }
    let tokens = DateTokenizer.tokens(bytes[...])
    return partial(tokens)
  }

  /// Every date of `text` that has at least year, month and day, in order.
  func dates(in text: ArraySlice<UInt8>) -> [FoundDate] {
    let tokens = DateTokenizer.tokens(text)
    var found: [FoundDate] = []
    var at = 0
    var cue = FoundDate.Cue.none
    var cueAge = 0
    while at < tokens.count {
      if case .word(let word) = tokens[at].kind {
        // A later cue wins over "last updated" only when it is no part of it.
        if DateWords.modifiedCues.contains(word) {
          (cue, cueAge) = (.modified, 0)
        } else if DateWords.publishedCues.contains(word), cue == .none || cueAge > 2 {
          (cue, cueAge) = (.published, 0)
        }
      }
      cueAge += 1
      if cueAge > 12 { cue = .none }
      guard let (date, next) = day(tokens, at), let checked = sound(date), checked.year >= 1900 else {
        at += 1
        continue
      }
      var whole = checked
      let end = timeOfDay(tokens, after: next, into: &whole)
      var first = at
      if whole.hour == nil, let start = timeBefore(tokens, at, into: &whole) { first = start }
      found.append(FoundDate(date: whole, range: tokens[first].start..<tokens[end - 1].end, cue: cue))
      cue = .none
      at = end
    }
    return found
  }

  // MARK: Days

  private func number(_ tokens: [DateToken], _ at: Int) -> (value: Int, digits: Int)? {
    guard at < tokens.count, case .number(let value, let digits) = tokens[at].kind else { return nil }
    return (value, digits)
  }

  private func word(_ tokens: [DateToken], _ at: Int) -> String? {
    guard at < tokens.count, case .word(let word) = tokens[at].kind else { return nil }
    return word
  }

  private func mark(_ tokens: [DateToken], _ at: Int) -> UInt8? {
    guard at < tokens.count, case .mark(let mark) = tokens[at].kind else { return nil }
    return mark
  }

  private func isYear(_ number: (value: Int, digits: Int)) -> Bool {
    number.digits == 4 && (1900...2100).contains(number.value)
      || number.digits == 4 && (2400...2643).contains(number.value)
  }

  private func isDay(_ number: (value: Int, digits: Int)) -> Bool {
    number.digits <= 2 && (1...31).contains(number.value)
  }

  private func month(_ tokens: [DateToken], _ at: Int) -> Int? {
    word(tokens, at).flatMap { DateWords.month($0, language: language) }
  }

  /// Skips marks and fillers that join the parts of a written date.
  private func skip(_ tokens: [DateToken], _ start: Int) -> Int {
    var at = start
    while at < tokens.count, at < start + 4 {
      switch tokens[at].kind {
      case .mark(let mark) where [0x2E, 0x2C, 0x2D, 0x2F, 0x27, 0x20, 0].contains(mark): at += 1
      case .word(let word) where DateWords.fillers.contains(word): at += 1
      default: return at
      }
    }
    return at
  }

  /// A whole day that starts at token `at`, and the token after it.
  private func day(_ tokens: [DateToken], _ at: Int) -> (PartialDate, Int)? {
    if let first = number(tokens, at) {
      if at > 0, mark(tokens, at - 1) == 0x3A, !tokens[at].isApart { return nil }
      if first.digits == 4, (1300...1498).contains(first.value), language.hasPrefix("fa") || language.hasPrefix("ps") {
        return solarHijri(tokens, at, year: first.value)
      }
      if isYear(first) { return yearFirst(tokens, at, year: calendarYear(first.value)) }
      if first.digits == 8 { return compact(first.value, at) }
      if isDay(first) { return dayFirst(tokens, at, first: first.value) }
      return nil
    }
    guard let month = month(tokens, at) else { return nil }
    let dayAt = skip(tokens, at + 1)
    guard let day = number(tokens, dayAt), isDay(day) else { return nil }
    var yearAt = skip(tokens, dayAt + 1)
    if let year = number(tokens, yearAt), isYear(year) {
      return (PartialDate(year: calendarYear(year.value), month: month, day: day.value), yearAt + 1)
    }
    // "Thu Oct 05 09:00:00 2023"
    var between = PartialDate(year: 2000)
    let afterTime = timeOfDay(tokens, after: dayAt + 1, into: &between)
    yearAt = skip(tokens, afterTime)
    if between.hour != nil, let year = number(tokens, yearAt), isYear(year) {
      between.year = calendarYear(year.value)
      between.month = month
      between.day = day.value
      return (between, yearAt + 1)
    }
    return nil
  }

  /// Thai pages count the years of the Buddhist era.
  private func calendarYear(_ value: Int) -> Int { value >= 2400 ? value - 543 : value }

  private func yearFirst(_ tokens: [DateToken], _ at: Int, year: Int) -> (PartialDate, Int)? {
    var next = at + 1
    guard next < tokens.count else { return nil }
    if let unit = word(tokens, next), unit == "年" || unit.hasPrefix("년") {
      next += 1
      guard let month = number(tokens, next), month.digits <= 2, let unit = word(tokens, next + 1),
        unit == "月" || unit.hasPrefix("월"), let day = number(tokens, next + 2), isDay(day)
      else { return nil }
      let end = next + 3
      let closes = word(tokens, end).map { $0.hasPrefix("日") || $0.hasPrefix("일") || $0.hasPrefix("號") } ?? false
      return (PartialDate(year: year, month: month.value, day: day.value), closes ? end + 1 : end)
    }
    if let separator = mark(tokens, next), [0x2D, 0x2F, 0x2E].contains(separator),
      let month = number(tokens, next + 1), month.digits <= 2
    {
      if mark(tokens, next + 2) == separator, let day = number(tokens, next + 3), isDay(day) {
        let end = separator == 0x2E && mark(tokens, next + 4) == separator ? next + 5 : next + 4
        return (PartialDate(year: year, month: month.value, day: day.value), end)
      }
      return nil
    }
    next = skip(tokens, next)
    if let month = month(tokens, next) {
      let dayAt = skip(tokens, next + 1)
      guard let day = number(tokens, dayAt), isDay(day) else { return nil }
      return (PartialDate(year: year, month: month, day: day.value), dayAt + 1)
    }
    if let day = number(tokens, next), isDay(day), let month = month(tokens, skip(tokens, next + 1)) {
      return (PartialDate(year: year, month: month, day: day.value), skip(tokens, next + 1) + 1)
    }
    return nil
  }

  /// "۱۳۹۹/۰۴/۰۲"
  private func solarHijri(_ tokens: [DateToken], _ at: Int, year: Int) -> (PartialDate, Int)? {
    guard let separator = mark(tokens, at + 1), [0x2F, 0x2D, 0x2E].contains(separator),
      let month = number(tokens, at + 2),
      mark(tokens, at + 3) == separator, let day = number(tokens, at + 4), month.digits <= 2, day.digits <= 2
    else { return nil }
    return SolarHijri.gregorian(year: year, month: month.value, day: day.value).map { ($0, at + 5) }
  }

  private func compact(_ value: Int, _ at: Int) -> (PartialDate, Int)? {
    let date = PartialDate(year: value / 10_000, month: value / 100 % 100, day: value % 100)
    return (1990...2100).contains(date.year) ? (date, at + 1) : nil
  }

  private func dayFirst(_ tokens: [DateToken], _ at: Int, first: Int) -> (PartialDate, Int)? {
    if let separator = mark(tokens, at + 1), [0x2D, 0x2F, 0x2E].contains(separator),
      let second = number(tokens, at + 2),
      second.digits <= 2, mark(tokens, at + 3) == separator, let third = number(tokens, at + 4),
      mark(tokens, at + 5) != separator || number(tokens, at + 6) == nil
    {
      // The part before must not run on: "1.12.03.2020" is a version.
      if at > 0, mark(tokens, at - 1) == separator, !tokens[at].isApart { return nil }
      let year: Int
      if isYear(third) {
        year = calendarYear(third.value)
      } else if third.digits == 2, separator != 0x2D, (10...49).contains(third.value) {
        year = 2000 + third.value
      } else {
        return nil
      }
      guard (1...31).contains(second.value) else { return nil }
      let monthIsFirst = second.value > 12 || separator != 0x2E && order == .monthFirst && first <= 12
      return (
        PartialDate(year: year, month: monthIsFirst ? first : second.value, day: monthIsFirst ? second.value : first),
        at + 5
      )
    }
    let monthAt = skip(tokens, at + 1)
    if let name = word(tokens, monthAt), let month = SolarHijri.months[name] {
      let yearAt = skip(tokens, monthAt + 1)
      guard let year = number(tokens, yearAt), year.digits == 4 else { return nil }
      return SolarHijri.gregorian(year: year.value, month: month, day: first).map { ($0, yearAt + 1) }
    }
    guard let month = month(tokens, monthAt) else { return nil }
    let yearAt = skip(tokens, monthAt + 1)
    guard let year = number(tokens, yearAt) else { return nil }
    if isYear(year) { return (PartialDate(year: calendarYear(year.value), month: month, day: first), yearAt + 1) }
    // "5 Jan '24", "05-Jan-24"
    if year.digits == 2, yearAt > monthAt + 1, [0x27, 0x2D, 0].contains(mark(tokens, yearAt - 1) ?? 1),
      year.value >= 10,
      mark(tokens, yearAt + 1) != 0x3A
    {
      return (PartialDate(year: 2000 + year.value, month: month, day: first), yearAt + 1)
    }
    return nil
  }

  /// Year and month, or a year alone, when that is all the value says.
  private func partial(_ tokens: [DateToken]) -> PartialDate? {
    if tokens.count == 1, let year = number(tokens, 0), isYear(year) { return PartialDate(year: year.value) }
    for at in tokens.indices {
      guard let month = month(tokens, at) else { continue }
      let after = skip(tokens, at + 1)
      if let year = number(tokens, after), isYear(year) {
        return PartialDate(year: calendarYear(year.value), month: month)
      }
      if at > 0, let year = number(tokens, at - 1), isYear(year) {
        return PartialDate(year: calendarYear(year.value), month: month)
      }
    }
    return nil
  }

  /// The date when such a day exists.
  private func sound(_ date: PartialDate) -> PartialDate? {
    guard (1900...2100).contains(date.year) else { return nil }
    if let month = date.month {
      guard (1...12).contains(month) else { return nil }
      if let day = date.day, !(1...PartialDate.days(in: month, of: date.year)).contains(day) { return nil }
    }
    return date
  }
}
