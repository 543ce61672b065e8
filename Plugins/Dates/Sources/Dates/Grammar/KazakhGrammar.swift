import KZPipeGrammar

/// Vocabulary of Kazakh time expressions: stems with their case endings.
enum KazakhDates {
  static let cases =
    "да де та те нда нде ды ді ты ті ды ның нің дың дің тың тің ға ге қа ке на не дан ден тан тен нан нен ы і сы сі ын ін ында інде ынан інен ына іне ының інің дағы дегі тағы тегі ындағы індегі ғы гі мен бен пен ымен імен"
  static let words: WordTable<RussianDates.Word> = {
    var table = WordTable<RussianDates.Word>()
    let months = "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан"
    for (index, stem) in months.split(separator: " ").enumerated() {
      table.add(inflected(String(stem), cases), .month(index + 1))
    }
    let weekdays = "дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі"
    for (index, stem) in weekdays.split(separator: " ").enumerated() {
      table.add(inflected(String(stem), cases), .weekday(index + 1))
    }
    table.add("көктемде көктем", .season(.spring))
    table.add("жазда жаз", .season(.summer))
    table.add("күзде күз", .season(.autumn))
    table.add("қыста қыс", .season(.winter))
    let units: [(String, TimeUnit)] = [
      ("секунд", .second), ("минут", .minute), ("сағат", .hour), ("күн", .day), ("тәулік тәуліг", .day),
      ("апта", .week), ("ай", .month),
      ("тоқсан", .quarter), ("жыл", .year), ("онжылдық", .decade), ("ғасыр", .century),
    ]
    for (stems, unit) in units { table.add(inflected(stems, cases), .unit(unit)) }
    table.add("өткен былтырғы алдыңғы", .shift(.last))
    table.add("осы биылғы", .shift(.this))
    table.add("келесі келер алдағы", .shift(.next))
    table.add("бүгін", .day(0))
    table.add("кеше", .day(-1))
    table.add("ертең", .day(1))
    table.add("бүрсігүні", .day(2))
    table.add("таңертең таңғы", .part(.morning))
    table.add("кешке кешкі", .part(.evening))
    table.add("түнде", .part(.night))
    table.add("бірінші", .ordinal(1))
    table.add("екінші", .ordinal(2))
    table.add("үшінші", .ordinal(3))
    table.add("төртінші", .ordinal(4))
    table.add("жақында", .reference("PAST_REF"))
    table.add("қазір", .reference("PRESENT_REF"))
    return table
  }()
}

/// Kazakh time expressions.
struct KazakhGrammar: DateGrammar {
  let numbers = NumberReader(.kazakh)
  private let words = KazakhDates.words
  private let juneForms = WordSet("маусымда маусымдағы маусымнан маусымға")

  func match(_ text: TokenText, at index: Int, after previous: Candidate?) -> Match? {
    let token = text.tokens[index]
    if token.isNumber { return number(text, index) }
    guard token.isWord else { return nil }
    switch words[token] {
    case .month(let month)?:
      if token.isCapitalised, !token.traits.contains(.sentenceStart) { return nil }
      // «Маусым» is also a season: alone it needs a case of time.
      if month == 6, !juneForms.contains(token) { return nil }
      // «Наурыз» is a feast too, «Тамыз» a name: a month needs its case or a neighbour.
      return Match(.date(year: .open, month: month, day: nil), index, index + 1, confidence: 0.85)
    case .weekday(let day)?:
      let end = isDayWord(text, index + 1) ? index + 2 : index + 1
      return Match(.weekday(day, nil), index, end)
    case .shift(let shift)?: return shifted(text, index, shift)
    case .day(let offset)?:
      if let next = text.token(index + 1), case .part(let part)? = words[next] {
        return Match(.part(part, of: .relative(.day, offset)), index, index + 2)
      }
      return Match(.relative(.day, offset), index, index + 1)
    case .season(let season)?:
      guard token.isWord("көктемде") || token.isWord("жазда") || token.isWord("күзде") || token.isWord("қыста") else {
        return nil
      }
      return Match(.season(season, .open, nil), index, index + 1, confidence: 0.8)
    case .ordinal(let number)?: return part(text, index, number)
    case .reference(let value)?:
      return token.isWord("жақында") ? Match(.fixed(value), index, index + 1, confidence: 0.7) : nil
    case .unit(let unit)?:
      if text.isWord(index + 1, "сайын") { return Duration.value(1, unit).map { Match(.fixed($0), index, index + 2) } }
      if unit == .hour, let (minutes, end) = NumericForms.clock(text, index + 1, dots: true) {
        return Match(.clock(minutes, zone: "", of: nil), index, suffix(text, end), confidence: 0.85)
      }
      // «жыл соңына дейін»: the edge of the running year or month.
      if unit == .year || unit == .month, token.isWord("жыл") || token.isWord("ай"), isEdge(text, index + 1) {
        return Match(.relative(unit, 0), index, index + 2, confidence: 0.85)
      }
      return nil
    default: break
    }
    if token.isWord("былтыр") { return Match(.relative(.year, -1), index, index + 1) }
    if token.isWord("биыл") { return Match(.relative(.year, 0), index, index + 1) }
    if let found = numbers.read(text, at: index), found.isSpelled { return counted(text, found, index) }
    return nil
  }

