import KZPipeKit

/// When the article was published, as far as it is known, for placing expressions on the calendar.
struct Anchor: Sendable {
  var year: Int
  var month: Int?
  /// Day number; nil when only month or year is known.
  var day: Int?
  /// First day that the article can be of, when its day is unknown.
  var earliest: Int?

  init(_ date: PartialDate) {
    year = date.year
    month = date.month
    if let month = date.month, let day = date.day, CivilDay.exists(date.year, month, day) {
      self.day = CivilDay.number(date.year, month, day)
    }
  }

  /// A day inside the known part, for choosing among years.
  var nearDay: Int { day ?? earliest ?? CivilDay.number(year, month ?? 7, month == nil ? 1 : 15) }
}
