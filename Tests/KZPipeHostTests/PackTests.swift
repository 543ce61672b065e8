import Glibc
import KZPipeJSON
import KZPipeKit
import Testing

@testable import KZPipeHost

/// Outputs in numbered parts: as whole, and as much the same after any interruption, as outputs in files.
@Suite struct PackTests {
  static let pipeline =
    "{clean: [lines], parse: [first_line], export: [{files: {path: \"{date}/{slug}.txt\"}}, {lines_out: {}}, records]}"
  static let extra = "output: {pack: {part_bytes: 4096}}\n"

  @Test func outputsLieInParts() async throws {
    let scratch = try Scratch()
    try LedgerTests.write(scratch, 10..<60)
    try await LedgerTests.run(scratch, pipeline: Self.pipeline, extra: Self.extra)
    let files = try scratch.files("out").filter { !$0.hasPrefix("dead-letter/") }
    // 35 documents of two blocks each; four fit beside nothing but the end.
    #expect(files.filter { $0.hasPrefix("files/") } == (1...9).map { "files/files-0000\($0).tar" })
    #expect(files.contains("lines_out/all-00001.jsonl.gz") && files.contains("records/all.json"))
    #expect(!files.contains { $0.contains("2026-03-14") })
    var names: [String] = []
    for file in files where file.hasSuffix(".tar") {
      let archive = try FileReader.read(scratch.path + "/out/" + file, limit: 1 << 20)
      #expect(archive.count <= 4096 + TarArchive.closing.count && archive.suffix(1024).allSatisfy { $0 == 0 })
      names += try TarEntry.all(in: archive).map(\.name)
    }
    #expect(names.count == 35 && names.sorted() == names && names.first == "2026-03-14/11.txt")
    var lines = 0
    for file in files where file.hasSuffix(".gz") {
      let packed = try FileReader.read(scratch.path + "/out/" + file, limit: 1 << 20)
      lines += try GzipInflater.inflate(packed, limit: 1 << 20).split(separator: 10).count
    }
    #expect(lines == 35)
    let status = try LedgerStatus(directory: scratch.path + "/out", checks: true)
    #expect(status.problems == [])
    try scratch.write("out/files/files-00002.tar", "spoilt")
    #expect(try LedgerStatus(directory: scratch.path + "/out", checks: true).problems?.isEmpty == false)
  }

  @Test func everyKindOfChangeEndsAsIfItHadAlwaysBeenSo() async throws {
    let scratch = try Scratch()
    try LedgerTests.write(scratch, 10..<60)
    try await LedgerTests.run(scratch, pipeline: Self.pipeline, extra: Self.extra)
    let inode = try scratch.inode("out/files/files-00001.tar")
    let second = try await LedgerTests.run(scratch, pipeline: Self.pipeline, extra: Self.extra)
    #expect(second.statistics.unchanged == 35)
    #expect(try scratch.inode("out/files/files-00001.tar") == inode)
    // Another length, one gone, one more, one mended.
    try scratch.write("in/20.txt", "A headline that is longer\n" + String(repeating: "Body\n", count: 300))
    unlink(scratch.path + "/in/41.txt")
    try scratch.write("in/355.txt", "New\n")
    try scratch.write("in/10.txt", "Mended\n")
    let third = try await LedgerTests.run(scratch, pipeline: Self.pipeline, extra: Self.extra)
    #expect(third.statistics.exported == 3)
    try await LedgerTests.expectAsUndisturbed(scratch, pipeline: Self.pipeline, extra: Self.extra)
    // A part that was lost.
    unlink(scratch.path + "/out/lines_out/all-00001.jsonl.gz")
    try await LedgerTests.run(scratch, pipeline: Self.pipeline, extra: Self.extra)
    try await LedgerTests.expectAsUndisturbed(scratch, pipeline: Self.pipeline, extra: Self.extra)
  }

