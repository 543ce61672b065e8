import Foundation
import KZPipeHost
import KZPipeJSON
import Testing

/// `kzpipe worker` from outside: frames in, frames out.
@Suite struct WorkerCommandTests {
  static let hello = Message("hello", [JSONMember("protocol", 1)])

  static func document(_ number: Int, _ text: String, uri: String? = nil) -> Message {
    Message(
      "document", sequence: number, [JSONMember("uri", .string(uri ?? "in/\(number).txt"))],
      parts: [.init("content", bytes: Array(text.utf8))])
  }

  struct Session {
    var status: Int32
    var answers: [Message]
    var errors: String
    /// What stands in the working directory afterwards.
    var files: [String]
  }

  /// Runs a worker in an empty directory with nothing but a configuration in it.
  static func session(
    _ messages: [Message], raw: [UInt8] = [], config: String = Kzpipe.echoPipeline, arguments: [String] = []
  ) throws -> Session {
    let scratch = try Scratch()
    try scratch.write("p.yaml", config)
    try scratch.write("requests", messages.flatMap { FrameEncoder.bytes(of: $0) } + raw)
    let result = try Kzpipe.shell(
      #"cd "$1" && "$0" worker -c p.yaml "${@:2}" < requests > answers"#, [scratch.path] + arguments,
      environment: ["KZPIPE_PLUGIN_PATH": try EchoModule.directory()])
    var decoder = FrameDecoder(bodyLimit: 1 << 20)
    decoder.append(try Data(contentsOf: URL(fileURLWithPath: scratch.path + "/answers")))
    var answers: [Message] = []
    while let message = try decoder.next() { answers.append(message) }
    #expect(decoder.isBetweenFrames)
    return Session(status: result.status, answers: answers, errors: result.errors, files: try scratch.files())
  }

  @Test(arguments: ["1", "4"]) func everyDocumentIsAnsweredInOrder(_ jobs: String) throws {
    let texts = (0..<100).map { $0 % 7 == 3 ? "no article\n" : "Headline \($0)\nBody \($0)\n" }
    let session = try Self.session(
      [Self.hello] + texts.enumerated().map { Self.document($0.offset * 2, $0.element) },
      arguments: ["--jobs", jobs])
    #expect(session.status == 0, "\(session.errors)")
    #expect(session.answers.first?.type == "hello" && session.answers.first?["protocol"]?.integer == 1)
    #expect(session.answers.last?.type == "end" && session.answers.last?["documents"]?.integer == 100)
    let answers = session.answers.dropFirst().dropLast()
    #expect(answers.compactMap(\.sequence) == (0..<100).map { $0 * 2 })
    for (number, answer) in answers.enumerated() {
      if number % 7 == 3 {
        #expect(answer.type == "error" && answer["error"]?["code"]?.string == "no_article")
        #expect(answer["error"]?["stage"]?.string == "echo_article")
      } else {
        #expect(answer.type == "answer" && answer["id"]?.string?.count == 32)
        let file = try #require(answer.parts.first { $0["exporter"]?.string == "echo_files" })
        #expect(file["file"]?.string == "in/\(number * 2).txt.txt")
        #expect(String(decoding: file.bytes, as: UTF8.self) == "Headline \(number)\n\nBody \(number)\n")
        #expect(answer.parts.contains { $0["record"]?.string == "ids.json" })
      }
    }
    // Nothing but what the shell wrote.
    #expect(session.files == ["answers", "p.yaml", "requests"])
  }

  @Test func theDocumentsNamesAreTaken() throws {
    var document = Self.document(1, "Headline\n", uri: "s3://bucket/key?x=1")
    document.members.append(JSONMember("slug", "day/one"))
    var hostile = Self.document(2, "Headline\n", uri: "../../etc/passwd")
    hostile.members.append(JSONMember("media_type", "TEXT/PLAIN"))
    let session = try Self.session([Self.hello, document, hostile])
    let names = session.answers.flatMap(\.parts).compactMap { $0["file"]?.string }
    #expect(names == ["day/one.txt", "etc/passwd.txt"])
  }

  @Test func aPageWithoutAnArticleCanBeSkipped() throws {
    let session = try Self.session(
      [Self.hello, Self.document(5, "no article\n")], config: Kzpipe.echoPipeline + "no_article: skip\n")
    #expect(session.answers.map(\.type) == ["hello", "skipped", "end"])
    #expect(session.answers[1].sequence == 5)
  }

