import Foundation
import KZPipeHost
import KZPipeJSON
import Testing

/// Logs, metrics, signals and closed streams, seen from outside.
@Suite struct OperationsTests {
  static func events(_ errors: String) throws -> [JSONValue] {
    try errors.split(separator: "\n").map { try JSONValue.parse(Array($0.utf8)) }
  }

  // MARK: Logs

  @Test func everyEventIsAnObjectOnALine() throws {
    let scratch = try Scratch()
    let (config, environment) = try RunCommandTests.pipeline(scratch)
    try scratch.write("in/a.txt", "Headline\n")
    try scratch.write("in/b.txt", "no article\n")
    try scratch.write("in/c.txt", [0x61, 0xFF])
    for attempt in 1...2 {
      let result = try Kzpipe.run(["run", "-c", config, "--log-format", "json"], environment: environment)
      #expect(result.status == 1 && result.output == "")
      let events = try Self.events(result.errors)
      #expect(
        events.map { $0["event"]?.string } == ["run_started", "document_failed", "document_failed", "run_finished"])
      #expect(events.allSatisfy { $0["time"]?.string?.hasSuffix("Z") == true && $0["message"]?.string != nil })
      #expect(events[1]["document"]?.string == "b" && events[1]["stage"]?.string == "echo_article")
      #expect(events[1]["code"]?.string == "no_article" && events[1]["attempt"]?.integer == attempt)
      #expect(events[1]["seconds"]?.double != nil && events[1]["level"]?.string == "warning")
      #expect(events[3]["documents"]?.integer == 3 && events[3]["exit_code"]?.integer == 1)
      #expect(events[3]["failed"]?.integer == 2 && !result.errors.contains("Headline"))
    }
    let debug = try Kzpipe.run(
      ["run", "-c", config, "--fresh", "--log-format", "json", "--log-level", "debug", "--summary", "json"],
      environment: environment)
    let events = try Self.events(debug.errors)
    #expect(events.contains { $0["event"]?.string == "document_exported" })
    // The summary is the last line, whatever else is told.
    #expect(events.last?["event"] == nil && events.last?["stages"]?.elements.count == 5)
  }

  @Test func problemsAreEventsToo() throws {
    let scratch = try Scratch()
    let (config, environment) = try RunCommandTests.pipeline(
      scratch, Kzpipe.echoPipeline.replacing("echo_files", with: "echo_fles"))
    try scratch.write("in/a.txt", "Headline\n")
    let result = try Kzpipe.run(["run", "-c", config, "--log-format", "json"], environment: environment)
    let event = try #require(try Self.events(result.errors).first)
    #expect(result.status == 2 && event["event"]?.string == "problem" && event["code"]?.string == "KZ0201")
    #expect(
      event["file"]?.string == config && event["line"]?.integer == 6 && event["suggestion"]?.string == "echo_files")
  }

  @Test func textNamesWhatFailedAndLevelsFilter() throws {
    let scratch = try Scratch()
    let (config, environment) = try RunCommandTests.pipeline(scratch)
    try scratch.write("in/b.txt", "no article\n")
    let run = ["run", "-c", config, "--summary", "none"]
    let result = try Kzpipe.run(run, environment: environment)
    #expect(result.errors.hasPrefix("kzpipe: warning: b: echo_article: no_article: "), "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(try Kzpipe.run(run + ["--log-level", "error"], environment: environment).errors == "")
    let info = try Kzpipe.run(run + ["--log-level", "info"], environment: environment).errors.split(separator: "\n")
    #expect(info.first?.hasPrefix("kzpipe: info: run started (") == true && info.count == 3, "\(info)")
    for bad in [["--log-level", "loud"], ["--log-format", "xml"], ["--log-format", "json", "--summary", "text"]] {
      let refused = try Kzpipe.run(["run", "-c", config] + bad, environment: environment)
      #expect(refused.status == 2 && refused.errors.contains(bad[bad.count - 2]), "\(refused.errors)")
    }
  }

  @Test func aWorkerTellsInJSON() throws {
    let session = try WorkerCommandTests.session([
      WorkerCommandTests.hello, WorkerCommandTests.document(1, "no article\n"),
    ])
    #expect(try Self.events(session.errors).map { $0["event"]?.string } == ["worker_started", "worker_finished"])
    let debug = try WorkerCommandTests.session(
      [WorkerCommandTests.hello, WorkerCommandTests.document(1, "no article\n")], arguments: ["--log-level", "debug"])
    #expect(try Self.events(debug.errors)[1]["code"]?.string == "no_article")
    let refused = try WorkerCommandTests.session([], arguments: ["--log-format", "text"])
    #expect(refused.errors.contains("kzpipe: error: the input ended before hello"))
  }

  // MARK: Metrics

  @Test func metricsAreAWholeFile() throws {
    let scratch = try Scratch()
    let (config, environment) = try RunCommandTests.pipeline(scratch)
    try scratch.write("in/a.txt", "Headline\n")
    try scratch.write("in/b.txt", "no article\n")
    let path = scratch.path + "/metrics/inbox.prom"
    let missing = try Kzpipe.run(["run", "-c", config, "--metrics", path], environment: environment)
    #expect(missing.status == 2 && missing.errors.contains("KZ0411"), "\(missing.errors)")
    try FileManager.default.createDirectory(atPath: scratch.path + "/metrics", withIntermediateDirectories: true)
    let result = try Kzpipe.run(["run", "-c", config, "--metrics", path], environment: environment)
    #expect(result.status == 1)
    let text = try scratch.text("metrics/inbox.prom")
    for line in [
      "kzpipe_documents_total{outcome=\"exported\",pipeline=\"inbox\"} 1\n",
      "kzpipe_failures_total{stage=\"echo_article\",code=\"no_article\",pipeline=\"inbox\"} 1\n",
      "kzpipe_last_run_exit_code{pipeline=\"inbox\"} 1\n", "kzpipe_run_active{pipeline=\"inbox\"} 0\n",
      "kzpipe_last_success_timestamp_seconds{pipeline=\"inbox\"} ",
    ] { #expect(text.contains(line), "\(text)") }
    #expect(try scratch.files("metrics") == ["inbox.prom"])
    let letters = try Kzpipe.run(
      ["retry", scratch.path + "/out/dead-letter", "-c", config, "--metrics", path], environment: environment)
    #expect(letters.status == 1)
    #expect(try scratch.text("metrics/inbox.prom").contains("outcome=\"failed\",pipeline=\"inbox\"} 2\n"))
    #expect(
      try Kzpipe.run(["run", "-c", config, "--metrics", path, "--dry-run"], environment: environment).status == 2)
  }

  static let hasPromtool = FileManager.default.isExecutableFile(atPath: "/usr/bin/promtool")

  @Test(.enabled(if: hasPromtool, "promtool is not installed")) func promtoolFindsNothingWrong() throws {
    let scratch = try Scratch()
    let (config, environment) = try RunCommandTests.pipeline(scratch)
    try scratch.write("in/a.txt", "Headline\n")
    try scratch.write("in/b.txt", "no article\n")
    let checked = try Kzpipe.shell(
      #"cd "$1" && { "$0" run -c p.yaml --metrics a.prom 2> log; promtool check metrics < a.prom; }"#, [scratch.path],
      environment: environment)
    #expect(config.hasSuffix("p.yaml") && checked.status == 0 && checked.output + checked.errors == "", "\(checked)")
  }

  /// docs/operations.md names every event and every metric, and shows the files that it speaks of.
  @Test func theDocumentationIsComplete() throws {
    let page = Kzpipe.root.appendingPathComponent("docs/operations.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    for name in EventName.allCases { #expect(text.contains("`\(name.rawValue)`"), "\(name.rawValue)") }
    let scratch = try Scratch()
    let (config, environment) = try RunCommandTests.pipeline(scratch)
    try scratch.write("in/a.txt", "Headline\n")
    try scratch.write("in/b.txt", "no article\n")
    _ = try Kzpipe.run(["run", "-c", config, "--metrics", scratch.path + "/a.prom"], environment: environment)
    let types = try scratch.text("a.prom").split(separator: "\n").filter { $0.hasPrefix("# TYPE ") }
    #expect(types.count >= 12)
    for type in types {
      let words = type.split(separator: " ").map(String.init)
      #expect(text.contains("`\(words[2])`") && text.contains("| \(words[3]) |"), "\(type)")
    }
    let files = try MarkdownBlock.all(in: page).filter { $0.remark.hasPrefix("title=scripts/") }
    #expect(files.count == 2)
    for block in files {
      let file = Kzpipe.root.appendingPathComponent(String(block.remark.dropFirst("title=".count)))
      let contents = try String(contentsOf: file, encoding: .utf8)
      #expect(block.text == contents, "\(file.path) is not what docs/operations.md shows")
    }
  }

  // MARK: Signals

  /// A stage that tells a named pipe of the document "three" and never answers it.
  static let stuck = """
    #!/bin/sh
    while IFS= read -r line; do
      rest=${line#*\\"seq\\":}; seq=${rest%%,*}
      case $line in
      *'"type":"hello"'*) echo '{"type":"hello","protocol":1}';;
      *three*) echo $$ > reached; while :; do sleep 1000; done;;
      *) echo "{\\"type\\":\\"answer\\",\\"seq\\":$seq}";;
      esac
    done
    """

  static func stuckPipeline(_ scratch: Scratch) throws -> [String: String] {
    try scratch.write("stuck", stuck)
    _ = try Kzpipe.shell(#"cd "$1" && chmod +x stuck && mkfifo reached"#, [scratch.path])
    try scratch.write(
      "p.yaml",
      Kzpipe.echoPipeline.replacing(
        "[echo_shout]", with: "[child: {exec: [./stuck], protocol: json_lines, writes: [keywords]}]")
        + "limits: {document_seconds: 1000}\n")
    for (name, text) in [("a", "one"), ("b", "two"), ("c", "three")] {
      try scratch.write("in/\(name).txt", text + "\n")
    }
    return ["KZPIPE_PLUGIN_PATH": try EchoModule.directory()]
  }

  @Test(arguments: ["INT", "TERM", "HUP"]) func twoSignalsLeaveNothingThatStays(_ signal: String) throws {
    let scratch = try Scratch()
    let environment = try Self.stuckPipeline(scratch)
    // What a shell starts behind itself ignores SIGINT, and what nohup starts SIGHUP.
    let ended = try Kzpipe.shell(
      #"""
      cd "$1"; env --default-signal=$2 "$0" run -c p.yaml 2> log & pid=$!
      read -t 60 -r child <> reached || exit
      kill -$2 $pid; until grep -q 'interrupt again' log || ! kill -0 $pid; do :; done
      kill -$2 $pid; wait $pid; echo "status $?"
      timeout 60 tail --pid=$child -f /dev/null
      """#, [scratch.path, signal], environment: environment)
    let number = ["INT": 2, "TERM": 15, "HUP": 1][signal] ?? 0
    #expect(ended.output.hasPrefix("status \(128 + number)\n"), "\(ended)")
    try scratch.write("out/.kzpipe/tmp/77.tmp", "half of an output")
    try scratch.write("in/c.txt", "four\n")
    let next = try Kzpipe.run(["run", "-c", scratch.path + "/p.yaml", "--resume"], environment: environment)
    #expect(next.status == 0, "\(next.errors)")
    #expect(
      try FileManager.default.subpathsOfDirectory(atPath: scratch.path).filter { $0.hasSuffix(".tmp") } == [])
    #expect(try scratch.files("out/echo_files") == ["a.txt", "b.txt", "c.txt"])
  }

  @Test func lettersOfAKilledRunAreSwept() throws {
    let scratch = try Scratch()
    let (config, environment) = try RunCommandTests.pipeline(scratch)
    try scratch.write("in/a.txt", "no article\n")
    // Process 4194305 cannot be: it is above the largest number that Linux gives.
    try scratch.write("out/dead-letter/deep/.kzpipe-4194305-1.tmp", "half a letter")
    try scratch.write("out/dead-letter/.kzpipe-notes.tmp", "somebody else's")
    #expect(try Kzpipe.run(["run", "-c", config, "-o", "-"], environment: environment).status == 1)
    #expect(try scratch.files("out/dead-letter") == [".kzpipe-notes.tmp", "a.json", "a.txt"])
  }

  @Test func aCommandThatIsEndedLeavesNoProcess() throws {
    let scratch = try Scratch()
    let environment = try Self.stuckPipeline(scratch)
    let ended = try Kzpipe.shell(
      #"""
      cd "$1"; "$0" run -c p.yaml --tap child > tapped 2> log & pid=$!
      read -t 60 -r child <> reached || exit
      kill -TERM $pid; wait $pid; echo "status $?"
      timeout 60 tail --pid=$child -f /dev/null; kill -0 $child 2> /dev/null && echo "it is still there"
      """#, [scratch.path], environment: environment)
    #expect(ended.output == "status 143\n", "\(ended)")
  }

  // MARK: Streams

  @Test func closedStreamsGetIntoNoFile() throws {
    let scratch = try Scratch()
    let (config, environment) = try RunCommandTests.pipeline(scratch)
    try scratch.write("in/a.txt", "Headline\n")
    try scratch.write("in/b.txt", "no article\n")
    for closing in ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"] {
      let run = try Kzpipe.shell(
        "exec \"$0\" run -c \"$1\" --fresh --log-level debug \(closing)", [config], environment: environment)
      #expect(run.status == 1, "\(closing): \(run)")
      #expect(try scratch.text("out/echo_files/a.txt") == "Headline\n\n\n", "\(closing)")
      let check = try Kzpipe.run(["status", scratch.path + "/out", "--check"])
      #expect(check.status == 0, "\(closing): \(check.output)")
    }
    let records = try Kzpipe.shell("exec \"$0\" run -c \"$1\" -o - >&-", [config], environment: environment)
    #expect(records.status == 2 || records.status == 70)
    #expect(
      records.errors.contains("standard output: error[KZ0411]: cannot write to: bad file descriptor"),
      "\(records.errors)")
  }

  @Test func aReaderThatHasSeenEnoughIsNoFailure() throws {
    let scratch = try Scratch()
    let (config, environment) = try RunCommandTests.pipeline(scratch)
    for number in 100..<400 { try scratch.write("in/\(number).txt", "Headline \(number)\n") }
    let head = try Kzpipe.shell(
      "set -o pipefail; \"$0\" run -c \"$1\" -o - | head -1", [config], environment: environment)
    #expect(
      head.status == 0 && !head.errors.contains("error") && head.output.split(separator: "\n").count == 1, "\(head)")
    let tap = try Kzpipe.shell(
      "set -o pipefail; \"$0\" run -c \"$1\" --tap echo_article | head -1", [config], environment: environment)
    #expect(tap.status == 0 && tap.errors == "", "\(tap)")
    let full = try Kzpipe.shell("\"$0\" stages > /dev/full", [], environment: environment)
    #expect(full.status == 70 && full.errors.contains("cannot write to standard output: no space left"), "\(full)")
  }
}
