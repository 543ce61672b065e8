/// A date as far as it is known: a year, a month, a day, or a moment with or without its zone.
///
/// Never filled up with invented parts. `description` is ISO 8601: `2022`, `2022-01`, `2022-01-14`,
/// `2022-01-14T09:30:00+09:00`.
public struct PartialDate: Sendable, Hashable, Comparable, CustomStringConvertible {
  public var year: Int
  /// 1...12.
  public var month: Int?
  /// 1...31.
  public var day: Int?
  /// 0...23.
  public var hour: Int?
  /// 0...59.
  public var minute: Int?
  /// 0...60.
  public var second: Int?
  /// Minutes east of UTC; `nil` when the page does not say.
  public var zone: Int?

  public init(
    year: Int, month: Int? = nil, day: Int? = nil, hour: Int? = nil, minute: Int? = nil, second: Int? = nil,
    zone: Int? = nil
  ) {
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
    self.zone = zone
  }

  /// Reads ISO 8601 in extended or basic form, truncated or whole; `nil` when it is none or no such day exists.
  public init?(iso8601 text: some StringProtocol) {
    var scanner = DigitScanner(text.utf8)
    guard let year = scanner.digits(4), (1...9999).contains(year) else { return nil }
    self.init(year: year)
    guard !scanner.atEnd else { return }
    let extended = scanner.skip(UInt8(ascii: "-"))
    guard let month = scanner.digits(2), (1...12).contains(month) else { return nil }
    self.month = month
    guard !scanner.atEnd else { return }
    if extended, !scanner.skip(UInt8(ascii: "-")) { return nil }
    guard let day = scanner.digits(2), day >= 1, day <= Self.days(in: month, of: year) else { return nil }
    self.day = day
    guard !scanner.atEnd else { return }
    guard scanner.skip(UInt8(ascii: "T")) || scanner.skip(UInt8(ascii: "t")) || scanner.skip(UInt8(ascii: " ")) else {
      return nil
    }
    guard let hour = scanner.digits(2), hour < 24 else { return nil }
    _ = scanner.skip(UInt8(ascii: ":"))
    guard let minute = scanner.digits(2), minute < 60 else { return nil }
    self.hour = hour
    self.minute = minute
    let colon = scanner.skip(UInt8(ascii: ":"))
    if let second = scanner.digits(2) {
      guard second <= 60 else { return nil }
      self.second = second
      if scanner.skip(UInt8(ascii: ".")) || scanner.skip(UInt8(ascii: ",")) { scanner.skipDigits() }
    } else if colon {
      return nil
    }
    while scanner.skip(UInt8(ascii: " ")) {}
    guard !scanner.atEnd else { return }
    if scanner.skip(UInt8(ascii: "Z")) || scanner.skip(UInt8(ascii: "z")) {
      zone = 0
    } else {
      let east = scanner.skip(UInt8(ascii: "+"))
      guard east || scanner.skip(UInt8(ascii: "-")) else { return nil }
      guard let hours = scanner.digits(2), hours <= 14 else { return nil }
      _ = scanner.skip(UInt8(ascii: ":"))
      let minutes = scanner.digits(2) ?? 0
      guard minutes < 60 else { return nil }
      zone = (east ? 1 : -1) * (hours * 60 + minutes)
    }
    guard scanner.atEnd else { return nil }
  }

  public var description: String {
    var out = Self.padded(year, 4)
    guard let month else { return out }
    out += "-" + Self.padded(month, 2)
    guard let day else { return out }
    out += "-" + Self.padded(day, 2)
    guard let hour else { return out }
    out += "T" + Self.padded(hour, 2) + ":" + Self.padded(minute ?? 0, 2) + ":" + Self.padded(second ?? 0, 2)
    guard let zone else { return out }
    if zone == 0 { return out + "Z" }
    return out + (zone < 0 ? "-" : "+") + Self.padded(abs(zone) / 60, 2) + ":" + Self.padded(abs(zone) % 60, 2)
  }

  /// The date without its time of day.
  public var dayOnly: PartialDate { PartialDate(year: year, month: month, day: day) }

  /// Seconds since 1970-01-01T00:00:00Z of its first moment; a missing zone counts as UTC.
  public var secondsSinceEpoch: Int64 {
    let days = Self.daysSinceEpoch(year: year, month: month ?? 1, day: day ?? 1)
    let seconds = (hour ?? 0) * 3600 + (minute ?? 0) * 60 + (second ?? 0) - (zone ?? 0) * 60
    return Int64(days) * 86400 + Int64(seconds)
  }

  /// The moment in UTC, to the second.
  public init(secondsSinceEpoch seconds: Int64) {
    var days = Int(seconds / 86400)
    var rest = Int(seconds % 86400)
    if rest < 0 {
      rest += 86400
      days -= 1
    }
    // Days to civil date: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    let z = days + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    self.init(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month, day: dayOfYear - (153 * shifted + 2) / 5 + 1,
      hour: rest / 3600, minute: rest % 3600 / 60, second: rest % 60, zone: 0)
  }

  public static func < (a: PartialDate, b: PartialDate) -> Bool { a.secondsSinceEpoch < b.secondsSinceEpoch }

  /// Number of days in `month` (1...12) of `year`, Gregorian.
  public static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  /// Days from 1970-01-01 to the date, Gregorian.
  public static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

private struct DigitScanner<Bytes: Collection> where Bytes.Element == UInt8 {
  private let bytes: Bytes
  private var index: Bytes.Index

  init(_ bytes: Bytes) {
    self.bytes = bytes
    index = bytes.startIndex
  }

  var atEnd: Bool { index == bytes.endIndex }

  mutating func skip(_ byte: UInt8) -> Bool {
    guard !atEnd, bytes[index] == byte else { return false }
    index = bytes.index(after: index)
    return true
  }

  mutating func skipDigits() {
    while !atEnd, (48...57).contains(bytes[index]) { index = bytes.index(after: index) }
  }

  /// Exactly `count` digits, or nothing consumed.
  mutating func digits(_ count: Int) -> Int? {
    var value = 0
    var at = index
    for _ in 0..<count {
      guard at != bytes.endIndex, (48...57).contains(bytes[at]) else { return nil }
      value = value * 10 + Int(bytes[at] - 48)
      at = bytes.index(after: at)
    }
    index = at
    return value
  }
}
