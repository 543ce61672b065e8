import KZPipeKit
import KZPipeText

extension DocumentReader {
  /// The page of a capture, freed from the encodings in which the server sent it.
  func page(of item: InputItem, _ capture: WARCCapture) throws(Failure) -> Page {
    let content: [UInt8]
    do {
      content = try CaptureDecoder(limit: limits.documentBytes).content(of: capture)
    } catch {
      throw Failure(error: error, content: capture.record, fileExtension: "warc")
    }
    guard !content.isEmpty else {
      throw Failure(
        error: StageError(.noArticle, "the document is empty"), content: capture.record, fileExtension: "warc")
    }
    let source = Source(
      uri: item.uri, url: capture.url, mediaType: MediaType.binary(content) ?? capture.mediaType,
      declaredEncoding: capture.charset, fetched: capture.date, headers: capture.headers,
      sha256: SHA256.hexDigest(of: content))
    return Page(id: item.slug, source: source, content: content)
  }
}

/// Undoes transfer and content encodings (RFC 9112, section 7; RFC 9110, section 8.4).
///
/// Many crawlers store a page decoded and leave the header as it was, so bytes that are not in the named encoding are
/// taken as they are.
struct CaptureDecoder {
  var limit: Int

  func content(of capture: WARCCapture) throws(StageError) -> [UInt8] {
    var content = Array(capture.record[capture.body])
    for encoding in capture.encodings.reversed() {
      switch encoding {
      case "chunked": content = Self.joined(content) ?? content
      case "gzip", "x-gzip":
        if content.starts(with: [0x1F, 0x8B]) { content = try inflated(content) }
      case "deflate":
        if let first = content.first, first & 0x0F == 8 { content = try inflated(content) }
      default:
        // Nothing tells such bytes from a decoded page but that they are no text.
        guard MediaType.binary(content) != nil else { continue }
        throw StageError(
          "unsupported_encoding", "the page is stored in the content encoding \"\(encoding)\"",
          advice: "let the crawler store pages decoded, or accept gzip only")
      }
    }
    guard content.count <= limit else { throw DocumentReader.tooLarge(bytes: content.count, limit: limit) }
    return content
  }

  private func inflated(_ bytes: [UInt8]) throws(StageError) -> [UInt8] {
    do {
      return try GzipInflater.inflate(bytes, limit: limit, takesZlib: true)
    } catch {
      switch error {
      case .tooLarge: throw DocumentReader.tooLarge(bytes: nil, limit: limit)
      case .bomb: throw DocumentReader.bomb
      case .truncated: throw StageError(.malformed, "the compressed page ends in the middle")
      case .damaged(let what): throw StageError(.malformed, "the compressed page is damaged: \(what)")
      }
    }
  }

  /// The chunks of a chunked body joined; `nil` when it is not chunked.
  private static func joined(_ bytes: [UInt8]) -> [UInt8]? {
    var out: [UInt8] = []
    var rest = bytes[...]
    while true {
      guard let newline = rest.firstIndex(of: 0x0A), newline - rest.startIndex <= 1024 else { return nil }
      let size = rest[..<newline].prefix { $0 != UInt8(ascii: ";") && $0 != 0x0D && $0 != 0x20 }
      guard let count = Int(String(decoding: size, as: UTF8.self), radix: 16), count >= 0 else { return nil }
      if count == 0 { return out }
      rest = rest[(newline + 1)...]
      guard rest.count >= count else { return nil }
      out += rest.prefix(count)
      rest = rest.dropFirst(count).drop { $0 == 0x0D || $0 == 0x0A }
      if rest.isEmpty { return out }
    }
  }
}
