import Foundation
import HTMLArticle
import KZPipeKit
import NewsArticle

/// Clean and parse of one page after the other, without a host.
struct Chain {
  let cleaner: PageCleaner
  let parser: NewsArticleStage

  init(model: String) throws {
    cleaner = try PageCleaner(modelPath: model)
    let options = try Options(for: NewsArticleStage.spec)
    parser = try NewsArticleStage(
      options: options, context: StageContext(runTime: PartialDate(year: 2026), version: "bench", moduleDirectory: "."))
  }

  func clean(_ content: [UInt8], path: String) throws -> Page {
    var page = Page(id: path, source: Source(uri: path, mediaType: "text/html"), content: content)
    try cleaner.clean(&page)
    return page
  }
}

/// CPU time of one thread over pages that are already in memory.
enum Speed {
  /// Seconds of CPU time that this process has used.
  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Most memory that this process has held, MB.
  private static func peak() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_maxrss) / 1024
  }

  /// One JSON object: of clean and of clean and parse together, the fastest round and the percentiles of its pages. Every
  /// round is one pass over all pages; the first one warms up and counts too.
  static func report(_ pages: [[UInt8]], chain: Chain, rounds: Int) throws -> [String: Any] {
    let before = peak()
    var cleaning: [Double] = []
    var both: [Double] = []
    for _ in 0..<rounds {
      var clean: [Double] = []
      var whole: [Double] = []
      for content in pages {
        let start = now()
        let page = try chain.clean(content, path: "page")
        let middle = now()
        // A page without an article costs what it costs.
        _ = try? chain.parser.article(of: page)
        whole.append(now() - start)
        clean.append(middle - start)
      }
      cleaning = best(cleaning, clean)
      both = best(both, whole)
    }
    let megabytes = Double(pages.reduce(0) { $0 + $1.count }) / 1e6
    return [
      "docs": pages.count, "megabytes": megabytes, "before_mb": before, "peak_mb": peak(),
      "clean": figures(cleaning, megabytes), "clean_parse": figures(both, megabytes),
    ]
  }

  private static func best(_ old: [Double], _ new: [Double]) -> [Double] {
    old.isEmpty || new.reduce(0, +) < old.reduce(0, +) ? new : old
  }

  private static func figures(_ times: [Double], _ megabytes: Double) -> [String: Any] {
    let total = times.reduce(0, +)
    let sorted = times.sorted()
    func percentile(_ share: Double) -> Double {
      guard !sorted.isEmpty else { return 0 }
      return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))] * 1e3
    }
    return [
      "seconds": total, "megabytes_per_second": megabytes / total, "docs_per_second": Double(times.count) / total,
      "p50_ms": percentile(0.5), "p99_ms": percentile(0.99),
    ]
  }
}
