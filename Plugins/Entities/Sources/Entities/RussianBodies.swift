import EntityText
import Gazetteers
import KZPipeKit

/// Bodies in Russian that no quotation marks point out: a head word with its adjectives before and its genitives behind.
///
/// «Верховный суд», «Министерство промышленности и строительства Казахстана», «Фонд развития промышленности»,
/// «Ташкентского логистического центра».
struct RussianBodies {
  let text: TokenizedText
  let block: Int
  /// Tokens that the packs know as a country or another place.
  let places: Set<Int>

  /// Beginnings of head words; the word has a case ending or none after them.
  static let heads = [
    "министерств", "комитет", "агентств", "департамент", "управлени", "университет", "институт", "академи", "центр",
    "суд", "палат", "фонд", "служб", "федераци", "ассоциаци", "комисси", "совет", "союз", "инспекци", "бюро",
    "прокуратур",
    "посольств", "консульств", "библиотек", "музе", "театр", "лиг", "банк", "бирж", "академия", "лицей", "школ",
    "больниц",
    "обществ", "корпораци", "компани", "администраци", "акимат", "мэри", "парламент", "сенат", "дум", "конгресс",
    "полици",
    "гвардии", "штаб", "филармони", "консерватори", "кабинет",
  ]
  /// Heads that make a body with their genitives, without an adjective before them, even at the beginning of a sentence.
  static let governing = [
    "министерств", "комитет", "агентств", "департамент", "фонд", "служб", "федераци", "ассоциаци", "комисси", "бюро",
    "институт", "академи", "союз", "палат", "инспекци", "университет", "посольств", "генконсульств", "совет",
    "управлени",
    "центр", "прокуратур", "академия",
  ]
  /// Case endings that may follow a head's stem.
  private static let endings: Set<String> = [
    "", "а", "у", "ом", "е", "о", "ы", "и", "ей", "ой", "я", "ю", "ем", "ями", "ах", "ов", "й", "ия", "ии", "ию", "ией",
    "ам", "ами",
  ]

  func find() -> [Candidate] {
    var out: [Candidate] = []
    var index = 0
    while index < text.tokens.count {
      if let range = named(index) ?? governed(index) {
        let bytes = Int(text.tokens[range.lowerBound].start)..<Int(text.tokens[range.upperBound - 1].end)
        out.append(
          Candidate(block: block, tokens: range, bytes: bytes, kind: .organisation, confidence: 0.7))
        index = range.upperBound
      } else {
        index += 1
      }
    }
    return out
  }

  private func word(_ token: Int) -> String { text.foldedString(of: token) }

  private func isHead(_ token: Int, _ stems: [String]) -> Bool {
    let word = word(token)
    return stems.contains { word.hasPrefix($0) && Self.endings.contains(String(word.dropFirst($0.count))) }
  }

  private func isCapital(_ token: Int) -> Bool {
    let t = text.tokens[token]
    return t.script == .cyrillic && t.shape == .initial && t.end - t.start > 4
  }

  /// A capital adjective, further adjectives, a head; genitives may follow.
  private func named(_ index: Int) -> Range<Int>? {
    guard isCapital(index), Self.isAdjective(word(index)) else { return nil }
    for end in (index + 1)..<max(index + 1, min(index + 5, text.tokens.count)) {
      guard text.tokens[end].isWord, !text.tokens[end].startsSentence else { return nil }
      if isHead(end, Self.heads) {
        let behind = genitives(after: end + 1)
        // At the beginning of a sentence "Новый центр города" is a phrase; a place's adjective or a genitive tells more.
        guard !text.tokens[index].startsSentence || behind > end + 1 || Self.isOfPlace(word(index)) else { return nil }
        return index..<behind
      }
      guard text.tokens[end].shape == .lower || isCapital(end), Self.isAdjective(word(end)) else { return nil }
    }
    return nil
  }

  /// A capital head with its genitives.
  private func governed(_ index: Int) -> Range<Int>? {
    guard isCapital(index), isHead(index, Self.governing) else { return nil }
    let end = genitives(after: index + 1)
    return end > index + 1 ? index..<end : nil
  }

  /// End of the genitives (and «по …» datives) from `start`; a country closes the name.
  private func genitives(after start: Int) -> Int {
    var end = start
    var at = start
    var dative = false
    while at < text.tokens.count, at - start < 10 {
      let token = text.tokens[at]
      guard token.isWord, token.script == .cyrillic, !token.startsSentence else { break }
      let word = word(at)
      // «Министерство транспорта Казахстана»: the place closes the name.
      if places.contains(at) {
        while at < text.tokens.count, places.contains(at), !text.tokens[at].startsSentence { at += 1 }
        return at
      }
      if word == "республики", at + 1 < text.tokens.count, text.tokens[at + 1].isCapitalised { return at + 2 }
      if token.shape == .upper { break }
      if at == start, word == "по" || word == "при" {
        dative = true
        at += 1
        continue
      }
      if word == "и", at + 1 < text.tokens.count, isOblique(at + 1, dative) {
        at += 1
        continue
      }
      guard token.shape == .lower, isOblique(at, dative) else { break }
      at += 1
      end = at
    }
    return end
  }

  private func isOblique(_ token: Int, _ dative: Bool) -> Bool {
    guard text.tokens[token].shape == .lower else { return false }
    let word = word(token)
    guard word.count > 3, !Self.others.contains(word) else { return false }
    let endings =
      dative
      ? ["ам", "ям", "у", "ю", "е", "и", "ым", "им", "ому", "ему", "ой", "ей", "ых", "ов", "а", "я"]
      : ["ого", "его", "ой", "ей", "ых", "их", "ов", "ев", "а", "я", "ы", "и", "ий"]
    return endings.contains { word.hasSuffix($0) } && !Self.isFinite(word)
  }

  /// Words that look like genitives and are none.
  private static let others: Set<String> = [
    "когда", "если", "были", "была", "тогда", "сегодня", "вчера", "завтра", "года", "году", "января", "февраля",
    "марта",
    "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря", "также", "после", "только",
    "или", "более", "менее", "которая", "которые", "который", "между", "перед", "снова", "всегда", "однако", "хотя",
    "пока",
    "намерена", "готова", "должна", "вправе", "почти", "города", "страны", "своей", "своих", "этой", "этих", "всей",
    "всех",
  ]

  private static func isFinite(_ word: String) -> Bool {
    ["ала", "ила", "ела", "ули", "али", "или", "ели", "лась", "лись", "ена", "аны", "ены", "ыла", "ыли"].contains {
      word.hasSuffix($0) && word.count > $0.count + 2
    } && !["ции", "ели"].contains { word.hasSuffix($0) }
  }

  static func isAdjective(_ word: String) -> Bool {
    [
      "ский", "ского", "скому", "ским", "ском", "ская", "ской", "скую", "ское", "ные", "ных", "ный", "ного", "ному",
      "ным",
      "ном", "ная", "ной", "ную", "ное", "цкий", "цкого", "цкой", "вый", "вого", "вому", "вая", "вой", "ший", "шего",
      "шей",
      "шая",
    ].contains { word.hasSuffix($0) }
  }

  private static func isOfPlace(_ word: String) -> Bool {
    word.contains("ск")
      || ["верховн", "конституционн", "центральн", "национальн", "генеральн", "государственн", "федеральн"]
        .contains { word.hasPrefix($0) }
  }
}