  @Test func aStoppedRunGoesOn() async throws {
    let scratch = try Scratch()
    try LedgerTests.write(scratch, 10..<60)
    let stop = StopFlag()
    let run = StopAfter.stopping(
      try LedgerTests.make(scratch, pipeline: Self.pipeline, extra: Self.extra), after: 20, stop)
    let first = try await run.start(InputPlan([(scratch.path + "/in", nil)]), stop: stop)
    #expect(first.isInterrupted && first.statistics.documents < 50)
    #expect(try !scratch.files("out").contains { $0.hasPrefix("files/") })
    // What a killed process wrote after its last group.
    let part = try #require(try scratch.files("out/.kzpipe/parts/1/files").last)
    let written = try FileReader.read(scratch.path + "/out/.kzpipe/parts/1/files/" + part, limit: 1 << 20)
    try scratch.write("out/.kzpipe/parts/1/files/" + part, written + Array("half an entry".utf8))
    try await LedgerTests.run(scratch, .resume, pipeline: Self.pipeline, extra: Self.extra)
    try await LedgerTests.expectAsUndisturbed(scratch, pipeline: Self.pipeline, extra: Self.extra)
  }

  @Test func packingIsTurnedOnAndOff() async throws {
    let scratch = try Scratch()
    try LedgerTests.write(scratch, 10..<60)
    for extra in ["", Self.extra, "output: {pack: {formats: [tar]}}\n", "output: {pack: {formats: [jsonl.gz]}}\n", ""] {
      let report = try await LedgerTests.run(scratch, pipeline: Self.pipeline, extra: extra)
      #expect(report.statistics.exported == 35)
      try await LedgerTests.expectAsUndisturbed(scratch, pipeline: Self.pipeline, extra: extra)
    }
  }

  @Test func lettersAreTriedAgainAtTheirPlace() async throws {
    let scratch = try Scratch()
    try LedgerTests.write(scratch, 10..<60)
    try await LedgerTests.run(scratch, pipeline: Self.pipeline, extra: Self.extra)
    try scratch.write("out/dead-letter/24.txt", "Headline 24\nBody\n")
    let letters = try Letter.all(in: scratch.path + "/out/dead-letter", log: .silent)
    let run = try LedgerTests.make(scratch, pipeline: Self.pipeline, extra: Self.extra)
    #expect(try await run.retry(letters, stop: StopFlag()).statistics.exported == 1)
    try scratch.write("in/24.txt", "Headline 24\nBody\n")
    try await LedgerTests.expectAsUndisturbed(scratch, pipeline: Self.pipeline, extra: Self.extra)
  }

  @Test func equalNamesAreToldApart() async throws {
    let scratch = try Scratch()
    let pipeline =
      "{clean: [lines], parse: [first_line], export: [{files: {path: \"{language}.txt\"}}, {lines_out: {path: \"x-00001.jsonl.gz\"}}]}"
    for number in 1...5 { try scratch.write("in/\(number).txt", "Headline \(number)\nBody\n") }
    try await LedgerTests.run(scratch, pipeline: pipeline, extra: Self.extra)
    let archive = try FileReader.read(scratch.path + "/out/files/files-00001.tar", limit: 1 << 20)
    #expect(try TarEntry.all(in: archive).map(\.name) == ["en.txt", "en-2.txt", "en-3.txt", "en-4.txt"])
    // No file takes the name of a part.
    #expect(try scratch.files("out/lines_out") == ["x-00001_.jsonl.gz"])
    try await LedgerTests.expectAsUndisturbed(scratch, pipeline: pipeline, extra: Self.extra)
  }

  @Test func optionsAreChecked() throws {
    let config = """
      kzpipe: 1
      pipeline: {clean: [lines], parse: [first_line], export: [files]}
      output:
        pack: {formats: [zip], part_byte: 5, part_bytes: 5}
      """
    let (_, problems) = try ConfigLoader.load(Array(config.utf8), file: "/p.yaml", environment: [:])
    let texts = problems.map { DiagnosticRenderer.text(of: $0) }
    #expect(texts.count == 3)
    #expect(texts.contains { $0.contains("/p.yaml:4:20") && $0.contains("zip") }, "\(texts)")
    #expect(texts.contains { $0.contains("part_byte\"") && $0.contains("did you mean \"part_bytes\"") }, "\(texts)")
    #expect(texts.contains { $0.contains("1024") }, "\(texts)")
  }

  // MARK: Archives

