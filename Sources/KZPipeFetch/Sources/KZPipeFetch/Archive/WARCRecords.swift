import KZPipeText

/// Writes records of a web archive (WARC 1.1, ISO 28500:2017), each a gzip member of its own, so that an archive can be cut
/// and joined between any two.
struct WARCRecords {
  /// Makes the identifiers of records; random but in tests.
  var identifier: () -> String = { UUIDText.random() }

  /// The record that begins an archive.
  func information(_ fields: [(name: String, value: String)], at moment: String) throws(ArchiveError) -> [UInt8] {
    let block = fields.map { "\($0.name): \($0.value)\r\n" }.joined()
    return try record(
      [
        ("WARC-Type", "warcinfo"), ("WARC-Record-ID", identifier()), ("WARC-Date", moment),
        ("Content-Type", "application/warc-fields"),
      ], Array(block.utf8))
  }

  /// The response with the request that brought it.
  func exchange(
    _ request: TransferRequest, _ response: TransferResponse, at moment: String
  ) throws(ArchiveError) -> [UInt8] {
    let identifiers = (response: identifier(), request: identifier())
    let common = [
      ("WARC-Date", moment), ("WARC-Target-URI", request.address.description),
      ("WARC-IP-Address", response.peer.description),
    ]
    let answer = try record(
      [
        ("WARC-Type", "response"), ("WARC-Record-ID", identifiers.response),
        ("WARC-Payload-Digest", "sha256:" + SHA256.hexDigest(of: response.body)),
        ("Content-Type", "application/http;msgtype=response"),
      ] + common, Self.head(of: response) + response.body)
    let question = try record(
      [
        ("WARC-Type", "request"), ("WARC-Record-ID", identifiers.request),
        ("WARC-Concurrent-To", identifiers.response), ("Content-Type", "application/http;msgtype=request"),
      ] + common, Self.head(of: request))
    return answer + question
  }

  /// Says that the page is as it was (section 6.7), with the head of the server's answer.
  func revisit(
    _ request: TransferRequest, _ response: TransferResponse, of earlier: Validators, at moment: String
  ) throws(ArchiveError) -> [UInt8] {
    try record(
      [
        ("WARC-Type", "revisit"), ("WARC-Record-ID", identifier()), ("WARC-Date", moment),
        ("WARC-Target-URI", request.address.description), ("WARC-IP-Address", response.peer.description),
        ("WARC-Profile", "http://netpreserve.org/warc/1.1/revisit/server-not-modified"),
        ("WARC-Refers-To-Target-URI", request.address.description), ("WARC-Refers-To-Date", earlier.date),
        ("Content-Type", "application/http;msgtype=response"),
      ], Self.head(of: response))
  }

  // MARK: HTTP messages

  private static func head(of request: TransferRequest) -> [UInt8] {
    let fields = [("Host", request.address.origin.authority)] + request.headers.map { ($0.name, $0.value) }
    return message("GET \(request.address.target) HTTP/1.1", fields)
  }

  /// The head with the length that the body has here: it is no longer in chunks.
  private static func head(of response: TransferResponse) -> [UInt8] {
    let dropped: Set = ["transfer-encoding", "content-length", "connection", "keep-alive", "trailer"]
    var fields = response.headers.filter { !dropped.contains($0.name.lowercased()) }
    fields.append(("Content-Length", String(response.body.count)))
    return message("HTTP/1.1 \(response.status) \(response.reason)", fields.map { ($0.name, $0.value) })
  }

  private static func message(_ first: String, _ fields: [(String, String)]) -> [UInt8] {
    var text = line(first)
    for (name, value) in fields { text += line("\(name): \(value)") }
    return Array((text + "\r\n").utf8)
  }

  /// No field ends its line early, whatever a server wrote.
  private static func line(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 || $0 == "\t" })) + "\r\n"
  }

  private func record(_ fields: [(String, String)], _ block: [UInt8]) throws(ArchiveError) -> [UInt8] {
    var head = "WARC/1.1\r\n"
    for (name, value) in fields { head += Self.line("\(name): \(value)") }
    head += "Content-Length: \(block.count)\r\n\r\n"
    return try Gzip.member([Array(head.utf8), block, Array("\r\n\r\n".utf8)])
  }
}

enum UUIDText {
  /// `<urn:uuid:…>` of version 4 (RFC 9562, section 5.4).
  static func random() -> String {
    var bytes = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
    bytes[6] = bytes[6] & 0x0F | 0x40
    bytes[8] = bytes[8] & 0x3F | 0x80
    var text = ""
    for (index, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(index) { text += "-" }
      text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return "<urn:uuid:\(text)>"
  }
}
