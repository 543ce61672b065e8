import KZPipeKit
import KZPipeText

/// Enrich stage `statistics`: words, sentences, paragraphs, characters and reading time of headline and body.
public struct StatisticsStage: EnrichStage {
  static let wordsPerMinute = Option(
    "words_per_minute", default: 230, in: 50...2000,
    summary: "Reading speed; 230 is near the mean of silent reading in English (Brysbaert 2019: 238).")
  static let charactersPerMinute = Option(
    "characters_per_minute", default: 500, in: 50...5000,
    summary: "Reading speed for Chinese and Japanese, where words are not set apart.")

  public static let spec = StageSpec(
    "statistics", kind: .enrich,
    summary: "Counts words, sentences, paragraphs and characters and estimates the reading time.",
    reads: [.body], readsOptionally: [.headline, .language], writes: [.statistics],
    options: [wordsPerMinute.spec, charactersPerMinute.spec])

  let wordsPerMinute: Int
  let charactersPerMinute: Int

  public init(options: Options, context: StageContext) throws(StageError) {
    wordsPerMinute = options[Self.wordsPerMinute]
    charactersPerMinute = options[Self.charactersPerMinute]
  }

  public func enrich(_ article: inout Article) async throws(StageError) {
    var statistics = Statistics(words: 0, sentences: 0, paragraphs: 0, characters: 0, readingTime: 0)
    var ideographs = 0
    for text in [article.headline].compactMap({ $0 }) + article.body.map(\.text) {
      let bytes = Array(text.utf8)
      let words = Segmenter.words(in: bytes)
      var previous = -1
      for word in words {
        // What stands together without a space is one word, as people and NewsML's wordcount count: "p.m.", "A/B".
        let isOwn =
          word.kind == .ideographic || previous < 0
          || bytes[previous..<word.range.lowerBound].contains { $0 <= 0x20 || $0 == 0xC2 }
        if isOwn { statistics.words += 1 }
        if word.kind == .ideographic { ideographs += 1 }
        previous = word.range.upperBound
      }
      statistics.sentences += Segmenter.sentences(in: bytes, language: article.language).count
      statistics.characters += UTF8Text.scalarCount(bytes)
    }
    statistics.paragraphs = article.body.count
    let seconds =
      Double(statistics.words - ideographs) * 60 / Double(wordsPerMinute)
      + Double(ideographs) * 60 / Double(charactersPerMinute)
    statistics.readingTime = Int(seconds.rounded(.up))
    article.annotations.statistics = statistics
  }
}

/// Registers the module's stage.
public enum StatisticsModule: StageModule {
  public static let name: StaticString = "statistics"
  public static let version: StaticString = "0.1.0"
  public static let stages: StaticString = "enrich:statistics"
  public static func register(in registrar: inout Registrar) { registrar.add(StatisticsStage.self) }
}
