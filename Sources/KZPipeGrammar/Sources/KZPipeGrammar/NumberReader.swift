/// Reads numbers in digits or words from a token stream.
public struct NumberReader: Sendable {
  public let language: GrammarLanguage
  private let words: WordTable<NumberWords.Entry>
  private var decimalComma: Bool { language == .russian || language == .kazakh }

  public init(_ language: GrammarLanguage) {
    self.language = language
    words = NumberWords.table(language)
  }

  /// The number that begins at token `index`, with its magnitude; nil when none does.
  public func read(_ text: TokenText, at index: Int) -> NumberMatch? {
    guard let token = text.token(index) else { return nil }
    if token.isNumber {
      if language == .korean, let match = HangulNumber.read(text, at: index) { return match }
      return digits(text, at: index)
    }
    guard token.isWord, words[token] != nil || token.isWord("a") || token.isWord("an") else { return nil }
    return spelled(text, at: index)
  }

  /// Power of ten when `token` is a magnitude word, not counting single letters.
  public func magnitude(_ token: Token) -> Int? {
    if case .magnitude(let power)? = words[token] { return power }
    return nil
  }

  // MARK: Digits

  /// Digits with grouping and fraction, without magnitude.
  public func plainDigits(_ text: TokenText, at index: Int) -> (value: DecimalNumber, end: Int, isPlain: Bool)? {
    guard let first = text.token(index), first.isNumber, first.key < 1_000_000_000_000_000_000 else { return nil }
    var mantissa = Int64(first.key)
    var end = index + 1
    var isPlain = true
    if first.length <= 3 {
      while let separator = text.token(end), let group = text.token(end + 1), group.isNumber, group.length == 3,
        isGroupSeparator(separator, before: group, in: text, at: end), let raised = DecimalNumber.raise(mantissa, 3)
      {
        let (sum, overflow) = raised.addingReportingOverflow(Int64(group.key))
        if overflow { break }
        mantissa = sum
        end += 2
        isPlain = false
      }
      while let group = text.token(end), group.isNumber, group.length == 3, isSpaceGroup(group),
        let raised = DecimalNumber.raise(mantissa, 3)
      {
        mantissa = raised + Int64(group.key)
        end += 1
        isPlain = false
      }
    }
    var exponent = 0
    if let point = text.token(end), point.kind == .symbol, !point.hasSpaceBefore,
      point.scalar == 0x2E || (point.scalar == 0x2C && (decimalComma || isDecimalComma(text, end))),
      let fraction = text.token(end + 1),
      fraction.isNumber, !fraction.hasSpaceBefore, fraction.length <= 9,
      let raised = DecimalNumber.raise(mantissa, fraction.length)
    {
      // A third part (`1.2.3`) makes it a version, a date or an address.
      let third =
        text.isAttached(end + 2) && text.isSymbol(end + 2, ".") && text.isAttached(end + 3)
        && text.token(end + 3)?.isNumber == true
      if !third {
        let (sum, overflow) = raised.addingReportingOverflow(Int64(fraction.key))
        if !overflow {
          mantissa = sum
          exponent = -fraction.length
          end += 2
          isPlain = false
        }
      }
    }
    return (DecimalNumber(mantissa, exponent: exponent), end, isPlain)
  }

  private func isGroupSeparator(_ separator: Token, before group: Token, in text: TokenText, at index: Int) -> Bool {
    guard separator.kind == .symbol, separator.scalar == 0x2C, !separator.hasSpaceBefore, !group.hasSpaceBefore else {
      return false
    }
    // Where the comma is the decimal sign, `1,250` is a fraction unless more groups follow.
    if decimalComma {
      return text.isSymbol(index + 2, ",") && text.isAttached(index + 2) && text.token(index + 3)?.length == 3
    }
    return true
  }

  /// `2,5 million` in English: one or two digits after a comma, then a magnitude.
  private func isDecimalComma(_ text: TokenText, _ comma: Int) -> Bool {
    guard let digits = text.token(comma + 1), digits.length <= 2, let word = text.token(comma + 2) else { return false }
    return magnitude(word) != nil
  }

  private func isSpaceGroup(_ group: Token) -> Bool {
    group.traits.contains(.groupingSpaceBefore) || (decimalComma && group.hasSpaceBefore)
  }

  private func digits(_ text: TokenText, at index: Int) -> NumberMatch? {
    guard let (value, end, isPlain) = plainDigits(text, at: index) else { return nil }
    var match = NumberMatch(value: value, tokens: index..<end, endByte: Int(text.tokens[end - 1].end))
    match.isPlainInteger = isPlain
    addMagnitude(text, to: &match)
    return match
  }

  private func addMagnitude(_ text: TokenText, to match: inout NumberMatch) {
    while let token = text.token(match.tokens.upperBound) {
      var next = match.tokens.upperBound
      if token.isSymbol("-"), !token.hasSpaceBefore, let word = text.token(next + 1), !word.hasSpaceBefore,
        magnitude(word) != nil
      {
        next += 1
      }
      guard let word = text.token(next), let entry = words[word] else { return }
      switch entry {
      case .magnitude(let power):
        match.value = match.value.scaled(by: power)
        match.magnitude += power
      case .letter(let power):
        guard !word.hasSpaceBefore, match.magnitude == 0 else { return }
        match.value = match.value.scaled(by: power)
        match.magnitude += power
        match.hasLetterMagnitude = true
      case .hundred where match.tokens.count == 1:
        match.value = match.value.scaled(by: 2)
        match.magnitude += 2
      default: return
      }
      match.isPlainInteger = false
      var end = next + 1
      match.endByte = Int(word.end)
      // The point of an abbreviated magnitude: «тыс.»
      if text.isSymbol(end, "."), text.isAttached(end), word.traits.contains(.cyrillic), word.length <= 8,
        let next = text.token(end + 1), !next.traits.contains(.sentenceStart)
      {
        match.endByte = Int(text.tokens[end].end)
        end += 1
      }
      match.tokens = match.tokens.lowerBound..<end
      if match.magnitude >= 15 { return }
    }
  }

