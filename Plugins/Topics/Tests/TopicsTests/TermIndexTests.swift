import KZPipeKit
import Testing

@testable import Topics

/// The flat tables say what the text tables say.
@Suite struct TermIndexTests {
  /// Two fields; `sport` has `chess` below it, and that `blitz`; `law` stands apart.
  private static func vocabulary() throws -> Vocabulary {
    try Vocabulary(
      Lines(
        file: "v.tsv",
        bytes: Array(
          """
          # code, parents, retired, name
          15000000\t\t\tsport
          20000001\t15000000\t\tchess
          20000002\t20000001 15000000\t\tblitz
          02000000\t\t\tlaw
          """.utf8)))
  }

  private static func index(_ tables: String...) throws -> TermIndex {
    var builder = TermIndexBuilder(vocabulary: try vocabulary())
    for table in tables { try builder.add(Lines(file: "t.tsv", bytes: Array(table.utf8))) }
    return builder.index()
  }

  private static func found(_ text: String, _ index: TermIndex) -> [String] {
    let words = Words(text)
    var found: [String] = []
    for position in words.ranges.indices {
      index.forEachMatch(in: words, at: position) { found.append(index.text(of: $0)) }
    }
    return found
  }

  @Test func ancestorsComeNearestFirstAndOnce() throws {
    let vocabulary = try Self.vocabulary()
    #expect(Array(vocabulary.ancestors(of: 2)) == [1, 0])
    #expect(vocabulary.ancestors(of: 0).isEmpty && vocabulary.concept(qcode: "medtop:02000000") == 3)
    #expect(vocabulary.concept(qcode: "medtop:2000000") == nil && vocabulary.concept(qcode: "02000000") == nil)
  }

  @Test(
    arguments: [
      ("A rook and rooks.", ["rook*", "rook", "rook*"]),
      ("passed pawns, a passed pawn", ["passed pawn*", "passed pawn*"]),
      ("a passed", []), ("Шахматист играл в шахматы", ["шахмат*", "шахмат*"]), ("The rook’s file", ["rook*", "rook"]),
      ("R&D of high-speed clocks", ["r&d", "high-speed clock*"]), ("체스판", ["체스*"]), ("", []),
    ] as [(String, [String])])
  func termsAreFoundByWordsAndBeginnings(_ text: String, _ terms: [String]) throws {
    let index = try Self.index(
      "20000001\trook; rook*; passed pawn*+; r&d-;; high-speed clock*\n", "20000001\tшахмат*+; 체스*\n")
    #expect(Self.found(text, index) == terms)
  }

  @Test func aTermOfTwoTablesIsOneWithItsHeavierWeight() throws {
    let index = try Self.index(
      "20000001\tMate; mate  in two\n", "# second\n20000001\tmate+\n02000000\tmate-;mate in two\n")
    #expect(index.termCount == 2 && index.text(of: 0) == "Mate" && index.text(of: 1) == "mate  in two")
    #expect(index.uses(of: 0).map(\.concept) == [1, 3])
    #expect(index.uses(of: 0).map(\.weight) == [.settling, .supporting])
    #expect(index.uses(of: 0).map(\.shared) == [2, 2])
  }

  /// The shortest terms that there are fill the tables most.
  @Test func manyShortTermsAreFound() throws {
    let terms = "abcdefghijklmnopqrstuvwxyz0123456789".map(String.init)
    let index = try Self.index("20000001\t" + terms.joined(separator: ";"))
    #expect(index.termCount == 36)
    #expect(Self.found(terms.joined(separator: " "), index) == terms)
  }

  /// Not between a topic and those above it.
  @Test func aTermIsSharedAmongTopicsThatStandApart() throws {
    let index = try Self.index("15000000\tclock\n20000001\tclock\n20000002\tclock\n02000000\tclock\n")
    #expect(index.uses(of: 0).map(\.concept) == [0, 1, 2, 3])
    #expect(index.uses(of: 0).map(\.shared) == [2, 2, 2, 4])
  }

  @Test(arguments: ["20000001\ta*b\n", "20000001\t*\n", "20000001\t…\n", "20000001\ta,b\n", "20000001\t  ;a\n"])
  func whatIsNoTermIsRefused(_ table: String) throws {
    let error = #expect(throws: StageError.self) { try Self.index(table) }
    #expect(error?.message.contains("is no term") == true)
  }
}
