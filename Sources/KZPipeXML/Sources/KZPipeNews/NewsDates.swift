public import KZPipeKit

/// Dates as news formats take them.
public enum NewsDates {
  /// A year, month or day, or a moment with its zone: a time without a zone is not a moment and loses its time.
  public static func truncated(_ date: PartialDate) -> String {
    if date.hour != nil, date.zone == nil { return date.dayOnly.description }
    var date = date
    if let second = date.second { date.second = min(second, 59) }
    return date.description
  }

  /// The first moment of `date` as xs:dateTime; a missing zone counts as UTC.
  public static func moment(_ date: PartialDate) -> String {
    PartialDate(
      year: date.year, month: date.month ?? 1, day: date.day ?? 1, hour: date.hour ?? 0, minute: date.minute ?? 0,
      second: min(date.second ?? 0, 59), zone: date.zone ?? 0
    ).description
  }

  /// `date` when it is a moment with its zone.
  public static func exact(_ date: PartialDate?) -> String? {
    guard let date, date.hour != nil, date.zone != nil else { return nil }
    return moment(date)
  }

  /// When the content was changed last, unless that lies before it was published.
  public static func modified(_ article: Article) -> PartialDate? {
    guard let modified = article.dateModified else { return nil }
    if let published = article.datePublished, modified.secondsSinceEpoch < published.secondsSinceEpoch { return nil }
    return modified
  }

  /// The moment that a version of an item carries when nobody keeps book of versions. The same input has to give the same
  /// item whenever it is exported, so it comes from the input: when the page was modified, published or fetched, else the
  /// first day of the authority's date.
  public static func version(of article: Article, authority: String) -> String {
    // As they are written: a time without its zone is not.
    let content = (modified(article) ?? article.datePublished).map {
      $0.hour != nil && $0.zone == nil ? $0.dayOnly : $0
    }
    if let stated = content ?? article.source.fetched.flatMap({ PartialDate(iso8601: $0) }) { return moment(stated) }
    let start = authority.split(separator: ",").last.flatMap { PartialDate(iso8601: $0) }
    return moment(start ?? PartialDate(year: 2026))
  }

  /// When the text came out, as NITF takes it: a day or a moment; `nil` when the page tells neither.
  public static func issued(_ article: Article) -> String? {
    guard let published = article.datePublished, published.day != nil else { return nil }
    return published.zone == nil || published.hour == nil ? published.dayOnly.description : moment(published)
  }
}
