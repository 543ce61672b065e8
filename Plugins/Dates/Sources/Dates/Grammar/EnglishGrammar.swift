import KZPipeGrammar

/// One match: its meaning, the token after it, and how sure the pattern is.
struct Match {
  var meaning: Meaning
  var end: Int
  var start: Int
  var confidence = 0.95
  var tense: Tense?
  /// Weekday beside a full date.
  var weekday: Int?
  /// Bytes of the expression when it ends inside a token.
  var bytes: Range<Int>?

  init(_ meaning: Meaning, _ start: Int, _ end: Int, confidence: Double = 0.95, tense: Tense? = nil) {
    self.meaning = meaning
    self.start = start
    self.end = end
    self.confidence = confidence
    self.tense = tense
  }
}

/// English time expressions over tokens.
///
/// Values follow TimeML (ISO-TimeML, ISO 24617-1) with the extensions of the project's gold: weeks, weekends, halves,
/// fiscal years, intervals and clock times. Each position tries the patterns that its word can begin.
struct EnglishGrammar: DateGrammar {
  let numbers = NumberReader(.english)
  let words = EnglishDates.words

  func match(_ text: TokenText, at index: Int, after previous: Candidate?) -> Match? {
    let token = text.tokens[index]
    if token.isNumber { return number(text, index) }
    if token.kind == .symbol {
      // the '90s
      if token.scalar == 0x27 || token.scalar == 0x2019 || token.scalar == 0x2018 { return shortDecade(text, index) }
      return nil
    }
    if let holiday = holiday(text, index) { return holiday }
    if token.isCapitalised, let day = EnglishDates.weekdayPlurals[token] {
      return Match(.fixed("XXXX-WXX-\(day)"), index, index + 1)
    }
    switch words[token] {
    case .month?: return dated(text, index)
    case .weekday?: return dated(text, index)
    case .season(let season)?: return self.season(text, index, season)
    case .part(let part)?: return partAlone(text, index, part, previous)
    case .day(let offset)?: return relativeDay(text, index, offset)
    case .shift(let shift)?: return shifted(text, index, shift)
    case .edge?: return edge(text, index)
    case .reference(let value)?:
      if text.token(index)?.isWord("soon") == true, text.isWord(index + 1, "after") || text.isWord(index - 1, "as") {
        return nil
      }
      return Match(.fixed(value), index, index + 1, confidence: 0.85)
    case .every?: return every(text, index)
    case .frequency(let unit)?:
      // `the Austrian weekly Die Welle`: a newspaper.
      if let next = text.token(index + 1), next.isWord, next.isCapitalised || Self.periodicals.contains(next),
        let before = text.token(index - 1), before.isCapitalised || before.isWord("the") || before.isWord("a")
      {
        return nil
      }
      guard !token.isCapitalised || token.traits.contains(.sentenceStart) else { return nil }
      return Duration.value(1, unit).map { Match(.fixed($0), index, index + 1, confidence: 0.85) }
    case .ordinal(let number)?: return ordinalPart(text, index, number, after: index + 1)
    case .unit?, .meridiem?, nil: break
    }
    return spelled(text, index) ?? article(text, index, previous) ?? lettered(text, index)
  }

  // MARK: Words that need a second look

  private func holiday(_ text: TokenText, _ index: Int) -> Match? {
    let token = text.tokens[index]
    guard token.isCapitalised, let rows = Self.holidays[token] else { return nil }
    for (keys, month, day) in rows {
      var at = index
      var matches = true
      for key in keys {
        guard let next = text.token(at), next.isWord(key) else {
          matches = false
          break
        }
        at += 1
      }
      if matches { return Match(.holiday(month, day), index, at, confidence: 0.85) }
    }
    return nil
  }

  /// First word → the holiday's words and date, longest first.
  private static let periodicals = WordSet("newspaper magazine journal paper newsletter supplement")

  private static let holidays: WordTable<[([WordKey], Int, Int)]> = {
    var byFirst: [String: [([WordKey], Int, Int)]] = [:]
    var order: [String] = []
    for (name, month, day) in EnglishDates.holidays {
      let tokens = TokenText(name)
      guard let first = tokens.tokens.first else { continue }
      let key = tokens.string(first)
      if byFirst[key] == nil { order.append(key) }
      byFirst[key, default: []].append((tokens.tokens.filter(\.isWord).map { WordKey(tokens.string($0)) }, month, day))
    }
    var table = WordTable<[([WordKey], Int, Int)]>()
    for key in order { table.add(WordKey(key), (byFirst[key] ?? []).sorted { $0.0.count > $1.0.count }) }
    return table
  }()

  private func relativeDay(_ text: TokenText, _ index: Int, _ offset: Int) -> Match? {
    var start = index
    var offset = offset
    // the day after tomorrow
    if text.isWord(index - 2, "day"), offset == 1, text.isWord(index - 1, "after") { (offset, start) = (2, index - 2) }
    if text.isWord(index - 2, "day"), offset == -1, text.isWord(index - 1, "before") {
      (offset, start) = (-2, index - 2)
    }
    if start < index, text.isWord(start - 1, "the") { start -= 1 }
    let day = Meaning.relative(.day, offset)
    if text.isWord(index, "tonight") { return Match(.part(.night, of: day), index, index + 1) }
    if let token = text.token(index), token.isCapitalised, !token.traits.contains(.sentenceStart),
      text.token(index - 1)?.isCapitalised == true
    {
      return nil  // a name: `USA Today`
    }
    if let (part, end) = dayPart(text, index + 1) { return Match(.part(part, of: day), start, end) }
    return withClock(text, Match(day, start, index + 1))
  }

