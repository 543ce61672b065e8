import Foundation
import HTMLArticle
import KZPipeKit

/// CPU time of one thread over pages that are already in memory.
struct Bench {
  let cleaner: PageCleaner
  let pages: [[UInt8]]

  init(model: String, list: String) throws {
    cleaner = try PageCleaner(modelPath: model)
    pages = try lines(of: list).map { [UInt8](try Data(contentsOf: URL(fileURLWithPath: $0))) }
  }

  /// Seconds of CPU time that this process has used.
  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// One JSON object: documents, megabytes, best of `rounds`, percentiles of the best round.
  func run(rounds: Int) throws -> [String: Any] {
    var best: [Double] = []
    for _ in 0..<rounds {
      var times: [Double] = []
      for content in pages {
        var page = Page(id: "page", source: Source(uri: "page", mediaType: "text/html"), content: content)
        let start = Self.now()
        try cleaner.clean(&page)
        times.append(Self.now() - start)
      }
      if best.isEmpty || times.reduce(0, +) < best.reduce(0, +) { best = times }
    }
    let total = best.reduce(0, +)
    let megabytes = Double(pages.reduce(0) { $0 + $1.count }) / 1e6
    let sorted = best.sorted()
    func percentile(_ share: Double) -> Double {
      sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))] * 1e3
    }
    return [
      "tool": "html_article (clean)", "docs": pages.count, "megabytes": megabytes, "seconds": total,
      "megabytes_per_second": megabytes / total, "docs_per_second": Double(pages.count) / total,
      "p50_ms": percentile(0.5), "p99_ms": percentile(0.99),
    ]
  }
}
