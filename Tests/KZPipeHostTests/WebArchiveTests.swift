import KZPipeKit
import Testing

@testable import KZPipeHost

/// Web archives made of invented pages.
@Suite struct WebArchiveTests {
  static let limit = 4000

  static func record(_ type: String, _ fields: [String] = [], block: [UInt8], length: String? = nil) -> [UInt8] {
    let head =
      ["WARC/1.0", "WARC-Type: \(type)", "WARC-Date: 2026-02-03T04:05:06Z"] + fields
      + ["Content-Length: \(length ?? "\(block.count)")"]
    return Array((head.joined(separator: "\r\n") + "\r\n\r\n").utf8) + block + Array("\r\n\r\n".utf8)
  }

  static func response(
    _ name: String, status: String = "200 OK", type: String = "text/html; charset=UTF-8", fields: [String] = [],
    body: [UInt8], length: String? = nil
  ) -> [UInt8] {
    let head = ["HTTP/1.1 \(status)", "Content-Type: \(type)"] + fields
    return record(
      "response", ["Content-Type: application/http; msgtype=response", "WARC-Target-URI: https://example.org/\(name)"],
      block: Array((head.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body, length: length)
  }

  static func page(_ name: String) -> [UInt8] { Array("<title>Page \(name)</title><p>Text of \(name).</p>".utf8) }

  static let parts: [[UInt8]] = [
    record("warcinfo", ["Content-Type: application/warc-fields"], block: Array("software: none\r\n".utf8)),
    record("request", ["Content-Type: application/http; msgtype=request"], block: Array("GET / HTTP/1.1\r\n\r\n".utf8)),
    response("a", body: page("a")),
    response("picture", type: "image/png", body: [UInt8](repeating: 0x89, count: 5000)),
    response("gone", status: "404 Not Found", body: page("gone")),
    response("b", body: page("b")),
    record("metadata", block: Array("fetchTimeMs: 3\r\n".utf8)),
    record("resource", ["Content-Type: text/plain", "WARC-Target-URI: https://example.org/c"], block: page("c")),
  ]

  static func read(_ bytes: [UInt8], as name: String = "pages.warc") throws -> [InputItem] {
    let scratch = try Scratch()
    let path = try scratch.write(name, bytes)
    return try InputTests.items([path], limits: Config.Limits(documentBytes: limit))
  }

  static func content(_ item: InputItem) throws -> String {
    let page = try DocumentReader(limits: Config.Limits(documentBytes: limit)).page(of: item)
    return String(decoding: page.content, as: UTF8.self)
  }

  static func urls(_ items: [InputItem]) -> [String] {
    items.map { item in
      switch item.content {
      case .capture(let capture): capture.url.map { String($0.dropFirst("https://example.org/".count)) } ?? "?"
      case .broken(let error, _, _): error.code.rawValue
      default: "other"
      }
    }
  }

  // MARK: What is read

  @Test func pagesAreReadWhateverTheCompression() throws {
    let plain = Array(Self.parts.joined())
    let archives = [
      ("pages.warc", plain), ("pages.warc.gz", Self.parts.flatMap { InputTests.gzip($0) }),
      ("pages.warc.gz", InputTests.gzip(plain)),
    ]
    for (name, bytes) in archives {
      let items = try Self.read(bytes, as: name)
      #expect(Self.urls(items) == ["a", "b", "c"])
      #expect(
        try items.map { try Self.content($0) }
          == ["a", "b", "c"].map { String(decoding: Self.page($0), as: UTF8.self) })
    }
  }

  @Test func aCaptureSaysWhereItIsFrom() throws {
    let items = try Self.read(Array(Self.parts.joined()))
    let offset = Self.parts[0].count + Self.parts[1].count
    #expect(items[0].uri.hasSuffix("pages.warc#\(offset)"))
    #expect(items[0].slug == "pages-\(offset)")
    let page = try DocumentReader(limits: Config.Limits()).page(of: items[0])
    #expect(page.source.url == "https://example.org/a")
    #expect(page.source.fetched == "2026-02-03T04:05:06Z")
    #expect(page.source.declaredEncoding == "utf-8")
    #expect(page.source.mediaType == "text/html")
    #expect(page.source.header("content-type")?.hasPrefix("text/html") == true)
    #expect(try DocumentReader(limits: Config.Limits()).page(of: items[2]).source.mediaType == "text/plain")
  }

  @Test func aRecordMayStandAlone() throws {
    let record = Self.response("a", body: Self.page("a"))
    let capture = try #require(WARCCapture(record: record))
    #expect(capture.record == record.dropLast(4))
    #expect(Array(capture.record[capture.body]) == Self.page("a"))
    #expect(WARCCapture(record: Self.parts[1]) == nil)
    #expect(WARCCapture(record: Array(record.dropLast(10))) == nil)
  }

  @Test func offsetsOfGzipAreThoseOfTheMember() throws {
    let members = Self.parts.map { InputTests.gzip($0) }
    let items = try Self.read(Array(members.joined()), as: "pages.warc.gz")
    let offsets = members.indices.map { members[..<$0].reduce(0) { $0 + $1.count } }
    #expect(items.map(\.slug) == [2, 5, 7].map { "pages-\(offsets[$0])" })
  }

  @Test func whatIsNoPageIsCounted() throws {
    let scratch = try Scratch()
    var sequence = try InputPlan([(try scratch.write("p.warc", Array(Self.parts.joined())), nil)]).items(
      limits: InputTests.limits)
    while sequence.next() != nil {}
    #expect(sequence.ignored == 2)
  }

  @Test func encodingsOfTheServerAreUndone() throws {
    let page = Self.page("z")
    let zipped = InputTests.gzip(page)
    let chunked =
      Array("5;x=y\r\n".utf8) + zipped.prefix(5) + Array("\r\n\(String(zipped.count - 5, radix: 16))\r\n".utf8)
      + zipped.dropFirst(5) + Array("\r\n0\r\n\r\n".utf8)
    let bodies: [([String], [UInt8])] = [
      (["Content-Encoding: gzip"], zipped), (["Content-Encoding: gzip", "Transfer-Encoding: chunked"], chunked),
      // The header is the server's, the bytes are decoded already.
      (["Content-Encoding: br", "Transfer-Encoding: chunked"], page), (["Content-Encoding: gzip"], page),
    ]
    for (fields, body) in bodies {
      let items = try Self.read(Self.response("z", fields: fields, body: body))
      #expect(try Self.content(items[0]) == String(decoding: page, as: UTF8.self))
    }
  }

  // MARK: What is broken

  /// Broken record, codes and addresses of what comes out of an archive with it in the middle.
  static let broken: [(what: String, record: [UInt8], found: [String])] = [
    ("too short a length", response("x", body: page("x"), length: "20"), ["malformed"]),
    ("too long a length", response("x", body: page("x"), length: "300"), ["malformed"]),
    ("a length beyond the file", response("x", body: page("x"), length: "3900"), ["malformed"]),
    ("a length beyond all files", response("x", body: page("x"), length: "99999999999"), ["malformed"]),
    ("a negative length", response("x", body: page("x"), length: "-5"), ["malformed"]),
    ("a length in words", response("x", body: page("x"), length: "many"), ["malformed"]),
    ("a length that overflows", response("x", body: page("x"), length: "99999999999999999999"), ["malformed"]),
    ("noise", Array("noise without end\r\n\r\n".utf8), ["malformed"]),
    ("a large page", response("x", body: [UInt8](repeating: 0x61, count: 200_000)), ["too_large"]),
    ("a large picture", response("x", type: "image/png", body: [UInt8](repeating: 0x61, count: 200_000)), []),
  ]

  @Test(arguments: broken.indices) func theRestIsReadOn(index: Int) throws {
    let (what, record, found) = Self.broken[index]
    let parts = [Self.response("a", body: Self.page("a")), record, Self.response("b", body: Self.page("b"))]
    for (name, bytes) in [("p.warc", Array(parts.joined())), ("p.warc.gz", parts.flatMap { InputTests.gzip($0) })] {
      let items = try Self.read(bytes, as: name)
      #expect(Self.urls(items) == ["a"] + found + ["b"], "\(what) in \(name)")
      for case .broken(let error, _, _) in items.map(\.content) where error.code == .malformed {
        #expect(error.place?.hasPrefix("byte ") == true)
      }
    }
  }

  @Test func aDamagedMemberCostsItself() throws {
    var members = ["a", "b", "c"].map { InputTests.gzip(Self.response($0, body: Self.page($0))) }
    for index in 40..<60 { members[1][index] ^= 0x5A }
    #expect(Self.urls(try Self.read(Array(members.joined()), as: "p.warc.gz")) == ["a", "malformed", "c"])
  }

  @Test func aBrokenRecordKeepsItsBytes() throws {
    let record = Self.response("x", body: Self.page("x"), length: "20")
    let items = try Self.read(record + Self.response("b", body: Self.page("b")))
    guard case .broken(_, let bytes, "warc") = items[0].content else {
      Issue.record("the record is broken")
      return
    }
    #expect(bytes == record)
  }

  @Test func aBombIsStopped() throws {
    let bomb = InputTests.gzip([UInt8](repeating: 0x20, count: 3_000_000))
    let items = try Self.read(Self.response("x", fields: ["Content-Encoding: gzip"], body: bomb))
    let failure = #expect(throws: DocumentReader.Failure.self) { try Self.content(items[0]) }
    #expect(failure?.error.code == .tooLarge)
  }

  @Test func anArchiveMayEndAnywhere() throws {
    let plain = Array(Self.parts[2...5].joined())
    let zipped = Self.parts[2...5].flatMap { InputTests.gzip($0) }
    for end in stride(from: 0, to: plain.count, by: 37) {
      #expect(Set(Self.urls(try Self.read(Array(plain[..<end])))).isSubset(of: ["a", "b", "malformed"]))
    }
    for end in stride(from: 0, to: zipped.count, by: 7) {
      let found = Self.urls(try Self.read(Array(zipped[..<end]), as: "p.warc.gz"))
      #expect(Set(found).isSubset(of: ["a", "b", "malformed"]))
    }
  }

  @Test func oneWrongByteCostsTwoRecordsAtMost() throws {
    let parts = (0..<6).map { Self.response("\($0)", body: Self.page("\($0)")) }
    let zipped = parts.flatMap { InputTests.gzip($0) }
    for index in stride(from: 0, to: zipped.count, by: 11) {
      var bytes = zipped
      bytes[index] ^= 0xFF
      let whole = try Self.read(bytes, as: "p.warc.gz").filter { item in
        guard case .capture(let capture) = item.content else { return false }
        return parts.contains { $0.starts(with: capture.record) }
      }
      #expect(whole.count >= 4, "byte \(index)")
    }
  }
}
