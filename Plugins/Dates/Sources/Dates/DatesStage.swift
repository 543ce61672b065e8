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

  static let vague = Option(
    "vague", default: false,
    summary: "Whether expressions that name no certain time (`a few days`, `in the future`) are annotated too.")

  static let yearFiles = Option<[String]>(
    "year_files", default: [], type: .list(.path),
    summary: "Further tables of years of independence and of diplomatic relations, in the form of known-years.tsv.",
    example: ["packs/norland-years.tsv"])

  public static let spec = StageSpec(
    "dates", kind: .enrich, summary: "Finds time expressions and gives them TimeML values.", reads: [.body],
    readsOptionally: [.headline, .images, .metadata, .language], writes: ["dates", "metadata"],
    options: [inferPublished.spec, vague.spec, yearFiles.spec])

  private let mayInfer: Bool
  private let withVague: Bool
  private let years: KnownYears

  public init(options: Options, context: StageContext) throws(StageError) {
    mayInfer = options[Self.inferPublished]
    withVague = options[Self.vague]
    years = try KnownYears(files: options[Self.yearFiles], context: context)
  }

  public func enrich(_ article: inout Article) async throws(StageError) {
    let text = ArticleText(article)
    guard let language = text.language, let grammar = Self.grammar(language) else { return }
    var expressions: [PublicationDate.Expression] = []
    for (number, piece) in text.pieces.enumerated() {
      for candidate in grammar.candidates(in: piece.text) where withVague || !candidate.isVague {
        let tense = candidate.tense ?? Self.tense(candidate, piece, grammar)
        expressions.append(.init(piece: number, at: piece.at, candidate: candidate, tense: tense))
      }
    }
    let anchor = article.datePublished.map { Anchor($0) } ?? infer(&article, text, expressions)
    var resolver = Resolver(anchor: anchor)
    var dates: [TimeExpression] = []
    var last = -1
    for item in expressions {
      if item.piece != last { resolver.beginPiece() }
      last = item.piece
      guard let value = resolver.value(item.candidate.meaning, item.tense) else { continue }
      dates.append(
        TimeExpression(
          range: TextRange(item.at, item.candidate.bytes),
          text: text.pieces[item.piece].text.string(item.candidate.bytes),
          value: value, confidence: anchor == nil ? item.candidate.confidence * 0.9 : item.candidate.confidence))
    }
    article.annotations.dates = dates
    if !dates.isEmpty { article.provenance.append(Provenance(stage: "dates", at: "/dates", reason: "time_grammar")) }
  }

  /// Captions and headlines tell the past in the present tense; a bare weekday without a verb is past.
  private static func tense(_ candidate: Candidate, _ piece: ArticleText.Piece, _ grammar: any DateGrammar) -> Tense {
    let tense = grammar.tense(piece.text, around: candidate.tokens)
    guard case .weekday = candidate.meaning else { return tense }
    if case .caption = piece.at, !piece.text.tokens.contains(where: { $0.isWord("will") || $0.isWord("would") }) {
      return .past
    }
    return tense == .unknown ? .past : tense
  }

  private func infer(_ article: inout Article, _ text: ArticleText, _ expressions: [PublicationDate.Expression])
    -> Anchor?
  {
    guard mayInfer, let found = PublicationDate(text: text, expressions: expressions, years: years).infer() else {
      return nil
    }
    article.datePublished = found.date
    article.datePublishedIsInferred = true
    article.provenance.append(
      Provenance(stage: "dates", at: "/date_published", reason: found.reason, confidence: found.confidence))
    return found.anchor
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
