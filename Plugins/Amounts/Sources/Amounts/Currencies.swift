import KZPipeGrammar

/// Currency words and signs of one language, ready for look-up.
struct Currencies: Sendable {
  let nouns: WordTable<CurrencyData.Family>

  private static let codes: WordTable<String> = {
    var table = WordTable<String>()
    for code in CurrencyData.codes.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      table.add(WordKey(code), String(code))
    }
    for (word, code) in CurrencyData.otherCodes { table.add(WordKey(word), code) }
    return table
  }()
  private static let dollars = prefixTable(CurrencyData.dollarPrefixes)
  private static let yens = prefixTable(CurrencyData.yenPrefixes)
  private static let signs = [UInt32: String](
    CurrencyData.signs.map { ($0.0.value, $0.1) }, uniquingKeysWith: { first, _ in first })
  /// Country words → the currency of that country.
  static let countries: WordTable<String> = {
    var table = WordTable<String>()
    for (code, words) in CurrencyData.countryWords { table.add(words, code) }
    return table
  }()

  private static func prefixTable(_ rows: [(String, String)]) -> WordTable<String> {
    var table = WordTable<String>()
    for (word, code) in rows { table.add(word, code) }
    return table
  }

  private static let english = Currencies(CurrencyData.english)
  private static let russian = Currencies(CurrencyData.russian)
  private static let kazakh = Currencies(CurrencyData.kazakh + CurrencyData.russian)

  static func table(_ language: GrammarLanguage) -> Currencies {
    switch language {
    case .english, .korean: english
    case .russian: russian
    case .kazakh: kazakh
    }
  }

  private init(_ families: [CurrencyData.Family]) {
    var table = WordTable<CurrencyData.Family>()
    for family in families { table.add(family.nouns, family) }
    nouns = table
  }

  /// Currency sign or code before a number, starting at `index`; the token after it.
  func prefix(_ text: TokenText, at index: Int) -> (code: String, next: Int)? {
    guard let token = text.token(index) else { return nil }
    if token.kind == .symbol, let code = Self.signs[token.scalar] { return (code, index + 1) }
    guard token.isWord, token.isCapitalised || token.length <= 3 else { return nil }
    if let sign = text.token(index + 1), sign.kind == .symbol, !sign.hasSpaceBefore {
      if sign.scalar == 0x24, let code = Self.dollars[token] { return (code, index + 2) }
      if sign.scalar == 0xA5 || sign.scalar == 0xFFE5, let code = Self.yens[token] { return (code, index + 2) }
      if Self.signs[sign.scalar] != nil, Self.codes[token] == Self.signs[sign.scalar] {
        return (Self.signs[sign.scalar] ?? "", index + 2)
      }
    }
    guard let code = Self.code(token), let number = text.token(index + 1) else { return nil }
    if number.isNumber { return (code, index + 1) }
    if number.isSymbol("."), text.isAttached(index + 1), text.token(index + 2)?.isNumber == true {
      return (code, index + 2)
    }
    return nil
  }

  /// A letter code as printed in capitals (`Rs`, `Dh` as they are).
  static func code(_ token: Token) -> String? {
    guard token.isWord, token.isCapitalised || token.scalar == 0x7A, let code = codes[token] else { return nil }
    if token.length == 3, token.scalar < 0x80, !token.traits.contains(.allCaps) { return code == "CHF" ? code : nil }
    return code
  }

  /// Sign after a number: `500 ₸`, `20€`.
  func suffixSign(_ text: TokenText, at index: Int) -> String? {
    guard let token = text.token(index), token.kind == .symbol, let code = Self.signs[token.scalar] else { return nil }
    // `5 $6` belongs to the number that follows.
    if let next = text.token(index + 1), next.isNumber, !next.hasSpaceBefore { return nil }
    return code
  }
}

/// Which countries the article names, to choose among dinars and pesos.
struct CountryContext: Sendable {
  /// Number of naming words by currency code.
  private var counts: [String: Int] = [:]

  init(_ texts: [TokenText]) {
    for text in texts {
      for token in text.tokens where token.isCapitalised {
        if let code = Currencies.countries[token] { counts[code, default: 0] += 1 }
      }
    }
  }

  /// The code of `codes` whose country is named most; the first of equals. Nil when none is named.
  func best(of codes: [String]) -> String? {
    var best: (String, Int)?
    for code in codes {
      let count = counts[code] ?? 0
      if count > (best?.1 ?? 0) { best = (code, count) }
    }
    return best?.0
  }
}
