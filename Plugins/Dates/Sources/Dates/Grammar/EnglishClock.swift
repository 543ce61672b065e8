import KZPipeGrammar

// Clock times, their zones, and the days beside them.
extension EnglishGrammar {
  /// Minutes after midnight, the token after, and the zone.
  func clock(_ text: TokenText, _ index: Int) -> (minutes: Int, zone: String, end: Int)? {
    guard let token = text.token(index), var hour = token.smallNumber else { return nil }
    // 0900 GMT
    if token.length == 4, hour % 100 < 60, hour < 2400, let (zone, end) = namedZone(text, index + 1) {
      return (hour / 100 * 60 + hour % 100, zone, end)
    }
    guard token.length <= 2, hour < 25 else { return nil }
    var minute = 0
    var at = index + 1
    var hasMinutes = false
    if let colon = text.token(at), !colon.hasSpaceBefore, colon.isSymbol(":") || colon.isSymbol("."),
      let digits = text.token(at + 1),
      digits.isNumber, digits.length == 2, !digits.hasSpaceBefore, let value = digits.smallNumber, value < 60
    {
      if colon.isSymbol(".") {
        // 9.30 a.m. only: 9.30 alone is a number.
        guard meridiem(text, at + 2) != nil else { return nil }
      }
      minute = value
      hasMinutes = true
      at += 2
      // 12:30:05, a score or a ratio of three
      if text.isSymbol(at, ":"), text.isAttached(at), let seconds = text.token(at + 1), seconds.isNumber,
        seconds.length == 2
      {
        at += 2
      }
    }
    var hasMeridiem = false
    if let (isAfternoon, end) = meridiem(text, at) {
      guard hour >= 1, hour <= 12 else { return nil }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
      at = end
      hasMeridiem = true
    } else if text.isWord(at, "o'clock") {
      at += 1
      hasMeridiem = true
    }
    if !hasMinutes, !hasMeridiem { return nil }
    guard hour < 24 else { return nil }
    if hasMinutes, !hasMeridiem {
      if token.length == 1, text.token(index + 2)?.length != 2 { return nil }
    }
    let (zone, end) = self.zone(text, at)
    return (hour * 60 + minute, zone, end)
  }

  private func meridiem(_ text: TokenText, _ index: Int) -> (Bool, Int)? {
    guard let token = text.token(index) else { return nil }
    if token.isWord("am") || token.isWord("pm") { return (token.isWord("pm"), index + 1) }
    guard token.isWord("a") || token.isWord("p"), text.isSymbol(index + 1, "."), text.isAttached(index + 1),
      text.isWord(index + 2, "m"), text.isAttached(index + 2)
    else { return nil }
    let end = text.isSymbol(index + 3, ".") && text.isAttached(index + 3) ? index + 4 : index + 3
    return (token.isWord("p"), end)
  }

  private func namedZone(_ text: TokenText, _ index: Int) -> (String, Int)? {
    guard let token = text.token(index), token.traits.contains(.allCaps), let zone = EnglishDates.zoneTable[token]
    else { return nil }
    return (zone, index + 1)
  }

  private func zone(_ text: TokenText, _ index: Int) -> (String, Int) {
    guard let token = text.token(index), token.isWord else { return ("", index) }
    if token.isCapitalised, let zone = EnglishDates.zoneTable[token] { return (zone, index + 1) }
    if text.isWord(index + 1, "time") {
      if token.isWord("local") { return ("", index + 2) }
      if let zone = EnglishDates.cityZoneTable[token] { return (zone, index + 2) }
      if token.isCapitalised { return ("", index + 2) }
    }
    return ("", index)
  }

  /// A date after a clock time: `9 a.m. on May 20`, `noon today`, `18:45 GMT on Monday`.
  func dateAfterClock(_ text: TokenText, _ index: Int) -> Match? {
    var at = index
    if text.isSymbol(at, ",") { at += 1 }
    if text.isWord(at, "on") { at += 1 }
    guard let token = text.token(at) else { return nil }
    if let date = dayAndMonth(text, at) { return date }
    switch words[token] {
    case .day(let offset)?: return text.isWord(at, "tonight") ? nil : Match(.relative(.day, offset), at, at + 1)
    case .weekday?, .month?:
      guard let date = simpleDate(text, at) else { return nil }
      if case .part = date.meaning { return nil }
      if case .date(_, _, nil) = date.meaning { return nil }
      return date
    default: return nil
    }
  }

  /// Adds a clock time that follows a day: `Wednesday at 3:30 p.m.`, `March 8, 2023, at 15:30`.
  func withClock(_ text: TokenText, _ date: Match) -> Match {
    switch date.meaning {
    case .weekday, .relative(.day, _), .date(_, _, _?): break
    default: return date
    }
    var at = date.end
    if text.isSymbol(at, ",") { at += 1 }
    guard text.isWord(at, "at") else { return date }
    at += 1
    if let token = text.token(at), token.isWord("noon") || token.isWord("midnight") {
      return Match(.clock(token.isWord("noon") ? 720 : 0, zone: "", of: date.meaning), date.start, at + 1)
    }
    guard let (minutes, zone, end) = clock(text, at) else { return date }
    return Match(.clock(minutes, zone: zone, of: date.meaning), date.start, end)
  }
}
