/// Names printed in capitals, brought back to usual case.
enum NameCase {
  /// `PARK SEO-YEON` becomes `Park Seo-yeon`, `JEAN-PAUL O'BRIEN` `Jean-Paul O'Brien`, `Bill MCCARTHY` `Bill McCarthy`.
  /// A name that has lower-case letters keeps every word that is not in capitals.
  static func usual(_ name: String) -> String {
    let words = name.split(separator: " ").map(String.init)
    guard words.count >= 2, words.count <= 6 else { return name }
    let shouting = words.map(isCapitals)
    let allShout = zip(words, shouting).allSatisfy { $1 || letterCount($0) <= 1 }
    // One surname in capitals is a convention; of an acronym beside words nothing is known.
    guard allShout || zip(words, shouting).filter({ $1 && letterCount($0) >= 4 }).count == 1 else { return name }
    var out: [String] = []
    for (index, word) in words.enumerated() {
      guard shouting[index], allShout || letterCount(word) >= 4 else {
        out.append(word)
        continue
      }
      let lower = word.lowercased()
      if index > 0, BylineWords.particles.contains(lower) {
        out.append(lower)
      } else if word.utf8.contains(0x2E) || ["II", "III", "IV"].contains(word) {
        out.append(word)
      } else {
        out.append(titled(word, isKoreanGiven: isKoreanGiven(words, index)))
      }
    }
    return out.joined(separator: " ")
  }

  private static func isKoreanGiven(_ words: [String], _ index: Int) -> Bool {
    guard words.count == 2, words[index].utf8.filter({ $0 == 0x2D }).count == 1 else { return false }
    return BylineWords.koreanFamilyNames.contains(words[1 - index].lowercased())
  }

  private static func titled(_ word: String, isKoreanGiven: Bool) -> String {
    var out = ""
    var isStart = true
    var letters = 0
    var prefix = ""
    for character in word {
      if character.isLetter {
        let lower = character.lowercased()
        if isStart || letters == 2 && prefix == "mc" && word.count >= 5 {
          out += character.uppercased()
        } else {
          out += lower
        }
        isStart = false
        letters += 1
        if letters <= 2 { prefix += lower }
      } else {
        out.append(character)
        // An apostrophe behind one letter starts a part ("O'Brien"), behind more it does not ("James's").
        isStart = character == "-" ? !isKoreanGiven : (character == "'" || character == "’") && letters == 1
        if isStart {
          letters = 0
          prefix = ""
        }
      }
    }
    return out
  }

  private static func letterCount(_ word: String) -> Int {
    word.unicodeScalars.reduce(0) { $0 + ($1.properties.isAlphabetic ? 1 : 0) }
  }

  private static func isCapitals(_ word: String) -> Bool {
    var capitals = 0
    for scalar in word.unicodeScalars {
      if scalar.properties.isLowercase { return false }
      if scalar.properties.isUppercase { capitals += 1 }
    }
    return capitals >= 2
  }
}
