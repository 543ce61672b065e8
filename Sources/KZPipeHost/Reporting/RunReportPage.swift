import KZPipeKit

/// A run as one HTML page that needs nothing else: what became of the documents, where the time went, the worst documents,
/// and what the articles were about. No script, no address is fetched, all text is escaped.
public struct RunReportPage {
  /// What the page says of the run as a whole.
  public struct Heading: Sendable {
    /// The configuration's path.
    public var config: String
    /// Moment of the run.
    public var moment: PartialDate
    public var version: String

    public init(config: String, moment: PartialDate, version: String) {
      (self.config, self.moment, self.version) = (config, moment, version)
    }
  }

  private static let rows = 15
  /// Characters of an address or a reason that are shown.
  private static let width = 300

  private let report: Run.Report
  private let tally: RunRecorder.Tally

  private init(_ report: Run.Report, _ tally: RunRecorder.Tally) { (self.report, self.tally) = (report, tally) }

  public static func html(of report: Run.Report, recorder: RunRecorder, heading: Heading) -> [UInt8] {
    let page = RunReportPage(report, recorder.tally)
    let title = escaped("Run of \(heading.config)")
    let sections = [
      page.outcome, page.stages, page.durations, page.failures, page.slowest, page.subjects, page.entities,
      page.calendar,
    ]
    let html = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title)</title>
      <style>
      \(RunReportStyle.css)
      </style>
      </head>
      <body>
      <header>
      <h1>\(title)</h1>
      <p class="note">\(escaped("\(heading.moment.description) · kzpipe \(heading.version)"))</p>
      </header>
      <main>
      \(sections.filter { !$0.isEmpty }.joined(separator: "\n"))
      </main>
      </body>
      </html>

