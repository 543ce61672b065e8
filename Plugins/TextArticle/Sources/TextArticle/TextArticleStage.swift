public import KZPipeKit
import KZPipeText
import KZPipeLearn

/// Cleans scraped plain text: every line (or rejoined paragraph) becomes a block that is kept or dropped with a reason.
///
/// Kept blocks are the article's text: paragraphs, subheads, list items and captions. Dropped blocks that have a part of their
/// own carry it as their kind: headline lines are headings, then bylines, dates, section trails. `Block.group` is the
/// number of the section a line stands in: it rises by one where two or more empty lines precede, which is how interviews
/// separate their questions. Blocks of UTF-8 that needed no repair carry their place in `Page.content`.
///
/// Evidence with origin `.text` names, best first, the lines that may be `headline`, `byline`, `date`, `trail` and `credit`.
public struct TextArticleStage: CleanStage {
  public static let spec = StageSpec(
    "text_article", kind: .clean,
    summary: "Finds the article in the scraped plain text of a page and says what every other line is.",
    accepts: ["text/plain"], reads: [.content], writes: [.blocks, .evidence])

  private let reader: LineReader
  private let classifier: LineClassifier
  private let headlineModel: TreeEnsemble

  public init(options: Options, context: StageContext) throws(StageError) {
    let resources = ModuleResources(package: "TextArticle", target: "TextArticle", context: context)
    reader = try LineReader(
      roles: try Resource.read(resources.path("lexicon.tsv")),
      vocabulary: try Resource.read(resources.path("vocabulary.txt")))
    classifier = LineClassifier(trees: try Resource.model(resources.path("lines.kztrees"), FeatureMatrix.names))
    headlineModel = try Resource.model(resources.path("headlines.kztrees"), Headlines.featureNames)
  }

  public func clean(_ page: inout Page) async throws(StageError) {
    let decoded = DecodedPage(
      page.content,
      declared: page.source.declaredEncoding
        ?? page.source.header("content-type").flatMap(Charset.label(inContentType:)))
    page.source.encoding = decoded.encoding
    let form = reader.read(decoded)
    let probability = classifier.probabilities(form)
    let words = form.forms.map { Float($0.columns) / LineClassifier.columnsPerWord }
    let kept = LineClassifier.choose(probability, words: words)
    let confidence = ArticleConfidence(page: form, probability: probability, words: words, kept: kept).value
    page.articleConfidence = decoded.isBinary ? 0 : confidence
    let finder = RoleFinder(page: form, scanner: reader.scanner, probability: probability, headlineModel: headlineModel)
    PageWriter(form: form, reading: finder.read(kept: kept), sourceOffset: decoded.sourceOffset).write(to: &page)
  }
}
