import Foundation
import Testing

/// Each page of `seeds/pages` gives the article in `seeds/expected`.
@Suite struct SeedTests {
  static let names: [String] = {
    let pages = Pipeline.root.appendingPathComponent("seeds/pages").path
    return ((try? FileManager.default.contentsOfDirectory(atPath: pages)) ?? []).sorted()
  }()
  static let run = Result { try Pipeline.run() }

  @Test func allPagesAreExported() throws {
    let run = try Self.run.get()
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.records.keys.sorted() == Self.names)
    #expect(Self.names.count >= 8)
  }

  @Test(arguments: names)
  func pageGivesItsArticle(name: String) throws {
    let record = try #require(try Self.run.get().article(name))
    let expectedFile = Pipeline.root.appendingPathComponent("seeds/expected/\(name).json")
    let expected = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: expectedFile)) as? [String: Any])

    for key in [
      "headline", "alternative_headline", "date_published", "date_modified", "language", "canonical_url", "dateline",
    ] {
      if let value = expected[key] as? String { #expect(record[key] as? String == value, "\(key)") }
    }
    if let publisher = expected["publisher"] as? String {
      #expect((record["publisher"] as? [String: Any])?["name"] as? String == publisher)
    }
    if let section = expected["section"] as? [String] { #expect(record["section"] as? [String] == section) }
    if let authors = expected["authors"] as? [[String: String]] {
      #expect(Self.strings(record["authors"], keys: ["name", "email"]) == authors)
    }
    if let images = expected["images"] as? [[String: String]] {
      let keys = Set(images.flatMap(\.keys)).union(["caption", "credit"]).sorted()
      #expect(Self.strings(record["images"], keys: keys) == images)
    }
    let body = (record["body"] as? [[String: Any]] ?? []).map {
      [$0["kind"] as? String ?? "", $0["text"] as? String ?? ""]
    }
    #expect(body == expected["body"] as? [[String]])
    #expect((record["exchanges"] as? [Any] ?? []).count == expected["exchanges"] as? Int)
  }

  @Test func jobsDoNotChangeTheBytes() throws {
    let one = try Pipeline.run(jobs: 1)
    let two = try Pipeline.run(jobs: 2)
    let bytes = try Pipeline.files(in: one.directory)
    #expect(!bytes.isEmpty)
    #expect(try bytes == Pipeline.files(in: two.directory))
  }

  /// The string values of `keys` in a list of objects.
  static func strings(_ list: Any?, keys: [String]) -> [[String: String]] {
    (list as? [[String: Any]] ?? []).map { object in
      object.filter { keys.contains($0.key) }.compactMapValues { $0 as? String }
    }
  }
}
