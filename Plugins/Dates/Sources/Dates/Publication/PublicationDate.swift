import KZPipeGrammar
import KZPipeKit

/// A publication date that the text proves, as far as it proves it.
struct InferredDate {
  var date: PartialDate
  var anchor: Anchor
  var reason: String
  var confidence: Double
}

/// Derives when an article appeared from what it says.
///
/// The year must follow from one of: a full date in the dateline, the anniversary of a known event `this year`, a
/// weekday beside a day of the month, or a day without a year shortly after a month with one (writers leave out the
/// current year only). The month must lie between the last day told as past and the first told as to come.
struct PublicationDate {
  /// A time expression with its tense and place.
  struct Expression {
    var piece: Int
    var at: TextLocation
    var candidate: Candidate
    var tense: Tense
  }

  let text: ArticleText
  let expressions: [Expression]
  let years: KnownYears

  func infer() -> InferredDate? {
    if let date = dateline() {
      return InferredDate(date: date, anchor: Anchor(date), reason: "full date in the dateline", confidence: 0.9)
    }
    guard let (year, reason, confidence) = year() else { return nil }
    var date = PartialDate(year: year)
    var anchor = Anchor(date)
    if let (month, earliest) = month(year) {
      date.month = month
      anchor = Anchor(date)
      anchor.earliest = earliest
      return InferredDate(
        date: date, anchor: anchor, reason: reason + "; days without a year lie around one month",
        confidence: confidence)
    }
    return InferredDate(date: date, anchor: anchor, reason: reason, confidence: confidence)
  }

  /// A date with day and year in the first words of the body, before a dash.
  private func dateline() -> PartialDate? {
    guard let first = expressions.first(where: { if case .body(0) = $0.at { true } else { false } }),
      first.candidate.tokens.lowerBound < 12,
      case .date(.known(let year), let month?, let day?) = first.candidate.meaning
    else { return nil }
    let tokens = text.pieces[first.piece].text
    let end = first.candidate.tokens.upperBound
    for index in end..<min(tokens.count, end + 8)
    where tokens.isSymbol(index, "–") || tokens.isSymbol(index, "—") || tokens.isSymbol(index, "-") {
      return tokens.token(index)?.hasSpaceBefore == true ? PartialDate(year: year, month: month, day: day) : nil
    }
    return nil
  }

  // MARK: Year

  private func year() -> (Int, String, Double)? {
    if let year = anniversary() { return (year, "anniversary of a known event this year", 0.85) }
    let latest = latestKnown()
    if let latest, let year = weekdayYear(from: latest.year) { return (year, "weekday beside a day", 0.75) }
    guard let latest, let known = latest.month else { return nil }
    // The first day without a year after the latest month with one; further apart they prove nothing.
    var best: Int?
    for item in expressions where item.tense == .past {
      guard case .date(.open, let month?, _?) = item.candidate.meaning else { continue }
      let gap = (month - known + 12) % 12
      guard gap > 0, gap <= 6 else { return nil }
      let year = month > known ? latest.year : latest.year + 1
      if let best, best != year { return nil }
      best = year
    }
    return best.map { ($0, "days without a year follow the latest month with one", 0.7) }
  }

  /// The latest year told as past, with its latest month.
  private func latestKnown() -> (year: Int, month: Int?)? {
    var best: (year: Int, month: Int?)?
    func note(_ meaning: Meaning) {
      switch meaning {
      case .date(.known(let year), let month, _):
        if (year, month ?? 0) > (best?.year ?? 0, best?.month ?? 0) { best = (year, month) }
      case .interval(let from, let to):
        note(from)
        note(to)
      // `January to November 2021`
      case .clock(_, _, let base?): note(base)
      case .part(_, let base): note(base)
      default: break
      }
    }
    for item in expressions where item.tense != .future { note(item.candidate.meaning) }
    return best
  }

  private func weekdayYear(from first: Int) -> Int? {
    var found: Int?
    for item in expressions {
      guard let weekday = item.candidate.weekday, case .date(.open, let month?, let day?) = item.candidate.meaning
      else { continue }
      let years = (first...(first + 4)).filter {
        CivilDay.exists($0, month, day) && CivilDay.weekday(CivilDay.number($0, month, day)) == weekday
      }
      guard years.count == 1, let year = years.first, found == nil || found == year else { return nil }
      found = year
    }
    return found
  }

  /// A sentence that says which anniversary of a known event falls in the present year.
  private func anniversary() -> Int? {
    for piece in text.pieces {
      let tokens = piece.text
      for index in tokens.tokens.indices where tokens.isWord(index, "anniversary") {
        let sentence = tokens.sentences[tokens.sentence(of: index)]
        let isThisYear = sentence.contains { tokens.isWord($0, "this") && tokens.isWord($0 + 1, "year") }
        guard isThisYear, let count = ordinal(tokens, before: index), let event = years.year(tokens, sentence)
        else { continue }
        return event + count
      }
    }
    return nil
  }

  private func ordinal(_ text: TokenText, before index: Int) -> Int? {
    guard let suffix = text.token(index - 1),
      suffix.isWord("th") || suffix.isWord("st") || suffix.isWord("nd") || suffix.isWord("rd"),
      let number = text.token(index - 2)?.smallNumber, (1...300).contains(number)
    else { return nil }
    return number
  }

  // MARK: Month

  /// Month of publication and the first day it can be, from days without a year.
  private func month(_ year: Int) -> (Int, Int)? {
    var earliest: Int?
    var latest: Int?
    var hasWeekday = false
    var thisMonth = false
    for item in expressions {
      switch item.candidate.meaning {
      case .date(.open, let month?, let day?) where CivilDay.exists(year, month, day):
        let number = CivilDay.number(year, month, day)
        if item.tense == .past { earliest = max(earliest ?? number, number) }
        if item.tense == .future { latest = min(latest ?? number, number) }
      case .weekday(_, nil): hasWeekday = true
      case .relative(.month, 0): thisMonth = true
      default: break
      }
    }
    guard let earliest else { return nil }
    let month = CivilDay.parts(earliest).month
    // A weekday without a date is less than a week old, and the last day named is no older than that.
    let bound = [latest.flatMap { $0 >= earliest ? $0 : nil }, hasWeekday ? earliest + 8 : nil].compactMap { $0 }.min()
    if let bound, CivilDay.parts(bound).month == month { return (month, earliest) }
    return thisMonth ? (month, earliest) : nil
  }
}
