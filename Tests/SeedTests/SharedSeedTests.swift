import Foundation
import Testing

/// Two real scraped pages that are not part of the project. What has to hold is said in terms of the page itself, so that
/// none of its text stands here.
@Suite(.enabled(if: Pipeline.hasShared("seeds"), "../shared/seeds is not here"))
struct SharedSeedTests {
  static let pages = Pipeline.shared.appendingPathComponent("seeds")
  static let run = Result { try Pipeline.run([pages.path]) }
  static let names = ["000_fb21abdec28869a3.txt", "001_59906b00f758abd4.txt"]

  private func lines(_ name: String) throws -> [String] {
    try String(contentsOf: Self.pages.appendingPathComponent(name), encoding: .utf8)
      .split(separator: "\n").map { $0.trimmingCharacters(in: .whitespacesAndNewlines.union(["\u{A0}"])) }
      .filter { !$0.isEmpty }
  }

  private func record(_ name: String) throws -> [String: Any] { try #require(try Self.run.get().article(name)) }

  private func body(_ name: String) throws -> [String] {
    try (record(name)["body"] as? [[String: Any]] ?? []).compactMap { $0["text"] as? String }
  }

  @Test func bothAreExported() throws {
    #expect(try Self.run.get().status == 0)
    #expect(try Self.run.get().records.keys.sorted() == Self.names)
  }

  /// A paragraph is a long line that ends a sentence; captions are printed twice. The line with the author's address stands
  /// below the text.
  @Test(arguments: names)
  func everyParagraphIsThereOnceAndInOrder(name: String) throws {
    let lines = Array(try lines(name).prefix { !$0.contains("@") })
    let paragraphs = lines.filter { line in
      line.split(separator: " ").count >= 12 && lines.count(where: { $0 == line }) == 1
        && [".", "?", "!", "\"", "”"].contains(String(line.suffix(1)))
    }
    #expect(paragraphs.count >= 14)
    #expect(try body(name).filter { paragraphs.contains($0) } == paragraphs)
  }

  /// Nothing else than paragraphs: no line of fewer than seven words stands in either body.
  @Test(arguments: names)
  func noLineAroundTheArticleIsKept(name: String) throws {
    let lines = try lines(name)
    for text in try body(name) {
      #expect(lines.contains(text))
      #expect(text.split(separator: " ").count >= 7, "\(text)")
      #expect(lines.count(where: { $0 == text }) == 1, "a caption in the body: \(text)")
    }
  }

  @Test(arguments: names)
  func authorsHaveTheirAddresses(name: String) throws {
    let authors = try record(name)["authors"] as? [[String: Any]] ?? []
    let addresses = try lines(name).flatMap { $0.split(whereSeparator: { " []".contains($0) }) }
      .filter { $0.contains("@") }.map(String.init)
    #expect(authors.compactMap { $0["email"] as? String } == addresses)
    #expect(authors.count == (name == Self.names[0] ? 1 : 2))
    for author in authors {
      let printed = author["name"] as? String ?? ""
      #expect(printed.split(separator: " ").count == 2 && !printed.uppercased().hasPrefix("BY "))
    }
  }

  @Test(arguments: zip(names, [3, 1]))
  func captionsStandOnceWithTheirCredit(name: String, count: Int) throws {
    let images = try record(name)["images"] as? [[String: Any]] ?? []
    #expect(images.count == count)
    for image in images {
      let caption = try #require(image["caption"] as? String)
      let credit = try #require(image["credit"] as? String)
      #expect(!caption.contains(credit))
    }
  }

  @Test(arguments: zip(names, [0, 5]))
  func interviewsHaveTheirExchanges(name: String, count: Int) throws {
    #expect((try record(name)["exchanges"] as? [Any] ?? []).count == count)
  }

  @Test(arguments: names)
  func theHeadlineIsTheLongestLineAboveTheCaptions(name: String) throws {
    let headline = try #require(try record(name)["headline"] as? String)
    let lines = try lines(name)
    let above = lines.prefix { line in lines.count(where: { $0 == line }) == 1 || line.split(separator: " ").count < 20
    }
    #expect(above.contains(headline))
    #expect(headline.split(separator: " ").count >= 6)
  }
}
