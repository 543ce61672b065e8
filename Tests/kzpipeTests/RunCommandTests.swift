import Foundation
import Testing

/// `kzpipe run` over the echo module: what users and scripts rely on.
@Suite struct RunCommandTests {
  static func pipeline(_ scratch: Scratch, _ text: String = Kzpipe.echoPipeline) throws -> (
    config: String, environment: [String: String]
  ) {
    (
      try scratch.write("p.yaml", text),
      ["KZPIPE_PLUGIN_PATH": try EchoModule.directory(), "SOURCE_DATE_EPOCH": "1790000000"]
    )
  }

  @Test func aStrangersModuleRuns() throws {
    let scratch = try Scratch()
    let (config, environment) = try Self.pipeline(scratch)
    try scratch.write("in/a.txt", "Headline\nBody\n")
    let result = try Kzpipe.run(["run", "-c", config], environment: environment)
    #expect(result.status == 0 && result.output == "", "\(result.errors)")
    #expect(
      result.errors.hasPrefix("1 document: 1 exported in ") && result.errors.contains("\n  echo_shout    enrich  1 "))
    #expect(try scratch.text("out/echo_files/a.txt") == "Headline\n\nBody\n")
    #expect(try scratch.text("out/echo_records/ids.json").hasPrefix("[\""))
    // Nothing to do: one line.
    let again = try Kzpipe.run(["run", "-c", config], environment: environment)
    #expect(again.errors.hasPrefix("1 document: 0 exported, 1 unchanged in ") && !again.errors.contains("echo_shout"))
  }

  @Test func aDeadLetterThatIsNotThereIsTold() throws {
    let scratch = try Scratch()
    let (config, environment) = try Self.pipeline(scratch)
    let retry = try Kzpipe.run(["retry", scratch.path + "/none", "-c", config], environment: environment)
    #expect(retry.status == 2 && retry.errors.contains("a run makes it when a document fails"), "\(retry.errors)")
  }

  @Test func theConfigurationCanNameTheModule() throws {
    let scratch = try Scratch()
    let (config, _) = try Self.pipeline(scratch, Kzpipe.echoPipeline + "plugins: [\"\(try EchoModule.directory())\"]\n")
    try scratch.write("in/a.txt", "Headline\n")
    #expect(try Kzpipe.run(["run", "-c", config]).status == 0)
    let missing = try scratch.write("q.yaml", Kzpipe.echoPipeline + "plugins: [nowhere]\n")
    let result = try Kzpipe.run(["run", "-c", missing])
    #expect(result.status == 2)
    #expect(
      result.errors.contains(
        "q.yaml:8:11: error[KZ0313]: cannot look for modules in \"\(scratch.path)/nowhere\": no such file or directory")
    )
  }

  @Test func someFailedEndsWithOneAndJSONComesLast() throws {
    let scratch = try Scratch()
    let (config, environment) = try Self.pipeline(scratch)
    try scratch.write("in/a.txt", "Headline\nBody\n")
    try scratch.write("in/b.txt", [0x61, 0xFF])
    try scratch.write("in/c.txt", "no article\n")
    let result = try Kzpipe.run(["run", "-c", config, "--summary", "json"], environment: environment)
    #expect(result.status == 1)
    let line = result.errors.split(separator: "\n").last.map(String.init) ?? ""
    let summary = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    #expect(summary["documents"] as? Int == 3 && summary["exported"] as? Int == 1 && summary["failed"] as? Int == 2)
    #expect(summary["skipped"] as? Int == 0 && summary["bytes_in"] as? Int == 27 && summary["seconds"] is Double)
    let stages = try #require(summary["stages"] as? [[String: Any]])
    #expect(
      stages.map { $0["name"] as? String } == [
        "echo_lines", "echo_article", "echo_shout", "echo_files", "echo_records",
      ])
    #expect(stages.map { $0["documents"] as? Int } == [3, 2, 1, 1, 1])
    #expect(try scratch.files("out/dead-letter").count == 4)
    let quiet = try Kzpipe.run(
      ["run", "-c", config, "--summary", "none", "--log-level", "error"], environment: environment)
    #expect(quiet.errors == "")
  }

  @Test func recordsGoToStandardOutputAndNothingElse() throws {
    let scratch = try Scratch()
    let (config, environment) = try Self.pipeline(scratch)
    let a = try scratch.write("in/a.txt", "Headline\n")
    let result = try Kzpipe.run(["run", "-c", config, a, a, "-o", "-"], environment: environment)
    #expect(result.status == 0 && result.output.split(separator: "\n").count == 2)
    #expect(result.output.split(separator: "\n").allSatisfy { $0.hasPrefix("\"") && $0.count == 34 })
    #expect(result.errors.contains("-o - writes records only; the files of echo_files are left out"))
    let files = try scratch.write(
      "q.yaml", Kzpipe.echoPipeline.replacing("[echo_files, echo_records]", with: "[echo_files]"))
    let wrapped = try Kzpipe.run(["run", "-c", files, a, "-o", "-"], environment: environment)
    #expect(wrapped.output == "{\"exporter\":\"echo_files\",\"name\":\"a.txt\",\"contents\":\"Headline\\n\\n\\n\"}\n")
    #expect(try scratch.files() == ["in/a.txt", "p.yaml", "q.yaml"])
  }

  @Test func standardInputIsOneDocument() throws {
    let scratch = try Scratch()
    let (config, environment) = try Self.pipeline(scratch)
    let result = try Kzpipe.run(
      ["run", "-c", config, "-", "-o", scratch.path + "/o"], environment: environment, input: "From a pipe\nBody\n")
    #expect(result.status == 0, "\(result.errors)")
    #expect(try scratch.text("o/echo_files/stdin.txt") == "From a pipe\n\nBody\n")
  }

  @Test(.timeLimit(.minutes(1))) func aDirectoryIsWatched() throws {
    let scratch = try Scratch()
    let (config, environment) = try Self.pipeline(scratch)
    try scratch.write("in/a.txt", "A\n")
    try scratch.write("b.txt", "B\n")
    // Whenever the second page comes, the run ends with it.
    let result = try Kzpipe.shell(
      "cd \"$2\"; \"$0\" run -c \"$1\" --watch in --limit 2 & mv b.txt in/; wait $!", [config, scratch.path],
      environment: environment)
    #expect(result.status == 0 && result.errors.hasPrefix("2 documents: 2 exported"), "\(result.errors)")
    #expect(try scratch.files("out/echo_files") == ["a.txt", "b.txt"])
    for (arguments, says) in [
      (["--watch", config], "KZ0404"), (["--watch", "-"], "KZ0404"), (["--watch", "--dry-run"], "--dry-run"),
    ] {
      let refused = try Kzpipe.run(["run", "-c", config] + arguments, environment: environment)
      #expect(refused.status == 2 && refused.errors.contains(says), "\(refused.errors)")
    }
  }

  @Test func aReaderThatGoesAwayEndsItQuietly() throws {
    let scratch = try Scratch()
    let (config, environment) = try Self.pipeline(scratch)
    for number in 0..<2000 { try scratch.write("in/\(number).txt", "Headline \(number)\n") }
    let result = try Kzpipe.shell(
      "\"$0\" run -c \"$1\" -o - --summary none | head -n 1; exit ${PIPESTATUS[0]}", [config], environment: environment)
    #expect(result.status == 0 && result.output.split(separator: "\n").count == 1)
    #expect(!result.errors.contains("error"), "\(result.errors)")
  }

  @Test func anInterruptFinishesWhatIsInFlight() throws {
    let scratch = try Scratch()
    let (config, environment) = try Self.pipeline(
      scratch,
      Kzpipe.echoPipeline.replacing("[echo_shout]", with: "[{echo_shout: {is_patient: true}}]")
        + "limits: {document_seconds: 0.2, in_flight: 1}\n")
    for number in 0..<200 { try scratch.write("in/\(number).txt", "Headline\n") }
    // The first dead letter shows that the run is under way.
    let script = """
      "$0" run -c "$1" --jobs 1 & child=$!
      until ls "$2"/out/dead-letter/*.json >/dev/null 2>&1; do :; done
      kill -INT $child; wait $child; exit $?
      """
    let result = try Kzpipe.shell(script, [config, scratch.path], environment: environment)
    #expect(result.status == 3, "\(result.errors)")
    #expect(result.errors.contains("interrupted"))
    #expect(try scratch.files("out").allSatisfy { !$0.contains(".tmp") })
  }

  @Test(arguments: [("nowhere.txt", "KZ0402"), ("*.nothing", "KZ0403")])
  func missingInputsEndWithTwo(_ input: String, code: String) throws {
    let scratch = try Scratch()
    let (config, environment) = try Self.pipeline(scratch)
    let result = try Kzpipe.run(["run", "-c", config, scratch.path + "/" + input], environment: environment)
    #expect(result.status == 2 && result.errors.contains("error[\(code)]") && result.errors.contains(input))
  }

  @Test func noInputAtAllEndsWithTwo() throws {
    let scratch = try Scratch()
    let (config, environment) = try Self.pipeline(
      scratch, Kzpipe.echoPipeline.replacing("input: {paths: [in]}\n", with: ""))
    let result = try Kzpipe.run(["run", "-c", config], environment: environment)
    #expect(result.status == 2 && result.errors.contains("error[KZ0401]: there is nothing to read"))
  }

  @Test func aFullDiskEndsTheRunWithAMessage() throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let scratch = try Scratch()
    let (config, environment) = try Self.pipeline(scratch)
    try scratch.write("in/a.txt", "Headline\n")
    let result = try Kzpipe.shell("\"$0\" run -c \"$1\" -o - > /dev/full", [config], environment: environment)
    #expect(result.status == 2)
    #expect(result.errors.contains("standard output: error[KZ0411]: cannot write to: no space left on the device"))
  }

  @Test func aReportIsWrittenBesideTheRun() throws {
    let scratch = try Scratch()
    let (config, environment) = try Self.pipeline(scratch)
    try scratch.write("in/a.txt", "Headline\n")
    try scratch.write("in/b.txt", "no article\n")
    let file = scratch.path + "/deep/report.html"
    let result = try Kzpipe.run(["run", "-c", config, "--report", file], environment: environment)
    #expect(result.status == 1 && result.errors.hasSuffix("report: \(file)\n"), "\(result.errors)")
    let page = try scratch.text("deep/report.html")
    #expect(page.contains("<b>1</b> exported") && page.contains("echo_article: no_article"))
    #expect(page.contains("<td class=\"why\">enrich</td><th>echo_shout</th>"))
    // What cannot be written is told before anything runs.
    for place in [config + "/report.html", scratch.path + "/deep"] {
      let blocked = try Kzpipe.run(
        ["run", "-c", config, "-o", scratch.path + "/other", "--report", place], environment: environment)
      #expect(blocked.status == 2 && blocked.errors.contains("KZ0411"), "\(blocked.errors)")
    }
    #expect(!FileManager.default.fileExists(atPath: scratch.path + "/other"))
    #expect(try Kzpipe.run(["run", "-c", config, "--report", file, "--dry-run"], environment: environment).status == 2)
  }

  @Test func plainProgressIsOnlyShownWhenAsked() throws {
    let scratch = try Scratch()
    let (config, environment) = try Self.pipeline(scratch)
    try scratch.write("in/a.txt", "Headline\n")
    let result = try Kzpipe.run(["run", "-c", config, "--summary", "none"], environment: environment)
    #expect(result.errors == "")
  }
}
