/// What stays of a name when the habits of spelling are taken away: old and new Kazakh Latin, BGN and everyday forms.
///
/// `Zhumabayev`, `Jumabayev` and `Zhumabaev` give the same skeleton; `Seo-yeon` and `Seo-jun` do not.
enum NameSkeleton {
  /// Letter groups that are one sound, longest first.
  private static let sounds: [(String, String)] = [
    ("shch", "s"), ("dzh", "j"), ("tch", "c"), ("zh", "j"), ("dj", "j"), ("kh", "h"), ("gh", "g"), ("sh", "s"),
    ("ch", "c"),
    ("ts", "c"), ("tz", "c"), ("ph", "f"), ("ng", "n"), ("ck", "k"), ("eo", "o"), ("eu", "u"), ("ks", "x"), ("q", "k"),
    ("w", "v"),
  ]

  /// Skeletons of the words of a name that is already in Latin letters.
  static func words(_ latin: String) -> [String] { latin.split(separator: " ").map { skeleton(Array($0.utf8)) } }

  static func of(_ name: String) -> [String] { words(Transliteration.latin(name)) }

  private static func skeleton(_ word: [UInt8]) -> String {
    var letters: [UInt8] = []
    var index = 0
    scan: while index < word.count {
      for (from, to) in sounds where word[index...].starts(with: from.utf8) {
        letters += to.utf8
        index += from.utf8.count
        continue scan
      }
      letters.append(word[index])
      index += 1
    }
    // Groups of vowels lose their glides; doubled letters are one.
    var out: [UInt8] = []
    index = 0
    while index < letters.count {
      guard isVowel(letters[index]) else {
        if out.last != letters[index] { out.append(letters[index]) }
        index += 1
        continue
      }
      var end = index
      while end < letters.count, isVowel(letters[end]) { end += 1 }
      let full = letters[index..<end].filter { $0 != UInt8(ascii: "y") && $0 != UInt8(ascii: "i") }
      let group = full.isEmpty ? [UInt8(ascii: "i")] : Array(full)
      for letter in group where out.last != letter { out.append(letter) }
      index = end
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func isVowel(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"),
      UInt8(ascii: "y"):
      true
    default: false
    }
  }
}
