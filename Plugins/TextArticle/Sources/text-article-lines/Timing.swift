import Glibc
import KZPipeKit
import TextArticle

/// Measures the stage: processor time of one thread over files that are already in memory.
enum Timing {
  static func measure(rounds: Int, modules: String) async throws {
    let context = StageContext(runTime: PartialDate(year: 2026), version: "0", moduleDirectory: modules)
    let stage = try TextArticleStage(options: Options(for: TextArticleStage.spec), context: context)
    var pages: [Page] = []
    while let path = readLine() {
      pages.append(
        Page(id: path, source: Source(uri: path, mediaType: "text/plain"), content: try TextFile.bytes(at: path)))
    }
    let bytes = pages.reduce(0) { $0 + $1.content.count }
    var best = Double.infinity
    var blocks = 0
    for _ in 0..<rounds {
      let start = processorSeconds()
      blocks = 0
      for page in pages {
        var copy = page
        try await stage.clean(&copy)
        blocks += copy.blocks.count
      }
      best = min(best, processorSeconds() - start)
    }
    let megabytes = Double(bytes) / 1e6
    print("\(pages.count) pages, \(megabytes) MB, \(blocks) lines: \(best) s, \(megabytes / best) MB/s")
  }

  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
