import KZPipeJSON
import KZPipeKit
import KZPipeRecord

@testable import KZPipeHost

/// The frame protocol: what engines ask of a worker, and what the process of a stage answers.
///
/// Bytes that begin with `{` are taken as an object a line, which reaches the requests and answers without lengths in front.
struct FramesTarget: FuzzTarget {
  static let name = "frames"
  private static let bodyLimit = 4096
  private let reader = DocumentReader(limits: Config.Limits(documentBytes: bodyLimit))

  init() {}

  func run(_ bytes: [UInt8]) {
    let form: FrameForm = bytes.first == UInt8(ascii: "{") ? .lines : .frames
    let whole = Self.decode([bytes[...]], form)
    var draw = Draw(bytes)
    let pieces = Self.decode(draw.pieces(of: bytes), form)
    require(whole.messages == pieces.messages && whole.error == pieces.error, "pieces are read as something else")
    require(
      Self.decode(bytes.indices.prefix(256).map { bytes[$0...$0] } + [bytes.dropFirst(256)], form).messages
        == whole.messages, "single bytes are read as something else")
    for message in whole.messages {
      if !message.isCut { roundTrip(message) }
      request(message)
      answer(message)
    }
  }

  private static func decode(
    _ pieces: [ArraySlice<UInt8>], _ form: FrameForm
  ) -> (messages: [Message], error: FrameError?) {
    var decoder = FrameDecoder(form: form, bodyLimit: bodyLimit)
    var messages: [Message] = []
    do throws(FrameError) {
      for piece in pieces {
        decoder.append(piece)
        while let message = try decoder.next() { messages.append(message) }
      }
    } catch {
      return (messages, error)
    }
    return (messages, nil)
  }

  private func roundTrip(_ message: Message) {
    let isJSON = message.parts.allSatisfy { part in
      !jsonParts.contains(part.name) || (try? JSONValue.parse(part.bytes)) != nil
    }
    for form in FrameForm.allCases where form == .frames || isJSON {
      // What a form says of a part itself cannot be a member of the part, too.
      guard !message.parts.contains(where: { $0.members.contains { Self.reserved.contains($0.key) } }) else { return }
      let bytes = FrameEncoder.bytes(of: message, as: form)
      guard bytes.count < Self.bodyLimit else { return }
      let again = Self.decode([bytes[...]], form)
      require(
        again.error == nil && again.messages.count == 1,
        "a written frame cannot be read: \(String(describing: again.error))")
      guard let read = again.messages.first else { return }
      require(read.type == message.type && read.sequence == message.sequence, "a frame changes its type")
      require(read.members == message.members, "a frame changes its members")
      require(read.parts.map(\.name) == message.parts.map(\.name), "a frame changes its parts")
      for (part, original) in zip(read.parts, message.parts) where form == .frames || !jsonParts.contains(part.name) {
        require(part == original, "a part changes")
      }
    }
  }

  private static let reserved: Set<String> = ["bytes", "json", "text", "base64"]

  /// As `kzpipe worker` takes it.
  private func request(_ message: Message) {
    let item = WorkerRequest.item(message, index: 0, limits: reader.limits)
    require(!item.slug.isEmpty && !item.slug.hasPrefix("/") && !item.slug.contains(".."), "the slug \"\(item.slug)\"")
    if let page = try? reader.page(of: item) {
      require(page.content.count <= Self.bodyLimit, "a page of \(page.content.count) bytes")
    }
    let failure = StageError(.malformed, message.type, place: item.uri)
    let bytes = FrameEncoder.bytes(of: WorkerRequest.error(failure, sequence: message.sequence))
    require(Self.decode([bytes[...]], .frames).error == nil, "an answer that cannot be read")
  }

  /// As a stage in another process answers.
  private func answer(_ message: Message) {
    _ = StageAnswer.error(of: message)
    _ = try? StageAnswer.outputs(of: message, stage: "fuzz")
    if let changes = try? StageAnswer.json("changes", of: message, stage: "fuzz") {
      var article = Samples.article
      if (try? ArticleChanges.apply(changes, to: &article, declared: Set(Samples.fields))) != nil {
        PageRules.check(article)
        StageRules.check(article, after: Samples.article, wrote: Set(Samples.fields))
      } else {
        require(article == Samples.article, "refused changes were carried out")
      }
    }
    if let value = try? StageAnswer.json("page", of: message, stage: "fuzz") {
      var page = Samples.page
      if (try? PageRecord.apply(value, to: &page)) != nil { PageRules.check(page) }
    }
    if let value = try? StageAnswer.json("article", of: message, stage: "fuzz"),
      let article = try? ArticleRecord.article(from: value)
    {
      PageRules.check(article)
    }
  }
}
