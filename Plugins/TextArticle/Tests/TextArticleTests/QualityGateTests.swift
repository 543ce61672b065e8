import KZPipeKit
import Testing

/// Floors for the share of body columns found, over the invented pages in several renderings. A change of model or rules
/// that falls below one of them has lost something.
@Suite struct QualityGateTests {
  struct Rendering: Sendable, CustomTestStringConvertible {
    var name: String
    var floor: Double
    var change: @Sendable (String) -> String

    var testDescription: String { name }
  }

  static let renderings = [
    Rendering(name: "as written", floor: 0.99) { $0 },
    Rendering(name: "no bullets", floor: 0.99) { $0.replacing("  • ", with: "") },
    Rendering(name: "no empty lines", floor: 0.97) { text in
      text.split(separator: "\n").joined(separator: "\n")
    },
    Rendering(name: "an empty line after every line", floor: 0.98) { text in
      text.split(separator: "\n").joined(separator: "\n\n")
    },
    Rendering(name: "indented with no-break spaces", floor: 0.98) { text in
      text.split(separator: "\n", omittingEmptySubsequences: false).map { "\u{A0}\u{A0}" + $0 }.joined(separator: "\n")
    },
    Rendering(name: "menu three times as long", floor: 0.98) { text in
      let menu = (0..<60).map { "  • \(["News", "Sport", "Weather", "Culture", "Jobs", "Travel"][$0 % 6])" }
      return menu.joined(separator: "\n") + "\n" + text + menu.joined(separator: "\n")
    },
  ]

  @Test(arguments: renderings)
  func bodyIsFound(rendering: Rendering) async throws {
    var right = 0
    var wrong = 0
    var missed = 0
    for (_, marked) in InventedPages.all {
      let known = MarkedPage(marked)
      let page = try await Harness.clean(rendering.change(known.text))
      var expected: [String: Int] = [:]
      for (line, part) in zip(known.lines, known.parts) where part == "B" || part == "S" {
        expected[line, default: 0] += 1
      }
      for block in page.blocks where block.verdict.isKept && block.kind != .caption {
        let text = page.string(of: block)
        if let count = expected[text], count > 0 {
          expected[text] = count - 1
          right += text.utf8.count
        } else {
          wrong += text.utf8.count
        }
      }
      missed += expected.reduce(0) { $0 + $1.key.utf8.count * $1.value }
    }
    let score = 2 * Double(right) / Double(2 * right + wrong + missed)
    #expect(score >= rendering.floor)
  }
}
