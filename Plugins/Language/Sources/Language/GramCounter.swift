import Glibc
import KZPipeText

/// Adds up the costs of a text's n-grams.
struct GramCounter {
  /// Weight of an ordinary word; a capitalised one, which may be a foreign name, has half of it.
  static let wholeWeight: Int32 = 2

  private let table: ProfileTable
  private let script: Script
  private let wordWorth: Int32
  /// For each language the weighted cost of the text, function words rewarded.
  private(set) var sums: [Int32]
  private(set) var letters = 0
  /// What function words took off the sums.
  private var rewards: [Int32]
  /// Weighted number of n-grams of one, two and three letters.
  private var grams: [Int32] = [0, 0, 0]
  /// For each language the weighted number of letters that its texts do not hold.
  private var strangers: [Int32]
  private var word: [Unicode.Scalar] = []
  private var folded: [UInt8] = []
  private var isCapitalised = false

  init(table: ProfileTable, script: Script, wordWorth: Int32) {
    self.table = table
    self.script = script
    self.wordWorth = wordWorth
    sums = [Int32](repeating: 0, count: table.tags.count)
    rewards = sums
    strangers = sums
  }

  /// Whether the text can be in the language of a column at all, 0...1: naive Bayes has to choose one of those it knows,
  /// but a text of another language costs more than the chosen one's own texts do, and holds letters strange to it.
  func fit(of column: Int) -> Double {
    let expected = zip(grams, table.expected[column]).reduce(0) { $0 + Double($1.0) * $1.1 }
    let strain = expected > 0 ? Double(sums[column] + rewards[column]) / expected : 1
    // Short texts vary more.
    let excess = max(0, strain - 1.08 - 1.2 / Double(max(10, letters)))
    let strange = Double(strangers[column]) / Double(Self.wholeWeight) - 0.5
    let share = max(0, strange / Double(max(1, letters)) - 0.01)
    return exp(-12 * excess - 60 * share)
  }

  mutating func read(_ utf8: [UInt8]) {
    for element in ScalarIterator(utf8) {
      let scalar = element.scalar
      guard Script(of: scalar) == script else {
        if UTF8Text.isMark(scalar) || scalar == "\u{200C}" { continue }
        // o‘ and g‘ are letters of Uzbek; elsewhere an apostrophe parts words.
        if let last = word.last, last == "o" || last == "g", Self.isApostrophe(scalar) { continue }
        endWord()
        continue
      }
      let lower = UTF8Text.lowercased(scalar)
      if word.isEmpty {
        isCapitalised = lower != scalar
      } else if lower != scalar {
        // Whole words in capitals are headlines, not names.
        isCapitalised = false
      }
      word.append(lower)
      if word.count == Self.longestWord { endWord() }
    }
    endWord()
  }

  /// Letters after which a run without any break is cut.
  private static let longestWord = 64

  private static func isApostrophe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x27, 0x60, 0xB4, 0x2018, 0x2019, 0x2BB, 0x2BC: true
    default: false
    }
  }

  private mutating func endWord() {
    guard !word.isEmpty else { return }
    letters += word.count
    let weight = isCapitalised ? Self.wholeWeight / 2 : Self.wholeWeight
    // Foreign names keep their letters in Latin script only; elsewhere they are spelt in the text's own alphabet.
    let letterWeight = script == .latin ? weight : Self.wholeWeight
    for index in word.indices {
      let letter = word[index].value
      count(Profile.key(letter), 1, letterWeight)
      table.addStrangers(letter, weight: letterWeight, to: &strangers)
      if index > 0 { count(Profile.key(word[index - 1].value, letter), 2, weight) }
      if index > 1 { count(Profile.key(word[index - 2].value, word[index - 1].value, letter), 3, weight) }
    }
    if word.count <= 16 {
      folded.removeAll(keepingCapacity: true)
      for scalar in word { UTF8Text.append(scalar, to: &folded) }
      var bits = table.languages(of: folded)
      while bits != 0 {
        sums[bits.trailingZeroBitCount] -= wordWorth
        rewards[bits.trailingZeroBitCount] += wordWorth
        bits &= bits - 1
      }
    }
    word.removeAll(keepingCapacity: true)
  }

  private mutating func count(_ key: UInt64, _ length: Int, _ weight: Int32) {
    table.add(key, length: length, weight: weight, to: &sums)
    grams[length - 1] += weight
  }
}
