/// Case forms of Russian names, by ending: genitive, dative, accusative, instrumental, prepositional.
///
/// Endings after A. A. Zaliznyak's classes, cut down to what names of places, bodies and persons need. The forms are for
/// finding names in text, so a form too many does less harm than one too few.
public enum RussianForms {
  /// All case forms of a name of one or more words, without the name itself.
  public static func forms(of name: String, isPerson: Bool) -> [String] {
    let words = name.split(separator: " ").map(String.init)
    guard let first = words.first, isCyrillic(first) else { return [] }
    // Adjectives before the noun and the noun itself bend; what follows the noun is a genitive and stays.
    var bending = 0
    while bending < words.count - 1, adjective(words[bending]) != nil { bending += 1 }
    let last = isPerson ? words.count - 1 : bending
    var out: [String] = []
    for gramCase in 0..<5 {
      var forms = [""]
      for (index, word) in words.enumerated() {
        let bent = index <= last ? wordForms(word, gramCase, isPerson: isPerson) : [word]
        forms = forms.flatMap { head in bent.map { head.isEmpty ? $0 : head + " " + $0 } }
        if forms.count > 8 { forms = Array(forms.prefix(8)) }
      }
      out += forms
    }
    return out.filter { $0 != name }
  }

  static func isCyrillic(_ word: String) -> Bool {
    guard let scalar = word.unicodeScalars.first else { return false }
    return (0x400...0x52F).contains(scalar.value)
  }

  /// Endings of an adjective by case; `nil` when the word is none.
  static func adjective(_ word: String) -> (stem: String, endings: [String])? {
    let table: [(String, [String])] = [
      ("ский", ["ского", "скому", "ский", "ским", "ском"]), ("цкий", ["цкого", "цкому", "цкий", "цким", "цком"]),
      ("ская", ["ской", "ской", "скую", "ской", "ской"]), ("цкая", ["цкой", "цкой", "цкую", "цкой", "цкой"]),
      ("ское", ["ского", "скому", "ское", "ским", "ском"]), ("ские", ["ских", "ским", "ские", "скими", "ских"]),
      ("ный", ["ного", "ному", "ный", "ным", "ном"]), ("ная", ["ной", "ной", "ную", "ной", "ной"]),
      ("ное", ["ного", "ному", "ное", "ным", "ном"]), ("ные", ["ных", "ным", "ные", "ными", "ных"]),
      ("вый", ["вого", "вому", "вый", "вым", "вом"]), ("вая", ["вой", "вой", "вую", "вой", "вой"]),
      ("вое", ["вого", "вому", "вое", "вым", "вом"]), ("ший", ["шего", "шему", "ший", "шим", "шем"]),
      ("жный", ["жного", "жному", "жный", "жным", "жном"]), ("кий", ["кого", "кому", "кий", "ким", "ком"]),
      ("кая", ["кой", "кой", "кую", "кой", "кой"]), ("щий", ["щего", "щему", "щий", "щим", "щем"]),
      ("няя", ["ней", "ней", "нюю", "ней", "ней"]), ("ний", ["него", "нему", "ний", "ним", "нем"]),
      ("ённые", ["ённых", "ённым", "ённые", "ёнными", "ённых"]), ("лый", ["лого", "лому", "лый", "лым", "лом"]),
      ("лая", ["лой", "лой", "лую", "лой", "лой"]), ("рый", ["рого", "рому", "рый", "рым", "ром"]),
      ("рая", ["рой", "рой", "рую", "рой", "рой"]), ("тый", ["того", "тому", "тый", "тым", "том"]),
      ("тая", ["той", "той", "тую", "той", "той"]),
    ]
    for (ending, endings) in table where word.hasSuffix(ending) && word.count > ending.count + 1 {
      return (String(word.dropLast(ending.count)), endings)
    }
    return nil
  }

  /// Forms of one word in one case; the word itself when it does not bend.
  static func wordForms(_ word: String, _ gramCase: Int, isPerson: Bool) -> [String] {
    guard isCyrillic(word), word.count > 2, let last = word.last, word.lowercased() != word || !isPerson else {
      return [word]
    }
    // All capitals: an acronym.
    if word.count < 6, word.uppercased() == word { return [word] }
    if let (stem, endings) = adjective(word) { return [stem + endings[gramCase]] }
    let stem = String(word.dropLast())
    let beforeLast = stem.last ?? " "
    func ends(_ endings: [String]) -> [String] { [stem + endings[gramCase]] }
    switch last {
    case "а":
      let i = "гкхжшчщ".contains(beforeLast) ? "и" : "ы"
      let oj = "жшчщц".contains(beforeLast) ? "ей" : "ой"
      if isPerson, word.hasSuffix("ова") || word.hasSuffix("ева") || word.hasSuffix("ина") {
        return ends(["ой", "ой", "у", "ой", "ой"])
      }
      return ends([i, "е", "у", oj, "е"])
    case "я":
      if beforeLast == "и" { return ends(["и", "и", "ю", "ей", "и"]) }
      return ends(["и", "е", "ю", "ей", "е"])
    case "ь":
      return isPerson
        ? ends(["я", "ю", "я", "ем", "е"])
        : [stem + ["я", "ю", "ь", "ем", "е"][gramCase], stem + ["и", "и", "ь", "ью", "и"][gramCase]]
    case "й":
      return ends(["я", "ю", isPerson ? "я" : "й", "ем", beforeLast == "и" ? "и" : "е"])
    case "о" where word.hasSuffix("ство") || word.hasSuffix("тво") || word.hasSuffix("ло"):
      return ends(["а", "у", "о", "ом", "е"])
    case "е" where word.hasSuffix("море") || word.hasSuffix("поле"):
      return ends(["я", "ю", "е", "ем", "е"])
    case "е" where beforeLast == "и":
      return ends(["я", "ю", "е", "ем", "и"])
    case "е", "и", "о", "у", "ы", "э", "ю", "ё": return [word]
    case "ы" where !isPerson: return [word]
    default:
      let accusative = isPerson ? "а" : ""
      let instrumental =
        isPerson && (word.hasSuffix("ов") || word.hasSuffix("ев") || word.hasSuffix("ин")) ? ["ым", "ом"] : ["ом"]
      if gramCase == 3 { return instrumental.map { word + $0 } }
      return [word + ["а", "у", accusative, "", "е"][gramCase]]
    }
  }
}
