import Glibc
import KZPipeKit
import Testing

@testable import KZPipeHost

/// Inputs that are broken or mean harm, each in a whole run: what can be read is exported, the rest lies in the dead letter with
/// its place and reason.
@Suite struct HostileInputTests {
  static let good = ["{\"text\":\"One\"}", "{\"text\":\"Two\"}"]

  @Test func aBrokenLineCostsItself() async throws {
    let scratch = try Scratch()
    try scratch.write("in/p.jsonl", [Self.good[0], "{\"text\": \"cut", Self.good[1]].joined(separator: "\n") + "\n")
    let report = try await RunTests.run(scratch)
    #expect(report.statistics.exported == 2 && report.statistics.failures == ["input: malformed": 1])
    let letter = try scratch.json("out/dead-letter/p-2.json")
    #expect(
      letter["uri"]?.string == scratch.path + "/in/p.jsonl#2" && letter["place"]?.string?.hasPrefix("byte ") == true)
    #expect(try scratch.text("out/dead-letter/p-2.jsonl") == "{\"text\": \"cut")
  }

  @Test func aCutOffFileOfLinesGivesWhatItHolds() async throws {
    let scratch = try Scratch()
    let whole = InputTests.gzip(Array(Self.good.joined(separator: "\n").utf8))
    try scratch.write("in/p.jsonl.gz", Array(whole.dropLast(10)))
    try scratch.write("in/z.txt", "Behind it\n")
    let report = try await RunTests.run(scratch)
    #expect(report.statistics.exported == 2 && report.statistics.failures == ["input: malformed": 1])
    #expect(try scratch.json("out/dead-letter/p-2.json")["message"]?.string?.contains("ends in the middle") == true)
  }

  @Test func aRecordWithAWrongLengthCostsItself() async throws {
    let scratch = try Scratch()
    let text = { WebArchiveTests.response($0, type: "text/plain", body: Array("Headline\nBody\n".utf8), length: $1) }
    try scratch.write("in/p.warc", text("a", nil) + text("b", "7") + text("c", "90000") + text("d", nil))
    let report = try await RunTests.run(scratch)
    #expect(report.statistics.exported == 2 && report.statistics.failures == ["input: malformed": 2])
    let offset = text("a", nil).count
    #expect(try scratch.json("out/dead-letter/p-\(offset).json")["place"]?.string == "byte \(offset)")
    #expect(try scratch.text("out/dead-letter/p-\(offset).warc").hasPrefix("WARC/1.0\r\n"))
  }

  /// Each of the records claims more than its neighbours hold, and all of them together are less.
  @Test func manyWrongLengthsAreReadInOneGo() throws {
    let record = Array("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 3000000\r\n\r\nx\r\n\r\n".utf8)
    let count = 20_000
    let scratch = try Scratch()
    let path = try scratch.write("p.warc", Array(repeatElement(record, count: count).joined()))
    let items = try InputTests.items([path], limits: Config.Limits())
    #expect(items.count == count)
    #expect(items.allSatisfy { if case .broken(_, let bytes, _) = $0.content { bytes == record } else { false } })
  }

  @Test func documentsWithOneIdentityAreKeptApart() async throws {
    let scratch = try Scratch()
    let same = "{\"id\": \"same\", \"url\": \"https://example.com/same\", \"text\": "
    try scratch.write("in/p.jsonl", same + "\"One\"}\n" + same + "\"Two\"}\n")
    let pipeline = "{clean: [lines], parse: [first_line], export: [{files: {path: \"{id}.txt\"}}]}"
    let report = try await RunTests.run(scratch, pipeline: pipeline)
    #expect(report.statistics.exported == 2)
    let files = try scratch.files("out/files")
    let texts = try files.map { try scratch.text("out/files/" + $0) }
    #expect(files.count == 2 && Set(texts).count == 2)
  }

  @Test func namesMayHoldAnything() async throws {
    let scratch = try Scratch()
    let names = [
      "a\nb", "a-b", "\u{1B}[31mred", "\u{301}mark", "e\u{301}", "%s%n", "-rf", String(repeating: "é", count: 120),
    ]
    for name in names { try scratch.write("in/\(name)/\(name).txt", "Headline\n") }
    // No UTF-8.
    let odd = Array((scratch.path + "/in/").utf8) + [0xFF, 0x0A] + Array(".txt".utf8) + [0]
    let descriptor = odd.withUnsafeBytes { bytes in
      bytes.baseAddress.map { open($0.assumingMemoryBound(to: CChar.self), O_WRONLY | O_CREAT, 0o644) } ?? -1
    }
    _ = write(descriptor, "broken\n", 7)
    close(descriptor)
    let report = try await RunTests.run(scratch)
    #expect(report.failure == nil && report.statistics.exported + report.statistics.failed == names.count + 1)
    #expect(report.statistics.exported >= names.count)
    for file in try scratch.files("out") {
      #expect(file.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } && !file.utf8.starts(with: ".".utf8))
    }
  }

  @Test func linksThatLoopEnd() async throws {
    let scratch = try Scratch()
    try scratch.write("in/a.txt", "Headline\n")
    symlink("loop.txt", scratch.path + "/in/loop.txt")
    symlink("..", scratch.path + "/in/up")
    let report = try await RunTests.run(scratch)
    #expect(report.statistics.exported == 1 && report.statistics.failures == ["input: unreadable": 1])
    #expect(try scratch.json("out/dead-letter/loop.json")["message"]?.string?.contains("symbolic links") == true)
  }

  @Test func aFileThatChangesWhileItIsReadIsNotTorn() throws {
    let scratch = try Scratch()
    let path = try scratch.write("a.txt", [UInt8](repeating: 0x61, count: 100))
    let changes: [() -> Void] = [
      { truncate(path, 50) },
      {
        let descriptor = open(path, O_WRONLY | O_APPEND)
        _ = write(descriptor, "more", 4)
        close(descriptor)
      },
      {
        var times = [timespec(tv_sec: 1, tv_nsec: 0), timespec(tv_sec: 1, tv_nsec: 0)]
        utimensat(AT_FDCWD, path, &times, 0)
      },
    ]
    for change in changes {
      let error = #expect(throws: FileError.self) { try FileReader.read(path, limit: 1000, onceOpen: change) }
      #expect(error == .changed)
    }
    #expect(try FileReader.read(path, limit: 1000).count == 54)
  }

  @Test func bombsAreStoppedBySizeAndByRatio() async throws {
    let scratch = try Scratch()
    // Over the limit; under it, but more than a page ever is; a page of much repetition that is none.
    try scratch.write("in/a.txt.gz", InputTests.gzip([UInt8](repeating: 0x20, count: 40_000_000)))
    try scratch.write("in/b.txt.gz", InputTests.gzip([UInt8](repeating: 0x20, count: 20_000_000)))
    try scratch.write(
      "in/c.txt.gz", InputTests.gzip(Array("Headline\n".utf8) + [UInt8](repeating: 0x20, count: 900_000)))
    try scratch.write(
      "in/d.jsonl.gz",
      InputTests.gzip([UInt8](repeating: 0x20, count: 40_000_000) + Array(("\n" + Self.good[0]).utf8)))
    let report = try await RunTests.run(scratch)
    #expect(report.statistics.exported == 2 && report.statistics.failures == ["input: too_large": 3])
    #expect(try scratch.json("out/dead-letter/b.json")["message"]?.string?.contains("200 times its size") == true)
    #expect(try scratch.files("out/dead-letter").contains("b.gz"))
  }

  /// What every entry repeats of a feed is short, so that a long title does not multiply.
  @Test func entriesDoNotMultiplyTheirFeed() throws {
    let scratch = try Scratch()
    let long = String(repeating: "é", count: 50_000)
    let feed =
      "<rss xml:lang=\"\(long)\"><channel><title>\(long)</title>\(String(repeating: "<item/>", count: 500))</channel></rss>"
    let items = try InputTests.items([try scratch.write("p.rss", feed)], limits: Config.Limits())
    #expect(items.count == 500)
    #expect(items.allSatisfy { if case .record(let line) = $0.content { line.count < 2000 } else { false } })
  }
}
