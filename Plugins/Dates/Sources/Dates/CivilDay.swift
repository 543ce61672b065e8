import KZPipeKit

/// Day arithmetic on the Gregorian calendar; days count from 1970-01-01.
enum CivilDay {
  static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
    PartialDate.daysSinceEpoch(year: year, month: month, day: day)
  }

  static func parts(_ day: Int) -> (year: Int, month: Int, day: Int) {
    let date = PartialDate(secondsSinceEpoch: Int64(day) * 86400)
    return (date.year, date.month ?? 1, date.day ?? 1)
  }

  /// 1 Monday ... 7 Sunday.
  static func weekday(_ day: Int) -> Int { ((day + 3) % 7 + 7) % 7 + 1 }

  static func exists(_ year: Int, _ month: Int, _ day: Int) -> Bool {
    (1...9999).contains(year) && (1...12).contains(month) && day >= 1 && day <= PartialDate.days(in: month, of: year)
  }

  /// ISO 8601 week of the day, with the year that the week belongs to.
  static func week(_ day: Int) -> (year: Int, week: Int) {
    let thursday = day - weekday(day) + 4
    let year = parts(thursday).year
    return (year, (thursday - number(year, 1, 1)) / 7 + 1)
  }

  static func text(_ day: Int) -> String {
    let (year, month, day) = parts(day)
    return text(year, month, day)
  }

  static func text(_ year: Int, _ month: Int, _ day: Int) -> String {
    padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
  }

  static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
