import CZlib
import Glibc
import KZPipeKit
import Testing

@testable import KZPipeHost

@Suite struct InputTests {
  static let limits = Config.Limits(documentBytes: 1000)

  static func items(_ inputs: [String], limits: Config.Limits = limits, excluded: Set<String> = []) throws
    -> [InputItem]
  {
    var plan = try InputPlan(inputs.map { ($0, nil) })
    plan.excluded = excluded
    return Array(plan.items(limits: limits))
  }

  static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    deflateInit2_(
      &stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: bytes.count / 100 + bytes.count + 100)
    let count = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(target.count)
        deflate(&stream, Z_FINISH)
        return target.count - Int(stream.avail_out)
      }
    }
    return Array(output[..<count])
  }

  // MARK: Order and names

  @Test func directoriesAreReadBytewiseByPath() throws {
    let scratch = try Scratch()
    for name in [
      "b.txt", "a.txt", "a/z.html", "a/.hidden.txt", "a-b.htm", "é.text", "Z.xhtml", "x.jpg", ".git/c.txt",
      "a/n.txt.gz",
    ] {
      try scratch.write(name, "x")
    }
    let found = try Self.items([scratch.path])
    let uris = found.map { String($0.uri.dropFirst(scratch.path.count + 1)) }
    #expect(uris == ["Z.xhtml", "a-b.htm", "a.txt", "a/n.txt.gz", "a/z.html", "b.txt", "é.text"])
    #expect(found.map(\.slug) == ["Z", "a-b", "a", "a/n", "a/z", "b", "é"])
    #expect(
      found.map(\.mediaType) == [
        "application/xhtml+xml", "text/html", "text/plain", "text/plain", "text/html", "text/plain", "text/plain",
      ])
  }

  @Test func rootsKeepTheirOrderAndSlugsStayApart() throws {
    let scratch = try Scratch()
    let a = try scratch.write("one/page.txt", "1")
    let b = try scratch.write("two/page.html", "2")
    let found = try Self.items([b, a, scratch.path + "/one"])
    #expect(found.map(\.uri) == [b, a, a])
    #expect(found.map(\.slug) == ["page", "page-2", "page-3"])
  }

  @Test func loopsOfLinksEnd() throws {
    let scratch = try Scratch()
    try scratch.write("d/a.txt", "x")
    symlink("..", scratch.path + "/d/up")
    symlink("missing", scratch.path + "/d/gone.txt")
    let found = try Self.items([scratch.path])
    #expect(found.map(\.slug) == ["d/a", "d/gone"])
    guard case .failure(let error) = found[1].content else {
      Issue.record("a dead link is a failed document")
      return
    }
    #expect(error.code == "unreadable")
  }

  @Test func whereTheRunWritesIsNotRead() throws {
    let scratch = try Scratch()
    try scratch.write("a.txt", "x")
    try scratch.write("out/b.txt", "x")
    #expect(try Self.items([scratch.path], excluded: [scratch.path + "/out"]).map(\.slug) == ["a"])
  }

  @Test func patternsAreExpanded() throws {
    let scratch = try Scratch()
    for name in ["p/a.html", "p/b.txt", "p/q/c.html", "p/q/r/d.html", "p/[x].txt"] { try scratch.write(name, "x") }
    func slugs(_ pattern: String) throws -> [String] { try Self.items([scratch.path + "/" + pattern]).map(\.slug) }
    #expect(try slugs("p/*.html") == ["a"])
    #expect(try slugs("p/**/*.html") == ["a", "q/c", "q/r/d"])
    #expect(try slugs("p/?.*") == ["a", "b"])
    #expect(try slugs("p/[x].txt") == ["x"])
    #expect(try slugs("*/q") == ["p/q/c", "p/q/r/d"])
  }

  @Test func whatIsNotThereIsSaidAtOnce() throws {
    let scratch = try Scratch()
    do {
      _ = try InputPlan([
        (scratch.path + "/no.txt", nil), (scratch.path + "/*.html", Place("p.yaml", line: 3, column: 5)),
      ])
      Issue.record("missing inputs have to be refused")
    } catch {
      #expect(
        error.sorted.map(DiagnosticRenderer.text) == [
          "kzpipe: error[KZ0402]: cannot read the input \"\(scratch.path)/no.txt\": no such file or directory",
          "p.yaml:3:5: error[KZ0403]: the pattern \"\(scratch.path)/*.html\" matches nothing",
        ])
    }
    #expect(throws: Diagnostics.self) { try InputPlan([]) }
  }

  // MARK: JSON Lines

  @Test func linesBecomeDocuments() throws {
    let scratch = try Scratch()
    let long = String(repeating: "x", count: 2000)
    let text =
      "{\"text\":\"a\"}\n\n{\"html\":\"<p>b\",\"url\":\"https://example.com/\",\"id\":\"i\"}\r\n{\"text\":\"\(long)\"}\n[1]\n{\"text\":\"é\"}"
    for (name, bytes) in [("p.jsonl", Array(text.utf8)), ("q.jsonl.gz", Self.gzip(Array(text.utf8)))] {
      let path = try scratch.write(name, bytes)
      let found = try Self.items([path])
      let stem = String(name.prefix(1))
      let numbers = [1, 3, 4, 5, 6]
      let uris = numbers.map { "\(path)#\($0)" }
      let slugs = numbers.map { "\(stem)-\($0)" }
      #expect(found.map(\.uri) == uris)
      #expect(found.map(\.slug) == slugs)
      let reader = DocumentReader(limits: Self.limits)
      let page = try reader.page(of: found[1])
      #expect(page.id == "i" && page.source.url == "https://example.com/" && page.source.mediaType == "text/html")
      #expect(page.content == Array("<p>b".utf8))
      guard case .failure(let tooLong) = found[2].content else {
        Issue.record("a long line is a failed document")
        return
      }
      #expect(tooLong.code == .tooLarge)
      #expect(throws: DocumentReader.Failure.self) { try reader.page(of: found[3]) }
      #expect(try reader.page(of: found[4]).content == Array("é".utf8))
    }
  }

  @Test(
    arguments: [
      (#"{"Content-Language": "kk", "X": ["a", "b"], "n": 1}"#, ["content-language: kk", "x: a", "x: b"]),
      (#"[["Date", "now"], {"name": "Age", "value": "5"}, [], 7, [1, 2]]"#, ["date: now", "age: 5"]),
      (#""Date: now""#, []), ("null", []), (#"{"": "v", "a b": "v"}"#, []),
    ])
  func headersOfALine(_ headers: String, _ expected: [String]) throws {
    let scratch = try Scratch()
    let path = try scratch.write("h.jsonl", Array(#"{"html": "<p>a", "headers": \#(headers)}"#.utf8))
    let item = try #require(try Self.items([path]).first)
    let page = try DocumentReader(limits: Self.limits).page(of: item)
    #expect(page.source.headers.map { $0.name + ": " + $0.value } == expected)
    // A JSON string is decoded already.
    #expect(page.source.declaredEncoding == "utf-8")
  }

  @Test func aTruncatedFileGivesWhatItHolds() throws {
    let scratch = try Scratch()
    // Noise does not compress, so that half the bytes hold about half the lines.
    var state: UInt32 = 1
    var text = ""
    for _ in 0..<3000 {
      state = state &* 1_664_525 &+ 1_013_904_223
      text += "{\"text\":\"\(String(state, radix: 36))\"}\n"
    }
    let whole = Self.gzip(Array(text.utf8))
    let path = try scratch.write("p.jsonl.gz", Array(whole[..<(whole.count / 2)]))
    let found = try Self.items([path])
    #expect(found.count > 500)
    guard case .failure(let error)? = found.last?.content else {
      Issue.record("the cut has to show")
      return
    }
    #expect(error.message == "the file cannot be read on: the gzip data ends in the middle")
    #expect(found.dropLast().allSatisfy { if case .record = $0.content { true } else { false } })
  }

  // MARK: Documents

  static func failure(_ item: InputItem, limits: Config.Limits = limits) -> StageError? {
    do {
      _ = try DocumentReader(limits: limits).page(of: item)
      return nil
    } catch {
      return error.error
    }
  }

  @Test func largeDocumentsAreNotRead() throws {
    let scratch = try Scratch()
    let path = try scratch.write("a.txt", [UInt8](repeating: 65, count: 1001))
    #expect(
      Self.failure(try Self.items([path])[0])?.message
        == "the document has 1001 bytes, more than the 1000 that limits.document_bytes allows")
    let bomb = try scratch.write("b.html.gz", Self.gzip([UInt8](repeating: 65, count: 100_000)))
    #expect(Self.failure(try Self.items([bomb])[0])?.code == .tooLarge)
    let fits = try scratch.write("c.txt", [UInt8](repeating: 65, count: 1000))
    #expect(Self.failure(try Self.items([fits])[0]) == nil)
  }

  @Test func damagedGzipIsTold() throws {
    let scratch = try Scratch()
    let whole = Self.gzip(Array("hello hello hello".utf8))
    let cut = try scratch.write("a.txt.gz", Array(whole.dropLast(9)))
    #expect(Self.failure(try Self.items([cut])[0])?.message == "the gzip data ends in the middle")
    let noise = try scratch.write("b.txt.gz", "no gzip at all")
    #expect(Self.failure(try Self.items([noise])[0])?.message == "the gzip data is damaged: incorrect header check")
    let twice = try scratch.write("c.txt.gz", whole + whole + [0, 0, 0])
    #expect(try DocumentReader(limits: Self.limits).page(of: Self.items([twice])[0]).content.count == 34)
  }

  @Test func unreadableAndEmptyFilesFail() throws {
    let scratch = try Scratch()
    let empty = try scratch.write("a.txt", "")
    #expect(Self.failure(try Self.items([empty])[0]) == StageError(.noArticle, "the document is empty"))
    let item = InputItem(uri: "x", slug: "x", content: .file(path: scratch.path + "/gone.txt", isGzip: false))
    #expect(Self.failure(item)?.message == "the file cannot be read: no such file or directory")
  }

  @Test(arguments: [
    ("<!DOCTYPE html><p>", "text/html"), ("  \n<!-- x --> <HTML>", "text/html"), ("plain < text", "text/plain"),
    ("<?xml version=\"1.0\"?><html>", "application/xhtml+xml"), ("<?xml version=\"1.0\"?><rss>", "application/xml"),
    ("\u{FEFF}<html>", "text/html"), ("", "text/plain"), ("<!-- open", "text/html"),
  ])
  func typesAreSniffed(_ text: String, type: String) {
    #expect(MediaType.sniff(Array(text.utf8)) == type)
  }

  @Test(arguments: [
    ("<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\">", "application/vnd.iptc.g2.newsmessage+xml"),
    ("<?xml version='1.0'?>\n<!-- <nitf> -->\n<g2:newsItem\n", "application/vnd.iptc.g2.newsitem+xml"),
    ("<?xml version='1.0'?><?style <html>?><knowledgeItem>", "application/vnd.iptc.g2.knowledgeitem+xml"),
    ("<!DOCTYPE nitf SYSTEM \"a>b\" [<!ENTITY html '<html>'>]><nitf>", "application/nitf+xml"),
    (
      "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"x\"><html xmlns='http://www.w3.org/1999/xhtml'>",
      "application/xhtml+xml"
    ),
    ("<rss version=\"2.0\">", "application/xml"), ("<note/>", "application/xml"), ("", "application/xml"),
    ("<!-- never closed <nitf>", "application/xml"), ("<!DOCTYPE nitf [", "application/xml"),
    ("<?", "application/xml"), ("<", "application/xml"), ("<1>", "application/xml"), ("text <nitf>", "application/xml"),
  ])
  func xmlIsToldByItsRoot(_ text: String, type: String) {
    #expect(MediaType.ofXML(Array(text.utf8)) == type)
    let wide: [UInt8] = [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    #expect(MediaType.ofXML(wide) == type)
  }

  @Test func filesOfXMLGetTheTypeOfTheirRoot() throws {
    let scratch = try Scratch()
    let item = try scratch.write("a.xml", "<newsItem>")
    let unnamed = try scratch.write("b", "<packageItem>")
    let reader = DocumentReader(limits: Self.limits)
    let types = try [item, unnamed].map { try reader.page(of: Self.items([$0])[0]).source.mediaType }
    #expect(types == ["application/vnd.iptc.g2.newsitem+xml", "application/vnd.iptc.g2.packageitem+xml"])
    #expect(MediaType.fileExtension(of: types[0]) == "xml")
  }

  @Test func binariesAreKnown() {
    #expect(MediaType.binary(Array("%PDF-1.4".utf8)) == "application/pdf")
    #expect(MediaType.binary((0..<1000).map { UInt8($0 % 7) }) == MediaType.binary)
    #expect(MediaType.binary(Array("text with one \u{0} in it, as pages have".utf8)) == nil)
    let wide = Array("A line of text".utf16)
    let littleEndian: [UInt8] = [0xFF, 0xFE] + wide.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    let bigEndian: [UInt8] = wide.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    #expect(MediaType.binary(littleEndian) == nil)
    #expect(MediaType.binary(bigEndian) == nil)
    let page: [UInt8] = [0xFF, 0xFE] + Array("<html>".utf16).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    #expect(MediaType.sniff(page) == "text/html")
  }
}
