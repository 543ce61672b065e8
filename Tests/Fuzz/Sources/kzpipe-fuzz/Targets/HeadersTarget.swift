import KZPipeJSON
import KZPipeKit
import KZPipeText

@testable import KZPipeHost

/// Header fields, content types, encodings of bodies, charsets.
struct HeadersTarget: FuzzTarget {
  static let name = "headers"
  private static let limit = 1 << 16

  init() {}

  func run(_ bytes: [UInt8]) {
    let block = HeaderBlock(bytes[...])
    require((block?.length ?? 0) <= min(bytes.count, HeaderBlock.limit), "a header behind its end")
    for field in block?.fields ?? [] { _ = HeaderField(field.name, field.value) }
    if let value = try? JSONValue.parse(bytes, maximumDepth: 64) {
      require(HeaderFields.read(value).count <= HeaderField.limit, "too many header fields")
    }
    let body = Array(bytes.dropFirst(block?.length ?? 0))
    let type = block?["content-type"] ?? String(decoding: bytes.prefix(80), as: UTF8.self)
    decode(body, declared: ContentType(type).charset)
    undo(body, named: block?["content-encoding"] ?? "gzip, chunked")
    roundTrip(body)
  }

  private func decode(_ body: [UInt8], declared: String?) {
    for isHTML in [false, true] {
      let text = Charset.decode(body, declared: declared, isHTML: isHTML)
      require(String(validating: text.utf8, as: UTF8.self) != nil, "\(text.encoding) gives no UTF-8")
      require(text.utf8.count <= 3 * body.count + 3, "\(body.count) bytes of \(text.encoding) give \(text.utf8.count)")
      require(text.replacements >= 0 && text.replacements <= body.count, "more replacements than bytes")
      require(Charset.name(ofLabel: text.encoding) == text.encoding, "\(text.encoding) is no name of the standard")
    }
  }

  /// Whatever the header says of it.
  private func undo(_ body: [UInt8], named list: String) {
    let encodings = list.split(separator: ",").map { $0.filter { $0 != " " } }
    guard let capture = capture(of: body, encodings: encodings),
      let content = try? CaptureDecoder(limit: Self.limit).content(of: capture)
    else { return }
    require(content.count <= Self.limit, "a page of \(content.count) bytes")
  }

  /// What a server encodes is what is read.
  private func roundTrip(_ body: [UInt8]) {
    guard !body.isEmpty, body.count <= Self.limit else { return }
    var draw = Draw(body)
    for form in ["gzip", "deflate", "chunked", "gzip+chunked"] {
      var encoded = body
      if form.hasPrefix("gzip") { encoded = Deflate.compressed(encoded) }
      if form == "deflate" { encoded = Deflate.compressed(encoded, as: .zlib) }
      if form.hasSuffix("chunked") { encoded = chunked(encoded, &draw) }
      let names = form.split(separator: "+").map(String.init)
      guard let capture = capture(of: encoded, encodings: names) else { return require(false, "a record that is none") }
      do {
        let content = try CaptureDecoder(limit: Self.limit).content(of: capture)
        require(content == body, "\(form) is not undone")
      } catch {
        require(false, "\(form): \(error)")
      }
    }
  }

  private func chunked(_ bytes: [UInt8], _ draw: inout Draw) -> [UInt8] {
    let chunks = draw.pieces(of: bytes).filter { !$0.isEmpty }
    return chunks.flatMap { Array("\(String($0.count, radix: 16)); x=y\r\n".utf8) + $0 + Array("\r\n".utf8) }
      + Array("0\r\n\r\n".utf8)
  }

  private func capture(of body: [UInt8], encodings: [String]) -> WARCCapture? {
    let message =
      Array(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: \(encodings.joined(separator: ", "))\r\n\r\n"
          .utf8)
      + body
    let head =
      "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: \(message.count)\r\n\r\n"
    return WARCCapture(record: Array(head.utf8) + message)
  }
}
