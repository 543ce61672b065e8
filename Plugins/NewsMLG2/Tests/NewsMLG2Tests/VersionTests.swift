import Glibc
import KZPipeKit
import NewsMLG2
import SampleArticles
import Testing

/// What a host makes of the records of a shared file.
private func ledger(_ stage: NewsMLG2, _ articles: [Article]) async throws -> (file: [UInt8], items: [String]) {
  var file = stage.frame(of: "versions.tsv").opening
  var items: [String] = []
  for article in articles {
    for output in try await stage.export(article) {
      switch output {
      case .record("versions.tsv", let contents): file += contents
      case .file("{slug}.xml", let contents): items.append(String(decoding: contents, as: UTF8.self))
      default: break
      }
    }
  }
  return (file, items)
}

private func save(_ bytes: [UInt8]) throws -> String {
  var template = Array("/tmp/kzpipe-versions-XXXXXX".utf8CString)
  let descriptor = mkstemp(&template)
  try #require(descriptor >= 0)
  #expect(write(descriptor, bytes, bytes.count) == bytes.count)
  close(descriptor)
  return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

private func withoutHeader(_ item: String) -> [Substring] {
  item.split(separator: "\n").filter { !$0.contains("<sent>") && !$0.contains("<transmitId>") }
}

@Suite struct VersionTests {
  let later = PartialDate(year: 2026, month: 4, day: 1, hour: 0, minute: 0, second: 0, zone: 0)

  @Test func versionsRiseOnlyWhereTheContentChanged() async throws {
    var first = try await ledger(
      makeStage(["state": "/no/such/ledger.tsv"]), [SampleArticles.bare, SampleArticles.korean])
    #expect(
      first.items.allSatisfy { $0.contains(#" version="1" "#) && $0.contains("<versionCreated>2026-03-20T08:30:00Z<") })
    let path = try save(first.file)
    defer { unlink(path) }

    var changed = SampleArticles.bare
    changed.body[0].text += " The change is for good."
    let second = try await ledger(makeStage(["state": .string(path)], at: later), [changed, SampleArticles.korean])
    #expect(withoutHeader(second.items[1]) == withoutHeader(first.items[1]), "unchanged content is the same item")
    for part in [
      #" version="2" "#, "<versionCreated>2026-04-01T00:00:00Z<", "<firstCreated>2026-03-20T08:30:00Z<",
      #"<signal qcode="sig:update"/>"#,
      #"<link rel="irel:previousVersion" residref="tag:example.com,2026:kzpipe:text:e0e0e0e0e0e0e0e0" version="1""#,
    ] { #expect(second.items[0].contains(part), "missing \(part)") }

    // The next ledger holds what the last one held, and the last line of an article counts.
    first = (second.file, [])
    let next = try save(first.file)
    defer { unlink(next) }
    let third = try await ledger(makeStage(["state": .string(next)], at: later), [changed])
    #expect(third.items[0].contains(#" version="2" "#))
    #expect(third.file.count { $0 == 0x0A } == 3)
  }

  @Test func enrichmentAloneRaisesNoVersion() async throws {
    let first = try await ledger(makeStage(["state": "/no/such/ledger.tsv"]), [SampleArticles.english])
    let path = try save(first.file)
    defer { unlink(path) }
    var enriched = SampleArticles.english
    enriched.annotations.keywords.append(Keyword(text: "more", relevance: 1))
    let second = try await ledger(makeStage(["state": .string(path)], at: later), [enriched])
    #expect(second.items[0].contains(#" version="1" "#))
  }

  @Test(arguments: ["a\tx\td\t2026-01-01T00:00:00Z\t2026-01-01T00:00:00Z\n", "a\t1\td\n", "a\t1\td\tMonday\tTuesday\n"])
  func damagedLedgersStopTheRun(_ text: String) throws {
    let path = try save(Array(text.utf8))
    defer { unlink(path) }
    #expect {
      _ = try makeStage(["state": .string(path)])
    } throws: {
      ($0 as? StageError)?.code == .resource
    }
  }
}
