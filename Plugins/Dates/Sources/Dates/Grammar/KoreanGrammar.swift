import KZPipeGrammar

/// Korean time expressions: numbers with unit syllables attached, and words that point from now.
///
/// Particles stick to the words, so matches end at bytes, not at tokens.
struct KoreanGrammar: DateGrammar {
  let numbers = NumberReader(.korean)

  func match(_ text: TokenText, at index: Int, after previous: Candidate?) -> Match? {
    let token = text.tokens[index]
    if token.isNumber { return number(text, index, from: Int(token.start), shift: nil, month: nil) }
    guard token.isWord, token.traits.contains(.hangul) else { return nil }
    return word(text, index)
  }

  // MARK: Helpers over bytes

  /// A match from byte `start` to byte `end`, which covers the tokens that begin before `end`.
  private func found(
    _ text: TokenText, _ meaning: Meaning, _ index: Int, _ start: Int, _ end: Int, _ confidence: Double = 0.93,
    tense: Tense? = nil
  ) -> Match {
    var last = index + 1
    while let token = text.token(last), Int(token.start) < end { last += 1 }
    var match = Match(meaning, index, last, confidence: confidence, tense: tense)
    match.bytes = start..<end
    return match
  }

  private func has(_ text: TokenText, _ word: StaticString, at byte: Int) -> Bool {
    text.hasBytes(word, at: byte, before: text.bytes.count)
  }

  private func skipBlank(_ text: TokenText, _ byte: Int) -> Int {
    byte < text.bytes.count && text.bytes[byte] == 0x20 ? byte + 1 : byte
  }

  /// Digits at `byte`: value, count and the byte after.
  private func digits(_ text: TokenText, _ byte: Int) -> (value: Int, count: Int, end: Int)? {
    var at = byte
    var value = 0
    while at < text.bytes.count, text.bytes[at] >= 0x30, text.bytes[at] <= 0x39, at - byte < 8 {
      value = value * 10 + Int(text.bytes[at] - 0x30)
      at += 1
    }
    return at > byte ? (value, at - byte, at) : nil
  }

  /// `5월`, `5월 17일` at `byte`.
  private func monthDay(_ text: TokenText, _ byte: Int) -> (month: Int, day: Int?, end: Int)? {
    guard let month = digits(text, byte), month.count <= 2, (1...12).contains(month.value),
      has(text, "월", at: month.end)
    else { return nil }
    let end = month.end + 3
    if let day = digits(text, skipBlank(text, end)), day.count <= 2, (1...31).contains(day.value),
      has(text, "일", at: day.end),
      !isSpan(text, day.end + 3)
    {
      return (month.value, day.value, day.end + 3)
    }
    return (month.value, nil, end)
  }

  /// `3일간`, `3일 동안`, `3년 만에`: a length.
  private func isSpan(_ text: TokenText, _ byte: Int) -> Bool {
    if has(text, "간", at: byte) || has(text, "째", at: byte) { return true }
    let next = skipBlank(text, byte)
    return has(text, "동안", at: next) || has(text, "만에", at: next) || has(text, "연속", at: next)
      || has(text, "이상", at: next) || has(text, "이내", at: next)
  }

  private let edges: [StaticString] = ["말", "초반", "초", "중반", "하순", "상순", "중순", "후반"]

  /// `2026년 말`, `5월 초`.
  private func withEdge(_ text: TokenText, _ byte: Int) -> Int {
    let next = skipBlank(text, byte)
    for edge in edges where has(text, edge, at: next) { return next + edge.utf8CodeUnitCount }
    return byte
  }

  private func clock(_ text: TokenText, _ byte: Int) -> (minutes: Int, end: Int)? {
    guard let hour = digits(text, byte), hour.count <= 2, hour.value <= 24, has(text, "시", at: hour.end),
      !has(text, "시간", at: hour.end)
    else { return nil }
    let end = hour.end + 3
    let next = skipBlank(text, end)
    if let minute = digits(text, next), minute.value < 60, has(text, "분", at: minute.end) {
      return (hour.value * 60 + minute.value, minute.end + 3)
    }
    if has(text, "반", at: next) { return (hour.value * 60 + 30, next + 3) }
    return (hour.value * 60, end)
  }

  // MARK: Numbers