  private func isDayWord(_ text: TokenText, _ index: Int) -> Bool {
    guard let token = text.token(index), case .unit(.day)? = words[token] else { return false }
    return token.isWord("күні") || token.isWord("күнінен") || token.isWord("күніне") || token.isWord("күнгі")
  }

  private func isEdge(_ text: TokenText, _ index: Int) -> Bool {
    text.token(index).map { Self.edges.contains($0) } ?? false
  }

  private static let edges = WordSet(inflected("соң аяғ бас орта", "ы ына ында ынан ындағы сы сына сында сынан"))

  /// A case ending after a hyphen: `9.00-де`.
  private func suffix(_ text: TokenText, _ index: Int) -> Int {
    text.isSymbol(index, "-") && text.isAttached(index) && text.isAttached(index + 1)
      && text.token(index + 1)?.isWord == true ? index + 2 : index
  }

  private func unit(_ text: TokenText, _ index: Int) -> TimeUnit? {
    guard let token = text.token(index), case .unit(let unit)? = words[token] else { return nil }
    return unit
  }

  private func month(_ text: TokenText, _ index: Int) -> Int? {
    guard let token = text.token(index), case .month(let month)? = words[token] else { return nil }
    return month
  }

  private func shifted(_ text: TokenText, _ index: Int, _ shift: Shift) -> Match? {
    guard let next = text.token(index + 1), let word = words[next] else { return nil }
    switch word {
    case .unit(let unit):
      switch unit {
      case .year, .month, .week, .quarter: return Match(.relative(unit, shift.rawValue), index, index + 2)
      default: return nil
      }
    case .weekday(let day):
      return Match(.weekday(day, shift), index, isDayWord(text, index + 2) ? index + 3 : index + 2)
    case .month(let month):
      return Match(
        .date(year: .open, month: month, day: nil), index, index + 2, tense: shift == .next ? .future : .past)
    case .season(let season): return Match(.season(season, .open, shift), index, index + 2)
    default: return nil
    }
  }

  private func part(_ text: TokenText, _ index: Int, _ number: Int) -> Match? {
    if unit(text, index + 1) == .quarter { return Match(.quarter(number, .open), index, index + 2, confidence: 0.85) }
    if number <= 2, text.isWord(index + 1, "жартыжылдықта") || text.isWord(index + 1, "жартыжылдығында") {
      return Match(.half(number, .open), index, index + 2, confidence: 0.85)
    }
    return nil
  }

