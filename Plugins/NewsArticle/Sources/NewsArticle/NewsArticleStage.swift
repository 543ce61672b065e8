public import KZPipeKit

/// Makes an `Article` of a cleaned page, from what the page states about itself and from what it shows.
///
/// Reads `Page.blocks`, `spans`, `images` and `evidence`; never looks at `Page.content`. Every value set has its entry in
/// `Article.provenance`. Throws `no_article` when the page holds none.
public struct NewsArticleStage: ParseStage {
  static let minimumConfidence = Option(
    "minimum_confidence", default: 0.35, in: 0...1,
    summary: "Pages whose clean stages are less sure than this that they hold an article are reported as no_article.")
  static let minimumCharacters = Option(
    "minimum_characters", default: 40, in: 1...100_000,
    summary: "A body with fewer letters and digits than this is no article.")
  static let dateline = Option(
    "dateline", default: "keep", type: .choice(["keep", "strip"]),
    summary: "Whether the dateline stays at the start of the first paragraph or is only recorded apart.")
  static let deck = Option(
    "deck", default: "keep", type: .choice(["keep", "strip"]),
    summary: "Whether a standfirst that belongs to the body stays in it or is only recorded as alternative headline.")

  public static let spec = StageSpec(
    "news_article", kind: .parse,
    summary: "Turns a cleaned page into an article: headline, authors, dates, body, pictures, questions and answers.",
    accepts: ["text/html", "application/xhtml+xml", "text/plain"], reads: [.blocks],
    readsOptionally: [.evidence, .images],
    writes: [.headline, .authors, .body, .images, .metadata, .exchanges, .language],
    options: [minimumConfidence.spec, minimumCharacters.spec, dateline.spec, deck.spec])

  private let minimumConfidence: Double
  private let minimumCharacters: Int
  private let keepsDateline: Bool
  private let keepsDeck: Bool

  public init(options: Options, context: StageContext) throws(StageError) {
    minimumConfidence = options[Self.minimumConfidence]
    minimumCharacters = options[Self.minimumCharacters]
    keepsDateline = options[Self.dateline] == "keep"
    keepsDeck = options[Self.deck] == "keep"
  }

  public func parse(_ page: Page) async throws(StageError) -> Article {
    try article(of: page)
  }

  /// The work of `parse`, which never suspends.
  public func article(of page: Page) throws(StageError) -> Article {
    if let confidence = page.articleConfidence, confidence < minimumConfidence {
      throw StageError(
        .noArticle, "The clean stages are too unsure that the page holds one article.", place: "/page",
        advice: "Lower minimum_confidence to keep such pages")
    }
    let view = PageView(page)
    guard !view.body.isEmpty else {
      throw StageError(.noArticle, "No block of the page belongs to an article.", place: "/page")
    }
    let site = SiteNames(evidence: view.evidence, host: view.host)
    let (headline, candidates) = HeadlineFinder(page: view, site: site).find()
    let authors = AuthorFinder(page: view, site: site, headlineBlock: headline?.block).find()
    let dates = DateFinder(page: view, headlineBlock: headline?.block)
    let body = BodyBuilder(
      page: view, headlineKeys: Set(candidates.map(\.key)), headlineBlock: headline?.block,
      bylineBlocks: authors.bylineBlocks, dateBlocks: dates.dateLines(),
      keepsDateline: keepsDateline, keepsDeck: keepsDeck
    ).build()
    guard hasSubstance(body.blocks) else {
      throw StageError(
        .noArticle, "The text that belongs to the article is too short.", place: "/page",
        advice: "Lower minimum_characters to keep such pages")
    }
    var assembly = ArticleAssembly(page: view, stage: Self.spec.name)
    assembly.set(headline)
    assembly.set(authors.authors)
    assembly.set(dates.find())
    assembly.set(body)
    assembly.set(ImageBuilder(page: view, body: body.blocks).build())
    assembly.setMetadata(MetadataReader(page: view, site: site, titles: candidates.map(\.key)))
    return assembly.article
  }

  private func hasSubstance(_ blocks: [BodyBlock]) -> Bool {
    var count = 0
    for block in blocks {
      // Beyond ASCII the first byte of a character counts, whatever it is.
      for byte in block.text.utf8 where Clean.isLetter(byte) || Clean.isDigit(byte) || byte >= 0xC0 { count += 1 }
      if count >= minimumCharacters { return true }
    }
    return false
  }
}
