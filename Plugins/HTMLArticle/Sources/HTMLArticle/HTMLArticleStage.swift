import KZPipeKit

/// The clean stage `html_article`: takes an HTML page apart into blocks and decides which of them are the article.
public struct HTMLArticleStage: CleanStage {
  static let favour = Option(
    "favour", default: "balanced", type: .choice(["balanced", "precision", "recall"]),
    summary: "Which error to avoid when a block may or may not belong to the article.", example: "precision")
  static let keepLinks = Option(
    "keep_links", default: true, summary: "Whether links inside the article are kept as inline markup.")

  public static let spec = StageSpec(
    "html_article", kind: .clean,
    summary: "Takes an HTML page apart into blocks and decides with a learned model which of them are the article.",
    accepts: ["text/html", "application/xhtml+xml"], reads: [.content], writes: [.blocks, .evidence, .images],
    options: [favour.spec, keepLinks.spec])

  let cleaner: PageCleaner

  public init(options: Options, context: StageContext) throws(StageError) {
    let resources = ModuleResources(package: "HTMLArticle", target: "HTMLArticle", context: context)
    let path = resources.path("body.trees")
    cleaner = try PageCleaner(
      modelPath: path, favour: Favour(rawValue: options[Self.favour]) ?? .balanced, keepsLinks: options[Self.keepLinks])
  }

  public func clean(_ page: inout Page) async throws(StageError) {
    try cleaner.clean(&page)
  }
}

/// Which error to avoid in doubt.
public enum Favour: String, Sendable {
  case balanced, precision, recall
}
