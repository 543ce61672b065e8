import KZPipeGrammar

/// An amount in a text, before it becomes an annotation.
struct FoundAmount: Sendable {
  var bytes: Range<Int>
  var values: [Double]
  var unit: String
  var confidence: Double
}

/// Matches amounts over tokens, left to right, longest first; linear in the text.
struct AmountGrammar: Sendable {
  let language: GrammarLanguage
  let withCounts: Bool
  let countries: CountryContext
  let numbers: NumberReader
  let currencies: Currencies
  let vocabulary: AmountVocabulary

  init(language: GrammarLanguage, withCounts: Bool, countries: CountryContext) {
    self.language = language
    self.withCounts = withCounts
    self.countries = countries
    numbers = NumberReader(language)
    currencies = Currencies.table(language)
    vocabulary = AmountVocabulary.table(language)
  }

  func amounts(in text: TokenText) -> [FoundAmount] {
    var out: [FoundAmount] = []
    var index = 0
    /// Currency of the last sum and the sentence in which it stands.
    var last: (code: String, sentence: Int)?
    while index < text.count {
      if let (amount, next) = match(text, at: index) {
        if let amount {
          out.append(amount)
          // A sum in brackets only converts the one before it.
          if Self.isCurrency(amount.unit), !isInBrackets(text, index) { last = (amount.unit, text.sentence(of: index)) }
        } else if let last, let shared = shared(text, at: index, last.code, last.sentence) {
          out.append(shared)
        }
        index = max(next, index + 1)
      } else {
        index += 1
      }
    }
    return out
  }

  private func isInBrackets(_ text: TokenText, _ index: Int) -> Bool {
    (max(0, index - 3)..<max(0, index)).contains { text.isSymbol($0, "(") }
  }

  private static func isCurrency(_ unit: String) -> Bool {
    unit.utf8.count == 3 && unit.utf8.allSatisfy { (0x41...0x5A).contains($0) }
  }

  /// `21.3 billion tenge, against a loss of 2 billion a year ago`: a large number without a noun of its own shares the
  /// currency of the sum before it in the sentence.
  private func shared(_ text: TokenText, at index: Int, _ code: String, _ sentence: Int) -> FoundAmount? {
    guard let number = numbers.read(text, at: index), number.magnitude >= 6, !number.isSpelled,
      text.sentence(of: index) == sentence, !isPartOfName(text, number)
    else { return nil }
    if let after = text.token(number.tokens.upperBound), after.isWord || after.isNumber,
      !vocabulary.afterSharedSum.contains(after)
    {
      return nil
    }
    let start = Int(text.tokens[number.tokens.lowerBound].start)
    return FoundAmount(bytes: start..<number.endByte, values: [number.value.double], unit: code, confidence: 0.7)
  }

  /// An amount at `index` and the token after it; `(nil, next)` skips a number that is none.
  private func match(_ text: TokenText, at index: Int) -> (FoundAmount?, Int)? {
    let token = text.tokens[index]
    if let (code, next) = currencies.prefix(text, at: index) {
      if let found = prefixed(text, at: index, code: code, number: next) { return found }
    }
    if token.isNumber || token.isWord {
      guard let number = numbers.read(text, at: index) else { return aDollar(text, at: index) }
      if isPartOfName(text, number) { return (nil, number.tokens.upperBound) }
      return numbered(text, number) ?? (nil, number.tokens.upperBound)
    }
    return nil
  }

  // MARK: Sign or code first

  private func prefixed(_ text: TokenText, at start: Int, code: String, number index: Int) -> (FoundAmount?, Int)? {
    guard var first = numbers.read(text, at: index), !first.isSpelled else { return nil }
    var values = [first.value]
    var end = first
    if let connector = rangeConnector(text, at: first.tokens.upperBound, start: start) {
      var second: NumberMatch?
      if let (other, next) = currencies.prefix(text, at: connector), other == code {
        second = numbers.read(text, at: next)
        // `rose from $3 to $4` tells of two sums.
        if isIn(text, start - 1, vocabulary.from) || isIn(text, start - 1, vocabulary.changes) { second = nil }
      } else if !text.isWord(first.tokens.upperBound, "and") || isIn(text, start - 1, vocabulary.between) {
        second = numbers.read(text, at: connector)
      }
      if let second, !second.isSpelled, let pair = joined(first, second) {
        values = pair
        end = second
      }
    }
    if values.count == 1, first.hasLetterMagnitude, first.tokens.count < 2 { first.hasLetterMagnitude = false }
    // A country's noun after a sign: `$5 Canadian` is left alone; `$5 million dollars` is one sum.
    var endByte = end.endByte
    var next = end.tokens.upperBound
    if let family = text.token(next).flatMap({ currencies.nouns[$0] }), family.codes.contains(code), family.power == 0 {
      endByte = Int(text.tokens[next].end)
      next += 1
    }
    return (
      FoundAmount(
        bytes: Int(text.tokens[start].start)..<endByte, values: values.map(\.double), unit: code, confidence: 0.98),
      next
    )
  }

