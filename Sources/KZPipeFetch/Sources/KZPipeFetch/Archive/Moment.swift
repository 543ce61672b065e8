import Glibc

/// Times as archives and servers write them.
enum Moment {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// `2026-11-22T09:30:00Z`
  static func now() -> String {
    var seconds = time(nil)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func two(_ value: Int32) -> String { (value < 10 ? "0" : "") + String(value) }
    return
      "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
  }

  /// Seconds from now until what a `Retry-After` field says (RFC 9110, section 10.2.3): a number, or a date.
  static func secondsUntil(_ text: String) -> Double? {
    if let seconds = Int(text), seconds >= 0 { return Double(seconds) }
    let words = text.split(whereSeparator: { $0 == " " || $0 == "," || $0 == ":" })
    let numbers = words.map { Int32($0) }
    // `Sun, 06 Nov 1994 08:49:37 GMT`
    guard words.count == 8, words[7] == "GMT", let month = months.firstIndex(of: String(words[2])),
      let day = numbers[1], let year = numbers[3], (1970...9999).contains(year), let hour = numbers[4],
      let minute = numbers[5], let second = numbers[6]
    else { return nil }
    var parts = tm()
    (parts.tm_year, parts.tm_mon, parts.tm_mday) = (year - 1900, Int32(month), day)
    (parts.tm_hour, parts.tm_min, parts.tm_sec) = (hour, minute, second)
    return max(0, Double(timegm(&parts) - time(nil)))
  }
}
