import Glibc
import KZPipeJSON
import KZPipeKit
import KZPipeText

/// Reads a document's bytes and says what they are. Runs beside the stages, so that reading is parallel, too.
struct DocumentReader: Sendable {
  /// A document that could not become a page, with the bytes that there are.
  struct Failure: Error {
    var error: StageError
    var content: [UInt8] = []
    var fileExtension = "bin"
  }

  /// The bytes of a document as they were received.
  struct Received {
    var bytes: [UInt8]
    /// SHA-256 of `bytes`; empty unless asked for.
    var sha256: [UInt8] = []
  }

  let limits: Config.Limits

  func page(of item: InputItem) throws(Failure) -> Page {
    try page(of: item, try received(item, withDigest: false))
  }

  /// Reads the document, and nothing more.
  func received(_ item: InputItem, withDigest: Bool) throws(Failure) -> Received {
    let bytes: [UInt8]
    switch item.content {
    case .failure(let error): throw Failure(error: error)
    case .broken(_, let content, _): bytes = content
    case .page(let page): bytes = page.content
    case .capture(let capture): bytes = capture.record
    case .file(let path, _): bytes = try self.bytes(path)
    case .standardInput(let head): bytes = try self.bytes("-", behind: head)
    case .record(let line): bytes = line
    }
    return Received(bytes: bytes, sha256: withDigest ? SHA256.digest(of: bytes) : [])
  }

  func page(of item: InputItem, _ received: Received) throws(Failure) -> Page {
    switch item.content {
    case .failure(let error): throw Failure(error: error)
    case .broken(let error, let bytes, let fileExtension):
      throw Failure(error: error, content: bytes, fileExtension: fileExtension)
    case .page(let page): return page
    case .file(_, isGzip: true) where !received.bytes.isEmpty:
      return try page(of: item, content: try inflated(received.bytes), sha256: [])
    case .file, .standardInput: return try page(of: item, content: received.bytes, sha256: received.sha256)
    case .record(let line): return try record(line, of: item)
    case .capture(let capture): return try page(of: item, capture)
    }
  }

  private func page(of item: InputItem, content: [UInt8], sha256: [UInt8]) throws(Failure) -> Page {
    var mediaType = MediaType.binary(content) ?? item.mediaType ?? MediaType.sniff(content)
    if mediaType == MediaType.xml { mediaType = MediaType.ofXML(content) }
    guard !content.isEmpty else {
      throw Failure(
        error: StageError(.noArticle, "the document is empty"), fileExtension: MediaType.fileExtension(of: mediaType))
    }
    let source = Source(
      uri: item.uri, mediaType: mediaType, sha256: sha256.isEmpty ? SHA256.hexDigest(of: content) : Hex.text(sha256))
    return Page(id: item.slug, source: source, content: content)
  }

  // MARK: Files

  private func bytes(_ path: String, behind head: [UInt8] = []) throws(Failure) -> [UInt8] {
    let limit = limits.documentBytes
    // A pipe has no size; what it gives is counted below.
    if let size = Self.size(of: path), size > limit {
      throw Failure(error: Self.tooLarge(bytes: size, limit: limit))
    }
    var bytes = head
    do {
      let rest = try FileReader.read(path, limit: max(0, limit + 1 - head.count))
      if bytes.isEmpty { bytes = rest } else { bytes += rest }
    } catch {
      let advice = error == .changed ? "run again once it is written" : nil
      throw Failure(error: StageError("unreadable", "the file cannot be read: \(error.reason)", advice: advice))
    }
    guard bytes.count <= limit else {
      throw Failure(error: Self.tooLarge(bytes: Self.size(of: path), limit: limit))
    }
    return bytes
  }

  private func inflated(_ bytes: [UInt8]) throws(Failure) -> [UInt8] {
    let limit = limits.documentBytes
    do {
      return try GzipInflater.inflate(bytes, limit: limit)
    } catch {
      let reason: StageError =
        switch error {
        case .tooLarge: Self.tooLarge(bytes: nil, limit: limit)
        case .bomb: Self.bomb
        case .truncated: StageError(.malformed, "the gzip data ends in the middle", advice: "fetch the file again")
        case .damaged(let what):
          StageError(.malformed, "the gzip data is damaged: \(what)", advice: "fetch the file again")
        }
      throw Failure(error: reason, content: bytes, fileExtension: "gz")
    }
  }

  private static func size(of path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : nil
  }

  /// - Parameter bytes: size of the document, when it is known
  static func tooLarge(bytes: Int?, limit: Int) -> StageError {
    let size = bytes.map { "has \($0) bytes, more" } ?? "is larger when inflated"
    return StageError(
      .tooLarge, "the document \(size) than the \(limit) that limits.document_bytes allows",
      advice: "raise limits.document_bytes, if it is a page at all")
  }

  static let bomb = StageError(
    .tooLarge, "the document inflates to more than \(GzipInflater.maximalRatio) times its size, as no page does",
    advice: "inflate it yourself, if it is a page at all")

  // MARK: JSON Lines

  /// One page a line: `{"id"?, "url"?, "html" | "text", "headers"?, "fetched"?}`.
  private func record(_ line: [UInt8], of item: InputItem) throws(Failure) -> Page {
    func malformed(_ message: String, _ place: String? = nil) -> Failure {
      Failure(
        error: StageError(
          .malformed, message, place: place, advice: "a line is one object with \"html\" or \"text\""), content: line,
        fileExtension: "jsonl")
    }
    let value: JSONValue
    do {
      value = try JSONValue.parse(line, maximumDepth: 64)
    } catch {
      throw malformed("the line is not valid JSON", "byte \(error.offset)")
    }
    guard case .object = value else { throw malformed("the line is not a JSON object") }
    var mediaType = MediaType.plainText
    guard let text = value["html"]?.string ?? value["text"]?.string else {
      throw malformed("the line has neither \"html\" nor \"text\"")
    }
    if value["html"]?.string != nil { mediaType = MediaType.html }
    guard !text.isEmpty else {
      throw Failure(error: StageError(.noArticle, "the document is empty"), content: line, fileExtension: "jsonl")
    }
    let content = Array(text.utf8)
    // The string of a JSON text is decoded already, whatever encoding its page was fetched in.
    let source = Source(
      uri: item.uri, url: value["url"]?.string, mediaType: mediaType, declaredEncoding: "utf-8",
      fetched: value["fetched"]?.string, headers: HeaderFields.read(value["headers"]),
      sha256: SHA256.hexDigest(of: content))
    return Page(id: value["id"]?.string ?? item.slug, source: source, content: content)
  }

  /// What goes into the dead letter for a page whose stages failed: the document as it was received.
  static func original(of item: InputItem, page: Page) -> (content: [UInt8], fileExtension: String) {
    switch item.content {
    case .record(let line): return (line, "jsonl")
    case .capture(let capture): return (capture.record, "warc")
    default: break
    }
    return (page.content, MediaType.fileExtension(of: page.source.mediaType))
  }
}
