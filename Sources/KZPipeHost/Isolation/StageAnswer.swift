import KZPipeJSON
import KZPipeKit
import KZPipeRecord

/// What a stage in another process is asked and what its answers mean, both read as if the stage were here.
enum StageAnswer {
  /// The first frame to a stage.
  static func hello(_ spec: StageSpec, options: [String: OptionValue], context: StageContext) -> Message {
    var values: [String: OptionValue] = [:]
    for option in spec.options { if let value = option.defaultValue { values[option.name] = value } }
    values.merge(options) { $1 }
    return Message(
      "hello",
      [
        JSONMember("protocol", JSONValue(integerLiteral: Message.version)),
        JSONMember("kzpipe", .string(context.version)), JSONMember("stage", .string(spec.name)),
        JSONMember("kind", .string(spec.kind.rawValue)), JSONMember("options", OptionSchema.json(.object(values))),
        JSONMember("run_time", .string(context.runTime.description)),
      ])
  }

  static func request(_ article: Article, kind: StageKind) -> Message {
    Message(kind.rawValue, parts: [.init("article", bytes: ArticleRecord.transferJSON(of: article))])
  }

  static func request(_ page: Page, kind: StageKind, withContent: Bool) -> Message {
    var parts = [Message.Part("page", bytes: PageRecord.transferJSON(of: page))]
    if withContent { parts.append(.init("content", bytes: page.content)) }
    return Message(kind.rawValue, parts: parts)
  }

  /// The error that an `error` frame carries; what is missing in it is filled up.
  static func error(of message: Message) -> StageError {
    let error = message["error"]
    func text(_ name: String, most: Int) -> String? {
      error?[name]?.string.map { DiagnosticRenderer.printable(String($0.prefix(most))) }
    }
    let code = text("code", most: 60).flatMap { $0.isEmpty ? nil : $0 } ?? "failed"
    return StageError(
      StageError.Code(rawValue: code), text("message", most: 500) ?? "the stage failed and did not say why",
      place: text("place", most: 200), advice: text("advice", most: 500))
  }

  /// A part of an answer as JSON; `nil` when it is not there.
  static func json(_ name: String, of message: Message, stage: String) throws(StageError) -> JSONValue? {
    guard let bytes = message.part(name) else { return nil }
    do { return try JSONValue.parse(bytes) } catch {
      throw unusable(
        RecordFault("is no JSON (\(error.fault.rawValue))", at: "byte \(error.offset)"), name, stage: stage)
    }
  }

  static func required(_ name: String, of message: Message, stage: String) throws(StageError) -> JSONValue {
    guard let value = try json(name, of: message, stage: stage) else {
      throw unusable(RecordFault("is missing"), name, stage: stage)
    }
    return value
  }

  static func unusable(_ fault: RecordFault, _ part: String, stage: String) -> StageError {
    let what =
      fault.place.isEmpty
      ? "its part \"\(part)\"" : "\(DiagnosticRenderer.printable(fault.place)) of its part \"\(part)\""
    return StageError(
      "process_answer", "the answer of the process of the stage \"\(stage)\" cannot be used: \(what) \(fault.reason)",
      advice: "mend the stage; kzpipe plugin check tries it")
  }

  /// The outputs of an export stage, with the surroundings of the records that it states.
  static func outputs(
    of message: Message, stage: String
  ) throws(StageError) -> (outputs: [Output], frames: [String: Frame]) {
    var outputs: [Output] = []
    var frames: [String: Frame] = [:]
    for part in message.parts where part.name == "output" {
      if let name = part["file"]?.string, !name.isEmpty {
        outputs.append(.file(name: name, contents: part.bytes))
      } else if let file = part["record"]?.string, !file.isEmpty {
        outputs.append(.record(file: file, contents: part.bytes))
        func bytes(_ name: String) -> [UInt8] { Array((part[name]?.string ?? "").utf8) }
        frames[file] = Frame(opening: bytes("opening"), separator: bytes("separator"), closing: bytes("closing"))
      } else {
        throw unusable(RecordFault("has neither \"file\" nor \"record\""), "output", stage: stage)
      }
    }
    return (outputs, frames)
  }
}