  // MARK: Words

  private func spelled(_ text: TokenText, at start: Int) -> NumberMatch? {
    var index = start
    var total: Int64 = 0
    var section: Int64 = 0
    var seen = false
    var magnitude = 0
    var last = start
    if let match = fraction(text, at: start) { return match }
    if let token = text.token(start), case .whole(let power)? = words[token] {
      return NumberMatch(
        value: DecimalNumber(5, exponent: power - 1), tokens: start..<(start + 1), endByte: Int(token.end),
        magnitude: power,
        isSpelled: true)
    }
    if let token = text.token(index), token.isWord("a") || token.isWord("an") {
      guard let next = text.token(index + 1), let entry = words[next] else { return nil }
      switch entry {
      case .hundred, .magnitude, .dozen: section = 1
      default: return nil
      }
      seen = true
      index += 1
    }
    var lastValue = 1000
    loop: while let token = text.token(index), index - start < 24 {
      if token.isSymbol("-"), !token.hasSpaceBefore, seen, let next = text.token(index + 1), !next.hasSpaceBefore,
        case .value(let low)? = words[next], low < 10, lastValue >= 20, lastValue < 100
      {
        index += 1
        continue
      }
      if token.isWord("and"), seen, section >= 100, let next = text.token(index + 1), case .value? = words[next] {
        index += 1
        continue
      }
      guard let entry = words[token] else { break }
      switch entry {
      case .value(let value):
        if seen, index > start, value >= smallestUnit(of: lastValue) { break loop }
        section += Int64(value)
        lastValue = value
      case .hundred:
        section = max(1, section) * 100
        lastValue = 100
      case .magnitude(let power):
        guard seen || section > 0 || power >= 3 else { break loop }
        if !seen { return nil }
        if power < 19, let raised = DecimalNumber.raise(max(1, section), power) {
          let (sum, overflow) = total.addingReportingOverflow(raised)
          if overflow { break loop }
          total = sum
        }
        section = 0
        magnitude = max(magnitude, power)
        lastValue = 1000
      case .dozen:
        section = max(1, section) * 12
        lastValue = 1
      case .letter, .half, .quarter, .whole: break loop
      }
      seen = true
      last = index
      index += 1
    }
    guard seen, last >= start, total + section > 0 || lastValue == 0 else { return nil }
    var match = NumberMatch(
      value: DecimalNumber(total + section), tokens: start..<(last + 1), endByte: Int(text.tokens[last].end),
      magnitude: magnitude, isSpelled: true)
    halves(text, &match)
    return match
  }

  /// Numbers that may follow `value` in one number word must be smaller than this.
  private func smallestUnit(of value: Int) -> Int {
    value >= 1000 ? 1000 : value >= 100 ? 100 : value >= 20 ? 10 : 0
  }

  /// `half a million`, `a quarter of a million`.
  private func fraction(_ text: TokenText, at start: Int) -> NumberMatch? {
    guard language == .english else { return nil }
    var index = start
    if text.isWord(index, "a") { index += 1 }
    guard let token = text.token(index), let entry = words[token] else { return nil }
    var value: DecimalNumber
    switch entry {
    case .half: value = DecimalNumber(5, exponent: -1)
    case .quarter: value = DecimalNumber(25, exponent: -2)
    default: return nil
    }
    index += 1
    if text.isSymbol(index, "-"), text.isAttached(index) { index += 1 }
    if text.isWord(index, "of") { index += 1 }
    if text.isWord(index, "a") { index += 1 }
    guard let word = text.token(index) else { return nil }
    var power = 0
    switch words[word] {
    case .magnitude(let found)?: power = found
    case .dozen?: value = DecimalNumber(value.mantissa * 12, exponent: value.exponent)
    default: return nil
    }
    return NumberMatch(
      value: value.scaled(by: power), tokens: start..<(index + 1), endByte: Int(word.end), magnitude: power,
      isSpelled: true)
  }

  /// `two and a half`, then perhaps a magnitude.
  private func halves(_ text: TokenText, _ match: inout NumberMatch) {
    let end = match.tokens.upperBound
    guard language == .english, match.magnitude == 0, text.isWord(end, "and"), text.isWord(end + 1, "a"),
      text.isWord(end + 2, "half"), let sum = match.value.adding(DecimalNumber(5, exponent: -1))
    else { return }
    match.value = sum
    match.tokens = match.tokens.lowerBound..<(end + 3)
    match.endByte = Int(text.tokens[end + 2].end)
    if let word = text.token(end + 3), let power = magnitude(word) {
      match.value = match.value.scaled(by: power)
      match.magnitude = power
      match.tokens = match.tokens.lowerBound..<(end + 4)
      match.endByte = Int(word.end)
    }
  }
}