      """
    return Array(html.utf8)
  }

  private static func escaped(_ text: String) -> String {
    HTMLText.escaped(text.count <= width ? text : text.prefix(width - 1) + "…")
  }

  private func section(_ title: String, _ content: String, note: String = "", isWide: Bool = false) -> String {
    let note = note.isEmpty ? "" : "<p class=\"note\">\(Self.escaped(note))</p>\n"
    return "<section\(isWide ? " class=\"wide\"" : "")>\n<h2>\(Self.escaped(title))</h2>\n\(note)\(content)</section>"
  }

  // MARK: What became of the documents

  private var outcome: String {
    let statistics = report.statistics
    var tiles = [
      ("\(statistics.documents)", statistics.documents == 1 ? "document" : "documents", ""),
      ("\(statistics.exported)", "exported", "good"),
      ("\(statistics.failed)", "failed", statistics.failed > 0 ? "bad" : ""),
      (
        "\(statistics.skipped)",
        statistics.unchanged > 0 ? "skipped, \(statistics.unchanged) of them unchanged" : "skipped", ""
      ),
      (NumberText.fixed(Double(statistics.bytesIn) / 1e6, statistics.bytesIn < 10_000_000 ? 2 : 0), "MB read", ""),
      (NumberText.fixed(statistics.seconds, 2), "seconds", ""),
    ]
    if statistics.seconds > 0, statistics.documents > 0 {
      tiles.append((NumberText.fixed(Double(statistics.documents) / statistics.seconds, 0), "documents a second", ""))
    }
    var html = "<div class=\"tiles\">\n"
    for (value, name, style) in tiles { html += "<div class=\"tile \(style)\"><b>\(value)</b> \(name)</div>\n" }
    html += "</div>\n" + Self.shares(statistics)
    if report.isInterrupted { html += "<p class=\"bad\">The run was interrupted before the input was exhausted.</p>\n" }
    if let failure = report.failure {
      html += "<p class=\"bad\">\(Self.escaped("Writing failed: \(failure.diagnostic.message)"))</p>\n"
    }
    return section("Documents", html, isWide: true)
  }

  /// One bar, divided by what became of the documents.
  private static func shares(_ statistics: RunStatistics) -> String {
    let parts = [
      (statistics.exported, "good", "exported"), (statistics.skipped, "faint", "skipped"),
      (statistics.failed, "bad", "failed"),
    ]
    let total = parts.reduce(0) { $0 + $1.0 }
    guard total > 0 else { return "" }
    var at = 0.0
    var html = "<svg class=\"shares\" role=\"img\" aria-label=\"Shares of exported, skipped and failed documents\">"
    for (count, style, name) in parts where count > 0 {
      let part = Double(count) / Double(total) * 100
      html +=
        "<rect class=\"\(style)\" x=\"\(NumberText.fixed(at, 3))%\" y=\"0\" width=\"\(NumberText.fixed(part, 3))%\" "
      html += "height=\"14\"><title>\(name): \(count)</title></rect>"
      at += part
    }
    return html + "</svg>\n"
  }

  // MARK: Time

  private var stages: String {
    let times = report.statistics.stages
    let total = max(1, times.reduce(0) { $0 + $1.nanoseconds })
    var html = "<table class=\"data\"><thead><tr><th>Stage</th><th></th><th>Share of the time</th><th></th>"
    for title in ["Documents", "Mean", "Median", "95 % below"] { html += "<th class=\"number\">\(title)</th>" }
    html += "</tr></thead><tbody>\n"
    let longest = max(1, times.map(\.nanoseconds).max() ?? 1)
    for (index, time) in times.enumerated() {
      let histogram = tally.stages.indices.contains(index) ? tally.stages[index] : DurationHistogram()
      let share = Double(time.nanoseconds) / Double(total) * 100
      let mean = time.documents > 0 ? time.nanoseconds / Int64(time.documents) : 0
      html += "<tr><td class=\"why\">\(time.step.kind.rawValue)</td><th>\(Self.escaped(time.step.name))</th>"
      html += "<td class=\"wide\">\(Plot.bar(Double(time.nanoseconds) / Double(longest)))</td>"
      html += "<td class=\"number\">\(NumberText.fixed(share, 1)) %</td><td class=\"number\">\(time.documents)</td>"
      for value in [mean, histogram.quantile(0.5), histogram.quantile(0.95)] {
        html += "<td class=\"number\">\(NumberText.milliseconds(value))</td>"
      }
      html += "</tr>\n"
    }
    return section(
      "Stages", "<div class=\"scroll\">" + html + "</tbody></table></div>\n",
      note: "Time of all workers together; median and 95 % are right to a tenth.", isWide: true)
  }

  private var durations: String {
    let buckets = tally.documents.filled
    guard tally.documents.count > 1, buckets.count > 1 else { return "" }
    let bars = buckets.map { (label: NumberText.milliseconds(Int64($0.bound)), count: $0.count) }
    return section(
      "Time of a document", Plot.columns(bars, describing: "Number of documents by the time that they took"),
      note:
        "Half took less than \(NumberText.milliseconds(tally.documents.quantile(0.5))), 95 % less than \(NumberText.milliseconds(tally.documents.quantile(0.95))). Each column reaches a fifth further than the one before.",
      isWide: true)
  }

  // MARK: Worst documents

  private var failures: String {
    let reasons = report.statistics.failures.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    guard !reasons.isEmpty else { return "" }
    var html = Plot.rows(reasons.prefix(Self.rows).map { ($0.key, $0.value) }, style: "bad")
    html +=
      "<div class=\"scroll\"><table class=\"data\"><thead><tr><th>Document</th><th>Stage</th><th>Code</th><th>Reason</th>"
    html += "</tr></thead><tbody>\n"
    for document in tally.failed {
      html += "<tr><td class=\"wide\">\(Self.escaped(document.uri))</td><td>\(Self.escaped(document.stage))</td>"
      html += "<td>\(Self.escaped(document.code))</td><td class=\"wide\">\(Self.escaped(document.message))</td></tr>\n"
    }
    html += "</tbody></table></div>\n"
    let left = report.statistics.failed - tally.failed.count
    return section(
      "Failed", html,
      note: left > 0
        ? "The first \(tally.failed.count) of \(report.statistics.failed); the dead letter holds all." : "",
      isWide: true)
  }

  private var slowest: String {
    guard let first = tally.slow.first else { return "" }
    let steps = report.statistics.stages.map(\.step.name)
    var html =
      "<div class=\"scroll\"><table class=\"data\"><thead><tr><th>Document</th><th></th><th class=\"number\">Time</th><th class=\"number\">Size</th>"
    html += "<th>Longest in</th></tr></thead><tbody>\n"
    for document in tally.slow {
      html += "<tr><td class=\"wide\">\(Self.escaped(document.uri))</td>"
      html += "<td>\(Plot.bar(Double(document.nanoseconds) / Double(max(1, first.nanoseconds))))</td>"
      html += "<td class=\"number\">\(NumberText.milliseconds(document.nanoseconds))</td>"
      html += "<td class=\"number\">\(NumberText.fixed(Double(document.bytes) / 1000, 1)) kB</td>"
      let stage = steps.indices.contains(document.stage) ? steps[document.stage] : ""
      html += "<td>\(Self.escaped(stage)), \(NumberText.milliseconds(document.stageNanoseconds))</td></tr>\n"
    }
    return section("Slowest", html + "</tbody></table></div>\n", isWide: true)
  }

  // MARK: What the articles were about

  private func words(_ title: String, _ counter: TopCounter, style: String = "") -> String {
    guard counter.distinct > 0 else { return "" }
    let rows = counter.top(Self.rows)
    var note = "Number of articles."
    let left = counter.distinct - rows.count
    if left > 0 { note += " \(left) more." }
    if counter.isCut { note += " There were too many to count all: rare ones were forgotten on the way." }
    return section(title, Plot.rows(rows.map { ($0.word, $0.count) }, style: style), note: note)
  }

  private var subjects: String { words("Topics", tally.topics) }

  private var entities: String {
    let titles = [
      (Entity.Kind.person, "People"), (.organisation, "Organisations"), (.place, "Places"), (.event, "Events"),
      (.group, "Groups"),
    ]
    return titles.compactMap { kind, title in
      tally.entities[kind.word].map { words(title, $0, style: kind.word) }
    }.joined(separator: "\n")
  }

  private var calendar: String {
    var days = tally.days.top(.max).sorted { $0.word < $1.word }
    if days.count > 60 {
      // Too many for days: months, then years.
      for length in [7, 4] where days.count > 60 {
        var sums: [String: Int] = [:]
        for day in days { sums[String(day.word.prefix(length)), default: 0] += day.count }
        days = sums.map { ($0.key, $0.value) }.sorted { $0.word < $1.word }
      }
    }
    let languages = words("Languages", tally.languages)
    guard days.count > 1 else { return languages }
    let columns = Plot.columns(
      days.suffix(60).map { ($0.word, $0.count) }, describing: "Number of articles by the day of publication")
    return languages + "\n" + section("Published", columns)
  }
}
