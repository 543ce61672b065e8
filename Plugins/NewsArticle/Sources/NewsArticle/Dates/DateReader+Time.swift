import KZPipeKit

/// Times of day around a date.
extension DateReader {
  /// Reads a time of day that follows token `start`; returns the token after it, or `start` when there is none.
  func timeOfDay(_ tokens: [DateToken], after start: Int, into date: inout PartialDate) -> Int {
    var at = start
    var half: Int?
    while at < tokens.count, at < start + 7 {
      switch tokens[at].kind {
      case .number:
        guard let end = clock(tokens, at, half: half, into: &date) else { return start }
        return zone(tokens, end, into: &date)
      case .mark(let mark):
        guard [0x2C, 0x2D, 0x2E, 0x7C, 0x28, 0x29, 0x2F, 0x40, 0x3A, 0].contains(mark) else { return start }
        at += 1
      case .word(let word):
        if let hours = DateWords.halfDays[word], word.utf8.first.map({ $0 >= 0x80 }) ?? false {
          half = hours
        } else if !DateWords.timeLinks.contains(word), !DateWords.weekdays.contains(word),
          !DateWords.fillers.contains(word)
        {
          return start
        }
        at += 1
      }
    }
    return start
  }

  /// Reads a time of day that ends right before token `end`: "10:23, 5 May 2024". Returns its first token.
  func timeBefore(_ tokens: [DateToken], _ end: Int, into date: inout PartialDate) -> Int? {
    var at = end - 1
    let limit = max(0, end - 8)
    while at >= limit {
      switch tokens[at].kind {
      case .number:
        // Stand on the minutes: go back to the hours.
        var first = at
        while first >= 2, case .mark(0x3A) = tokens[first - 1].kind, case .number = tokens[first - 2].kind {
          first -= 2
        }
        guard first < at else { return nil }
        guard let stop = clock(tokens, first, half: nil, into: &date) else { return nil }
        _ = zone(tokens, stop, into: &date)
        return first
      case .mark(let mark):
        guard [0x2C, 0x2D, 0x2E, 0x7C, 0x28, 0x29, 0x2F, 0].contains(mark) else { return nil }
      case .word(let word):
        guard
          DateWords.timeLinks.contains(word) || DateWords.weekdays.contains(word) || DateWords.halfDays[word] != nil
            || DateWords.zones[word] != nil || ["on", "am", "a", "p", "m"].contains(word)
        else { return nil }
      }
      at -= 1
    }
    return nil
  }

