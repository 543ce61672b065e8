public import KZPipeKit
import KZPipeGrammar

/// The stage module `dates`.
public enum DatesModule: StageModule {
  public static let name: StaticString = "dates"
  public static let version: StaticString = "0.1.0"
  public static let stages: StaticString = "enrich:dates"
  public static func register(in registrar: inout Registrar) { registrar.add(Dates.self) }
}

/// Finds time expressions and gives them TimeML values, placed on the calendar by the publication date.
public struct Dates: EnrichStage {
  static let inferPublished = Option(
    "infer_published", default: true,
    summary: "Whether a missing publication date is derived from the text when the text proves it.")

  public static let spec = StageSpec(
    "dates", kind: .enrich, summary: "Finds time expressions and gives them TimeML values.", reads: [.body],
    readsOptionally: [.headline, .images, .metadata, .language], writes: ["dates", "metadata"],
    options: [inferPublished.spec])

  private let mayInfer: Bool

  public init(options: Options, context: StageContext) throws(StageError) {
    mayInfer = options[Self.inferPublished]
  }

  public func enrich(_ article: inout Article) async throws(StageError) {
    let text = ArticleText(article)
    guard let language = text.language, let grammar = Self.grammar(language) else { return }
    let found = text.pieces.map { grammar.candidates(in: $0.text) }
    let anchor = article.datePublished.map { Anchor($0) }
    var resolver = anchor.map { Resolver(anchor: $0) }
    var dates: [TimeExpression] = []
    for (piece, candidates) in zip(text.pieces, found) {
      resolver?.beginPiece()
      for candidate in candidates {
        var tense = candidate.tense ?? grammar.tense(piece.text, around: candidate.tokens)
        // Captions and headlines tell the past in the present tense.
        if candidate.tense == nil, tense == .unknown, case .weekday = candidate.meaning { tense = .past }
        guard let value = resolver?.value(candidate.meaning, tense) else { continue }
        dates.append(
          TimeExpression(
            range: TextRange(piece.at, candidate.bytes), text: piece.text.string(candidate.bytes), value: value,
            confidence: candidate.confidence))
      }
    }
    article.annotations.dates = dates
    if !dates.isEmpty { article.provenance.append(Provenance(stage: "dates", at: "/dates", reason: "time_grammar")) }
  }

  static func grammar(_ language: GrammarLanguage) -> (any DateGrammar)? {
    switch language {
    case .english: EnglishGrammar()
    case .russian: RussianGrammar()
    case .kazakh: KazakhGrammar()
    case .korean: KoreanGrammar()
    }
  }
}
