import Glibc
import KZPipeJSON
import KZPipeKit
import Testing

@testable import KZPipeHost

/// What stands in the ledger, and how it is looked up.
@Suite struct LedgerFormatTests {
  @Test func outputsComeBack() {
    let sha256 = (0..<32).map { UInt8($0 * 8) }
    let outputs = [
      LedgerOutput(exporter: "a", wanted: "x.xml", name: "x.xml", length: 0, sha256: sha256),
      LedgerOutput(exporter: "b", wanted: "x.xml", name: "x-2.xml", length: 7, sha256: sha256),
      LedgerOutput(exporter: "c", wanted: "all", name: "all", offset: 0, length: 12, sha256: sha256),
      LedgerOutput(
        exporter: "d", wanted: "снег.xml", name: "снег-2.xml", offset: 512, part: "d-00001.tar", length: 9,
        sha256: sha256),
    ]
    for count in 0...outputs.count {
      let some = Array(outputs.prefix(count))
      #expect(LedgerOutputText.outputs(of: LedgerOutputText.text(of: some)) == some)
      let reversed = Array(outputs.suffix(count).reversed())
      #expect(LedgerOutputText.outputs(of: LedgerOutputText.text(of: reversed)) == reversed)
    }
  }

  @Test func damagedOutputsAreSeen() {
    let digest = String(repeating: "0", count: 64)
    #expect(LedgerOutputText.outputs(of: "a\tx\t\t\t7\t\(digest)")?.count == 1)
    for text in [
      "a", "a\tx", "a\tx\t\t\t7", "a\tx\t\t\tseven\t\(digest)", "a\tx\t\tone\t7\t\(digest)", "a\tx\t\t\t-7\t\(digest)",
      "a\tx\t\t\t7\t\(digest)0", "a\tx\t\t\t7\tx\(digest.dropFirst())", "a\tx\t\t\t7\t\(digest)\tpart\tmore",
      "a\tx\t\t\n7\t\(digest)", "a\tx\t\t\t7\t\(digest)\nb", "\n", "a\tx\t\t\t1234567890123456789012\t\(digest)",
    ] {
      #expect(LedgerOutputText.outputs(of: text) == nil, "\(text)")
    }
  }

  @Test func newsItemsAreNamedByTheirOutputs() {
    func item(_ xml: String, name: String = "{slug}.xml") -> NewsItemIdentity? {
      NewsItemIdentity(in: [.record(file: "a.xml", contents: []), .file(name: name, contents: Array(xml.utf8))])
    }
    let item1 = NewsItemIdentity(guid: "tag:example.com,2026:a", version: 3)
    #expect(item("<?xml version=\"1.0\"?><newsItem guid=\"tag:example.com,2026:a\" version=\"3\">") == item1)
    #expect(
      item(
        "<!-- <x guid='no' version='1'> --><newsMessage xmlns='a'><header v = '>'/>\n<newsItem\n version='3' guid='tag:example.com,2026:a'/>"
      ) == item1)
    #expect(item("<a guid='x&amp;y' version='1'/>") == NewsItemIdentity(guid: "x&y", version: 1))
    #expect(item("<nitf version='3'/>") == nil && item("<item guid='x'/>") == nil)
    #expect(item("<item guid='' version='1'/>") == nil && item("<item guid='x' version='0'/>") == nil)
    #expect(item("<a guid='x' version='1'/>", name: "{slug}.html") == nil)
    for damaged in ["<", "<a", "<a guid", "<a guid=", "<a guid='", "<a guid='x' version=1>", "<!--", "<!-", "</a"] {
      #expect(item(damaged) == nil, "\(damaged)")
    }
  }

  @Test func oneDocumentIsShown() async throws {
    let scratch = try Scratch()
    let pipeline = "{clean: [lines], parse: [first_line], export: [{files: {path: \"{slug}.xml\"}}, records]}"
    try scratch.write("in/a.txt", "<item guid='urn:a' version='4'>\nBody\n")
    try scratch.write("in/b.txt", "broken\n")
    try await LedgerTests.run(scratch, pipeline: pipeline)
    let directory = scratch.path + "/out"
    let status = try DocumentStatus(directory: directory, document: "a")
    let entry = try #require(status.entries.first)
    #expect(status.entries.count == 1 && entry.item == NewsItemIdentity(guid: "urn:a", version: 4))
    for id in ["urn:a", scratch.path + "/in/a.txt", try #require(entry.articleID)] {
      #expect(try DocumentStatus(directory: directory, document: id).entries == [entry])
    }
    let json = try JSONValue.parse(Array(status.json.utf8)).array?.first
    #expect(json?["guid"]?.string == "urn:a" && json?["version"]?.integer == 4 && json?["state"]?.string == "exported")
    #expect(json?["outputs"]?.array?.first?["file"]?.string == "files/a.xml")
    #expect(status.text.contains("  guid: urn:a, version 4\n") && status.text.contains("  output: files/a.xml, "))
    let failed = try DocumentStatus(directory: directory, document: "b")
    #expect(failed.text.hasPrefix("b: failed, failed 1 times\n") && failed.text.contains("malformed in first_line"))
    #expect(try DocumentStatus(directory: directory, document: "c").entries == [])
    #expect(throws: OutputError.self) { try DocumentStatus(directory: scratch.path + "/in", document: "a") }
  }

  @Test func aLedgerOfTheFirstFormatIsCarriedOn() async throws {
    let scratch = try Scratch()
    try LedgerTests.write(scratch, 10..<30)
    try await LedgerTests.run(scratch)
    let ledger = try Ledger(folder: scratch.path + "/out/.kzpipe")
    try ledger.write { db in
      try db.execute(sql: "ALTER TABLE document DROP COLUMN guid; ALTER TABLE document DROP COLUMN version")
      try db.execute(sql: "PRAGMA user_version = 1")
    }
    ledger.close()
    // Looking at it changes nothing.
    #expect(try LedgerStatus(directory: scratch.path + "/out", checks: true).problems == [])
    #expect(try DocumentStatus(directory: scratch.path + "/out", document: "11").entries.first?.state == .exported)
    let report = try await LedgerTests.run(scratch)
    #expect(report.statistics.unchanged == 14 && report.statistics.exported == 0)
    let after = try Ledger(folder: scratch.path + "/out/.kzpipe")
    defer { after.close() }
    #expect(try after.entry("11")?.state == .exported && after.entry("11")?.item == nil)
    try await LedgerTests.expectAsUndisturbed(scratch)
  }

  @Test func aLedgerOfALaterFormatIsRefused() async throws {
    let scratch = try Scratch()
    try LedgerTests.write(scratch, 10..<12)
    try await LedgerTests.run(scratch)
    let ledger = try Ledger(folder: scratch.path + "/out/.kzpipe")
    try ledger.write { try $0.execute(sql: "PRAGMA user_version = 3") }
    ledger.close()
    await #expect(throws: OutputError.self) { try await LedgerTests.run(scratch) }
  }
}
