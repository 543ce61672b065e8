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
  /// How much dearer the text is than the language's own texts are: about 1 for the right language.
  public var strain = 1.0
}

/// Tells languages apart by script, by the letters and n-grams of a script's languages, and by function words.
///
/// Naive Bayes over letters, pairs and triples within words (after Cavnar and Trenkle, 1994, with probabilities in place
/// of ranks); what a letter alone says, such as ұ for Kazakh or і against Russian, comes out of the same table.
public struct LanguageIdentifier: Sendable {
  /// Bytes of a text that are read at most; more would not change the answer.
  static let sampleBytes = 12288
  /// Of the evidence that counting n-grams of three lengths adds up, the share that is not repetition.
  private static let evidenceScale = 0.06
  /// What a function word is worth, in quarters of a bit.
  private static let wordWorth: Int32 = 28

  private let tables: [Script: ProfileTable]

  /// - Parameter profiles: contents of `profiles.txt`
  public init(profiles: [UInt8], path: String = "profiles.txt") throws(StageError) {
    tables = try ProfileReader.tables(from: profiles, path: path)
  }

  /// Whether the language, given by its primary subtag, is among those that n-grams are known of.
  func knows(_ language: String) -> Bool {
    tables.values.contains { $0.tags.contains(language) }
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
    var counter = GramCounter(table: table, script: script, wordWorth: Self.wordWorth)
    counter.read(sample)
    guard counter.letters > 0 else { return nil }
    // Natural logarithms of the likelihoods, up to a common constant.
    let logarithms = zip(counter.sums, table.priors).map { sum, prior in
      -Double(sum) * Self.evidenceScale - Double(prior) * 0.346_573_59
    }
    guard let most = logarithms.max(), let winner = logarithms.firstIndex(of: most) else { return nil }
    // The best of a language's tables speaks for it: Kazakh has two in Latin letters.
    var weights: [String: Double] = [:]
    for (tag, logarithm) in zip(table.tags, logarithms) {
      let language = Self.primary(tag)
      weights[language] = max(weights[language] ?? 0, Self.exponential(logarithm - most))
    }
    let total = weights.values.reduce(0, +)
    let best = Self.primary(table.tags[winner])
    var others = weights.mapValues { $0 / total }
    others[best] = nil
    return LanguageGuess(
      tag: LanguageTag(language: best, script: script), confidence: 1 / total, others: others,
      letters: counter.letters, strain: counter.strain(of: winner))
  }

  private static func primary(_ tag: String) -> String { String(tag.prefix { $0 != "-" }) }

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
  private var word: [Unicode.Scalar] = []
  private var folded: [UInt8] = []
  private var isCapitalised = false

  init(table: ProfileTable, script: Script, wordWorth: Int32) {
    self.table = table
    self.script = script
    self.wordWorth = wordWorth
    sums = [Int32](repeating: 0, count: table.tags.count)
    rewards = sums
  }

  /// Cost of the text's n-grams in the language of a column, over what as many of the language's own would cost.
  func strain(of column: Int) -> Double {
    let expected = zip(grams, table.expected[column]).reduce(0) { $0 + Double($1.0) * $1.1 }
    return expected > 0 ? Double(sums[column] + rewards[column]) / expected : 1
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
    for index in word.indices {
      let letter = word[index].value
      count(Profile.key(letter), 1, weight)
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
