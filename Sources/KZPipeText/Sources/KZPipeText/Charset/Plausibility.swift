/// How much a decoded text looks like text that people write: the sum of small rewards and fines for each non-ASCII scalar.
///
/// The letters that a language uses often are worth something, rare ones nothing; signs, capitals and other scripts inside
/// a word cost. Figures were set by hand and checked on texts of twenty languages in all encodings that can write them.
struct Plausibility {
  private(set) var total = 0.0
  private let encoding: String
  private var before = Glyph.space
  private var current = Glyph.space
  private let latinWorths: [UInt32: Double]
  /// Length of the present run of non-ASCII letters.
  private var run = 0
  /// Length of the present run of Cyrillic consonants.
  private var consonants = 0
  private var cyrillicLetters = 0
  private var cyrillicVowels = 0

  init(encoding: String) {
    self.encoding = encoding
    latinWorths = CharsetFrequency.latinWorths(in: encoding)
  }

  private struct Glyph {
    static let space = Glyph(scalar: " ")
    let scalar: Unicode.Scalar
    let classes: ScalarClass
    let script: Script?

    init(scalar: Unicode.Scalar) {
      self.scalar = scalar
      classes = ScalarClass(of: scalar)
      script = Script(of: scalar)
    }

    var isLetter: Bool { classes.contains(.letter) }
    var isASCII: Bool { scalar.isASCII }
  }

  mutating func add(_ scalar: Unicode.Scalar) {
    let next = Glyph(scalar: scalar)
    judge(next)
    before = current
    current = next
  }

  /// Judges the last scalar, and the text as a whole: two letters of five are vowels in languages written in Cyrillic.
  mutating func finish() {
    judge(Glyph.space)
    if cyrillicLetters >= 12, cyrillicVowels * 10 < cyrillicLetters * 3 { total -= 1.5 * Double(cyrillicLetters) }
  }

  private mutating func judge(_ next: Glyph) {
    if current.isASCII {
      run = 0
      consonants = 0
      return
    }
    let value = current.scalar.value
    if value == 0xFFFD || UTF8Text.isControl(current.scalar) || value >= 0xE000 && value <= 0xF8FF {
      total -= 10
      return
    }
    guard current.isLetter else {
      run = 0
      consonants = 0
      total += signWorth(next)
      return
    }
    run += 1
    switch current.script {
    case .cyrillic:
      let isVowel = CharsetFrequency.isCyrillicVowel(value)
      consonants = isVowel ? 0 : consonants + 1
      cyrillicLetters += 1
      if isVowel { cyrillicVowels += 1 }
      // Another script read as Cyrillic lacks vowels.
      total += CharsetFrequency.cyrillic(value) + wordWorth(next) - (consonants > 3 ? 3 : 0)
    case .greek, .hebrew, .arabic, .thai: total += CharsetFrequency.other(value) + wordWorth(next)
    case .latin: total += latinWorth(value, next)
    case .hangul: total += CharsetFrequency.isCommonHangul(value) ? 7 : 0
    case .han:
      // Korean pages hardly use Chinese characters today.
      if encoding == "euc-kr" { total -= 4 } else { total += CharsetFrequency.isCommonHan(value) ? 7 : -1 }
    case .kana: total += value >= 0xFF66 ? -3 : value < 0x30A0 ? 6 : 4
    default: total -= 2
    }
  }

  /// Fines for a word of two scripts and for a capital after a small letter.
  private func wordWorth(_ next: Glyph) -> Double {
    var worth = 0.0
    if before.isLetter, before.script != current.script { worth -= 4 }
    if next.isLetter, next.script != current.script { worth -= 4 }
    if before.classes.contains(.lowercase), current.classes.contains(.uppercase) { worth -= 4 }
    return worth
  }

  private func latinWorth(_ value: UInt32, _ next: Glyph) -> Double {
    var worth = latinWorths[value] ?? latinWorths[UTF8Text.lowercased(current.scalar).value].map { $0 / 2 } ?? -1
    // Words made of accented letters only are another script read wrongly.
    if run > 2 { worth -= 4 }
    if before.classes.contains(.lowercase), current.classes.contains(.uppercase) { worth -= 4 }
    if !before.isLetter, !next.isLetter, worth < 2 { worth -= 1 }
    return worth
  }

  private func signWorth(_ next: Glyph) -> Double {
    let isInside = before.isLetter && next.isLetter
    switch current.scalar.value {
    case 0x2019: return 1
    case 0xA0: return isInside ? 0 : 0.5
    case 0x2018, 0x201A, 0x201C...0x201E, 0x2013, 0x2014, 0x2026, 0x2022, 0xAB, 0xBB, 0x2116, 0x20AC:
      return isInside ? -3 : 1
    case 0xA3, 0xA7, 0xA9, 0xAE, 0xB0, 0xB7, 0x2122, 0xBF, 0xA1: return isInside ? -5 : 0
    case 0x3000...0x3020, 0xFF01...0xFF5E: return 3
    default:
      if current.classes.contains(.mark) { return before.isLetter || before.classes.contains(.mark) ? 1 : -4 }
      return isInside ? -5 : -2
    }
  }
}
