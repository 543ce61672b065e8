public import KZPipeKit
import KZPipeText

/// Finds the language of an article and of blocks that are in another one.
public struct LanguageStage: EnrichStage {
  static let minimumConfidence = Option(
    "minimum_confidence", default: 0.6, in: 0...1,
    summary: "Probability below which the language of a text stays undetermined.")
  static let blocks = Option("blocks", default: true, summary: "Whether to look for blocks in another language.")
  static let script = Option(
    "script", default: "when_unusual", type: .choice(["when_unusual", "always"]),
    summary: "When a tag names its script: where it is not the language's usual one (kk-Latn, zh-Hant), or always.")

  public static let spec = StageSpec(
    "language", kind: .enrich, summary: "Language and script of the article and of blocks in another language.",
    reads: [.body], readsOptionally: [.headline, .language], writes: [.language],
    options: [minimumConfidence.spec, blocks.spec, script.spec])

  private let identifier: LanguageIdentifier
  private let minimum: Double
  private let looksAtBlocks: Bool
  private let namesScript: Bool

  public init(options: Options, context: StageContext) throws(StageError) {
    let resources = ModuleResources(package: "Language", target: "Language", context: context)
    identifier = try LanguageIdentifier(
      profiles: try resources.bytes(of: "profiles.txt"), path: resources.path("profiles.txt"))
    minimum = options[Self.minimumConfidence]
    looksAtBlocks = options[Self.blocks]
    namesScript = options[Self.script] == "always"
  }

  public func enrich(_ article: inout Article) async throws(StageError) {
    let guess = identifier.guess(Self.sample(of: article))
    judge(guess, &article)
    if looksAtBlocks { markBlocks(&article) }
  }

  // MARK: the article

  /// Headline and body, up to what the identifier reads.
  private static func sample(of article: Article) -> [UInt8] {
    var sample = Array((article.headline ?? "").utf8.prefix(LanguageIdentifier.sampleBytes))
    for block in article.body where sample.count < LanguageIdentifier.sampleBytes {
      sample.append(0x0A)
      sample.append(contentsOf: block.text.utf8.prefix(LanguageIdentifier.sampleBytes - sample.count))
    }
    return sample
  }

  private func judge(_ guess: LanguageGuess?, _ article: inout Article) {
    func note(_ reason: String, _ confidence: Double?) {
      article.provenance.append(
        Provenance(stage: Self.spec.name, at: "/language", reason: reason, confidence: confidence))
    }
    guard let guess else { return }
    let declared = article.language.flatMap(DeclaredLanguage.init)
    if let declared {
      switch declared.verdict(on: guess, isKnown: identifier.knows) {
      case .agrees:
        note("page_confirmed_by_text", guess.confidence)
        // "kk" on a text in Latin letters: right, but it makes readers expect Cyrillic.
        let full = guess.tag.bcp47(withScript: namesScript)
        if declared.isBare, guess.confidence >= minimum, full.hasPrefix(declared.language + "-") {
          article.language = full
          note("script_added_from_text", guess.confidence)
        }
      case .undecided: break
      case .contradicts:
        article.language = guess.confidence >= minimum ? guess.tag.bcp47(withScript: namesScript) : nil
        note("page_contradicted_by_text: \(declared.tag)", guess.confidence)
      }
    } else if guess.confidence >= minimum {
      article.language = guess.tag.bcp47(withScript: namesScript)
      note("letter_statistics", guess.confidence)
    }
  }

  // MARK: blocks

  /// Letters that a block needs before it is judged by itself; a character of Chinese, Japanese or Korean counts thrice.
  private static let leastLetters = 30

  private func markBlocks(_ article: inout Article) {
    guard let language = article.language.flatMap(DeclaredLanguage.init) else { return }
    for (index, block) in article.body.enumerated() where !identifier.isPlainly(language.language, block.text.utf8) {
      guard let guess = identifier.guess(block.text.utf8) else { continue }
      let isDense = guess.tag.script == .han || guess.tag.script == .kana || guess.tag.script == .hangul
      guard guess.letters * (isDense ? 3 : 1) >= Self.leastLetters, guess.confidence >= max(minimum, 0.9),
        language.verdict(on: guess, isKnown: identifier.knows) == .contradicts
      else { continue }
      article.annotations.blockLanguages.append(
        BlockLanguage(
          block: index, language: guess.tag.bcp47(withScript: namesScript), confidence: guess.confidence))
    }
  }
}
