import KZPipeJSON
import KZPipeKit
import Logging
import Testing

@testable import KZPipeHost

/// Events as text and as JSON.
@Suite struct LogTests {
  /// Lines that a body tells.
  static func lines(_ format: LogFormat, from level: Logger.Level = .debug, _ body: (Logger) -> Void) -> [String] {
    let lines = Recorder<String>()
    body(Logger(format, from: level) { line in lines.items.withLock { $0.append(line) } })
    return lines.items.withLock { $0 }
  }

  static func failed(_ message: String = "the page has no article") -> DocumentResult {
    var result = DocumentResult(
      slug: "in/a.txt", uri: "in/a.txt",
      outcome: .failed(
        .init(
          stage: "first_line", error: StageError("no_article", message), content: [], fileExtension: "txt", attempt: 2))
    )
    result.nanoseconds = [1_500_000, -1, 500_000]
    return result
  }

  @Test func aFailedDocumentIsALine() {
    #expect(
      Self.lines(.text) { $0.tell(Self.failed(), failedAt: .warning) } == [
        "kzpipe: warning: in/a.txt: first_line: no_article: the page has no article (attempt=2 seconds=0.0020)"
      ])
  }

  @Test func aFailedDocumentIsAnObject() throws {
    let lines = Self.lines(.json) { $0.tell(Self.failed("\"a\"\n\u{1B}b"), failedAt: .warning) }
    let line = try #require(lines.first)
    #expect(lines.count == 1 && !line.contains("\n") && !line.contains("\u{1B}"))
    let object = try #require(try JSONValue.parse(Array(line.utf8)).object)
    #expect(
      object.map(\.key) == ["time", "level", "event", "message", "document", "stage", "code", "attempt", "seconds"])
    let value = JSONValue.object(object)
    #expect(value["level"] == "warning" && value["event"] == "document_failed" && value["message"] == "\"a\"\n\u{1B}b")
    #expect(value["document"] == "in/a.txt" && value["stage"] == "first_line" && value["code"] == "no_article")
    #expect(value["attempt"]?.integer == 2 && value["seconds"]?.double == 0.002)
    let time = try #require(value["time"]?.string)
    #expect(time.utf8.count == 24 && PartialDate(iso8601: time.prefix(19) + "Z") != nil && time.hasSuffix("Z"))
  }

  @Test func theTimeIsInMilliseconds() {
    let event = LogEvent(
      level: .info, message: "a", metadata: nil, source: nil, file: "", function: "", line: 0)
    #expect(
      LogFormat.json.line(of: event, with: [:], at: (1_790_000_000, 7_999_999))
        == #"{"time":"2026-09-21T14:13:20.007Z","level":"info","event":"note","message":"a"}"#)
  }

  @Test func problemsKeepTheirFormInTextAndHaveFieldsInJSON() throws {
    let problem = Diagnostic(
      .unknownOption, "unknown option \"pth\"", at: Place("p.yaml", line: 3, column: 5), suggestion: "path",
      notes: ["allowed: path", "and no more"])
    #expect(Self.lines(.text) { $0.report(problem) } == [DiagnosticRenderer.report(of: problem)])
    let line = try #require(Self.lines(.json) { $0.report([problem]) }.first)
    let object = try JSONValue.parse(Array(line.utf8))
    #expect(object["level"] == "error" && object["event"] == "problem" && object["code"] == "KZ0103")
    #expect(object["file"] == "p.yaml" && object["line"]?.integer == 3 && object["column"]?.integer == 5)
    #expect(object["suggestion"] == "path" && object["notes"]?.elements.count == 2)
    #expect(object["see"] == "docs/reference/diagnostics.md#kz0103")
  }

  @Test func textStaysOnItsLineAndListsStandBelow() {
    let lines = Self.lines(.text) { log in
      log.of(stage: "child").tell(.warning, .stageProcess, "it\nended\u{1B}[2J", ["last_words": ["a\tb", "c"]])
      log.tell(.info, .note, "b", ["z": "with space", "a": .stringConvertible(1), "empty": ""])
    }
    #expect(
      lines == [
        "kzpipe: warning: child: it\\u{a}ended\\u{1b}[2J; last words:\n  | a\\u{9}b\n  | c",
        "kzpipe: info: b (a=1 empty=\"\" z=\"with space\")",
      ])
  }

  @Test func whatIsNotWantedIsNotMadeUp() {
    var made = 0
    func message() -> String {
      made += 1
      return "a"
    }
    let lines = Self.lines(.json, from: .warning) { log in
      log.tell(.info, .note, message())
      log.tell(.debug, .note, message(), ["a": "\(message())"])
      log.tell(.warning, .note, message())
    }
    #expect(lines.count == 1 && made == 1)
  }

  @Test func everyDocumentIsToldForDebugging() {
    var exported = DocumentResult(slug: "a", uri: "a", outcome: .exported([]))
    exported.nanoseconds = [1_000_000]
    let skipped = DocumentResult(slug: "b", uri: "b", outcome: .skipped)
    let lines = Self.lines(.text) { log in
      for result in [exported, skipped] { log.tell(result, failedAt: .warning) }
    }
    #expect(
      lines == [
        "kzpipe: debug: a: exported (seconds=0.0010)", "kzpipe: debug: b: there is no article in it",
      ])
    #expect(Self.lines(.text, from: .info) { $0.tell(exported, failedAt: .warning) }.isEmpty)
  }

  @Test(arguments: [
    ("plain", Logger.Level.debug, "plain"), ("<4>warned", .warning, "warned"), ("<0>\u{1}", .error, "\u{1}"),
    ("<3>e", .error, "e"), ("<6>i\r", .info, "i"), ("<7>", .debug, ""), ("<8>x", .debug, "<8>x"), ("<4", .debug, "<4"),
  ])
  func aLineOfAProcessMayHaveALevel(_ line: String, level: Logger.Level, text: String) {
    let found = ChildLine(Array(line.utf8))
    #expect(found.level == level && found.text == text)
  }

  @Test func linesAreCutWhereverThePiecesEnd() {
    let text = Array("one\n<4>two\n\n<6>three\nfour".utf8)
    for size in 1...text.count {
      var cutter = LineCutter()
      var lines: [ChildLine] = []
      for start in stride(from: 0, to: text.count, by: size) {
        lines += cutter.lines(in: text[start..<min(text.count, start + size)]) { _ in true }
      }
      lines += cutter.last { _ in true }
      #expect(lines.map(\.text) == ["one", "two", "three", "four"], "\(size)")
    }
    var cutter = LineCutter()
    let long = cutter.lines(in: [UInt8](repeating: 0x61, count: 1 << 20)[...]) { _ in true }
    #expect(long.isEmpty)
    #expect(cutter.last { _ in true }.map(\.text.utf8.count) == [ChildLine.mostBytes])
    #expect(cutter.lines(in: Array("a\n<4>b\n".utf8)[...]) { $0 >= .info }.map(\.text) == ["b"])
  }

  @Test func whatAProcessFlagsIsAWarning() async throws {
    let child = ProcessStageTests.script("echo loading >&2; echo '<4>no model' >&2\n\(ProcessStageTests.answer)")
    let result = try await ProcessStageTests.run(child, headlines: ["one", "two"])
    #expect(result.statistics.exported == 2 && result.warnings == ["child: no model", "child: no model"])
  }
}
