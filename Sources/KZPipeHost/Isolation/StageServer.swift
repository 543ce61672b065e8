import Glibc
import KZPipeJSON
import KZPipeKit
import KZPipeRecord

/// The other side of `StageProcess`: one stage of a module, asked by frames on standard input. `isolate: process` starts
/// kzpipe itself as this.
public struct StageServer: Sendable {
  /// Hidden subcommand of the executable that runs as the child.
  public static let subcommand = "stage-host"

  private let stage: StageRegistry.Stage
  private let output: Int32

  /// Takes standard output for the answers and leaves standard error to everybody who prints.
  public init(stage: StageRegistry.Stage) {
    self.stage = stage
    output = dup(STDOUT_FILENO)
    _ = fcntl(output, F_SETFD, FD_CLOEXEC)
    dup2(STDERR_FILENO, STDOUT_FILENO)
  }

  /// Answers until the input ends.
  /// - Returns: what is wrong with the conversation; `nil` for a good end
  public func serve() async -> String? {
    var decoder = FrameDecoder(bodyLimit: Int(Int32.max))
    var room = [UInt8](repeating: 0, count: 1 << 18)
    var made: (any Stage)?
    while true {
      let count = read(STDIN_FILENO, &room, room.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return nil }
      decoder.append(room[..<count])
      // Quick answers are written together, slow ones at once: somebody may be counting the time.
      var answers: [UInt8] = []
      var written = Clock.nanoseconds()
      do {
        while let message = try decoder.next() {
          if message.type == "end" { return nil }
          let answer: Message
          if let stage = made {
            answer = await Self.answer(to: message, by: stage)
          } else {
            do throws(StageError) {
              made = try make(from: message)
              answer = Message(
                "hello",
                [
                  JSONMember("protocol", JSONValue(integerLiteral: Message.version)),
                  JSONMember("name", .string(stage.spec.name)), JSONMember("version", .string(stage.module.version)),
                ])
            } catch {
              answer = WorkerRequest.error(error)
            }
          }
          answers += FrameEncoder.bytes(of: answer)
          if Clock.nanoseconds() - written > 1_000_000 {
            do { try Descriptor.write(answers, to: output) } catch { return nil }
            answers.removeAll(keepingCapacity: true)
            written = Clock.nanoseconds()
          }
        }
        do { try Descriptor.write(answers, to: output) } catch { return nil }
      } catch {
        return "the input " + error.reason
      }
    }
  }

  private func make(from hello: Message) throws(StageError) -> any Stage {
    guard hello.type == "hello", hello["protocol"]?.integer == Message.version else {
      throw StageError("protocol", "the first frame has to be a hello of protocol \(Message.version)")
    }
    var values: [String: OptionValue] = [:]
    for member in hello["options"]?.object ?? [] { values[member.key] = OptionValue(json: member.value) }
    let options: Options
    do { options = try Options(values, for: stage.spec) } catch {
      throw StageError(.badOption, "the options do not fit the stage \"\(stage.spec.name)\"")
    }
    let context = StageContext(
      runTime: hello["run_time"]?.string.flatMap { PartialDate(iso8601: $0) } ?? PartialDate(secondsSinceEpoch: 0),
      version: hello["kzpipe"]?.string ?? "", moduleDirectory: FilePath.directory(of: stage.module.path),
      warn: { try? Descriptor.write(Array(ChildLine.warning($0).utf8), to: STDERR_FILENO) })
    return try stage.make(options, context)
  }

  private static func answer(to request: Message, by stage: any Stage) async -> Message {
    do throws(StageError) {
      return try await result(of: request, by: stage)
    } catch {
      return WorkerRequest.error(error, sequence: request.sequence)
    }
  }

  private static func result(of request: Message, by stage: any Stage) async throws(StageError) -> Message {
    let parts: [Message.Part]
    switch (request.type, stage) {
    case ("clean", let stage as any CleanStage):
      var page = try page(of: request)
      try await stage.clean(&page)
      parts = [.init("page", bytes: PageRecord.transferJSON(of: page))]
    case ("parse", let stage as any ParseStage):
      let article = try await stage.parse(try page(of: request))
      parts = [.init("article", bytes: ArticleRecord.transferJSON(of: article))]
    case ("enrich", let stage as any EnrichStage):
      let before = try article(of: request)
      var after = before
      try await stage.enrich(&after)
      guard let changes = ArticleChanges.json(from: before, to: after) else {
        throw StageError("process_answer", "the stage changed more of the article than its annotations")
      }
      parts = [.init("changes", bytes: changes)]
    case ("export", let stage as any ExportStage):
      parts = try await stage.export(try article(of: request)).map { output in
        switch output {
        case .file(let name, let contents):
          return .init("output", [JSONMember("file", .string(name))], bytes: contents)
        case .record(let file, let contents):
          let frame = stage.frame(of: file)
          var members = [JSONMember("record", .string(file))]
          for (name, bytes) in [
            ("opening", frame.opening), ("separator", frame.separator), ("closing", frame.closing),
          ] where !bytes.isEmpty {
            members.append(JSONMember(name, .string(String(decoding: bytes, as: UTF8.self))))
          }
          return .init("output", members, bytes: contents)
        }
      }
    case ("finish", let stage as any OrderedEnrichStage):
      try await stage.finish()
      parts = []
    default: throw StageError("bad_request", "the stage is not of the kind \"\(request.type)\"")
    }
    return Message("answer", sequence: request.sequence, parts: parts)
  }

  private static func page(of request: Message) throws(StageError) -> Page {
    do throws(RecordFault) {
      return try PageRecord.page(from: try json("page", of: request), content: request.part("content") ?? [])
    } catch { throw malformed(error) }
  }

  private static func article(of request: Message) throws(StageError) -> Article {
    do throws(RecordFault) { return try ArticleRecord.article(from: try json("article", of: request)) } catch {
      throw malformed(error)
    }
  }

  private static func json(_ part: String, of request: Message) throws(RecordFault) -> JSONValue {
    do { return try JSONValue.parse(request.part(part) ?? []) } catch {
      throw RecordFault("is no JSON", at: "/" + part)
    }
  }

  private static func malformed(_ fault: RecordFault) -> StageError {
    StageError("bad_request", "the document cannot be read: it \(fault.reason)", place: fault.place)
  }
}

extension OptionValue {
  /// A whole number stays one, as it does in a configuration.
  init(json: JSONValue) {
    self =
      switch json {
      case .null: .null
      case .bool(let flag): .boolean(flag)
      case .number(let number): Int(number.text).map { .integer($0) } ?? .number(number.double)
      case .string(let text): .string(text)
      case .array(let elements): .list(elements.map(OptionValue.init(json:)))
      case .object(let members):
        .object(Dictionary(members.map { ($0.key, OptionValue(json: $0.value)) }) { $1 })
      }
  }
}