  @Test(arguments: [
    "plain.xml", "a/b/c.xml", "снег/көше.xml", "한국어.xml",
    String(repeating: "d", count: 60) + "/" + String(repeating: "n", count: 90) + ".xml",
    String(repeating: "n", count: 180) + ".xml",
    String(repeating: "ж", count: 200) + ".xml",
  ])
  func namesComeBack(name: String) throws {
    let contents = Array("contents of \(name)".utf8)
    let entry =
      TarArchive.header(name: name, length: contents.count) + contents
      + [UInt8](repeating: 0, count: TarArchive.padding(behind: contents.count))
    #expect(entry.count % 512 == 0)
    let found = try TarEntry.all(in: entry + entry + TarArchive.closing)
    #expect(found == [TarEntry(name: name, contents: contents), TarEntry(name: name, contents: contents)])
  }

  @Test func membersComeBack() throws {
    for text in ["", "a", "{\"headline\":\"Снег\"}\n", String(repeating: "record\n", count: 50_000)] {
      let member = Gzip.member(Array(text.utf8))
      #expect(try GzipInflater.inflate(member + member, limit: 1 << 20) == Array((text + text).utf8))
      #expect(member.isEmpty || member[4..<8] == [0, 0, 0, 0])
    }
  }

  @Test func partsAreNumbered() throws {
    #expect(Packing.part(7, of: "articles.jsonl.gz") == "articles-00007.jsonl.gz")
    #expect(Packing.part(123_456, of: "a.tar") == "a-123456.tar")
    for pack in ["articles.jsonl.gz", "x-00001.jsonl.gz", "a/b.tar"] {
      for number in [1, 99_999, 100_000] {
        let split = try #require(Packing.split(Packing.part(number, of: pack)))
        #expect(split.pack == pack && split.number == number)
      }
    }
    for name in ["a.tar", "a-1.tar", "a-000001.tar", "a-0000x.tar", "a-00001.zip", "articles.jsonl"] {
      #expect(Packing.split(name) == nil, "\(name)")
    }
  }
}

/// A reader of archives that trusts nothing but POSIX.
struct TarEntry: Hashable {
  var name: String
  var contents: [UInt8]

  enum Fault: Error { case damaged(String) }

  static func all(in archive: [UInt8]) throws -> [TarEntry] {
    var entries: [TarEntry] = []
    var offset = 0
    var path: String?
    while offset + 512 <= archive.count, archive[offset] != 0 {
      let header = Array(archive[offset..<(offset + 512)])
      guard Array(header[257..<265]) == Array("ustar\u{0}00".utf8) else { throw Fault.damaged("magic") }
      let sum = header.indices.reduce(0) { $0 + ((148..<156).contains($1) ? 32 : Int(header[$1])) }
      guard number(header[148..<156]) == sum, let size = number(header[124..<136]) else { throw Fault.damaged("sum") }
      for field in [108..<116, 116..<124, 136..<148] where number(header[field]) != 0 { throw Fault.damaged("owner") }
      let contents = Array(archive[(offset + 512)..<(offset + 512 + size)])
      if header[156] == UInt8(ascii: "x") {
        path = try extended(contents)
      } else {
        let prefix = text(header[345..<500])
        let name = text(header[0..<100])
        entries.append(
          TarEntry(name: path ?? (prefix.isEmpty ? name : prefix + "/" + name), contents: contents))
        path = nil
      }
      offset += 512 + (size + 511) / 512 * 512
    }
    guard archive.count - offset == 1024, archive[offset...].allSatisfy({ $0 == 0 }) else { throw Fault.damaged("end") }
    return entries
  }

  private static func text(_ field: ArraySlice<UInt8>) -> String {
    String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
  }

  private static func number(_ field: ArraySlice<UInt8>) -> Int? {
    Int(text(field).split(separator: " ").first ?? "", radix: 8)
  }

  /// `LENGTH path=VALUE\n`
  private static func extended(_ bytes: [UInt8]) throws -> String {
    let record = String(decoding: bytes, as: UTF8.self)
    guard let length = Int(record.prefix { $0 != " " }), length == bytes.count, record.hasSuffix("\n"),
      let equals = record.firstIndex(of: "=")
    else { throw Fault.damaged("extended header") }
    return String(record[record.index(after: equals)...].dropLast())
  }
}
