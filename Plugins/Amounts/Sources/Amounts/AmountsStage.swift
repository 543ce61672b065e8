public import KZPipeKit
import KZPipeGrammar

/// The stage module `amounts`.
public enum AmountsModule: StageModule {
  public static let name: StaticString = "amounts"
  public static let version: StaticString = "0.1.0"
  public static let stages: StaticString = "enrich:amounts"
  public static func register(in registrar: inout Registrar) { registrar.add(Amounts.self) }
}

/// Finds sums of money, percentages and counts, and says what they are worth in numbers.
public struct Amounts: EnrichStage {
  static let counts = Option(
    "counts", default: true,
    summary: "Whether counted things (`3,000 people`) are annotated beside money and percentages.")

  public static let spec = StageSpec(
    "amounts", kind: .enrich, summary: "Finds sums of money, percentages and counts with their values.", reads: [.body],
    readsOptionally: [.headline, .images, .language], writes: ["amounts"], options: [counts.spec])

  private let withCounts: Bool

  public init(options: Options, context: StageContext) throws(StageError) {
    withCounts = options[Self.counts]
  }

  public func enrich(_ article: inout Article) async throws(StageError) {
    let text = ArticleText(article)
    guard let language = text.language else { return }
    let countries = CountryContext(text.pieces.map(\.text))
    let grammar = AmountGrammar(language: language, withCounts: withCounts, countries: countries)
    var found: [Amount] = []
    for piece in text.pieces {
      for amount in grammar.amounts(in: piece.text) {
        found.append(
          Amount(
            range: TextRange(piece.at, amount.bytes), text: piece.text.string(amount.bytes), values: amount.values,
            unit: amount.unit, confidence: amount.confidence))
      }
    }
    article.annotations.amounts = found
    if !found.isEmpty {
      article.provenance.append(Provenance(stage: "amounts", at: "/amounts", reason: "number_and_unit"))
    }
  }
}
