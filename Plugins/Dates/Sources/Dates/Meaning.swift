/// Which of several: `last Friday`, `this Friday`, `next Friday`.
enum Shift: Int, Sendable, Hashable {
  case last = -1
  case this = 0
  case next = 1
}

enum TimeUnit: Sendable, Hashable {
  case second, minute, hour, day, week, month, quarter, half, year, decade, century, weekend

  /// Letter and factor of a TimeML duration.
  var period: (time: Bool, letter: String, factor: Int) {
    switch self {
    case .second: (true, "S", 1)
    case .minute: (true, "M", 1)
    case .hour: (true, "H", 1)
    case .day: (false, "D", 1)
    case .week: (false, "W", 1)
    case .month: (false, "M", 1)
    case .quarter: (false, "M", 3)
    case .half: (false, "M", 6)
    case .year: (false, "Y", 1)
    case .decade: (false, "Y", 10)
    case .century: (false, "Y", 100)
    case .weekend: (false, "D", 2)
    }
  }
}

enum Season: String, Sendable { case spring = "SP", summer = "SU", autumn = "FA", winter = "WI" }
enum DayPart: String, Sendable { case morning = "MO", afternoon = "AF", evening = "EV", night = "NI" }

enum YearHint: Sendable, Hashable {
  case known(Int)
  /// Years from the publication: -1 last year.
  case offset(Int)
  case open
}

/// What a time expression says, before it is placed on the calendar.
indirect enum Meaning: Sendable {
  /// A value that needs no calendar: `PRESENT_REF`, `P18M`, `193X`.
  case fixed(String)
  case date(year: YearHint, month: Int?, day: Int?)
  case weekday(Int, Shift?)
  /// A calendar unit counted from the publication: yesterday is (day, -1), last week (week, -1).
  case relative(TimeUnit, Int)
  case weekend(Shift?)
  case season(Season, YearHint, Shift?)
  case quarter(Int, YearHint)
  case half(Int, YearHint)
  case fiscal(Int, quarter: Int?)
  /// A date that comes round every year: month, day.
  case holiday(Int, Int)
  case part(DayPart, of: Meaning)
  /// Time of day, minutes after midnight; zone as written in the value.
  case clock(Int, zone: String, of: Meaning?)
  case interval(Meaning, Meaning)
  /// The day named last.
  case sameDay
  /// The day named in the same paragraph, else that of publication: Korean `이날`.
  case thatDay
  /// A unit before (negative) or after the time named last: `a year earlier`.
  case fromLast(TimeUnit, Int)
  /// A day of the month alone: Korean `13일`.
  case dayOfMonth(Int, Shift?)
  /// A day of a month counted from the publication's: Korean `다음 달 20일`.
  case dayInMonth(Int, Int)
  /// The year that a report sums up: `the full year`.
  case reportedYear
}

/// A time expression in a text.
struct Candidate: Sendable {
  var tokens: Range<Int>
  var bytes: Range<Int>
  var meaning: Meaning
  var confidence = 0.95
  /// Tense that the expression itself forces: `by Friday` looks ahead.
  var tense: Tense?
  /// Names no certain time.
  var isVague: Bool {
    guard case .fixed(let value) = meaning else { return false }
    return value.hasPrefix("PX") || value.hasPrefix("PTX") || (value.hasSuffix("_REF") && confidence <= 0.7)
  }
  /// Weekday that stands beside a full date, 1 Monday ... 7 Sunday: with the day it tells the year.
  var weekday: Int?
}

enum Tense: Sendable { case past, future, unknown }

/// Durations as TimeML writes them.
enum Duration {
  /// `count` in halves of a unit, so that `a year and a half` is 3; nil when it cannot be written.
  static func value(halves: Int, _ unit: TimeUnit) -> String? {
    guard halves > 0, halves < 200_000 else { return nil }
    let (time, letter, factor) = unit.period
    if halves % 2 == 0 { return (time ? "PT" : "P") + String(halves / 2 * factor) + letter }
    if (halves * factor) % 2 == 0 { return (time ? "PT" : "P") + String(halves * factor / 2) + letter }
    switch unit {
    case .year: return "P\(halves * 6)M"
    case .month: return "P\(halves * 15)D"
    case .week: return "P\(halves / 2 * 7 + 4)D"
    case .day: return "PT\(halves * 12)H"
    case .hour: return "PT\(halves * 30)M"
    case .minute: return "PT\(halves * 30)S"
    default: return nil
    }
  }

  static func value(_ count: Int, _ unit: TimeUnit) -> String? { value(halves: count * 2, unit) }

  /// An unknown number of units: `a few days`.
  static func unknown(_ unit: TimeUnit) -> String {
    let (time, letter, _) = unit.period
    return (time ? "PTX" : "PX") + (unit == .decade ? "E" : unit == .century ? "C" : letter)
  }
}