  /// `the evening` takes the day named just before it.
  private func partAlone(_ text: TokenText, _ index: Int, _ part: DayPart, _ previous: Candidate?) -> Match? {
    guard text.isWord(index - 1, "the"), text.isWord(index - 2, "in"), let previous,
      index - previous.tokens.upperBound <= 3, index >= previous.tokens.upperBound
    else { return nil }
    return Match(.part(part, of: .sameDay), index - 1, index + 1, confidence: 0.85)
  }

  func dayPart(_ text: TokenText, _ index: Int) -> (DayPart, Int)? {
    guard let token = text.token(index) else { return nil }
    if case .part(let part)? = words[token] { return (part, index + 1) }
    if token.isWord("night") { return (.night, index + 1) }
    return nil
  }

  private func every(_ text: TokenText, _ index: Int) -> Match? {
    var at = index + 1
    var factor = 2
    if text.isWord(at, "other") || text.isWord(at, "second") {
      at += 1
      factor = 4
    } else if let number = numbers.read(text, at: at), let count = number.value.integer, count > 0, count < 1000 {
      factor = count * 2
      at = number.tokens.upperBound
    }
    guard let token = text.token(at), let word = words[token] else { return nil }
    switch word {
    case .unit(let unit, let isPlural):
      guard isPlural == (factor > 2 && at > index + 2 || factor > 4) || factor <= 4,
        let value = Duration.value(halves: factor, unit)
      else { return nil }
      // Mathematics and measures use `each second` otherwise.
      if unit == .second || unit == .minute, factor == 2 { return nil }
      return Match(.fixed(value), index, at + 1, confidence: 0.9)
    case .weekday(let day, false): return Match(.fixed("XXXX-WXX-\(day)"), index, at + 1)
    case .month(let month) where token.isCapitalised:
      return Match(.fixed("XXXX-" + CivilDay.padded(month, 2)), index, at + 1, confidence: 0.8)
    case .season(let season): return Match(.fixed("XXXX-" + season.rawValue), index, at + 1, confidence: 0.8)
    case .part(let part): return Match(.fixed("XXXX-XX-XXT" + part.rawValue), index, at + 1, confidence: 0.6)
    default: return nil
    }
  }

  /// Words in front of numbers and letters: `Q3 2023`, `H1`, `FY2023`, `fiscal 2023`, `noon`, `at present`, `in the future`.
  private func lettered(_ text: TokenText, _ index: Int) -> Match? {
    let token = text.tokens[index]
    if token.isWord("q") || token.isWord("h"), token.isCapitalised, let number = text.token(index + 1),
      text.isAttached(index + 1),
      let value = number.smallNumber, value >= 1, value <= (token.isWord("q") ? 4 : 2), number.length == 1
    {
      let (year, end) = yearAfter(text, index + 2)
      return Match(token.isWord("q") ? .quarter(value, year) : .half(value, year), index, end)
    }
    if token.isWord("fy") || token.isWord("fiscal") {
      var at = index + 1
      if text.isWord(at, "year") { at += 1 }
      guard let year = text.token(at)?.smallNumber, (1900...2100).contains(year) else { return nil }
      return Match(.fiscal(year, quarter: nil), index, at + 1)
    }
    if token.isWord("at"), text.isWord(index + 1, "present") {
      return Match(.fixed("PRESENT_REF"), index, index + 2, confidence: 0.9)
    }
    if token.isWord("at"), text.isWord(index + 1, "the"), text.isWord(index + 2, "moment") {
      return Match(.fixed("PRESENT_REF"), index, index + 3, confidence: 0.9)
    }
    if token.isWord("noon") || token.isWord("midnight") || token.isWord("midday") {
      let base = dateAfterClock(text, index + 1)
      return Match(
        .clock(token.isWord("midnight") ? 0 : 720, zone: "", of: base?.meaning), index, base?.end ?? index + 1,
        confidence: 0.85)
    }
    return nil
  }

  /// `the ...`, `a year ago`, `the same day`.
  private func article(_ text: TokenText, _ index: Int, _ previous: Candidate?) -> Match? {
    let token = text.tokens[index]
    if token.isWord("the") { return the(text, index) }
    if token.isWord("a") || token.isWord("an") || token.isWord("half") || token.isWord("one") || token.isWord("several")
      || token.isWord("once") || token.isWord("twice") || token.isWord("thrice")
    {
      return duration(text, index)
    }
    if token.isWord("mid"), text.isSymbol(index + 1, "-") { return edge(text, index) }
    return nil
  }

  private func spelled(_ text: TokenText, _ index: Int) -> Match? {
    guard let match = numbers.read(text, at: index), match.isSpelled else { return nil }
    return counted(text, match, index)
  }
}
