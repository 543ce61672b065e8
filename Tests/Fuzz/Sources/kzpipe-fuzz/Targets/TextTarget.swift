import KZPipeKit
import NewsArticle
import TextArticle

/// text_article and news_article on scraped text.
struct TextTarget: FuzzTarget {
  static let name = "text"
  private let cleaner: TextArticleStage
  private let parser: NewsArticleStage

  init() throws {
    cleaner = try TextArticleStage(options: Options(for: TextArticleStage.spec), context: Setting.context)
    parser = try NewsArticleStage(options: Options(for: NewsArticleStage.spec), context: Setting.context)
  }

  func run(_ bytes: [UInt8]) {
    let page = Page(id: "fuzz", source: Source(uri: "fuzz.txt", mediaType: "text/plain"), content: bytes)
    do throws(StageError) {
      let cleaned = try Waiting.result { [cleaner] () throws(StageError) in
        var page = page
        try await cleaner.clean(&page)
        return page
      }
      PageRules.check(cleaned)
      PageRules.check(try parser.article(of: cleaned))
    } catch {
      require(error.code == .noArticle || error.code == .tooLarge, "\(error)")
    }
  }
}
