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
  /// Header fields that came with the page (HTTP), as received and in order; bounded by `HeaderField.limit`.
  public var headers: [HeaderField]
  /// SHA-256 of the bytes, 64 lower-case hexadecimal digits.
  public var sha256: String

  public init(
    uri: String, url: String? = nil, mediaType: String, encoding: String? = nil, declaredEncoding: String? = nil,
    fetched: String? = nil, headers: [HeaderField] = [], sha256: String = ""
  ) {
    self.uri = uri
    self.url = url
    self.mediaType = mediaType
    self.encoding = encoding
    self.declaredEncoding = declaredEncoding
    self.fetched = fetched
    self.headers = headers
    self.sha256 = sha256
  }

  /// Value of the first header field with this name, given in lower case.
  public func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

/// One header field of an HTTP response (RFC 9110, section 6.3), unverified.
public struct HeaderField: Sendable, Hashable {
  /// In lower case.
  public let name: String
  /// Without white space at its ends.
  public let value: String

  /// Most fields that a source keeps, and most bytes of a field's name and value together.
  public static let limit = 64
  public static let byteLimit = 4096

  /// - Returns: `nil` for a field that no server sends: an empty or overlong one, or a name that is no token.
  public init?(_ name: some StringProtocol, _ value: some StringProtocol) {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
    guard !name.isEmpty, name.utf8.count + value.utf8.count <= Self.byteLimit,
      name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") })
    else { return nil }
    var text = Array(value.utf8)[...]
    while text.first.map(isBlank) ?? false { text.removeFirst() }
    while text.last.map(isBlank) ?? false { text.removeLast() }
    self.name = name.lowercased()
    self.value = String(decoding: text, as: UTF8.self)
  }
}
