import Glibc
import KZPipeJSON
import KZPipeKit
import Synchronization
import Testing

@testable import KZPipeHost

/// Stages that are processes, well and badly behaved: what goes wrong costs the document that it went wrong on, is said in
/// one message, and the run goes on.
@Suite struct ProcessStageTests {
  struct Result {
    var statistics: RunStatistics
    /// Code and message of every failed document, by slug.
    var failures: [String: (code: String, message: String)] = [:]
    var warnings: [String]
    var files: [String]
    var records: String
  }

  /// A shell script that answers lines; `$kind` and `$seq` are those of the request in `$line`.
  static func script(_ body: String, before: String = "") -> String {
    """
    #!/bin/sh
    \(before)
    while IFS= read -r line; do
      rest=${line#*\\"type\\":\\"}; kind=${rest%%\\"*}
      rest=${line#*\\"seq\\":}; seq=${rest%%,*}
      if [ "$kind" = hello ]; then echo '{"type":"hello","protocol":1}'; continue; fi
      \(body)
    done
    """
  }

  static let answer = #"echo "{\"type\":\"answer\",\"seq\":$seq}""#

  /// Runs documents with the given headlines through a pipeline with the script as its enricher.
  static func run(
    _ script: String, headlines: [String] = ["one", "two", "three", "four", "five"], process: String = "{}",
    command: String = "[./child]", form: String = "json_lines", kind: String = "enrich",
    entry: String = ", writes: [keywords]"
  ) async throws -> Result {
    let scratch = try Scratch()
    chmod(try scratch.write("child", script), 0o755)
    let width = String(headlines.count).count
    for (index, headline) in headlines.enumerated() {
      let number = String(repeating: "0", count: width - String(index).count) + String(index)
      try scratch.write("in/\(number).txt", headline + "\nBody.\n")
    }
    let child = "child: {exec: \(command), protocol: \(form), process: \(process)\(entry)}"
    let stages = [
      "clean": kind == "clean" ? child : "lines", "parse": kind == "parse" ? child : "first_line",
      "enrich": kind == "enrich" ? child : "", "export": kind == "export" ? "files, " + child : "files",
    ]
    let path = try scratch.write(
      "p.yaml",
      "kzpipe: 1\nlimits: {document_seconds: 100}\npipeline:\n"
        + stages.sorted { $0.key < $1.key }.map { "  \($0.key): [\($0.value)]\n" }.joined())
    let warnings = Mutex<[String]>([])
    var surroundings = TestStages.surroundings
    surroundings.log = .warnings { text in warnings.withLock { $0.append(text) } }
    let (config, problems) = try ConfigLoader.load(path, environment: [:])
    let setup = try Setup(config: config, registry: TestStages.registry(), problems: problems, in: surroundings)
    let run = Run(
      setup: setup, jobs: 2, output: .directory(scratch.path + "/out"), version: "test")
    let report = try await run.start(try InputPlan([(scratch.path + "/in", nil)]), stop: StopFlag())
    var result = Result(
      statistics: report.statistics, warnings: warnings.withLock { $0 }, files: try scratch.files("out"), records: "")
    for file in result.files where file.hasPrefix("dead-letter/") && file.hasSuffix(".json") {
      let letter = try scratch.json("out/" + file)
      result.failures[String(file.dropFirst("dead-letter/".count).dropLast(".json".count))] = (
        letter["code"]?.string ?? "", letter["message"]?.string ?? ""
      )
    }
    if result.files.contains("child/all.json") { result.records = try scratch.text("out/child/all.json") }
    return result
  }

