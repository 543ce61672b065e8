import EntityText

/// Brings names of three scripts to plain Latin letters.
///
/// Cyrillic after BGN/PCGN for Russian and Kazakh, without the marks; Hangul after the Revised Romanization, syllable by
/// syllable. For comparing names, not for printing them.
enum Transliteration {
  static let cyrillic: [UInt32: String] = {
    let table: [(String, String)] = [
      ("а", "a"), ("б", "b"), ("в", "v"), ("г", "g"), ("д", "d"), ("е", "e"), ("ж", "zh"), ("з", "z"), ("и", "i"),
      ("й", "y"),
      ("к", "k"), ("л", "l"), ("м", "m"), ("н", "n"), ("о", "o"), ("п", "p"), ("р", "r"), ("с", "s"), ("т", "t"),
      ("у", "u"),
      ("ф", "f"), ("х", "kh"), ("ц", "ts"), ("ч", "ch"), ("ш", "sh"), ("щ", "shch"), ("ъ", ""), ("ы", "y"), ("ь", ""),
      ("э", "e"),
      ("ю", "yu"), ("я", "ya"), ("ё", "yo"), ("ә", "a"), ("ғ", "gh"), ("қ", "q"), ("ң", "ng"), ("ө", "o"), ("ұ", "u"),
      ("ү", "u"),
      ("һ", "h"), ("і", "i"), ("ў", "u"), ("ї", "yi"), ("є", "ye"), ("ґ", "g"), ("ҳ", "h"), ("ҷ", "j"), ("ӣ", "i"),
      ("ӯ", "u"),
    ]
    var out: [UInt32: String] = [:]
    for (from, to) in table { if let scalar = from.unicodeScalars.first { out[scalar.value] = to } }
    return out
  }()

  /// Customary spellings of family names of one syllable, where they differ from the Revised Romanization.
  private static let familyNames: [UInt32: String] = {
    let table = [
      ("김", "kim"), ("이", "lee"), ("박", "park"), ("최", "choi"), ("강", "kang"), ("조", "cho"), ("윤", "yoon"),
      ("임", "lim"), ("신", "shin"),
      ("권", "kwon"), ("유", "yoo"), ("고", "ko"), ("문", "moon"), ("구", "koo"), ("우", "woo"), ("오", "oh"), ("곽", "kwak"),
      ("주", "joo"),
    ]
    return Dictionary(
      table.compactMap { name, latin in name.unicodeScalars.first.map { ($0.value, latin) } },
      uniquingKeysWith: { a, _ in a })
  }()

  private static let initials = [
    "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h",
  ]
  private static let vowels = [
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu",
    "ui", "i",
  ]
  private static let finals = [
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t",
    "t", "k", "t", "p",
    "t",
  ]

  /// Lower-case Latin letters, digits and blanks; hyphens and other marks become blanks.
  static func latin(_ text: String) -> String {
    var out = ""
    // Three syllables that begin with a family name are a Korean person's name.
    let scalars = Array(text.unicodeScalars)
    let isKoreanName = scalars.count == 3 && scalars.allSatisfy { (0xAC00...0xD7A3).contains($0.value) }
    for scalar in text.unicodeScalars {
      let c = Folding.fold(scalar.value)
      switch c {
      case 0x30...0x39, 0x61...0x7A: out.unicodeScalars.append(Unicode.Scalar(UInt8(c)))
      case 0x27, 0, 0x2E: continue
      case 0xAC00...0xD7A3:
        if isKoreanName, out.isEmpty, let family = familyNames[c] {
          out += family
          continue
        }
        let index = Int(c - 0xAC00)
        out += initials[index / 588] + vowels[index % 588 / 28] + finals[index % 28]
      default:
        if let letters = cyrillic[c] {
          out += letters
        } else if CharacterClass.of(c).isWord, let kept = Unicode.Scalar(c) {
          out.unicodeScalars.append(kept)
        } else if !out.hasSuffix(" "), !out.isEmpty {
          out += " "
        }
      }
    }
    return out.hasSuffix(" ") ? String(out.dropLast()) : out
  }
}
