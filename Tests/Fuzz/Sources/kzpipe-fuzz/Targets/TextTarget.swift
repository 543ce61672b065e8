import Dispatch
import KZPipeKit
import NewsArticle
import Synchronization
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
    var page = Page(id: "fuzz", source: Source(uri: "fuzz.txt", mediaType: "text/plain"), content: bytes)
    do {
      page = try cleaned(page)
      PageRules.check(page)
      PageRules.check(try parser.article(of: page))
    } catch {
      require(error.code == .noArticle || error.code == .tooLarge, "\(error)")
    }
  }

  /// The page after the stage, which is asynchronous: libFuzzer calls from a thread that has nothing else to do.
  private func cleaned(_ page: Page) throws(StageError) -> Page {
    let done = DispatchSemaphore(value: 0)
    let box = Box(page)
    let cleaner = cleaner
    Task.detached {
      do throws(StageError) {
        var page = page
        try await cleaner.clean(&page)
        let result = page
        box.result.withLock { $0 = .success(result) }
      } catch {
        box.result.withLock { $0 = .failure(error) }
      }
      done.signal()
    }
    done.wait()
    return try box.result.withLock { $0 }.get()
  }

  private final class Box: Sendable {
    let result: Mutex<Result<Page, StageError>>
    init(_ page: Page) { result = Mutex(.success(page)) }
  }
}
