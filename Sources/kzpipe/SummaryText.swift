import KZPipeHost

/// A run's report for people.
///
///     12 documents: 10 exported, 1 failed, 1 skipped in 0.42 s (28/s)
///       newsml_g2     export   10 documents   0.1 ms each
///     failed: news_article: no_article 1
///     output: out
///     dead letter: out/dead-letter
enum SummaryText {
  static func text(of report: Run.Report, run: Run) -> String {
    let statistics = report.statistics
    var lines: [String] = []
    var head = "\(count(statistics.documents, "document")): \(statistics.exported) exported"
    if statistics.failed > 0 { head += ", \(statistics.failed) failed" }
    if statistics.unchanged > 0 { head += ", \(statistics.unchanged) unchanged" }
    let skipped = statistics.skipped - statistics.unchanged
    if skipped > 0 { head += ", \(skipped) skipped" }
    head += " in \(fixed(statistics.seconds, 2)) s"
    if statistics.seconds > 0, statistics.documents > 0 {
      head += " (\(fixed(Double(statistics.documents) / statistics.seconds, 0))/s)"
    }
    if report.isInterrupted { head += ", interrupted; --resume continues" }
    lines.append(head)
    let width = statistics.stages.map(\.step.name.count).max() ?? 0
    // A run that found everything done has nothing to tell of its stages.
    for stage in statistics.stages where statistics.stages.contains(where: { $0.documents > 0 }) {
      let name = stage.step.name + String(repeating: " ", count: width - stage.step.name.count)
      let kind = stage.step.kind.rawValue + String(repeating: " ", count: 6 - stage.step.kind.rawValue.count)
      var line = "  \(name)  \(kind)  \(count(stage.documents, "document"))"
      if stage.documents > 0 {
        line += ", \(fixed(Double(stage.nanoseconds) / Double(stage.documents) / 1e6, 3)) ms each"
      }
      lines.append(line)
    }
    if statistics.ignored > 0 {
      lines.append("\(count(statistics.ignored, "file")) of other kinds ignored in the input directories")
    }
    let failures = statistics.failures.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    for failure in failures.prefix(8) { lines.append("failed in \(failure.key): \(failure.value)") }
    if case .directory(let path) = run.output, statistics.exported > 0 { lines.append("output: \(path)") }
    if statistics.failed > 0 { lines.append("dead letter: \(run.deadLetterDirectory)") }
    return lines.joined(separator: "\n")
  }

  static func count(_ number: Int, _ noun: String) -> String { NumberText.count(number, noun) }
  static func fixed(_ value: Double, _ places: Int) -> String { NumberText.fixed(value, places) }
}
