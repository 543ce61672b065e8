import Glibc
import KZPipeKit

/// Enrich stage `keywords`: words and phrases that characterise the article, as printed.
public struct KeywordsStage: EnrichStage {
  static let maximum = Option("maximum", default: 10, in: 1...50, summary: "Most keywords.")

  public static let spec = StageSpec(
    "keywords", kind: .enrich, summary: "Finds the words and phrases that characterise the article.",
    reads: [.body], readsOptionally: [.headline, .language, .entities], writes: [.keywords], options: [maximum.spec])

  let maximum: Int
  /// Stop words by language.
  let stopwords: [String: Set<[UInt8]>]
  /// Words that say something only in a phrase, by language.
  let weakWords: [String: Set<String>]

  public init(options: Options, context: StageContext) throws(StageError) {
    maximum = options[Self.maximum]
    let resources = ModuleResources(package: "Keywords", target: "Keywords", context: context)
    var words: [String: Set<[UInt8]>] = [:]
    var weak: [String: Set<String>] = [:]
    for line in String(decoding: try resources.bytes(of: "stopwords.tsv"), as: UTF8.self).split(separator: "\n") {
      let fields = line.split(separator: "\t")
      guard !line.hasPrefix("#"), fields.count == 2 else { continue }
      if fields[0].hasSuffix("+") {
        weak[String(fields[0].dropLast())] = Set(fields[1].split(separator: " ").map(String.init))
      } else {
        words[String(fields[0]), default: []].formUnion(fields[1].split(separator: " ").map { Array($0.utf8) })
      }
    }
    guard !words.isEmpty else {
      throw StageError(.resource, "stopwords.tsv holds no words", advice: "install the module anew")
    }
    stopwords = words
    weakWords = weak
  }

  public func enrich(_ article: inout Article) async throws(StageError) {
    let language = article.language.map { String($0.prefix { $0 != "-" }) } ?? ""
    let stop = stopwords[language] ?? stopwords.values.reduce(into: Set()) { $0.formUnion($1) }
    var candidates = Candidates { word in stop.contains(Array(word)) }
    if let headline = article.headline { candidates.read(headline, weight: 2, isHeadline: true) }
    if let deck = article.alternativeHeadline { candidates.read(deck, weight: 1.5, isHeadline: true) }
    for (position, block) in article.body.enumerated() {
      candidates.read(block.text, weight: position < 2 ? 1.5 : 1, isHeadline: false)
    }
    let weak = weakWords[language] ?? []
    article.annotations.keywords = choose(
      from: candidates, weak: weak, names: EntityNames(article.annotations, language: language))
  }

  /// A single word must recur; a phrase counts by its uses and its length, a name and a place in the headline help. What is
  /// part of an entity's name stands for it. Phrases that repeat a better one in part are left out.
  private func choose(from candidates: Candidates, weak: Set<String>, names: EntityNames) -> [Keyword] {
    let scored = candidates.phrases.compactMap {
      key, phrase -> (key: String, phrase: Candidates.Phrase, score: Double)? in
      let isSupported = phrase.weight >= 2.5 || (phrase.isInHeadline && phrase.weight > 2)
      guard isSupported, phrase.words > 1 || !weak.contains(phrase.text.lowercased()) else { return nil }
      var score = log2(1 + phrase.weight) * (1 + 0.45 * Double(phrase.words - 1))
      if phrase.isName { score *= 1.25 }
      if phrase.isInHeadline { score *= 1.3 }
      return (key, phrase, score)
    }.sorted { a, b in a.score == b.score ? a.phrase.order < b.phrase.order : a.score > b.score }

    var chosen: [(words: Set<Substring>, text: String, score: Double)] = []
    for candidate in scored where chosen.count < maximum {
      let name = candidate.phrase.isName || candidate.phrase.isInHeadline ? names.name(of: candidate.key) : nil
      let text = name?.text ?? Self.shown(candidate.phrase)
      let words = Set((name?.key[...] ?? candidate.key[...]).split(separator: " "))
      let repeats = chosen.contains { other in
        words.isSubset(of: other.words) || other.words.isSubset(of: words) || other.text == text
      }
      if !repeats { chosen.append((words, text, candidate.score)) }
    }
    guard let best = chosen.first?.score else { return [] }
    return chosen.map { Keyword(text: $0.text, relevance: $0.score / best) }
  }

  /// A Korean word that was seen with several particles, or with one and without, is shown without.
  private static func shown(_ phrase: Candidates.Phrase) -> String {
    guard phrase.hasForms, phrase.words == 1, let bare = KoreanParticles.without(phrase.text.unicodeScalars) else {
      return phrase.text
    }
    return String(String.UnicodeScalarView(bare))
  }
}

/// Registers the module's stage.
public enum KeywordsModule: StageModule {
  public static let name: StaticString = "keywords"
  public static let version: StaticString = "0.1.0"
  public static let stages: StaticString = "enrich:keywords"
  public static func register(in registrar: inout Registrar) { registrar.add(KeywordsStage.self) }
}
