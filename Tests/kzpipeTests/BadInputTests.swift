import Foundation
import Testing

/// Whatever is handed over: one clear message each, the right exit code, and no other document is lost.
@Suite struct BadInputTests {
  static let pipeline = """
    kzpipe: 1
    input: {paths: [in]}
    pipeline:
      clean: [html_article, text_article]
      parse: [news_article]
      enrich: [language]
      export: [article_json]

    """

  static let goodPage = """
    Village library lends out telescopes

    By Dana Example

    The library of the village of Example Hill has begun to lend out telescopes, and the first twelve were gone within an hour of opening on Saturday.

    The instruments were paid for by a collection among the readers, and a printed chart of the spring sky comes with each of them, the librarian said.

    """

  /// Runs the pipeline over a good page and `name`, and gives the dead letter of the latter, if there is one.
  private func letter(for name: String, _ prepare: (String) throws -> Void) throws -> [String: Any]? {
    let scratch = try Scratch()
    let config = try scratch.write("p.yaml", Self.pipeline)
    try scratch.write("in/good.txt", Self.goodPage)
    try prepare(scratch.path + "/in/" + name)
    let result = try Kzpipe.run(["run", "-c", config, "--summary", "json"])
    let records = try scratch.text("out/article_json/articles.jsonl")
    #expect(records.contains("Village library lends out telescopes"), "\(result.errors)")
    let slug = name.prefix { $0 != "." }
    let path = "\(scratch.path)/out/dead-letter/\(slug).json"
    guard FileManager.default.fileExists(atPath: path) else {
      #expect(result.status == 0 && records.split(separator: "\n").count == 2, "\(result.errors)")
      return nil
    }
    #expect(result.status == 1, "\(result.errors)")
    let letter = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path))) as? [String: Any]
    #expect((letter?["uri"] as? String)?.hasSuffix("/in/\(name)") == true)
    #expect((letter?["message"] as? String)?.isEmpty == false)
    return letter
  }

  private func letter(for name: String, _ bytes: [UInt8]) throws -> [String: Any]? {
    try letter(for: name) { try Data(bytes).write(to: URL(fileURLWithPath: $0)) }
  }

  @Test func anEmptyFile() throws {
    let letter = try letter(for: "bad.txt", [])
    #expect(letter?["code"] as? String == "no_article" && letter?["message"] as? String == "the document is empty")
  }

  @Test func aFileOfAHundredMegabytes() throws {
    let letter = try letter(for: "bad.txt") { path in
      #expect(FileManager.default.createFile(atPath: path, contents: nil))
      try FileHandle(forWritingTo: URL(fileURLWithPath: path)).truncate(atOffset: 100 << 20)
    }
    #expect(letter?["code"] as? String == "too_large" && letter?["stage"] as? String == "input")
    #expect(
      letter?["message"] as? String
        == "the document has 104857600 bytes, more than the 33554432 that limits.document_bytes allows")
  }

  @Test func aBinaryFile() throws {
    let noise = (0..<20_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
    let letter = try letter(for: "bad.html", noise)
    #expect(letter?["code"] as? String == "unsupported_media_type")
    #expect(letter?["message"] as? String == "no stage of the pipeline takes application/octet-stream")
  }

  @Test func invalidUTF8DoesNotStopTheRun() throws {
    _ = try letter(for: "bad.txt", Array(Self.goodPage.utf8) + [0xFF, 0xC3, 0x28, 0xF0, 0x80])
  }

  @Test func utf16WithAMarkIsRead() throws {
    let wide: [UInt8] = [0xFF, 0xFE] + Self.goodPage.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    #expect(try letter(for: "bad.txt", wide) == nil)
  }

  @Test func aWrongDeclaredCharsetDoesNotStopTheRun() throws {
    let html =
      "<html><head><meta charset=\"utf-16\"><title>Title of the page</title></head><body><article><h1>Title of the page</h1>"
      + Self.goodPage.split(separator: "\n").map { "<p>\($0)</p>" }.joined() + "</article></body></html>"
    _ = try letter(for: "bad.html", Array(html.utf8))
  }

  @Test func aHundredThousandNestedTagsDoNotStopTheRun() throws {
    let html = String(repeating: "<div>", count: 100_000) + "deep" + String(repeating: "</div>", count: 100_000)
    _ = try letter(for: "bad.html", Array(html.utf8))
  }

  @Test func anUnreadableFile() throws {
    let letter = try letter(for: "bad.txt") { path in
      try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/nowhere/at/all.txt")
    }
    #expect(letter?["code"] as? String == "unreadable")
    #expect(letter?["message"] as? String == "the file cannot be read: no such file or directory")
  }

  @Test func aDamagedArchive() throws {
    let letter = try letter(for: "bad.html.gz", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3, 4])
    #expect(letter?["code"] as? String == "malformed")
    #expect((letter?["message"] as? String)?.hasPrefix("the gzip data ") == true)
  }

  // MARK: The disk

  @Test func anOutputThatCannotBeMadeEndsWithTwo() throws {
    let scratch = try Scratch()
    let config = try scratch.write("p.yaml", Self.pipeline)
    try scratch.write("in/good.txt", Self.goodPage)
    let result = try Kzpipe.run(["run", "-c", config, "-o", "/proc/kzpipe/out"])
    #expect(result.status == 2)
    #expect(
      result.errors
        == "/proc/kzpipe/out: error[KZ0411]: cannot write into the output directory: no such file or directory\n  see docs/reference/diagnostics.md#kz0411\n"
    )
  }

  @Test func aDiskThatFillsUpEndsTheRunWithoutHalfFiles() throws {
    let scratch = try Scratch()
    let environment = ["KZPIPE_PLUGIN_PATH": try EchoModule.directory()]
    let config = try scratch.write("p.yaml", Kzpipe.echoPipeline)
    for number in 1...3 { try scratch.write("in/\(number).txt", "Headline\nshort\n") }
    try scratch.write("in/4.txt", "Headline\n" + String(repeating: "long line\n", count: 60_000))
    try scratch.write("in/5.txt", "Headline\nshort\n")
    // A limit on the size of files stands in for a disk of that size.
    let result = try Kzpipe.shell(
      "trap '' XFSZ; ulimit -f 256; exec \"$0\" run -c \"$1\" --jobs 1", [config], environment: environment)
    #expect(result.status == 70, "\(result.errors)")
    #expect(result.errors.contains("/out/echo_files/4.txt: error[KZ0411]: cannot write the file: file too large"))
    #expect(result.errors.contains("3 documents: 3 exported"))
    #expect(try scratch.files("out") == ["echo_files/1.txt", "echo_files/2.txt", "echo_files/3.txt"])
  }
}
