import KZPipeJSON
import KZPipeKit
import KZPipeText

/// A `document` frame read as a document, and what became of it written as an answer.
enum WorkerRequest {
  /// - Parameter index: position of the document in the run, from 0
  static func item(_ frame: Message, index: Int, limits: Config.Limits) -> InputItem {
    let uri = frame["uri"]?.string ?? ""
    let slug = SafeName.path(frame["slug"]?.string ?? uri)
    func item(_ content: InputItem.Content) -> InputItem {
      var item = InputItem(uri: uri, slug: slug.isEmpty ? "document" : slug, content: content)
      item.sequence = index
      return item
    }
    func refused(_ message: String) -> InputItem {
      item(.failure(StageError("bad_request", message, advice: "see docs/protocol.md")))
    }
    guard frame.sequence != nil else { return refused("the document has no \"seq\"") }
    guard !uri.isEmpty else { return refused("the document has no \"uri\"") }
    if frame.isCut { return item(.failure(DocumentReader.tooLarge(bytes: nil, limit: limits.documentBytes))) }
    guard let content = frame.part("content") else { return refused("the document has no part \"content\"") }
    guard content.count <= limits.documentBytes else {
      return item(.failure(DocumentReader.tooLarge(bytes: content.count, limit: limits.documentBytes)))
    }
    guard !content.isEmpty else { return item(.failure(StageError(.noArticle, "the document is empty"))) }
    let mediaType = frame["media_type"]?.string?.lowercased()
    switch mediaType {
    case MediaType.jsonLine: return item(.record(content))
    case MediaType.archiveRecord:
      guard let capture = WARCCapture(record: content) else {
        return item(.failure(StageError(.noArticle, "the record holds no page")))
      }
      return item(.capture(capture))
    default: break
    }
    let source = Source(
      uri: uri, url: frame["url"]?.string,
      mediaType: MediaType.binary(content) ?? mediaType ?? MediaType.sniff(content),
      declaredEncoding: frame["encoding"]?.string, fetched: frame["fetched"]?.string,
      headers: HeaderFields.read(frame["headers"]), sha256: SHA256.hexDigest(of: content))
    return item(.page(Page(id: frame["id"]?.string ?? slug, source: source, content: content)))
  }

  static func answer(_ result: DocumentResult, sequence: Int?) -> Message {
    switch result.outcome {
    case .skipped: return Message("skipped", sequence: sequence)
    case .failed(let failure): return error(failure.error, stage: failure.stage, sequence: sequence)
    case .exported(let outputs):
      let values = result.names ?? PathTemplate.Values(slug: result.slug, date: nil, language: nil, id: "")
      var parts: [Message.Part] = []
      for output in outputs {
        for piece in output.pieces {
          let (key, name, contents) =
            switch piece {
            case .file(let name, let contents): ("file", name, contents)
            case .record(let file, let contents): ("record", file, contents)
            }
          guard let path = PathTemplate.path(name, values) else {
            let fault = PathTemplate.fault(in: name) ?? "leaves the output directory"
            return error(
              StageError(
                "bad_path", "the output path of \(output.exporter) \(fault)",
                advice: "see the option path of the stage \(output.exporter)"), stage: "output", sequence: sequence)
          }
          let members = [JSONMember("exporter", .string(output.exporter)), JSONMember(key, .string(path))]
          parts.append(Message.Part("output", members, bytes: contents))
        }
      }
      let members = [
        JSONMember("id", .string(result.articleID ?? "")), JSONMember("slug", .string(result.slug)),
      ]
      return Message("answer", sequence: sequence, members, parts: parts)
    }
  }

  static func error(_ error: StageError, stage: String? = nil, sequence: Int? = nil) -> Message {
    var members = [
      JSONMember("code", .string(error.code.rawValue)), JSONMember("message", .string(error.message)),
    ]
    for (key, value) in [("stage", stage), ("place", error.place), ("advice", error.advice)] {
      if let value { members.append(JSONMember(key, .string(value))) }
    }
    return Message("error", sequence: sequence, [JSONMember("error", .object(members))])
  }
}
