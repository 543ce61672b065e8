public import KZPipeKit
import KZPipeNews

/// The stage module `ninjs`.
public enum NinjsModule: StageModule {
  public static let name: StaticString = "ninjs"
  public static let version: StaticString = "0.1.0"
  public static let stages: StaticString = "export:ninjs"
  public static func register(in registrar: inout Registrar) { registrar.add(Ninjs.self) }
}

/// Writes each article as a ninjs object with its pictures as associations.
///
/// Source: IPTC, News in JSON 3.1 and 2.2 (JSON Schema). The two say the same under names of another case.
public struct Ninjs: ExportStage {
  static let edition = Option(
    "version", default: "3.1", type: .choice(["3.1", "2.2"]), summary: "Version of ninjs to write.")
  static let urgency = Option<Int?>(
    "urgency", type: .integer(1...9), summary: "Editorial urgency of the text, 1 the highest.", example: 5)
  static let includeEmail = Option(
    "include_email", default: false, summary: "Whether authors' e-mail addresses are written; they are personal data.")

  public static let spec = StageSpec(
    "ninjs", kind: .export, summary: "Writes articles as ninjs, the IPTC's news in JSON.", reads: [.headline, .body],
    readsOptionally: [.authors, .images, .metadata, .language, .entities, .exchanges, .topics, .summary],
    options: [Provider.option.spec, Provider.authorityOption.spec, edition.spec, urgency.spec, includeEmail.spec])

  private let provider: Provider
  private let edition: NinjsEdition
  private let urgency: Int?
  private let withEmail: Bool

  public init(options: Options, context: StageContext) throws(StageError) {
    provider = try Provider(options)
    edition = options[Self.edition] == "2.2" ? .two : .three
    urgency = options[Self.urgency]
    withEmail = options[Self.includeEmail]
  }

  public func export(_ article: Article) async throws(StageError) -> [Output] {
    let item = try NewsItem(article, withEmail: withEmail)
    let record = try NinjsRecord(item, provider: provider, edition: edition, urgency: urgency)
    return [.file(name: "{slug}.json", contents: record.json())]
  }
}
