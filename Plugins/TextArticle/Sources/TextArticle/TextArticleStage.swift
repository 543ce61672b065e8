public import KZPipeKit
import KZPipeText

/// Cleans scraped plain text: every line (or rejoined paragraph) becomes a block that is kept or dropped with a reason.
///
/// `Block.group` is the number of the section the line stands in: it rises by one where two or more empty lines precede,
/// which is how interviews separate their questions. Blocks of decoded UTF-8 that needed no repair carry their place in
/// `Page.content`.
public struct TextArticleStage: CleanStage {
  public static let spec = StageSpec(
    "text_article", kind: .clean,
    summary: "Finds the article in the scraped plain text of a page and says what every other line is.",
    accepts: ["text/plain"], reads: [.content], writes: [.blocks, .evidence])

  private let scanner: LineScanner

  public init(options: Options, context: StageContext) throws(StageError) {
    let resources = ModuleResources(package: "TextArticle", target: "TextArticle", context: context)
    scanner = LineScanner(lexicon: try Lexicon(roles: try Resource.read(resources.path("lexicon.tsv"))))
  }

  public func clean(_ page: inout Page) async throws(StageError) {
    let decoded = DecodedPage(page.content, declared: page.source.declaredEncoding)
    page.source.encoding = decoded.encoding
    let text = HardWrap.rejoin(LineSplitter.split(decoded.utf8))
    let form = PageForm(text, scanner: scanner)
    let probability = RuleScorer(page: form).scores()
    let reading = RoleFinder(page: form, scanner: scanner, probability: probability).read(
      kept: probability.map { $0 >= 0.5 })
    PageWriter(form: form, reading: reading, sourceOffset: decoded.sourceOffset).write(to: &page)
  }
}
