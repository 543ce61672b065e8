import Glibc
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
  static let sampleBytes = 4096
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

  /// Bytes of a text that `isPlainly` reads at most.
  private static let glanceBytes = 400

  /// Whether so many of the first words are function words of `language`, a primary subtag, that nothing else has to be asked.
  ///
  /// A text of another language shares a word here and there; a third of all words is not chance. No answer is no denial.
  func isPlainly(_ language: String, _ utf8: some Collection<UInt8>) -> Bool {
    let lower = UTF8Text.lowercased(Array(utf8.prefix(Self.glanceBytes)))
    for table in tables.values {
      let columns = table.columns(of: language)
      guard columns != 0 else { continue }
      var (words, known) = (0, 0)
      for word in lower.split(whereSeparator: { $0 < 0x61 || (0x7B...0x7F).contains($0) }) {
        words += 1
        if table.languages(of: Array(word)) & columns != 0 { known += 1 }
      }
      if known >= 4, known * 3 >= words { return true }
    }
    return false
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
    // The best of a language's tables speaks for it: Kazakh has two in Latin letters. Sums run in the tables' order, so
    // that they are the same in every run.
    var weights: [(language: String, weight: Double)] = []
    for (language, logarithm) in zip(table.languages, logarithms) {
      let weight = exp(logarithm - most)
      if let known = weights.firstIndex(where: { $0.language == language }) {
        weights[known].weight = max(weights[known].weight, weight)
      } else {
        weights.append((language, weight))
      }
    }
    let total = weights.reduce(0) { $0 + $1.weight }
    let best = table.languages[winner]
    var others: [String: Double] = [:]
    for (language, weight) in weights where language != best { others[language] = weight / total }
    return LanguageGuess(
      tag: LanguageTag(language: best, script: script), confidence: counter.fit(of: winner) / total,
      others: others, letters: counter.letters)
  }
}
