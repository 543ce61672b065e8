import KZPipeKit
import Testing

/// Invented pages in several languages and what every one of their lines must become.
@Suite struct InventedPageTests {
  @Test(arguments: InventedPages.all.map(\.name))
  func everyLineIsWhatItIs(name: String) async throws {
    let marked = try MarkedPage(#require(InventedPages.all.first { $0.name == name }).marked)
    let page = try await Harness.clean(marked.text)
    Invariants.check(page)
    #expect(page.blocks.count == marked.parts.count)
    for (block, part) in zip(page.blocks, marked.parts) {
      #expect(
        MarkedPage.fits(block, part), "\(name): \(part) is \(block.kind) \(block.verdict) in \(page.string(of: block))")
    }
  }

  @Test(arguments: ["english", "russian", "kazakh", "german"])
  func wrappingChangesNothing(name: String) async throws {
    let marked = try MarkedPage(#require(InventedPages.all.first { $0.name == name }).marked)
    let plain = try await Harness.clean(marked.text)
    let wrapped = try await Harness.clean(
      marked.text.split(separator: "\n", omittingEmptySubsequences: false).map { Wrap.greedy(String($0), 72) }
        .joined(separator: "\n"))
    #expect(wrapped.kept(.paragraph) == plain.kept(.paragraph))
  }

  @Test func aParagraphBeforeTheBylineIsTheDeck() async throws {
    let page = try await Harness.clean(MarkedPage(InventedPages.german).text)
    #expect(page.kept(.deck).count == 1)
    #expect(try await Harness.clean(MarkedPage(InventedPages.english).text).kept(.deck).isEmpty)
  }

  @Test(arguments: InventedPages.all.map(\.name))
  func theHeadlineIsNamedFirst(name: String) async throws {
    let marked = try MarkedPage(#require(InventedPages.all.first { $0.name == name }).marked)
    let page = try await Harness.clean(marked.text)
    let first = page.evidence.first { $0.property == "headline" }
    #expect(first.map { marked.parts[Int($0.block)] } == "H")
    for other in page.evidence where other.property == "headline" {
      let part = marked.parts[Int(other.block)]
      #expect(part != "B" && part != "S" && part != "Y", "text, subheads and bylines are no other headline")
    }
  }
}

/// A page whose lines are marked with their parts.
struct MarkedPage {
  var text: String
  /// Parts and texts of the lines that are not empty.
  var parts: [Character] = []
  var lines: [String] = []

  init(_ marked: String) {
    var all: [Substring] = []
    for line in marked.split(separator: "\n", omittingEmptySubsequences: false) {
      guard let bar = line.firstIndex(of: "|"), let part = line.first else {
        all.append("")
        continue
      }
      parts.append(part)
      all.append(line[line.index(after: bar)...])
      lines.append(String(line[line.index(after: bar)...]))
    }
    text = all.joined(separator: "\n") + "\n"
  }

  static func fits(_ block: Block, _ part: Character) -> Bool {
    let verdict = block.verdict
    return switch part {
    case "H": verdict.isDropped && block.kind == .heading && verdict.reason == "headline"
    case "h": verdict.isDropped && verdict.reason == "repeated_headline"
    case "B": verdict.isKept && (block.kind == .paragraph || block.kind == .deck)
    case "S": verdict.isKept && block.kind == .heading
    case "L": verdict.isKept && block.kind == .listItem
    case "C": verdict.isKept && block.kind == .caption
    case "c": verdict.isDropped && verdict.reason == "repeated_caption"
    case "Y": verdict.isDropped && block.kind == .byline
    case "D": verdict.isDropped && block.kind == .date
    case "T": verdict.isDropped && block.kind == .trail
    default: verdict.isDropped
    }
  }
}
