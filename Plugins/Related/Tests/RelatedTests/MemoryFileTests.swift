import Foundation
import KZPipeKit
import Testing

@testable import Related

@Suite struct MemoryFileTests {
  private let path = FileManager.default.temporaryDirectory.appendingPathComponent("kz-\(UUID().uuidString).memory")
    .path

  private func article(_ id: String, _ text: String, day: Int = 12) -> Article {
    var article = Article(id: id, source: Source(uri: id, mediaType: "text/plain"))
    article.body = [BodyBlock(text: text)]
    article.datePublished = PartialDate(year: 2026, month: 3, day: day)
    return article
  }

  private func stage(_ values: [String: OptionValue] = [:]) throws -> RelatedStage {
    let context = StageContext(runTime: PartialDate(year: 2026), version: "test", moduleDirectory: ".")
    let all = values.merging(["memory": .string(path)]) { $1 }
    return try RelatedStage(options: Options(all, for: RelatedStage.spec), context: context)
  }

  private let harbour = """
    The harbour of Kerlan froze on Monday for the first time since 1986, and the ferries to the islands stay in port until \
    the icebreaker Torvald has cut a lane.
    """
  private let school = """
    Pupils of the evening school in Orlin have built a weather balloon that rose to thirty kilometres, teacher Ida Brem said \
    after the landing.
    """

  @Test func aLaterRunKnowsTheArticlesOfTheOneBefore() async throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let first = try stage()
    var a = article("a", harbour)
    try await first.enrich(&a)
    #expect(!FileManager.default.fileExists(atPath: path))
    try await first.finish()

    let second = try stage()
    var b = article("b", harbour.replacing("Monday", with: "Tuesday"))
    var again = a
    try await second.enrich(&b)
    try await second.enrich(&again)
    #expect(b.annotations.related.map(\.article) == ["a"])
    #expect(again.annotations.related.map(\.article) == ["b"])
    try await second.finish()
    // "a" came again and stands there once.
    #expect(try MemoryFile(path: path).read().map(\.id) == ["b", "a"])
  }

  @Test func theFileKeepsNoMoreThanTheWindow() async throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    for round in 0..<3 {
      let stage = try stage(["window": 4])
      for number in 0..<6 {
        var article = article("r\(round)n\(number)", "\(harbour) \(round) \(number)")
        try await stage.enrich(&article)
      }
      try await stage.finish()
    }
    #expect(try MemoryFile(path: path).read().map(\.id) == ["r2n2", "r2n3", "r2n4", "r2n5"])
  }

  /// What another run has added meanwhile stays.
  @Test func twoRunsAddUp() async throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let (first, second) = (try stage(), try stage())
    var (a, b) = (article("a", harbour), article("b", school))
    try await first.enrich(&a)
    try await second.enrich(&b)
    try await first.finish()
    try await second.finish()
    #expect(try MemoryFile(path: path).read().map(\.id) == ["a", "b"])
  }

  @Test func whatIsWrittenIsReadBack() throws {
    var long = article("long id \u{1F642}", harbour + school)
    long.datePublished = nil
    long.language = "kk-Latn"
    long.annotations.entities = [
      Entity(id: "e", kind: .place, name: "Kerlan"),
      Entity(id: "f", kind: .place, name: "Riga", ids: ["geonames": "1"]),
    ]
    let signatures = [Signature(of: article("", "")), Signature(of: long)]
    let read = try MemoryFile.signatures(in: MemoryFile.contents(of: signatures), path: "m")
    #expect(read.map(\.id) == ["", "long id \u{1F642}"])
    #expect(read.map(\.day) == signatures.map(\.day))
    #expect(read.map(\.entities) == signatures.map(\.entities))
    #expect(read.map(\.links) == signatures.map(\.links) && read.map(\.language) == signatures.map(\.language))
    #expect(read.map(\.minHash) == signatures.map(\.minHash))
    #expect(read[1].storySimilarity(to: signatures[1]) == signatures[1].storySimilarity(to: signatures[1]))
  }

  @Test func damagedFilesEndTheStart() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let good = MemoryFile.contents(of: [Signature(of: article("a", harbour))])
    var flipped = good
    flipped[40] ^= 1
    var later = good
    later[4] = 7
    for (contents, reason) in [
      (Array("# notes".utf8), "is no memory"), (Array(good.dropLast(3)), "is damaged"), (flipped, "is damaged"),
      (later, "another version"), (Array("KZRM".utf8), "another version"), ([], "is no memory"),
    ] as [([UInt8], String)] {
      try Data(contents).write(to: URL(fileURLWithPath: path))
      let error = #expect(throws: StageError.self) { try stage() }
      #expect(error?.code == .resource)
      #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
    }
  }

  @Test func aDirectoryThatIsNotThereEndsTheStart() throws {
    let context = StageContext(runTime: PartialDate(year: 2026), version: "test", moduleDirectory: ".")
    #expect(throws: StageError.self) {
      try RelatedStage(
        options: Options(["memory": "/nowhere/at/all.memory"], for: RelatedStage.spec), context: context)
    }
  }
}
