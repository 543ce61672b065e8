/// Languages that the grammars know.
public enum GrammarLanguage: UInt8, Sendable, CaseIterable {
  case english, russian, kazakh, korean

  /// By BCP 47 tag; nil for other languages.
  public init?(tag: String) {
    let primary = tag.utf8.prefix { $0 != 0x2D && $0 != 0x5F }
    switch String(decoding: primary.map { $0 | 0x20 }, as: UTF8.self) {
    case "en": self = .english
    case "ru": self = .russian
    case "kk": self = .kazakh
    case "ko": self = .korean
    default: return nil
    }
  }

  /// By the letters of the text, when no language is stated: Hangul is Korean, Kazakh letters are Kazakh, other
  /// Cyrillic Russian, Latin English.
  public static func guess(_ text: TokenText) -> GrammarLanguage { guess([text]) }

  public static func guess(_ texts: [TokenText]) -> GrammarLanguage {
    var latin = 0
    var cyrillic = 0
    var hangul = 0
    var kazakh = 0
    for text in texts {
      for token in text.tokens where token.isWord {
        if token.traits.contains(.hangul) {
          hangul += 1
        } else if token.traits.contains(.cyrillic) {
          cyrillic += 1
          if hasKazakhLetter(text.bytes, token) { kazakh += 1 }
        } else if token.scalar < 0x250 {
          latin += 1
        }
      }
    }
    if hangul > latin && hangul > cyrillic { return .korean }
    if cyrillic > latin { return kazakh * 6 > cyrillic ? .kazakh : .russian }
    return .english
  }

  /// ә ғ қ ң ө ұ ү һ і in either case: lead bytes D2, D3 and D1 96, D0 86.
  private static func hasKazakhLetter(_ bytes: [UInt8], _ token: Token) -> Bool {
    var index = Int(token.start)
    while index + 1 < Int(token.end) {
      switch (bytes[index], bytes[index + 1]) {
      case (0xD2, _), (0xD3, 0x98...0x99), (0xD3, 0xA8...0xA9), (0xD1, 0x96), (0xD0, 0x86): return true
      default: index += bytes[index] < 0x80 ? 1 : 2
      }
    }
    return false
  }
}