  @Test func aScriptOfAFewLinesIsAStage() async throws {
    let child = Self.script(
      #"echo "{\"type\":\"answer\",\"seq\":$seq,\"parts\":[{\"name\":\"output\",\"record\":\"all.json\",\"text\":\"$seq\",\"opening\":\"[\",\"separator\":\", \",\"closing\":\"]\"},{\"name\":\"output\",\"file\":\"{slug}.bin\",\"base64\":\"AAE=\"}]}""#
    )
    let result = try await Self.run(child, kind: "export", entry: "")
    #expect(result.statistics.exported == 5 && result.warnings == [])
    #expect(result.files.filter { $0.hasPrefix("child/") }.count == 6)
    #expect(
      result.records.hasPrefix("[") && result.records.hasSuffix("]") && result.records.split(separator: ", ").count == 5
    )
  }

  @Test func manyDocumentsAreUnderWayAtOnce() async throws {
    // It answers only once it has eight of them, the last one first.
    let child = Self.script(
      #"""
      all="$seq $all"; count=$((count + 1))
      if [ $((count % 8)) = 0 ]; then
        for one in $all; do echo "{\"type\":\"answer\",\"seq\":$one}"; done; all=
      fi
      """#)
    let result = try await Self.run(child, headlines: (0..<64).map { "Headline \($0)" })
    #expect(result.statistics.exported == 64, "\(result.failures)")
  }

  @Test func whatItSaysOfADocumentIsItsFailure() async throws {
    let child = Self.script(
      #"""
      case $line in
      *three*) echo "{\"type\":\"error\",\"seq\":$seq,\"error\":{\"code\":\"too_old\",\"message\":\"the article is too old\"}}";;
      *two*) echo "{\"type\":\"answer\",\"seq\":$seq,\"parts\":[{\"name\":\"changes\",\"json\":{\"set\":{\"body\":[]}}}]}";;
      *) echo "{\"type\":\"answer\",\"seq\":$seq}";;
      esac
      """#)
    let result = try await Self.run(child)
    #expect(result.statistics.exported == 3)
    #expect(result.failures["2"].map { $0 == ("too_old", "the article is too old") } == true)
    #expect(
      result.failures["1"].map {
        $0
          == (
            "process_answer",
            "the answer of the process of the stage \"child\" cannot be used: /set/body of its part \"changes\" cannot be changed: an enricher adds annotations"
          )
      } == true)
  }

  /// What ends or hangs on one document costs that document.
  @Test(arguments: [
    ("kill -9 $$", "process_ended", "the process of the stage \"child\" ended (signal 9, killed)"),
    ("echo broken >&2; exit 3", "process_ended", "the process of the stage \"child\" ended (exit code 3)"),
    ("exec 1>&-; sleep 100", "process_ended", "the process of the stage \"child\" ended (signal 9, killed)"),
    ("sleep 100", "deadline", "the process of the stage \"child\" took longer than its process.seconds allows"),
    ("continue", "deadline", "the process of the stage \"child\" took longer than its process.seconds allows"),
    (
      "echo Hello; continue", "process_protocol",
      "the process of the stage \"child\" wrote something else than frames to its standard output"
    ),
    (
      #"echo '{"type":"answer","seq":999}'; continue"#, "process_protocol",
      "the process of the stage \"child\" answered a document that it was not given"
    ),
    (
      #"echo '{"type":"dance"}'; continue"#, "process_protocol",
      "the process of the stage \"child\" sent a \"dance\" that belongs to no document"
    ),
    (
      #"echo '{"type":'; continue"#, "process_protocol",
      "the process of the stage \"child\" sent a malformed frame: the header is no JSON: the text ends inside a value (byte 8)"
    ),
  ])
  func oneBadDocumentCostsItself(_ deed: String, code: String, message: String) async throws {
    let child = Self.script("case $line in *three*) \(deed);; esac\n\(Self.answer)")
    let headlines = (0..<40).map { $0 == 17 ? "three" : "Headline \($0)" }
    let result = try await Self.run(child, headlines: headlines, process: "{seconds: 8}")
    #expect(result.statistics.exported == 39, "\(result.failures)")
    #expect(result.failures["17"]?.code == code && result.failures["17"]?.message == message, "\(result.failures)")
    if deed.contains("broken") {
      #expect(
        result.warnings == ["child: the process ended (exit code 3); last words:\n  | broken"])
    }
  }

  @Test func anAnswerGivenTwiceEndsTheProcess() async throws {
    let child = Self.script("\(Self.answer)\ncase $line in *three*) \(Self.answer);; esac")
    let result = try await Self.run(child, headlines: (0..<40).map { $0 == 17 ? "three" : "Headline \($0)" })
    // The answer that came twice was good; who is under way alone behind it pays when the process is not trusted any more.
    #expect(result.statistics.documents == 40 && result.statistics.exported >= 39)
    for failure in result.failures.values {
      #expect(failure.message == "the process of the stage \"child\" answered a document twice")
    }
  }

  /// What can do nothing at all is given up after a while, and says why once.
  @Test(arguments: [
    (
      "#!/bin/sh\necho no model >&2; exit 4", "process_start",
      "ended before it was ready (exit code 4); it was started 3 times without an answer and is not started again"
    ),
    (
      "#!/bin/sh\nkill -9 $$", "process_start",
      "ended before it was ready (signal 9, killed); it was started 3 times without an answer and is not started again"
    ),
    (
      "#!/bin/sh\necho Loading the model ...; cat > /dev/null", "process_protocol",
      "wrote something else than frames to its standard output"
    ),
    (
      #"""
      #!/bin/sh
      echo '{"type":"hello","protocol":7}'; cat > /dev/null
      """#, "process_protocol", "speaks protocol 7, and this kzpipe speaks protocol 1"
    ),
    (
      "#!/bin/sh\necho '{\"type\":\"answer\",\"seq\":1}'; cat > /dev/null", "process_protocol",
      "answered with \"answer\" where a hello was due"
    ),
    (
      #"""
      #!/bin/sh
      echo '{"type":"error","error":{"code":"bad_option","message":"there is no such model"}}'; cat > /dev/null
      """#, "process_start", "cannot work: there is no such model"
    ),
    (
      "#!/bin/sh\ncat > /dev/null", "process_start",
      "was not ready in time; it was started 3 times without an answer and is not started again"
    ),
    (
      "#!/nowhere", "process_start",
      "ended before it was ready (exit code 127); it was started 3 times without an answer and is not started again"
    ),
  ])
  func whatNeverWorksFailsEveryDocument(_ script: String, code: String, message: String) async throws {
    let result = try await Self.run(script, process: "{restarts: 2, start_seconds: 0.2}")
    #expect(result.statistics.documents == 5 && result.failures.count == 5)
    for failure in result.failures.values {
      #expect(failure.code == code && failure.message == "the process of the stage \"child\" \(message)")
    }
    #expect(result.warnings.filter { $0.hasPrefix("child: the process of the stage \"child\" \(message)") }.count == 1)
    if script.contains("no model") {
      #expect(
        result.warnings.contains(
          "child: the process ended before it was ready (exit code 4); last words:\n  | no model"))
    }
  }

  @Test func aFloodOnStandardErrorStopsNothing() async throws {
    let child = Self.script("head -c 1000000 /dev/zero | tr '\\0' 'x' >&2\n\(Self.answer)")
    let result = try await Self.run(child)
    #expect(result.statistics.exported == 5, "\(result.failures)")
  }

  @Test func aProcessThatTakesOneDocumentAtATimeIsStartedForEach() async throws {
    let result = try await Self.run(Self.script("\(Self.answer); exit 0"), process: "{window: 1}")
    #expect(result.statistics.exported == 5, "\(result.failures)")
  }

  @Test func severalProcessesShareTheWork() async throws {
    let result = try await Self.run(
      Self.script(Self.answer), headlines: (0..<50).map { "Headline \($0)" }, process: "{count: 3}")
    #expect(result.statistics.exported == 50)
  }

  @Test func noProcessOutlivesTheRun() async throws {
    let scratch = try Scratch()
    let marker = scratch.path + "/pid"
    _ = try await Self.run(Self.script(Self.answer, before: "echo $$ > \(marker); trap '' TERM INT HUP"))
    let text = try scratch.text("pid")
    let pid = try #require(pid_t(text.split(separator: "\n").first.map(String.init) ?? ""))
    // The stage is gone with the run; its process sees the end of its input and ends.
    while kill(pid, 0) == 0 { await Task.yield() }
    #expect(errno == ESRCH)
  }

  static let hasPython = access("/usr/bin/python3", X_OK) == 0

  @Test(.enabled(if: hasPython, "python3 is not installed")) func framesAreBoundedAndMemoryToo() async throws {
    let child = #"""
      #!/usr/bin/python3
      import json, struct, sys
      source, out = sys.stdin.buffer, sys.stdout.buffer
      def send(header, body_bytes=0):
          text = json.dumps(header).encode()
          out.write(struct.pack(">II", len(text), body_bytes) + text); out.flush()
      while lengths := source.read(8):
          header_bytes, body_bytes = struct.unpack(">II", lengths)
          header, body = json.loads(source.read(header_bytes)), source.read(body_bytes)
          if header["type"] == "hello": send({"type": "hello", "protocol": 1}); continue
          if b"two" in body: send({"type": "answer", "seq": header["seq"]}, 4000000000)
          elif b"four" in body: bytes(1 << 30)
          send({"type": "answer", "seq": header["seq"]})
      """#
    let result = try await Self.run(child, process: "{memory_bytes: 500000000}", form: "frames")
    #expect(result.statistics.exported == 3, "\(result.failures)")
    #expect(
      result.failures["1"]?.message == "the process of the stage \"child\" sent an answer of more than 67108864 bytes")
    #expect(result.failures["3"]?.message == "the process of the stage \"child\" ended (exit code 1)")
    #expect(result.warnings.contains { $0.hasSuffix("| MemoryError") })
  }
}
