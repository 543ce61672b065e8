import KZPipeKit
import KZPipeText

/// A page as an archive holds it: a `response`, `resource` or `conversion` record (ISO 28500, section 6).
public struct WARCCapture: Sendable {
  /// The record, header and block, as it stands in the archive, without its compression.
  public var record: [UInt8]
  /// The page in `record`, still in the encodings that `headers` names.
  public var body: Range<Int>
  /// `WARC-Target-URI`.
  public var url: String?
  /// `WARC-Date`, RFC 3339.
  public var date: String?
  public var mediaType: String
  /// Of the content type.
  public var charset: String?
  /// Header fields of the HTTP message, where the record holds one.
  public var headers: [HeaderField] = []
  /// Transfer encodings and content encodings in the order in which they were applied, in lower case.
  var encodings: [String]

  /// Says what a record holds; `nil` when that is no page.
  /// - Parameter content: as much of the block as is there
  init?(header: HeaderBlock, content: ArraySlice<UInt8>, record: [UInt8], body: Range<Int>) {
    guard let type = header["warc-type"], ["response", "resource", "conversion"].contains(type) else { return nil }
    var declared = ContentType(header["content-type"] ?? "")
    encodings = []
    var body = body
    if declared.mediaType == "application/http" {
      guard let message = HeaderBlock(content), Self.isSuccess(message.firstLine) else { return nil }
      declared = ContentType(message["content-type"] ?? "")
      headers = message.fields.prefix(HeaderField.limit).compactMap { HeaderField($0.name, $0.value) }
      encodings = Self.tokens(message["content-encoding"]) + Self.tokens(message["transfer-encoding"])
      body = min(body.lowerBound + message.length, body.upperBound)..<body.upperBound
    } else if type == "response" {
      return nil
    }
    switch declared.mediaType {
    case MediaType.html, "application/xhtml+xml", MediaType.plainText: mediaType = declared.mediaType
    case "": mediaType = MediaType.html
    default: return nil
    }
    self.record = record
    self.body = body
    url = header["warc-target-uri"].map { $0.hasPrefix("<") ? String($0.dropFirst().dropLast()) : $0 }
    date = header["warc-date"]
    charset = declared.charset
  }

  /// A record that stands alone.
  /// - Returns: `nil` for one that is no page, or no record
  init?(record: [UInt8]) {
    guard record.starts(with: "WARC/".utf8), let header = HeaderBlock(record[...]),
      let length = header["content-length"].flatMap({ Int($0) }), length >= 0, length <= record.count - header.length
    else { return nil }
    let body = header.length..<header.length + length
    self.init(header: header, content: record[body], record: Array(record[..<body.upperBound]), body: body)
  }

  /// `HTTP/1.1 200 OK`: only what a server gave as the page itself is one; error pages and redirects are not.
  private static func isSuccess(_ line: String) -> Bool {
    let words = line.split(separator: " ")
    return words.count >= 2 && words[0].hasPrefix("HTTP/") && words[1].count == 3 && words[1].hasPrefix("2")
  }

  private static func tokens(_ list: String?) -> [String] {
    (list ?? "").split(separator: ",").map { $0.filter { $0 != " " }.lowercased() }.filter { $0 != "identity" }
  }
}

/// A `Content-Type` value (RFC 9110, section 8.3).
struct ContentType {
  /// Lower case, without parameters; empty when there is none.
  var mediaType: String
  var charset: String?

  init(_ value: String) {
    let name = value.utf8.prefix { $0 != UInt8(ascii: ";") }.filter { $0 > 0x20 }
    mediaType = String(decoding: name, as: UTF8.self).lowercased()
    charset = Charset.label(inContentType: value)
  }
}
