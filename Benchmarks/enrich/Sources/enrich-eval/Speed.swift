import Foundation
import KZPipeKit

enum Speed {
  /// CPU seconds of this process so far.
  static func cpu() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Joins articles until they hold 5 KB and prints the mean CPU time of each stage on them.
  static func report(_ articles: [Article], stages: StageSet) async throws {
    var inputs: [Article] = []
    var current: Article?
    for article in articles where article.language == "en" {
      if current == nil { current = article } else { current?.body += article.body }
      if let whole = current, whole.body.reduce(0, { $0 + $1.text.utf8.count }) >= 5000 {
        inputs.append(whole)
        current = nil
      }
    }
    guard !inputs.isEmpty else { return }
    var total = 0.0
    for (name, stage) in stages.stages {
      let rounds = 50
      let start = cpu()
      for _ in 0..<rounds {
        for input in inputs {
          var article = input
          try await stage.enrich(&article)
        }
      }
      let micro = (cpu() - start) / Double(rounds * inputs.count) * 1e6
      total += micro
      print("\(name): \(Int(micro)) us")
    }
    print(
      "together: \(Int(total)) us on \(inputs.reduce(0) { $0 + $1.body.reduce(0) { $0 + $1.text.utf8.count } } / inputs.count) bytes"
    )
  }
}