  private func number(_ text: TokenText, _ index: Int, from start: Int, shift: Shift?, month: Meaning?) -> Match? {
    if let date = NumericForms.date(text, index, monthFirst: false) { return date }
    if NumericForms.isGlued(text, index) { return nil }
    let at = Int(text.tokens[index].start)
    guard let first = digits(text, at) else { return nil }
    if let (minutes, end) = NumericForms.clock(text, index, dots: false) {
      return Match(.clock(minutes, zone: "", of: nil), index, end, confidence: 0.8)
    }
    if has(text, "년대", at: first.end), first.value % 10 == 0 {
      let year = first.count == 4 ? first.value : 1900 + first.value
      return (1000...2190).contains(year)
        ? found(text, .fixed(String(year / 10) + "X"), index, start, first.end + 6) : nil
    }
    if has(text, "년", at: first.end) { return year(text, index, start, first.value, first.count, first.end + 3) }
    if has(text, "세기", at: first.end), (1...30).contains(first.value) {
      return found(text, .fixed(CivilDay.padded(first.value - 1, 2) + "XX"), index, start, first.end + 6)
    }
    if has(text, "분기", at: first.end), (1...4).contains(first.value) {
      return found(text, .quarter(first.value, .open), index, start, first.end + 6)
    }
    if let (month, day, end) = monthDay(text, at) { return date(text, index, start, shift, .open, month, day, end) }
    if let length = length(text, first.end) {
      if ago(text, length.end) != nil, let stop = ago(text, length.end) {
        return found(text, NumericForms.distance(first.value, length.unit, sign: -1), index, start, stop)
      }
      return Duration.value(first.value, length.unit).map { found(text, .fixed($0), index, start, length.end) }
    }
    if has(text, "일", at: first.end), first.count <= 2, (1...31).contains(first.value) {
      let end = first.end + 3
      if let stop = ago(text, end) { return found(text, .relative(.day, -first.value), index, start, stop) }
      if isSpan(text, end) { return found(text, .fixed("P\(first.value)D"), index, start, end) }
      if let month, case .date(let year, let number?, _) = month {
        return found(text, .date(year: year, month: number, day: first.value), index, start, end)
      }
      return withClock(text, index, start, .dayOfMonth(first.value, shift), end)
    }
    if let (minutes, end) = clock(text, at), !isSpan(text, end) {
      return found(text, .clock(minutes, zone: "", of: nil), index, start, end, 0.8)
    }
    return nil
  }

  private func year(_ text: TokenText, _ index: Int, _ start: Int, _ value: Int, _ count: Int, _ end: Int) -> Match? {
    guard count == 4, (1000...2199).contains(value) else {
      guard count <= 3, value > 0 else { return nil }
      if let stop = ago(text, end) { return found(text, .relative(.year, -value), index, start, stop) }
      return found(text, .fixed("P\(value)Y"), index, start, end)
    }
    let next = skipBlank(text, end)
    if let (month, day, stop) = monthDay(text, next) {
      return date(text, index, start, nil, .known(value), month, day, stop)
    }
    if let quarter = digits(text, next), (1...4).contains(quarter.value), has(text, "분기", at: quarter.end) {
      return found(text, .quarter(quarter.value, .known(value)), index, start, quarter.end + 6)
    }
    if has(text, "상반기", at: next) { return found(text, .half(1, .known(value)), index, start, next + 9) }
    if has(text, "하반기", at: next) { return found(text, .half(2, .known(value)), index, start, next + 9) }
    for (season, word) in seasons where has(text, word, at: next) {
      return found(text, .season(season, .known(value), nil), index, start, next + word.utf8CodeUnitCount)
    }
    return found(text, .date(year: .known(value), month: nil, day: nil), index, start, withEdge(text, end))
  }

  private let seasons: [(Season, StaticString)] = [(.summer, "여름"), (.autumn, "가을"), (.winter, "겨울")]

  private func date(
    _ text: TokenText, _ index: Int, _ start: Int, _ shift: Shift?, _ year: YearHint, _ month: Int, _ day: Int?,
    _ end: Int
  ) -> Match {
    let tense: Tense? = shift == .next ? .future : shift == .last ? .past : nil
    let meaning = Meaning.date(year: year, month: month, day: day)
    if day != nil { return withClock(text, index, start, meaning, end, tense: tense) }
    return found(text, meaning, index, start, withEdge(text, end), tense: tense)
  }

  /// `17일 오후 2시`.
  private func withClock(_ text: TokenText, _ index: Int, _ start: Int, _ day: Meaning, _ end: Int, tense: Tense? = nil)
    -> Match
  {
    var at = skipBlank(text, end)
    if has(text, "(", at: at), let close = text.bytes[at..<min(text.bytes.count, at + 24)].firstIndex(of: 0x29) {
      at = skipBlank(text, close + 1)
    }
    if let (minutes, stop) = halfDayClock(text, at) {
      return found(text, .clock(minutes, zone: "", of: day), index, start, stop, tense: tense)
    }
    return found(text, day, index, start, end, tense: tense)
  }