  @Test func whatIsWrongWithOneDocumentIsItsAnswer() throws {
    let requests = [
      Self.hello, Message("document", sequence: 1, parts: [.init("content", bytes: [65])]),
      Message("document", sequence: 2, [JSONMember("uri", "a")]),
      Message("document", [JSONMember("uri", "a")], parts: [.init("content", bytes: [65])]),
      Self.document(4, ""), Self.document(5, String(repeating: "a", count: 2000)), Self.document(6, "Headline\n"),
    ]
    let session = try Self.session(requests, config: Kzpipe.echoPipeline + "limits: {document_bytes: 1000}\n")
    #expect(session.status == 0)
    let answers = session.answers.dropFirst().dropLast()
    #expect(answers.map(\.sequence) == [1, 2, nil, 4, 5, 6])
    #expect(
      answers.map { $0["error"]?["code"]?.string } == [
        "bad_request", "bad_request", "bad_request", "no_article", "too_large", nil,
      ])
  }

  static let refusals: [(messages: [Message], raw: String, says: String)] = [
    ([], "", "the input ended before hello"),
    ([document(1, "a")], "", "the first frame is no hello"),
    ([Message("hello")], "", "the hello names no protocol"),
    (
      [Message("hello", [JSONMember("protocol", 99)])], "",
      "the hello names protocol 99, and this kzpipe speaks protocol 1"
    ),
    ([hello, Message("dance")], "", "the frame \"dance\" is not one that a worker takes"),
    ([], "GET / HTTP/1.1\r\n", "the input wrote something else than frames to standard input"),
    ([hello], "\0\0", "the input ended in the middle of a frame"),
  ]

  @Test(arguments: refusals.indices) func aBrokenProtocolEndsItWithAReason(_ index: Int) throws {
    let refusal = Self.refusals[index]
    let session = try Self.session(refusal.messages, raw: Array(refusal.raw.utf8))
    #expect(session.status == 2)
    let told = try JSONValue.parse(Array((session.errors.split(separator: "\n").last ?? "").utf8))
    #expect(told["level"] == "error" && told["message"]?.string == refusal.says, "\(session.errors)")
    #expect(session.answers.last?.type == "error")
    #expect(session.answers.last?["error"]?["code"]?.string == "protocol")
  }

  @Test func aDocumentOverItsTimeIsAnAnswer() throws {
    let config = Kzpipe.echoPipeline.replacing("[echo_shout]", with: "[echo_shout: {is_patient: true}]")
    let session = try Self.session(
      [Self.hello, Self.document(1, "Headline\n")], config: config + "limits: {document_seconds: 0.05}\n")
    #expect(session.answers.map { $0["error"]?["code"]?.string } == [nil, "deadline", nil])
  }

  @Test func aBadConfigurationAnswersNothing() throws {
    let session = try Self.session([Self.hello], config: "kzpipe: 1\n")
    #expect(session.status == 2 && session.answers.isEmpty && session.errors.contains("\"code\":\"KZ0106\""))
  }

  @Test func whoeverAsksOneByOneIsAnsweredOneByOne() throws {
    let scratch = try Scratch()
    try scratch.write("p.yaml", Kzpipe.echoPipeline)
    let process = Process()
    process.executableURL = Kzpipe.executable
    process.arguments = ["worker", "-c", scratch.path + "/p.yaml"]
    process.environment = ProcessInfo.processInfo.environment.merging([
      "KZPIPE_PLUGIN_PATH": try EchoModule.directory()
    ]) { $1 }
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    var decoder = FrameDecoder(bodyLimit: 1 << 20)
    for (number, request) in ([Self.hello] + (0..<3).map { Self.document($0, "Headline\n") }).enumerated() {
      try input.fileHandleForWriting.write(contentsOf: Data(FrameEncoder.bytes(of: request)))
      var answer = try decoder.next()
      while answer == nil {
        let data = output.fileHandleForReading.availableData
        try #require(!data.isEmpty)
        decoder.append(data)
        answer = try decoder.next()
      }
      #expect(answer?.type == (number == 0 ? "hello" : "answer"))
    }
    // SIGTERM: nothing is in flight, so it ends at once and says so.
    process.terminate()
    process.waitUntilExit()
    #expect(process.terminationStatus == 3)
  }
}
