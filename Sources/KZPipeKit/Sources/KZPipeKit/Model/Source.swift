/// Where a document came from and what its bytes are.
public struct Source: Sendable, Hashable {
  /// Path or URL as given to the run; with `#offset` or `#line` inside a container (WARC, JSON Lines).
  public var uri: String
  /// Address of the page on the web, when the input states it (WARC, JSON Lines).
  public var url: String?
  /// Media type in lower case without parameters, for example `text/html`.
  public var mediaType: String
  /// Character encoding that the clean stage decoded from, as its WHATWG label (`utf-8`, `windows-1251`); `nil` until then.
  public var encoding: String?
  /// Encoding declared outside the bytes (HTTP header), unverified.
  public var declaredEncoding: String?
  /// When the page was fetched, RFC 3339, when the input states it.
  public var fetched: String?
  /// SHA-256 of the bytes, 64 lower-case hexadecimal digits.
  public var sha256: String

  public init(
    uri: String, url: String? = nil, mediaType: String, encoding: String? = nil, declaredEncoding: String? = nil,
    fetched: String? = nil, sha256: String = ""
  ) {
    self.uri = uri
    self.url = url
    self.mediaType = mediaType
    self.encoding = encoding
    self.declaredEncoding = declaredEncoding
    self.fetched = fetched
    self.sha256 = sha256
  }
}