  /// Values of a range; the lower bound takes the upper one's magnitude when it has none. Nil when they are not in order.
  private func joined(_ first: NumberMatch, _ second: NumberMatch) -> [DecimalNumber]? {
    var low = first.value
    if first.magnitude == 0, second.magnitude > 0 { low = low.scaled(by: second.magnitude) }
    guard low.double <= second.value.double else { return nil }
    return [low, second.value]
  }

  /// The token after a word or dash that joins two bounds.
  private func rangeConnector(_ text: TokenText, at index: Int, start: Int) -> Int? {
    guard let token = text.token(index) else { return nil }
    if token.kind == .symbol {
      switch token.scalar {
      case 0x2D, 0x2013, 0x2014, 0x2012, 0x7E, 0x223C, 0x301C, 0xFF5E: return index + 1
      default: return nil
      }
    }
    if vocabulary.rangeWords.contains(token) { return index + 1 }
    if vocabulary.and.contains(token), isIn(text, start - 1, vocabulary.between) { return index + 1 }
    return nil
  }

  // MARK: Number first

  private func numbered(_ text: TokenText, _ number: NumberMatch) -> (FoundAmount?, Int)? {
    var first = number
    if let connector = rangeConnector(text, at: number.tokens.upperBound, start: number.tokens.lowerBound),
      let second = numbers.read(text, at: connector), let pair = joined(number, second),
      let found = unit(text, second, values: pair, from: number)
    {
      return found
    }
    if first.hasLetterMagnitude {
      // Without a currency `450m` is a length: try the bare digits.
      if let money = money(text, first, values: [first.value], from: first) { return money }
      guard let (value, end, isPlain) = numbers.plainDigits(text, at: number.tokens.lowerBound) else { return nil }
      first = NumberMatch(value: value, tokens: number.tokens.lowerBound..<end, endByte: Int(text.tokens[end - 1].end))
      first.isPlainInteger = isPlain
    }
    return unit(text, first, values: [first.value], from: first)
  }

  private func unit(_ text: TokenText, _ number: NumberMatch, values: [DecimalNumber], from first: NumberMatch)
    -> (FoundAmount?, Int)?
  {
    money(text, number, values: values, from: first) ?? percent(text, number, values: values, from: first)
      ?? count(text, number, values: values, from: first)
  }

  private func money(_ text: TokenText, _ number: NumberMatch, values: [DecimalNumber], from first: NumberMatch)
    -> (FoundAmount?, Int)?
  {
    let start = Int(text.tokens[first.tokens.lowerBound].start)
    func found(_ code: String, power: Int, end: Int, next: Int, _ confidence: Double) -> (FoundAmount?, Int) {
      (
        FoundAmount(
          bytes: start..<end, values: values.map { $0.scaled(by: power).double }, unit: code, confidence: confidence),
        next
      )
    }
    if language == .korean, let (code, power, end) = koreanCurrency(text, number) {
      return found(
        code, power: power, end: end, next: text.tokenAfter(byte: end, from: number.tokens.upperBound - 1), 0.97)
    }
    var index = number.tokens.upperBound
    if let code = currencies.suffixSign(text, at: index) {
      return found(code, power: 0, end: Int(text.tokens[index].end), next: index + 1, 0.97)
    }
    if text.isSymbol(index, "-"), text.isAttached(index), text.isAttached(index + 1) { index += 1 }
    if let token = text.token(index), let code = Currencies.code(token), token.length >= 3 {
      return found(code, power: 0, end: Int(token.end), next: index + 1, 0.97)
    }
    // `50,000 U.S. dollars`, `2 million Swedish kronor`, `90 euro cents`
    var country: String?
    var noun = index
    if let (code, next) = countryBefore(text, at: index) {
      country = code
      noun = next
    } else if text.isWord(index, "of") {
      return nil
    }
    guard let token = text.token(noun), let family = currencies.nouns[token], !isVerb(text, token, at: noun, number)
    else {
      return nil
    }
    var end = Int(token.end)
    var next = noun + 1
    if let sterling = text.token(next), sterling.isWord("sterling") || sterling.isWord("стерлингов") {
      end = Int(sterling.end)
      next += 1
    } else if text.isSymbol(next, "."), text.isAttached(next), vocabulary.shortNouns.contains(token) {
      end = Int(text.tokens[next].end)
      next += 1
    }
    if let country {
      guard family.codes.contains(country) else { return nil }
      return found(country, power: family.power, end: end, next: next, 0.99)
    }
    switch family.choice {
    case .adjectiveOnly: return nil
    case .fixed:
      guard let code = family.codes.first, !isWeight(text, token, number) else { return nil }
      return found(code, power: family.power, end: end, next: next, 0.97)
    case .context:
      guard let code = countries.best(of: family.codes) ?? family.codes.first else { return nil }
      return found(code, power: family.power, end: end, next: next, 0.85)
    case .contextOnly:
      guard let code = countries.best(of: family.codes) else { return nil }
      return found(code, power: family.power, end: end, next: next, 0.8)
    }
  }

