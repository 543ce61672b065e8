import KZPipeKit
import Testing

@testable import KZPipeHost

/// The text format, the counters in it, and the file.
@Suite struct MetricsTests {
  @Test func labelValuesAreEscaped() throws {
    var text = MetricsText(common: ["pipeline": "in\"box\""])
    text.family(
      "a_total", .counter, "Lines\nof \\ \"text\".",
      [
        .init(name: "a_total", labels: [.init(name: "x", value: "q\"b\\s\nn}, \u{E9}")], value: 3),
        .init(name: "a_total", value: 0.5),
      ])
    text.family("b", .gauge, "Nothing.", [])
    #expect(
      text.text == """
        # HELP a_total Lines\\nof \\\\ "text".
        # TYPE a_total counter
        a_total{x="q\\"b\\\\s\\nn}, é",pipeline="in\\"box\\""} 3
        a_total{pipeline="in\\"box\\""} 0.5

        """)
    let samples = try #require(MetricsText.samples(in: text.text))
    #expect(samples.map(\.name) == ["a_total", "a_total"] && samples.map(\.value) == [3, 0.5])
    #expect(samples[0]["x"] == "q\"b\\s\nn}, \u{E9}" && samples[1]["pipeline"] == "in\"box\"")
  }

  @Test(arguments: [
    "a", "a b", "a{", "a{b} 1", "a{b=c} 1", "a{b=\"c} 1", "a{b=\"c\"d=\"e\"} 1", "{} 1", "a 1 2", "<html>", "a{b=\"\\",
  ])
  func whatIsNoMetricIsRefused(_ line: String) {
    #expect(MetricsText.samples(in: "good 1\n" + line + "\n") == nil)
  }

  static func totals() -> MetricTotals {
    let steps = [Pipeline.Step(name: "lines", kind: .clean), Pipeline.Step(name: "files", kind: .export)]
    var totals = MetricTotals()
    var exported = DocumentResult(slug: "a", uri: "a", outcome: .exported([]))
    exported.bytes = 100
    exported.nanoseconds = [200_000, 20_000_000_000]
    exported.outputSizes = [.init(exporter: "files", pieces: 2, bytes: 50)]
    totals.add(exported, steps: steps)
    totals.add(exported, steps: steps)
    var failed = LogTests.failed()
    failed.bytes = 7
    failed.nanoseconds = [10_000, -1]
    totals.add(failed, steps: steps)
    totals.add(DocumentResult(slug: "b", uri: "b", outcome: .skipped), steps: steps)
    totals.lastSuccess = 1_790_000_000.25
    return totals
  }

  static func text(of totals: MetricTotals) -> String {
    var text = MetricsText(common: ["pipeline": "p"])
    totals.write(to: &text)
    return text.text
  }

  @Test func documentsAreCounted() throws {
    let lines = Set(Self.text(of: Self.totals()).split(separator: "\n").map(String.init))
    for line in [
      #"kzpipe_documents_total{outcome="exported",pipeline="p"} 2"#,
      #"kzpipe_documents_total{outcome="failed",pipeline="p"} 1"#,
      #"kzpipe_documents_total{outcome="unchanged",pipeline="p"} 0"#,
      #"kzpipe_failures_total{stage="first_line",code="no_article",pipeline="p"} 1"#,
      #"kzpipe_input_bytes_total{pipeline="p"} 207"#, #"kzpipe_outputs_total{exporter="files",pipeline="p"} 4"#,
      #"kzpipe_output_bytes_total{exporter="files",pipeline="p"} 100"#,
      #"kzpipe_stage_duration_seconds_bucket{le="1e-05",stage="lines",kind="clean",pipeline="p"} 1"#,
      #"kzpipe_stage_duration_seconds_bucket{le="0.0005",stage="lines",kind="clean",pipeline="p"} 3"#,
      #"kzpipe_stage_duration_seconds_bucket{le="+Inf",stage="lines",kind="clean",pipeline="p"} 3"#,
      #"kzpipe_stage_duration_seconds_bucket{le="10",stage="files",kind="export",pipeline="p"} 0"#,
      #"kzpipe_stage_duration_seconds_bucket{le="+Inf",stage="files",kind="export",pipeline="p"} 2"#,
      #"kzpipe_stage_duration_seconds_count{stage="files",kind="export",pipeline="p"} 2"#,
      #"kzpipe_stage_duration_seconds_sum{stage="files",kind="export",pipeline="p"} 40"#,
      #"kzpipe_last_success_timestamp_seconds{pipeline="p"} 1790000000.25"#,
    ] { #expect(lines.contains(line), "\(line)") }
  }

  @Test func countersGoOnWhereTheFileEnds() throws {
    let totals = Self.totals()
    let samples = try #require(MetricsText.samples(in: Self.text(of: totals)))
    #expect(MetricTotals(samples) == totals)
    // Buckets of another kzpipe are not mixed with ours.
    let others = samples.filter { $0["le"] != "0.0005" }
    #expect(MetricTotals(others).stages.isEmpty && MetricTotals(others).documents == totals.documents)
  }

  static func run(_ scratch: Scratch, _ beginning: Run.Beginning, metrics path: String) async throws -> Run.Report {
    var run = try LedgerTests.make(scratch)
    run.beginning = beginning
    let metrics = try RunMetrics(path, of: run)
    run.watch = { metrics.add($0) }
    run.progress = { metrics.note($0) }
    let report = try await run.start(InputPlan([(scratch.path + "/in", nil)]), stop: StopFlag())
    metrics.finish(exitCode: 1, isComplete: true)
    return report
  }

  @Test func aFileIsKeptOverRuns() async throws {
    let scratch = try Scratch()
    for number in 10..<40 { try scratch.write("in/\(number).txt", number % 10 == 3 ? "nothing\n" : "Headline\n") }
    try scratch.write("inbox.prom", "")
    let path = scratch.path + "/inbox.prom"
    for (beginning, exported, unchanged, failed) in [
      (Run.Beginning.again, 27, 0, 3), (.again, 27, 27, 6), (.fresh, 54, 27, 9),
    ] {
      _ = try await Self.run(scratch, beginning, metrics: path)
      let text = try scratch.text("inbox.prom")
      let samples = try #require(MetricsText.samples(in: text))
      let outcomes = Dictionary(
        samples.filter { $0.name == "kzpipe_documents_total" }.map { ($0["outcome"] ?? "", $0.value) }
      ) { $1 }
      #expect(
        outcomes == [
          "exported": Double(exported), "unchanged": Double(unchanged), "failed": Double(failed), "skipped": 0,
        ])
      #expect(samples.allSatisfy { $0["pipeline"] == "inbox" })
      #expect(
        text.contains("kzpipe_run_active{pipeline=\"inbox\"} 0\n")
          && text.contains("kzpipe_last_run_exit_code{pipeline=\"inbox\"} 1\n"))
      #expect(text.contains("kzpipe_documents_in_flight{pipeline=\"inbox\"} 0\n"))
      #expect(text.contains("kzpipe_build_info{version=\"test\",pipeline=\"inbox\"} 1\n"))
      // Every series once, and every name declared once.
      #expect(Set(samples.map { "\($0.name)\($0.labels)" }).count == samples.count)
    }
    #expect(try scratch.files().filter { !$0.hasPrefix("in/") && !$0.hasPrefix("out/") } == ["inbox.prom"])
  }

  @Test(arguments: ["kzpipe: 1\npipeline: {}\n", "other_metric 1\n"])
  func aFileOfOthersIsNotWrittenOver(_ text: String) throws {
    let scratch = try Scratch()
    let path = try scratch.write("p.yaml", text)
    let run = try LedgerTests.make(scratch)
    #expect(throws: OutputError.self) { try RunMetrics(path, of: run) }
    #expect(try scratch.text("p.yaml") == text)
    #expect(throws: OutputError.self) { try RunMetrics(scratch.path + "/no/such/a.prom", of: run) }
  }
}
