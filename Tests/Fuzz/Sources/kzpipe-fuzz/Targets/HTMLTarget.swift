import HTMLArticle
import KZPipeKit
import NewsArticle

/// html_article and news_article on the bytes of a page.
struct HTMLTarget: FuzzTarget {
  static let name = "html"
  private let cleaner: PageCleaner
  private let parser: NewsArticleStage

  init() throws {
    let resources = ModuleResources(package: "HTMLArticle", target: "HTMLArticle", context: Setting.context)
    cleaner = try PageCleaner(modelPath: resources.path("body.trees"))
    parser = try NewsArticleStage(options: Options(for: NewsArticleStage.spec), context: Setting.context)
  }

  func run(_ bytes: [UInt8]) {
    var page = Page(id: "fuzz", source: Source(uri: "fuzz.html", mediaType: "text/html"), content: bytes)
    do {
      try cleaner.clean(&page)
      PageRules.check(page)
      PageRules.check(try parser.article(of: page))
    } catch {
      require(error.code == .noArticle || error.code == .tooLarge, "\(error)")
    }
  }
}
