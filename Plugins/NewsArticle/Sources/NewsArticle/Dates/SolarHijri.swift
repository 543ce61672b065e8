import KZPipeKit

/// The Solar Hijri calendar of Iran and Afghanistan, as far as reading a printed date needs it.
enum SolarHijri {
  /// Month names, with the Arabic form of the letter ye beside the Persian one.
  static let months: [String: Int] = {
    var table: [String: Int] = [:]
    let names = [
      "فروردین حمل", "اردیبهشت ثور", "خرداد جوزا", "تیر سرطان", "مرداد امرداد اسد", "شهریور سنبله", "مهر میزان",
      "آبان عقرب", "آذر قوس", "دی جدی",
      "بهمن دلو", "اسفند حوت",
    ]
    for (index, forms) in names.enumerated() {
      for form in forms.split(separator: " ") {
        table[String(form)] = index + 1
        table[String(form.map { $0 == "ی" ? "ي" : $0 })] = index + 1
      }
    }
    return table
  }()

  /// The day in the Gregorian calendar; `nil` when there is no such day.
  ///
  /// Leap years by the 33-year cycle, which agrees with the observed calendar in the years accepted here; the 2820-year
  /// cycle that many programs use already fails in 1403.
  static func gregorian(year: Int, month: Int, day: Int) -> PartialDate? {
    guard (1300...1498).contains(year), (1...12).contains(month), day >= 1 else { return nil }
    let length = month <= 6 ? 31 : month < 12 || isLeap(year) ? 30 : 29
    guard day <= length else { return nil }
    // 1 Farvardin 1399 was 20 March 2020.
    var days = PartialDate.daysSinceEpoch(year: 2020, month: 3, day: 20)
    if year >= 1399 {
      for past in 1399..<year { days += isLeap(past) ? 366 : 365 }
    } else {
      for past in year..<1399 { days -= isLeap(past) ? 366 : 365 }
    }
    days += (month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30) + day - 1
    return PartialDate(secondsSinceEpoch: Int64(days) * 86_400).dayOnly
  }

  private static func isLeap(_ year: Int) -> Bool { (year * 8 + 29) % 33 < 8 }
}
