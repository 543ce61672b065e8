import Foundation
import Testing

/// What `newsml_g2` writes, `newsml_g2_reader` reads back so that it is written again to the byte.
@Suite struct RoundTripTests {
  private static let config = """
    kzpipe: 1
    pipeline:
      parse: [newsml_g2_reader]
      export:
        - newsml_g2:
            provider: {name: Example Desk, uri: "https://example.com/"}
            guid_authority: "example.com,2026"
    """

  @Test func seedsAreTheSameAfterReading() throws { try expectSame(SeedTests.run.get()) }

  @Test(.enabled(if: Pipeline.hasShared("seeds"), "../shared/seeds is not here"))
  func sharedSeedsAreTheSameAfterReading() throws { try expectSame(SharedSeedTests.run.get()) }

  private func expectSame(_ first: Pipeline.Run) throws {
    let config = first.directory.appendingPathComponent("read-\(UUID().uuidString).yaml")
    try Data(Self.config.utf8).write(to: config)
    defer { try? FileManager.default.removeItem(at: config) }
    let written = first.directory.appendingPathComponent("newsml_g2")
    let second = try Pipeline.run([written.path + "/*.xml"], config: config)
    #expect(second.status == 0, "\(second.errors)")
    let before = try Pipeline.files(in: written)
    let after = try Pipeline.files(in: second.directory.appendingPathComponent("newsml_g2"))
    #expect(!before.isEmpty && before.keys.sorted() == after.keys.sorted())
    for (name, bytes) in before {
      let lines = zip(Self.lines(bytes), Self.lines(after[name] ?? Data()))
      let different = lines.first { $0 != $1 }
      #expect(different == nil, "\(name): \(String(describing: different))")
      #expect(Self.lines(bytes).count == Self.lines(after[name] ?? Data()).count)
    }
  }

  /// Without what tells of the run.
  private static func lines(_ bytes: Data) -> [Substring] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").filter {
      !$0.contains("<sent>") && !$0.contains("<transmitId>")
    }
  }
}
