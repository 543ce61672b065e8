public import KZPipeKit
import KZPipeRecord

/// The stage module `article_json`.
public enum ArticleJSONModule: StageModule {
  public static let name: StaticString = "article_json"
  public static let version: StaticString = "0.1.0"
  public static let stages: StaticString = "export:article_json"
  public static func register(in registrar: inout Registrar) { registrar.add(ArticleJSON.self) }
}

/// Writes articles as JSON Lines, one record an article: the shape that data tools load.
///
/// The record's fields are those of kzpipe's article record in its fixed order. What an article does not have is
/// absent; lists are always there, empty when nothing was found.
public struct ArticleJSON: ExportStage {
  static let provenance = Option(
    "provenance", default: true, summary: "Whether each record says which stage made which of its values, and why.")
  static let prettyFiles = Option(
    "pretty_files", default: false,
    summary: "Whether each article is also written to an indented file of its own, {slug}.json.")

  public static let spec = StageSpec(
    "article_json", kind: .export, summary: "Writes articles as JSON Lines, one record an article.", reads: [.body],
    readsOptionally: [
      .headline, .authors, .images, .metadata, .language, .entities, .quotations, .exchanges, .dates, .amounts, .roles,
      .topics, .countries, .keywords, .summary, .statistics, .related,
    ],
    options: [provenance.spec, prettyFiles.spec])

  /// The shared file that holds the records.
  public static let recordFile = "articles.jsonl"

  private let withProvenance: Bool
  private let withFiles: Bool

  public init(options: Options, context: StageContext) throws(StageError) {
    withProvenance = options[Self.provenance]
    withFiles = options[Self.prettyFiles]
  }

  public func export(_ article: Article) async throws(StageError) -> [Output] {
    var line = ArticleRecord.json(of: article, provenance: withProvenance)
    line.append(UInt8(ascii: "\n"))
    var outputs: [Output] = [.record(file: Self.recordFile, contents: line)]
    if withFiles {
      var file = ArticleRecord.json(of: article, provenance: withProvenance, indented: true)
      file.append(UInt8(ascii: "\n"))
      outputs.append(.file(name: "{slug}.json", contents: file))
    }
    return outputs
  }
}