  private func clock(_ tokens: [DateToken], _ start: Int, half: Int?, into date: inout PartialDate) -> Int? {
    guard case .number(let hours, let digits) = tokens[start].kind, digits <= 2 || digits == 4 || digits == 6 else {
      return nil
    }
    var at = start + 1
    var minute: Int?
    var second: Int?
    if digits > 2 {
      // ISO 8601 basic: T153000
      guard start > 0, case .word("t") = tokens[start - 1].kind else { return nil }
      let value = digits == 6 ? hours : hours * 100
      guard value / 10_000 < 24, value / 100 % 100 < 60, value % 100 < 61 else { return nil }
      (date.hour, date.minute, date.second) = (value / 10_000, value / 100 % 100, digits == 6 ? value % 100 : nil)
      return at
    }
    guard hours < 25, at < tokens.count else { return nil }
    switch tokens[at].kind {
    case .mark(0x3A), .mark(0x2E):
      let isColon = if case .mark(0x3A) = tokens[at].kind { true } else { false }
      guard at + 1 < tokens.count, !tokens[at + 1].isApart, case .number(let value, 2) = tokens[at + 1].kind, value < 60
      else { return nil }
      minute = value
      at += 2
      if isColon, at + 1 < tokens.count, case .mark(0x3A) = tokens[at].kind,
        case .number(let value, 2) = tokens[at + 1].kind,
        value < 61
      {
        second = value
        at += 2
        // Fractions of a second
        if at + 1 < tokens.count, case .mark(0x2E) = tokens[at].kind, case .number = tokens[at + 1].kind { at += 2 }
      }
      if !isColon, !isClockWord(tokens, at), !isClockWord(tokens, start - 1) { return nil }
    case .word(let unit) where ["h", "시", "時", "时", "点", "點"].contains(unit):
      at += 1
      if at < tokens.count, case .number(let value, let digits) = tokens[at].kind, digits <= 2, value < 60 {
        minute = value
        at += 1
        if at < tokens.count, case .word(let unit) = tokens[at].kind, unit.hasPrefix("분") || unit.hasPrefix("分") {
          at += 1
        }
      } else {
        minute = 0
      }
    case .word(let unit) where unit == "uhr":
      at += 1
      minute = 0
      if at < tokens.count, case .number(let value, 2) = tokens[at].kind, value < 60 {
        minute = value
        at += 1
      }
    case .word(let unit) where DateWords.halfDays[unit] != nil && unit.utf8.count == 2:
      minute = 0
    case .word("a"), .word("p"):
      minute = 0
    default: return nil
    }
    var hour = hours
    var added = half
    if at < tokens.count, case .word(let word) = tokens[at].kind {
      if let hours = DateWords.halfDays[word] {
        added = hours
        at += 1
      } else if word == "a" || word == "p", at + 2 < tokens.count, case .mark(0x2E) = tokens[at + 1].kind,
        case .word("m") = tokens[at + 2].kind
      {
        added = word == "a" ? 0 : 12
        at += 3
        if at < tokens.count, case .mark(0x2E) = tokens[at].kind { at += 1 }
      } else if word == "uhr" || word == "h" {
        at += 1
      }
    }
    if let added {
      guard hour <= 12 || added == 12 && hour < 24 else { return nil }
      if hour == 12 { hour = 0 }
      if hour < 12 { hour += added }
    }
    guard hour < 24, let minute else { return nil }
    (date.hour, date.minute, date.second) = (hour, minute, second)
    return at
  }

  private func isClockWord(_ tokens: [DateToken], _ at: Int) -> Bool {
    guard tokens.indices.contains(at), case .word(let word) = tokens[at].kind else { return false }
    return ["uhr", "kl", "klo", "h", "ore", "am", "pm", "hrs", "godz", "kell", "t"].contains(word)
      || word == "a" || word == "p"
  }

  /// Reads a zone at token `start`: `Z`, `GMT+2`, `+03:00`, `CET`.
  private func zone(_ tokens: [DateToken], _ start: Int, into date: inout PartialDate) -> Int {
    var at = start
    var base: Int?
    if at < tokens.count, case .mark(0x28) = tokens[at].kind { at += 1 }
    if at < tokens.count, case .word(let word) = tokens[at].kind, let minutes = DateWords.zones[word] {
      base = minutes
      at += 1
    }
    if at + 1 < tokens.count, base != nil || tokens[at].isApart || at == start, case .mark(let sign) = tokens[at].kind,
      sign == 0x2B || sign == 0x2D, !tokens[at + 1].isApart, case .number(let value, let digits) = tokens[at + 1].kind,
      digits <= 4, base == nil || base == 0, sign == 0x2B || base != nil || digits >= 2
    {
      var minutes = digits <= 2 ? value * 60 : value / 100 * 60 + value % 100
      var end = at + 2
      if digits <= 2, end + 1 < tokens.count, case .mark(0x3A) = tokens[end].kind,
        case .number(let rest, 2) = tokens[end + 1].kind
      {
        minutes += rest
        end += 2
      }
      if minutes <= 14 * 60, digits != 3, base != nil || digits == 4 || end > at + 2 || sign == 0x2B {
        date.zone = sign == 0x2B ? minutes : -minutes
        return end
      }
    }
    guard let base else { return start }
    date.zone = base
    return at
  }
}
