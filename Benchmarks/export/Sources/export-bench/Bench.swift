import ArticleJSON
import CTextWriter
import Glibc
import KZPipeKit
import NewsMLG2

/// CPU time of the exporters and of libxml2's writer on the same document, in turns within one run.
enum Bench {
  private struct Row {
    var name: String
    var rates: [Double] = []
    var bytes = 0
    var median: Double { rates.isEmpty ? 0 : rates.sorted()[rates.count / 2] }
  }

  private static func seconds() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }

  /// What the peers write: no hash, hops or knowledge item, nothing read back.
  static let plain: [String: OptionValue] = [
    "hash": false, "knowledge_item": false, "hop_history": false, "self_check": "none", "body": "xhtml",
  ]

  /// - Parameter row: only rows whose name holds it, for a profiler
  static func run(rounds: Int, count: Int, row wanted: String = "") async throws {
    let article = Story.article
    let context = Samples.context(PartialDate(year: 2026, month: 3, day: 20, hour: 8, minute: 0, second: 0, zone: 0))
    let stages: [(String, any ExportStage)] =
      try [
        ("newsml_g2, text item as the peers write", Samples.provider.merging(plain) { $1 }),
        ("newsml_g2, XHTML", Samples.provider.merging(["body": "xhtml"]) { $1 }),
        ("newsml_g2, every default, read back and checked", Samples.provider.merging(["self_check": "full"]) { $1 }),
        ("newsml_g2, every default", Samples.provider),
      ].map { name, options in
        (name, try NewsMLG2(options: Options(options, for: NewsMLG2.spec), context: context))
      } + [("article_json", try ArticleJSON(options: Options([:], for: ArticleJSON.spec), context: context))]
    guard case .file(_, let document)? = try await stages[0].1.export(article).first,
      let script = ctw_prepare(document, document.count)
    else { return print("no document to measure with") }
    defer { ctw_free(script) }
    var rows = stages.map { Row(name: $0.0) } + [Row(name: "libxml2 xmlTextWriter in C, the first document again")]
    for _ in 0..<rounds {
      for (index, (name, stage)) in stages.enumerated() where wanted.isEmpty || name.contains(wanted) {
        try await measure(stage, article, count, &rows[index])
      }
      if !wanted.isEmpty { continue }
      let start = seconds()
      for _ in 0..<count { rows[rows.count - 1].bytes = ctw_write(script) }
      rows[rows.count - 1].rates.append(Double(count) / (seconds() - start))
    }
    let yardstick = rows[rows.count - 1].rates.isEmpty ? 1 : rows[rows.count - 1].median
    for row in rows where !row.rates.isEmpty {
      print("\(Int(row.median)) items/s\t\(rounded(row.median / yardstick)) x C\t\(row.bytes) bytes\t\(row.name)")
    }
  }

  private static func measure(_ stage: any ExportStage, _ article: Article, _ count: Int, _ row: inout Row) async throws
  {
    let start = seconds()
    for _ in 0..<count {
      row.bytes = 0
      for output in try await stage.export(article) {
        switch output {
        case .file(_, let contents), .record(_, let contents): row.bytes += contents.count
        }
      }
    }
    row.rates.append(Double(count) / (seconds() - start))
  }

  private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}