  /// A nationality word before a currency noun: code and the noun's token.
  private func countryBefore(_ text: TokenText, at index: Int) -> (String, Int)? {
    guard let token = text.token(index), token.isWord else { return nil }
    if token.isWord("u"), text.isSymbol(index + 1, "."), text.isWord(index + 2, "s") {
      return ("USD", text.isSymbol(index + 3, ".") ? index + 4 : index + 3)
    }
    guard let code = Currencies.countries[token] else { return nil }
    var next = index + 1
    if token.isWord("hong"), text.isWord(next, "kong") { next += 1 }
    if token.isWord("new"), text.isWord(next, "zealand") { return ("NZD", next + 1) }
    return (code, next)
  }

  private func koreanCurrency(_ text: TokenText, _ number: NumberMatch) -> (String, Int, Int)? {
    var at = number.endByte
    if at < text.bytes.count, text.bytes[at] == 0x20 { at += 1 }
    for (name, code, power) in CurrencyData.korean where text.hasBytes(name, at: at, before: text.bytes.count) {
      let end = at + name.utf8CodeUnitCount
      // One-syllable names also begin other words (`원형`, `동안`): what follows must be a particle or no letter.
      if name.utf8CodeUnitCount == 3, !KoreanParticles.mayFollow(text, end) { continue }
      // `12동` counts houses; no sum of the currency is that small.
      if code == "VND", number.value.double < 1000 { continue }
      return (code, power, end)
    }
    return nil
  }

  private func percent(_ text: TokenText, _ number: NumberMatch, values: [DecimalNumber], from first: NumberMatch)
    -> (FoundAmount?, Int)?
  {
    var next = number.tokens.upperBound
    if number.endByte != Int(text.tokens[next - 1].end) { return nil }
    if text.isSymbol(next, "-"), text.isAttached(next), text.isAttached(next + 1) { next += 1 }
    guard let token = text.token(next) else { return nil }
    var unit = "percent"
    var end = Int(token.end)
    if token.isSymbol("%") || token.isSymbol("％") {
      next += 1
    } else if vocabulary.percent.contains(token) {
      next += 1
    } else if token.isWord("per"), text.isWord(next + 1, "cent") {
      end = Int(text.tokens[next + 1].end)
      next += 2
    } else if language == .korean, text.token(token, hasPrefix: "퍼센트") || text.token(token, hasPrefix: "프로") {
      end = Int(token.start) + (text.token(token, hasPrefix: "퍼센트") ? 9 : 6)
      next += 1
    } else {
      return nil
    }
    if let points = text.token(next), vocabulary.points.contains(points) {
      unit = "percentage points"
      end = Int(points.end)
      next += 1
    } else if let points = text.token(next), language == .korean, text.token(points, hasPrefix: "포인트") {
      unit = "percentage points"
      end = Int(points.start) + 9
      next += 1
    }
    let start = Int(text.tokens[first.tokens.lowerBound].start)
    return (FoundAmount(bytes: start..<end, values: values.map(\.double), unit: unit, confidence: 0.99), next)
  }
}

extension TokenText {
  /// First token at or after `index` that begins at byte `byte` or later.
  func tokenAfter(byte: Int, from index: Int) -> Int {
    var at = max(0, index)
    while let token = token(at), Int(token.start) < byte { at += 1 }
    return at
  }
}
