import KZPipeKit
import Testing

@testable import KZPipeHost

/// The page about a run, and what it is made of.
@Suite struct RunReportTests {
  @Test func wordsAreCountedInBoundedMemory() {
    var counter = TopCounter()
    for _ in 0..<3 { counter.add("often") }
    counter.add("once")
    #expect(counter.top(2).map(\.word) == ["often", "once"] && counter.total == 4 && !counter.isCut)
    for number in 0..<TopCounter.capacity * 3 { counter.add("rare \(number)") }
    #expect(counter.isCut && counter.distinct <= TopCounter.capacity)
    #expect(counter.top(1).first?.word == "often" && counter.top(1).first?.count == 3)
  }

  @Test func quantilesAreRightToATenth() {
    var histogram = DurationHistogram()
    #expect(histogram.quantile(0.5) == 0 && histogram.filled.isEmpty)
    for millisecond in 1...1000 { histogram.add(Int64(millisecond) * 1_000_000) }
    for (part, right) in [(0.5, 500e6), (0.95, 950e6)] {
      let found = Double(histogram.quantile(part))
      #expect((found - right).magnitude <= right / 10, "\(found)")
    }
    histogram.add(-5)
    histogram.add(.max)
    #expect(histogram.filled.reduce(0) { $0 + $1.count } == 1002)
  }

  /// A run over `documents` texts, some of which fail.
  private static func page(_ documents: [String], _ scratch: Scratch) async throws -> String {
    for (number, text) in documents.enumerated() { try scratch.write("in/\(number).txt", text) }
    let path = try scratch.write(
      "p.yaml", "kzpipe: 1\npipeline: {clean: [lines], parse: [first_line], export: [files]}\n")
    let (config, _) = try ConfigLoader.load(path, environment: [:])
    let setup = try Setup(config: config, registry: TestStages.registry(), in: TestStages.surroundings)
    var run = Run(setup: setup, jobs: 2, output: .directory(scratch.path + "/out"), version: "test")
    let recorder = RunRecorder(pipeline: run.pipeline)
    run.pipeline = recorder.watching(run.pipeline)
    run.watch = { recorder.add($0) }
    let report = try await run.start(try InputPlan([(scratch.path + "/in", nil)]), stop: StopFlag())
    let heading = RunReportPage.Heading(
      config: "<p>.yaml", moment: PartialDate(secondsSinceEpoch: 0), version: "test")
    return String(
      decoding: RunReportPage.html(of: report, recorder: recorder, heading: heading), as: UTF8.self)
  }

  @Test func thePageTellsOfTheRun() async throws {
    let scratch = try Scratch()
    let page = try await Self.page(["A\nB\n", "C\nD\n", "nothing\n", "broken\n"], scratch)
    for part in [
      "<h1>Run of &lt;p&gt;.yaml</h1>", "<b>4</b> documents", "<b>2</b> exported", "<b>2</b> failed",
      "<th>first_line</th>", "first_line: no_article", "<td>malformed</td>", "the page is broken", "/in/0.txt",
      "<h2>Languages</h2>", "default-src 'none'",
    ] { #expect(page.contains(part), "\(part)") }
    #expect(!page.contains("<script") && !page.contains("http://") && !page.contains("https://"))
    #expect(page.contains("title=\"en\">en</span>"))
  }

  @Test func thePageStaysSmall() async throws {
    let scratch = try Scratch()
    let page = try await Self.page((0..<400).map { $0 % 2 == 0 ? "broken\n" : "A \($0)\nB\n" }, scratch)
    #expect(page.utf8.count < 100_000)
    #expect(page.contains("The first 100 of 200; the dead letter holds all."))
    #expect(page.components("/in/").count - 1 <= 100 + RunRecorder.worst)
  }

  @Test func anEmptyRunHasAPage() async throws {
    let scratch = try Scratch()
    try scratch.write("in/picture.png", "")
    #expect(try await Self.page([], scratch).contains("<b>0</b> documents"))
  }
}

extension String {
  fileprivate func components(_ separator: String) -> [Substring] {
    split(separator: separator, omittingEmptySubsequences: false)
  }
}
