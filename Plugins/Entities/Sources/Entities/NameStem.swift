import EntityText
import Gazetteers

/// Cuts the case ending off a Cyrillic name, so that «Жунусова», «Жунусову» and «Жунусов» meet.
///
/// Both genders of a surname share the stem; within one article that is rarely two people.
enum NameStem {
  private static let russian: [[UInt8]] = [
    "ого", "ому", "его", "ему", "ыми", "ими", "ая", "ую", "ым", "им", "ом", "ем", "ью", "а", "у", "е", "я", "ю", "ы",
    "и",
    "ь", "й",
  ].map { Folding.key($0) }
  private static let feminine: [[UInt8]] = ["вой", "ной", "кой"].map { Folding.key($0) }
  private static let adjective: [[UInt8]] = ["кий"].map { Folding.key($0) }
  /// Bytes that have to stay: three letters.
  private static let shortest = 6

  /// `word` is folded; two bytes a letter.
  static func of(_ word: [UInt8], isKazakh: Bool) -> [UInt8] {
    var word = word
    if isKazakh {
      for length in stride(from: min(WordEndings.longest, word.count - 8), through: 2, by: -2)
      where WordEndings.kazakh.contains(Array(word.suffix(length))) {
        word.removeLast(length)
        break
      }
    }
    if word.count > 10,
      feminine.contains(where: { word.hasSuffix($0) }) || adjective.contains(where: { word.hasSuffix($0) })
    {
      return Array(word.dropLast(4))
    }
    for ending in russian where word.count - ending.count >= shortest && word.hasSuffix(ending) {
      return Array(word.dropLast(ending.count))
    }
    return word
  }
}

extension [UInt8] {
  fileprivate func hasSuffix(_ other: [UInt8]) -> Bool { suffix(other.count).elementsEqual(other) }
}
