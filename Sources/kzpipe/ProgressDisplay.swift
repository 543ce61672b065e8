import Glibc
import KZPipeHost
import Logging
import Synchronization

/// What a run shows while it goes on: a bar on a terminal, a line now and then with `--progress plain`, else nothing.
final class ProgressDisplay: Sendable {
  private struct State {
    var lastShown = 0.0
    var total: Int?
    /// What was last said on waiting.
    var lastWait = ""
  }

  private let style: ProgressStyle
  /// Told of progress in place of lines for people.
  private let log: Logger?
  private let state: Mutex<State>

  /// - Parameter total: number of documents, when it can be told without reading them; only asked for a bar
  /// - Parameter log: takes the place of lines and the bar; `nil` for people
  init(style: ProgressStyle, log: Logger?, total: () -> Int?) {
    self.log = log
    let isBar = style == .auto && log == nil && Console.isTerminal(STDERR_FILENO)
    self.style = isBar ? .auto : style == .plain ? .plain : .none
    state = Mutex(State(total: isBar ? total() : nil))
  }

  func show(_ statistics: RunStatistics) {
    guard style != .none else { return }
    state.withLock { state in
      guard statistics.seconds - state.lastShown >= (style == .auto ? 0.1 : 5) else { return }
      state.lastShown = statistics.seconds
      if style == .plain {
        guard let log else { return Console.error(Self.plain(statistics)) }
        log.tell(.info, .progress, "under way", statistics.fields)
      } else {
        Console.show(bar: Self.bar(statistics, total: state.total))
      }
    }
  }

  /// Everything is done that has come.
  func wait(_ statistics: RunStatistics) {
    guard style != .none else { return }
    state.withLock { state in
      let line = "watching: \(SummaryText.count(statistics.documents, "document")), \(Self.failures(statistics))"
      if style == .auto { return Console.show(bar: line) }
      guard line != state.lastWait else { return }
      state.lastWait = line
      guard let log else { return Console.error(line) }
      log.tell(.info, .progress, "watching", statistics.fields)
    }
  }

  func finish() { Console.show(bar: "") }

  static func plain(_ statistics: RunStatistics) -> String {
    "\(SummaryText.count(statistics.documents, "document")), \(failures(statistics)), "
      + "\(SummaryText.fixed(rate(statistics), 0))/s"
  }

  /// `3 failed (news_article 2, input 1)`, the stages with the most failures first.
  private static func failures(_ statistics: RunStatistics) -> String {
    var stages: [String: Int] = [:]
    for (reason, count) in statistics.failures {
      stages[String(reason.prefix { $0 != ":" }), default: 0] += count
    }
    let worst = stages.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3)
    let words = worst.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    return "\(statistics.failed) failed" + (words.isEmpty ? "" : " (\(words))")
  }

  /// `[#########-----------] 1234/5000  410/s  ETA 0:09  3 failed (news_article 3)`
  static func bar(_ statistics: RunStatistics, total: Int?) -> String {
    let done = statistics.documents
    var line = ""
    if let total, total > 0 {
      let filled = min(20, done * 20 / total)
      line =
        "[" + String(repeating: "#", count: filled) + String(repeating: "-", count: 20 - filled) + "] \(done)/\(total)"
    } else {
      line = SummaryText.count(done, "document")
    }
    line += "  \(SummaryText.fixed(rate(statistics), 0))/s"
    if let total, rate(statistics) > 0 {
      let seconds = Int(Double(max(0, total - done)) / rate(statistics))
      line += "  ETA \(seconds / 60):" + (seconds % 60 < 10 ? "0" : "") + "\(seconds % 60)"
    }
    if statistics.failed > 0 { line += "  " + failures(statistics) }
    return line
  }

  private static func rate(_ statistics: RunStatistics) -> Double {
    statistics.seconds > 0 ? Double(statistics.documents) / statistics.seconds : 0
  }
}
