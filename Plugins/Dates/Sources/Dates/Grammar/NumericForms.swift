import KZPipeGrammar

/// Forms of digits that all languages share.
enum NumericForms {
  /// `2019-03-20`, `05/09/2023`, `20.03.2019`; with slashes the month stands first when `monthFirst`, unless that cannot be.
  static func date(_ text: TokenText, _ index: Int, monthFirst: Bool) -> Match? {
    guard let a = text.token(index), let s1 = text.token(index + 1), let b = text.token(index + 2),
      let s2 = text.token(index + 3),
      let c = text.token(index + 4), s1.kind == .symbol, s2.kind == .symbol, s1.scalar == s2.scalar, b.isNumber,
      c.isNumber,
      !s1.hasSpaceBefore, !b.hasSpaceBefore, !s2.hasSpaceBefore, !c.hasSpaceBefore, let x = a.smallNumber,
      let y = b.smallNumber,
      let z = c.smallNumber
    else { return nil }
    let end = index + 5
    if let next = text.token(end), !next.hasSpaceBefore, next.isNumber { return nil }
    let parts: (Int, Int, Int)
    switch s1.scalar {
    case 0x2D where a.length == 4, 0x2E where a.length == 4: parts = (x, y, z)
    case 0x2F where c.length == 4: parts = x > 12 || !monthFirst ? (z, y, x) : (z, x, y)
    case 0x2E where c.length == 4: parts = (z, y, x)
    default: return nil
    }
    guard (1000...2199).contains(parts.0), CivilDay.exists(parts.0, parts.1, parts.2) else { return nil }
    let isOpen = s1.scalar == 0x2F && x <= 12 && y <= 12
    return Match(
      .date(year: .known(parts.0), month: parts.1, day: parts.2), index, end, confidence: isOpen ? 0.7 : 0.97)
  }

  /// `18:30`, or `9.00` where `dots`; minutes after midnight and the token after.
  static func clock(_ text: TokenText, _ index: Int, dots: Bool) -> (minutes: Int, end: Int)? {
    guard let token = text.token(index), let hour = token.smallNumber, token.length <= 2, hour < 24,
      let colon = text.token(index + 1),
      !colon.hasSpaceBefore, colon.isSymbol(":") || (dots && colon.isSymbol(".")), let digits = text.token(index + 2),
      digits.isNumber,
      digits.length == 2, !digits.hasSpaceBefore, let minute = digits.smallNumber, minute < 60
    else { return nil }
    if text.isSymbol(index + 3, ":") && text.isAttached(index + 3)
      || text.isSymbol(index + 3, ".") && text.isAttached(index + 4) && text.token(index + 4)?.isNumber == true
    {
      return nil
    }
    return (hour * 60 + minute, index + 3)
  }

  static func isDash(_ text: TokenText, _ index: Int) -> Bool {
    guard let token = text.token(index), token.kind == .symbol else { return false }
    return token.scalar == 0x2D || token.scalar == 0x2013 || token.scalar == 0x2014
  }

  static func year(_ text: TokenText, _ index: Int) -> Int? {
    guard let token = text.token(index), token.isNumber, token.length == 4, let year = token.smallNumber,
      (1000...2199).contains(year)
    else {
      return nil
    }
    return year
  }

  static func day(_ text: TokenText, _ index: Int) -> Int? {
    guard let token = text.token(index), token.length <= 2, let day = token.smallNumber, (1...31).contains(day) else {
      return nil
    }
    return day
  }

  /// Part of a larger number, a code or a price.
  static func isGlued(_ text: TokenText, _ index: Int) -> Bool {
    guard text.isAttached(index), let before = text.token(index - 1) else { return false }
    if before.isWord { return true }
    switch before.scalar {
    case 0x24, 0x20AC, 0xA3, 0xA5, 0x20A9, 0x20B8, 0x20BD, 0x23, 0x2116: return true
    case 0x2E, 0x2C, 0x3A, 0x2F, 0x2D: return text.isAttached(index - 1) && text.token(index - 2)?.isNumber == true
    default: return false
    }
  }

  static func interval(_ from: Int, _ to: Int) -> Meaning {
    .interval(.date(year: .known(from), month: nil, day: nil), .date(year: .known(to), month: nil, day: nil))
  }

  static func halves(_ number: NumberMatch) -> Int? {
    let doubled = number.value.double * 2
    guard doubled == doubled.rounded(), doubled > 0, doubled < 200_000 else { return nil }
    return Int(doubled)
  }

  static func distance(_ count: Int, _ unit: TimeUnit, sign: Int) -> Meaning {
    switch unit {
    case .second, .minute, .hour: .relative(.hour, sign * count)
    case .weekend: .relative(.week, sign * count)
    default: .relative(unit, sign * count)
    }
  }

  static let romans: WordTable<Int> = {
    var table = WordTable<Int>()
    let numbers = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi"
    for (index, roman) in numbers.split(separator: " ").enumerated() { table.add(WordKey(roman), index + 1) }
    return table
  }()
}
