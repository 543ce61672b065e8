import Foundation
import KZPipeKit

/// Articles of about 5 KB, each with a fresh set of annotations.
struct Workload {
  let articles: [Article]

  /// Joins the English articles until they hold 5 KB.
  init(_ gold: [Article]) {
    var made: [Article] = []
    var current: Article?
    for article in gold where article.language == "en" {
      if current == nil { current = article } else { current?.body += article.body }
      if let whole = current, whole.body.reduce(0, { $0 + $1.text.utf8.count }) >= 5000 {
        made.append(whole)
        current = nil
      }
    }
    articles = made
  }

  var meanBytes: Int {
    articles.reduce(0) { $0 + $1.body.reduce(0) { $0 + $1.text.utf8.count } } / max(1, articles.count)
  }
}

enum Speed {
  /// CPU seconds of this process so far.
  static func cpu() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Prints the mean CPU time of each stage, every stage on what those before it have found, and of all together.
  static func report(_ work: Workload, stages: StageSet) async throws {
    guard !work.articles.isEmpty else { return }
    let rounds = 40
    var spent = [Double](repeating: 0, count: stages.stages.count)
    for _ in 0..<rounds {
      for input in work.articles {
        var article = input
        for (index, (_, stage)) in stages.stages.enumerated() {
          let start = cpu()
          try await stage.enrich(&article)
          spent[index] += cpu() - start
        }
      }
    }
    let micros = spent.map { $0 / Double(rounds * work.articles.count) * 1e6 }
    for ((name, _), micro) in zip(stages.stages, micros) { print("\(name): \(Int(micro)) us") }
    print("together: \(Int(micros.reduce(0, +))) us on \(work.meanBytes) bytes")
  }
}

/// What the stages keep resident.
enum Residence {
  /// Resident kilobytes of this process: private ones, and those of mapped files.
  static func now() throws -> (all: Int, files: Int) {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    func field(_ name: String) -> Int {
      let line = status.split(separator: "\n").first { $0.hasPrefix(name + ":") }
      return line.flatMap { Int($0.dropFirst(name.utf8.count + 1).split(whereSeparator: \.isWhitespace).first ?? "") }
        ?? 0
    }
    return (field("VmRSS"), field("RssFile"))
  }
}
