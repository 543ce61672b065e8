public import KZPipeKit
import KZPipeText

/// A guess at a text's language.
public struct LanguageGuess: Sendable, Hashable {
  public var tag: LanguageTag
  /// Probability that the language is right, 0...1.
  public var confidence: Double
  /// Probabilities of the other languages of the script that were weighed, by primary subtag.
  var others: [String: Double]
  /// Letters that were weighed.
  var letters: Int
}

/// Tells languages apart by script, by the letters and n-grams of a script's languages, and by function words.
///
/// Naive Bayes over letters, pairs and triples within words (after Cavnar and Trenkle, 1994, with probabilities in place
/// of ranks); what a letter alone says, such as ұ for Kazakh or і against Russian, comes out of the same table.
public struct LanguageIdentifier: Sendable {
  /// Bytes of a text that are read at most; more would not change the answer.
  static let sampleBytes = 32768
  /// Of the evidence that counting n-grams of three lengths adds up, the share that is not repetition.
  private static let evidenceScale = 0.12
  /// What a function word is worth, in half bits.
  private static let wordWorth: Int32 = 14

  private let tables: [Script: ProfileTable]

  /// - Parameter profiles: contents of `profiles.txt`
  public init(profiles: [UInt8], path: String = "profiles.txt") throws(StageError) {
    tables = try ProfileReader.tables(from: profiles, path: path)
  }

  /// Whether the language, given by its primary subtag, is among those that n-grams are known of.
  func knows(_ language: String) -> Bool {
    tables.values.contains { $0.profiles.contains { $0.tag == language } }
  }

  /// The most likely language; `nil` for a text without letters or in a script of many unknown languages.
  public func guess(_ utf8: some Collection<UInt8>) -> LanguageGuess? {
    let sample = Array(utf8.prefix(Self.sampleBytes))
    let letters = ScriptDetector.letters(in: sample)
    guard let script = ScriptDetector.dominant(in: sample) else { return nil }
    let count = { (script: Script) in letters.first { $0.script == script }?.letters ?? 0 }
    let share = Double(count(script)) / Double(max(1, letters.reduce(0) { $0 + $1.letters }))
    switch script {
    case .han, .kana, .hangul:
      return EastAsian.guess(sample, han: count(.han), kana: count(.kana), hangul: count(.hangul))
    case .latin, .cyrillic, .arabic, .devanagari:
      return tables[script].flatMap { guess(sample, script, $0) }
    default:
      guard let language = LanguageTag.onlyLanguage(of: script) else { return nil }
      return LanguageGuess(
        tag: LanguageTag(language: language, script: script),
        confidence: min(1, 0.5 + share / 2) * (count(script) > 2 ? 0.99 : 0.5), others: [:], letters: count(script))
    }
  }

  private func guess(_ sample: [UInt8], _ script: Script, _ table: ProfileTable) -> LanguageGuess? {
    var counter = GramCounter(table: table, script: script)
    counter.read(sample, wordWorth: Self.wordWorth)
    guard counter.letters > 0, let least = counter.sums.min() else { return nil }
    // The best of a language's tables speaks for it: Kazakh has two in Latin letters.
    var weights: [String: Double] = [:]
    for (profile, sum) in zip(table.profiles, counter.sums) {
      let language = String(profile.tag.split(separator: "-")[0])
      let weight = Self.exponential(-Double(sum - least) * Self.evidenceScale)
      weights[language] = max(weights[language] ?? 0, weight)
    }
    let total = weights.values.reduce(0, +)
    guard let best = weights.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { return nil }
    var others = weights.mapValues { $0 / total }
    others[best.key] = nil
    return LanguageGuess(
      tag: LanguageTag(language: best.key, script: script), confidence: best.value / total * counter.fit,
      others: others,
      letters: counter.letters)
  }

  /// e to the power of `x` for x not above 0, by squaring; the standard library has no `exp` of its own.
  static func exponential(_ x: Double) -> Double {
    if x < -700 { return 0 }
    var result = 1 + x / 1024
    // (1 + x/1024)^1024 is near e^x for small x only, so halve first.
    if x < -1 {
      let half = exponential(x / 2)
      return half * half
    }
    for _ in 0..<10 { result *= result }
    return result
  }
}

/// Adds up the costs of a text's n-grams.
private struct GramCounter {
  let table: ProfileTable
  let script: Script
  private(set) var sums: [Int32]
  private(set) var letters = 0
  private var word: [UInt8] = []

  init(table: ProfileTable, script: Script) {
    self.table = table
    self.script = script
    sums = [Int32](repeating: 0, count: table.profiles.count)
  }

  /// How well the best language explains the text, 0...1.
  var fit: Double { 1 }

  mutating func read(_ utf8: [UInt8], wordWorth: Int32) {
    var first: UInt32 = 0
    var second: UInt32 = 0
    for element in ScalarIterator(utf8) {
      let scalar = element.scalar
      guard Script(of: scalar) == script else {
        if UTF8Text.isMark(scalar) || scalar == "\u{200C}" { continue }
        // o‘ and g‘ are letters of Uzbek; elsewhere an apostrophe parts words.
        let isApostrophe = scalar == "'" || scalar == "’" || scalar == "‘" || scalar == "ʻ" || scalar == "ʼ"
        if isApostrophe, second == 0x6F || second == 0x67 { continue }
        endWord(wordWorth)
        first = 0
        second = 0
        continue
      }
      let letter = UTF8Text.lowercased(scalar).value
      letters += 1
      UTF8Text.append(UTF8Text.lowercased(scalar), to: &word)
      table.add(ProfileTable.key(letter), length: 1, to: &sums)
      if second != 0 { table.add(ProfileTable.key(second, letter), length: 2, to: &sums) }
      if first != 0 { table.add(ProfileTable.key(first, second, letter), length: 3, to: &sums) }
      first = second
      second = letter
    }
    endWord(wordWorth)
  }

  private mutating func endWord(_ worth: Int32) {
    guard !word.isEmpty else { return }
    var bits = word.count <= 32 ? table.languages(of: word) : 0
    while bits != 0 {
      sums[bits.trailingZeroBitCount] -= worth
      bits &= bits - 1
    }
    word.removeAll(keepingCapacity: true)
  }
}