  /// `오전 9시`, `오후 2시 30분`.
  private func halfDayClock(_ text: TokenText, _ byte: Int) -> (minutes: Int, end: Int)? {
    let isMorning = has(text, "오전", at: byte)
    guard isMorning || has(text, "오후", at: byte), let (minutes, end) = clock(text, skipBlank(text, byte + 6)),
      minutes < 13 * 60
    else { return nil }
    return (minutes % 720 + (isMorning ? 0 : 720), end)
  }

  /// Units that count a length wherever they stand.
  private func length(_ text: TokenText, _ byte: Int) -> (unit: TimeUnit, end: Int)? {
    let at = skipBlank(text, byte)
    if has(text, "개월", at: at) { return (.month, at + 6) }
    if has(text, "시간", at: byte) { return (.hour, byte + 6) }
    if has(text, "주간", at: byte) { return (.week, byte + 6) }
    if has(text, "주", at: byte), ago(text, byte + 3) != nil || isSpan(text, byte + 3) { return (.week, byte + 3) }
    if has(text, "분", at: byte), !has(text, "분기", at: byte), isSpan(text, byte + 3) || ago(text, byte + 3) != nil {
      return (.minute, byte + 3)
    }
    if has(text, "초", at: byte), isSpan(text, byte + 3) { return (.second, byte + 3) }
    return nil
  }

  private func ago(_ text: TokenText, _ byte: Int) -> Int? {
    let at = skipBlank(text, byte)
    return has(text, "전", at: at) && !has(text, "전체", at: at) && !has(text, "전망", at: at) && at > byte ? at + 3 : nil
  }

  // MARK: Words

  private enum Pointer {
    case day(Int), month(Int), year(Int), week(Int), shift(Shift), sameDay, yearBefore, quarter(Int), value(String),
      part(DayPart)
  }

  private let pointers: [(StaticString, Pointer)] = [
    ("그저께", .day(-2)), ("어제", .day(-1)), ("오늘", .day(0)), ("내일", .day(1)), ("모레", .day(2)), ("지난달", .month(-1)),
    ("이달", .month(0)), ("내달", .month(1)), ("지난해", .year(-1)), ("작년", .year(-1)), ("재작년", .year(-2)), ("올해", .year(0)),
    ("금년", .year(0)), ("내년", .year(1)), ("전년", .yearBefore), ("지난주", .week(-1)), ("이번주", .week(0)), ("다음주", .week(1)),
    ("이날", .sameDay), ("당일", .sameDay), ("매년", .value("P1Y")), ("매월", .value("P1M")), ("매달", .value("P1M")),
    ("매주", .value("P1W")), ("매일", .value("P1D")), ("최근", .value("PAST_REF")), ("현재", .value("PRESENT_REF")),
    ("반년", .value("P6M")),
    ("지난", .shift(.last)), ("오는", .shift(.next)), ("다음", .shift(.next)), ("이번", .shift(.this)), ("올", .shift(.this)),
  ]
  private let weekdays: [StaticString] = ["월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"]

  private func word(_ text: TokenText, _ index: Int) -> Match? {
    let token = text.tokens[index]
    let start = Int(token.start)
    for (number, name) in weekdays.enumerated() where has(text, name, at: start) {
      return withClock(text, index, start, .weekday(number + 1, nil), start + 9)
    }
    if let (minutes, end) = halfDayClock(text, start) {
      return found(text, .clock(minutes, zone: "", of: nil), index, start, end, 0.85)
    }
    if has(text, "상반기", at: start) { return found(text, .half(1, .open), index, start, start + 9, 0.85) }
    if has(text, "하반기", at: start) { return found(text, .half(2, .open), index, start, start + 9, 0.85) }
    for (name, pointer) in pointers where has(text, name, at: start) {
      return pointed(text, index, start, start + name.utf8CodeUnitCount, pointer)
    }
    return nil
  }

