public import KZPipeKit
import KZPipeNews

/// The stage module `json_ld`.
public enum JSONLDModule: StageModule {
  public static let name: StaticString = "json_ld"
  public static let version: StaticString = "0.1.0"
  public static let stages: StaticString = "export:json_ld"
  public static func register(in registrar: inout Registrar) { registrar.add(JSONLD.self) }
}

/// Writes each article as a schema.org `NewsArticle` in JSON-LD 1.1.
public struct JSONLD: ExportStage {
  static let includeEmail = Option(
    "include_email", default: false, summary: "Whether authors' e-mail addresses are written; they are personal data.")
  static let includeText = Option(
    "include_text", default: true, summary: "Whether the whole text is written as articleBody.")

  public static let spec = StageSpec(
    "json_ld", kind: .export, summary: "Writes articles as schema.org NewsArticle in JSON-LD.", reads: [.headline],
    readsOptionally: [
      .body, .authors, .images, .metadata, .language, .entities, .exchanges, .topics, .keywords, .summary, .statistics,
    ], options: [Provider.option.spec, Provider.authorityOption.spec, includeEmail.spec, includeText.spec])

  private let provider: Provider
  private let withEmail: Bool
  private let withText: Bool

  public init(options: Options, context: StageContext) throws(StageError) {
    provider = try Provider(options)
    withEmail = options[Self.includeEmail]
    withText = options[Self.includeText]
  }

  public func export(_ article: Article) async throws(StageError) -> [Output] {
    let item = try NewsItem(article, withEmail: withEmail)
    let contents = NewsArticleObject(item, provider: provider, withText: withText).json()
    return [.file(name: "{slug}.jsonld", contents: contents)]
  }
}