  /// `жыл`, `жылы`, `жылғы`, `жылдың`, `жылдары`; the last names a decade or a span.
  private func number(_ text: TokenText, _ index: Int) -> Match? {
    if NumericForms.isGlued(text, index) { return nil }
    if let date = NumericForms.date(text, index, monthFirst: false) { return date }
    if let year = NumericForms.year(text, index) {
      if NumericForms.isDash(text, index + 1), let last = NumericForms.year(text, index + 2), last > year {
        return Match(
          NumericForms.interval(year, last), index,
          unit(text, index + 3) == .year || isYears(text, index + 3) ? index + 4 : index + 3)
      }
      if isYears(text, index + 1) {
        return year % 10 == 0 ? Match(.fixed(String(year / 10) + "X"), index, index + 2) : nil
      }
      var at = index + 1
      if text.isSymbol(at, "-"), text.isAttached(at) { at += 1 }
      guard unit(text, at) == .year else { return nil }
      // 2023 жылғы 5 қарашада, 2023 жылдың қарашасында
      if let day = NumericForms.day(text, at + 1), let month = month(text, at + 2) {
        return Match(.date(year: .known(year), month: month, day: day), index, at + 3)
      }
      if let month = month(text, at + 1) {
        return Match(.date(year: .known(year), month: month, day: nil), index, at + 2)
      }
      if let token = text.token(at + 1), case .ordinal(let number)? = words[token], unit(text, at + 2) == .quarter {
        return Match(.quarter(number, .known(year)), index, at + 3)
      }
      return Match(.date(year: .known(year), month: nil, day: nil), index, at + 1)
    }
    if let day = NumericForms.day(text, index) {
      if let month = month(text, index + 1) {
        if let year = NumericForms.year(text, index + 2) {
          return Match(
            .date(year: .known(year), month: month, day: day), index,
            unit(text, index + 3) == .year ? index + 4 : index + 3)
        }
        return Match(.date(year: .open, month: month, day: day), index, index + 2)
      }
      if NumericForms.isDash(text, index + 1), let last = NumericForms.day(text, index + 2), last > day,
        let month = month(text, index + 3)
      {
        return Match(
          .interval(.date(year: .open, month: month, day: day), .date(year: .open, month: month, day: last)), index,
          index + 4)
      }
    }
    if let (minutes, end) = NumericForms.clock(text, index, dots: false) {
      return Match(.clock(minutes, zone: "", of: nil), index, suffix(text, end), confidence: 0.85)
    }
    guard let found = numbers.read(text, at: index) else { return nil }
    return counted(text, found, index)
  }

  private func isYears(_ text: TokenText, _ index: Int) -> Bool {
    text.isWord(index, "жылдары") || text.isWord(index, "жылдардың") || text.isWord(index, "жылдардан")
      || text.isWord(index, "жылдарда")
  }

  private func counted(_ text: TokenText, _ number: NumberMatch, _ index: Int) -> Match? {
    let at = number.tokens.upperBound
    guard let unit = unit(text, at), unit != .quarter, let halves = NumericForms.halves(number) else { return nil }
    if text.isWord(at + 1, "бұрын"), halves % 2 == 0 {
      return Match(NumericForms.distance(halves / 2, unit, sign: -1), index, at + 2)
    }
    if text.isWord(at + 1, "кейін"), halves % 2 == 0, tense(text, around: index..<at) == .future, unit != .hour,
      unit != .minute
    {
      return Match(NumericForms.distance(halves / 2, unit, sign: 1), index, at + 2, confidence: 0.8)
    }
    return Duration.value(halves: halves, unit).map { Match(.fixed($0), index, at + 1) }
  }

  /// The verb closes the sentence: its ending tells the tense.
  func tense(_ text: TokenText, around range: Range<Int>) -> Tense {
    let sentence = text.sentences[text.sentence(of: range.lowerBound)]
    var at = sentence.upperBound - 1
    while at > range.upperBound - 1, at > sentence.upperBound - 6, let token = text.token(at), !token.isWord { at -= 1 }
    guard at >= range.upperBound, let verb = text.token(at), verb.isWord else { return .unknown }
    func ends(_ suffixes: [StaticString]) -> Bool {
      suffixes.contains { text.hasBytes($0, at: Int(verb.end) - $0.utf8CodeUnitCount, before: Int(verb.end)) }
    }
    // «қазанда ұшырылатынын айтты»: what is said to come lies ahead.
    for index in range.upperBound ..<~ min(at, range.upperBound + 8) {
      let token = text.tokens[index]
      for ending in ["атынын", "етінін", "йтынын", "йтінін"] as [StaticString]
      where text.hasBytes(ending, at: Int(token.end) - ending.utf8CodeUnitCount, before: Int(token.end)) {
        return .future
      }
    }
    if verb.isWord("еді") || verb.isWord("болды") { return .past }
    // Stems in -де and -ле: «мәлімдеді», «сөйледі» are past, unlike «келеді».
    if ends(["деді", "йледі", "елдеді"]) { return .past }
    if ends(["ады", "еді", "йды", "йді", "мақ", "мек", "бақ", "бек", "пақ", "пек"]) { return .future }
    if ends(["ды", "ді", "ты", "ті", "ған", "ген", "қан", "кен"]) { return .past }
    return .unknown
  }
}