  private func pointed(_ text: TokenText, _ index: Int, _ start: Int, _ end: Int, _ pointer: Pointer) -> Match? {
    let next = skipBlank(text, end)
    switch pointer {
    case .day(let offset):
      guard KoreanWord.mayEnd(text, end) else { return nil }
      return withClock(text, index, start, .relative(.day, offset), end)
    case .week(let offset):
      for (number, name) in weekdays.enumerated() where has(text, name, at: next) {
        return found(text, .weekday(number + 1, Shift(rawValue: offset)), index, start, next + 9)
      }
      return found(text, .relative(.week, offset), index, start, end)
    case .month(let offset): return monthThenDay(text, index, start, end, offset)
    case .year(let offset):
      if let (month, day, stop) = monthDay(text, next) {
        let meaning = Meaning.date(year: .offset(offset), month: month, day: day)
        return found(text, meaning, index, start, day == nil ? withEdge(text, stop) : stop)
      }
      if let quarter = digits(text, next), (1...4).contains(quarter.value), has(text, "분기", at: quarter.end) {
        return found(text, .quarter(quarter.value, .offset(offset)), index, start, quarter.end + 6)
      }
      if has(text, "상반기", at: next) { return found(text, .half(1, .offset(offset)), index, start, next + 9) }
      if has(text, "하반기", at: next) { return found(text, .half(2, .offset(offset)), index, start, next + 9) }
      for (season, word) in seasons where has(text, word, at: next) {
        return found(text, .season(season, .offset(offset), nil), index, start, next + word.utf8CodeUnitCount)
      }
      return found(text, .date(year: .offset(offset), month: nil, day: nil), index, start, withEdge(text, end))
    case .yearBefore: return found(text, .fromLast(.year, -1), index, start, end, 0.8)
    case .sameDay: return found(text, .thatDay, index, start, end, 0.8)
    case .value(let value):
      return KoreanWord.mayEnd(text, end) ? found(text, .fixed(value), index, start, end, 0.75) : nil
    case .quarter, .part: return nil
    case .shift(let shift):
      if has(text, "달", at: next), KoreanWord.mayEnd(text, next + 3) || next + 3 == text.bytes.count {
        return monthThenDay(text, index, start, next + 3, shift.rawValue)
      }
      if has(text, "주", at: next), !has(text, "주말", at: next), KoreanWord.mayEnd(text, next + 3) {
        return pointed(text, index, start, next + 3, .week(shift.rawValue))
      }
      if has(text, "주말", at: next) { return found(text, .weekend(shift), index, start, next + 6) }
      for (number, name) in weekdays.enumerated() where has(text, name, at: next) {
        return found(text, .weekday(number + 1, shift == .this ? nil : shift), index, start, next + 9)
      }
      for (season, word) in seasons + [(.spring, "봄")] where has(text, word, at: next) {
        return found(text, .season(season, .open, shift), index, start, next + word.utf8CodeUnitCount)
      }
      guard next > end, let numberIndex = text.token(index + 1).map({ _ in index + 1 }),
        text.tokens[numberIndex].isNumber,
        Int(text.tokens[numberIndex].start) == next,
        var inner = number(text, numberIndex, from: start, shift: shift, month: nil)
      else { return nil }
      inner.start = index
      return inner
    }
  }

  /// `다음 달 20일`.
  private func monthThenDay(_ text: TokenText, _ index: Int, _ start: Int, _ end: Int, _ offset: Int) -> Match {
    let next = skipBlank(text, end)
    if let day = digits(text, next), day.count <= 2, (1...31).contains(day.value), has(text, "일", at: day.end),
      !isSpan(text, day.end + 3)
    {
      return withClock(text, index, start, .dayInMonth(day.value, offset), day.end + 3)
    }
    return found(text, .relative(.month, offset), index, start, withEdge(text, end))
  }

  // MARK: Tense

  /// The last verb of the sentence tells it.
  private func contains(_ text: TokenText, _ token: Token, _ part: StaticString) -> Bool {
    guard token.isWord, token.length <= 60 else { return false }
    return stride(from: Int(token.start), to: Int(token.end), by: 3).contains { has(text, part, at: $0) }
  }

  func tense(_ text: TokenText, around range: Range<Int>) -> Tense {
    let sentence = text.sentences[text.sentence(of: range.lowerBound)]
    // `6월까지 줄이겠다고 밝혔다`: what is promised lies ahead, whenever it was said.
    for index in range.upperBound ..<~ min(sentence.upperBound, range.upperBound + 12) {
      let token = text.tokens[index]
      for promise in ["겠다", "것이라고", "계획이라고", "예정"] as [StaticString] where contains(text, token, promise) {
        return .future
      }
    }
    var at = sentence.upperBound - 1
    while at > sentence.lowerBound, let token = text.token(at), !token.isWord { at -= 1 }
    guard let verb = text.token(at), verb.traits.contains(.hangul) else { return .unknown }
    let end = Int(verb.end)
    guard has(text, "다", at: end - 3) else { return .unknown }
    // The syllable before 다 ends in ㅆ for the past: its final consonant is number 20.
    if let final = KoreanWord.final(text, at: end - 6), final == 20 {
      // 있다 and 겠다 are no past.
      if has(text, "있", at: end - 6) || has(text, "겠", at: end - 6) {
        return has(text, "겠", at: end - 6) ? .future : .unknown
      }
      return .past
    }
    return .future
  }
}
