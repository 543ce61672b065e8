import Foundation
import KZPipeKit
import Testing

@testable import TextArticle

/// Input that nobody means well with: no crash, no lost bytes, no article where there is none.
@Suite struct HostileTests {
  /// Full sizes are for optimised builds; a debug build takes its time over each byte.
  static var isFast: Bool {
    #if DEBUG
      false
    #else
      true
    #endif
  }

  @Test func nothingAtAll() async throws {
    for content: [UInt8] in [[], [0x0A], Array("\u{FEFF}".utf8), Array(" \u{A0}\n\t\n".utf8), [0xFF, 0xFE]] {
      let page = try await Harness.clean(content)
      #expect(page.blocks.isEmpty && page.text.isEmpty && page.evidence.isEmpty)
      #expect((page.articleConfidence ?? 1) < 0.1)
    }
  }

  @Test func oneVeryLongLine() async throws {
    let size = Self.isFast ? 50_000_000 : 2_000_000
    let sentence = Array("The river rose again in the night and the road was closed. ".utf8)
    var content: [UInt8] = []
    while content.count < size { content.append(contentsOf: sentence) }
    let page = try await Harness.clean(content)
    #expect(page.blocks.count == 1)
    #expect(page.text.count == content.count - 1)
  }

  @Test func binary() async throws {
    var state: UInt32 = 1
    let content = (0..<200_000).map { _ -> UInt8 in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt8(truncatingIfNeeded: state >> 24)
    }
    let page = try await Harness.clean(content)
    Invariants.check(page)
    #expect((page.articleConfidence ?? 1) < 0.5)
  }

  @Test func onlyBullets() async throws {
    let page = try await Harness.clean(String(repeating: "  • \n•\n* \n", count: 500))
    #expect(page.blocks.isEmpty)
    let items = try await Harness.clean((0..<300).map { "  • Item \($0)" }.joined(separator: "\n"))
    #expect(items.blocks.count == 300)
    #expect((items.articleConfidence ?? 1) < 0.5)
  }

  @Test func manyLines() async throws {
    let count = Self.isFast ? 200_000 : 20_000
    let page = try await Harness.clean((0..<count).map { "line \($0 % 997) of many" }.joined(separator: "\n"))
    #expect(page.blocks.count == count)
    Invariants.check(page)
  }

  /// Two million short lines, every one of which may be body: rows are made a part at a time, and what no article has is left out.
  @Test func millionsOfLines() async throws {
    let count = Self.isFast ? 2_000_000 : 5_000
    let page = try await Harness.clean((0..<count).map { "a\($0)" }.joined(separator: "\n"))
    #expect(page.blocks.count == min(count, 200_000))
    #expect((page.articleConfidence ?? 1) < 0.35)
  }

  @Test func oneLineRepeated() async throws {
    let count = Self.isFast ? 100_000 : 2_000
    for line in [
      "The river rose again in the night, and the road was closed until morning.", "More", "Home > News | Sport",
    ] {
      let page = try await Harness.clean(String(repeating: line + "\n", count: count))
      #expect(page.blocks.count == count)
      #expect(page.blocks.count { $0.verdict.isKept && $0.text.count > 60 } <= 1)
    }
  }

  @Test(arguments: [
    ("carriage returns", "\r"), ("vertical tabs", "\u{B}"), ("line separators", "\u{2028}"), ("both", "\r\n"),
  ])
  func otherLineEnds(name: String, separator: String) async throws {
    let lines = MarkedPageText.all[0].split(separator: "\n", omittingEmptySubsequences: false)
    let expected = try await Harness.clean(lines.joined(separator: "\n"))
    let page = try await Harness.clean(lines.joined(separator: separator))
    #expect(page.text == expected.text)
    #expect(page.blocks.map(\.verdict) == expected.blocks.map(\.verdict))
  }

  @Test func controlsAndBrokenBytesInsideAnArticle() async throws {
    let clean = try await Harness.clean(MarkedPageText.all[0])
    var content: [UInt8] = []
    for (number, byte) in MarkedPageText.all[0].utf8.enumerated() {
      if number % 97 == 0, byte < 0x80 { content.append(number % 2 == 0 ? 0x00 : 0x07) }
      content.append(byte)
    }
    let page = try await Harness.clean(content)
    Invariants.check(page)
    #expect(page.text == clean.text, "control characters mean nothing")
    let broken = try await Harness.clean(Array(MarkedPageText.all[0].utf8) + [0xE2, 0x80] + Array("\n".utf8))
    Invariants.check(broken)
    #expect(broken.kept(.paragraph) == clean.kept(.paragraph))
  }

  /// Twice the page is twice the work. Time says little on a busy machine; what is counted is what the loops run over.
  @Test func workGrowsWithThePage() throws {
    let scanner = try Scanner.make()
    func work(_ copies: Int) -> (bytes: Int, lines: Int, words: Int, rows: Int, candidates: Int) {
      let text = (0..<copies).map { "\(MarkedPageText.all[0])\nPage \($0)\n" }.joined()
      let form = PageForm(HardWrap.rejoin(LineSplitter.split(Array(text.utf8))), scanner: scanner)
      let rows = PageContext(form).openLines(form)
      let headlines = Headlines(
        page: form, scanner: scanner, probability: Array(repeating: 0.5, count: form.count), anchor: form.count - 1,
        body: Array(0..<form.count))
      return (form.bytes.count, form.count, form.words.count, rows.count, headlines.candidates().count)
    }
    let once = work(50)
    let twice = work(100)
    #expect(Double(twice.bytes) < 2.1 * Double(once.bytes) && twice.lines == 2 * once.lines)
    #expect(twice.words < 2 * once.words + 100 && twice.rows < 2 * once.rows + 100)
    #expect(twice.candidates <= Headlines.reachBefore + Headlines.reachAfter + 1)
  }

  @Test func deepIndentAndEndlessSeparators() async throws {
    let content =
      String(repeating: " ", count: 100_000) + "a\n" + String(repeating: "> ", count: 100_000) + "\n"
      + String(repeating: "[", count: 100_000) + "]\n" + String(repeating: "@", count: 100_000)
    Invariants.check(try await Harness.clean(content))
  }

  @Test func otherEncodings() async throws {
    let text = "Жаңа көпір ашылды. Құрылыс екі жылға созылды."
    var wide: [UInt8] = [0xFF, 0xFE]
    for unit in text.utf16 { wide += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    let page = try await Harness.clean(wide)
    #expect(page.source.encoding == "utf-16le")
    #expect(page.blocks.map(page.string(of:)) == [text])
    #expect(page.blocks.first?.source.isEmpty == true)
  }
}

/// What must hold of every cleaned page.
enum Invariants {
  static func check(_ page: Page) {
    var last: Int32 = 0
    var group: Int32 = 0
    let text = String(decoding: page.text, as: UTF8.self)
    #expect(Array(text.utf8) == page.text, "the text must be well-formed UTF-8")
    #expect(Array(text.precomposedStringWithCanonicalMapping.utf8) == page.text, "the text must be in NFC")
    for block in page.blocks {
      #expect(block.text.lowerBound == last && block.text.upperBound > block.text.lowerBound)
      last = block.text.upperBound
      #expect(page.text[Int(block.text.lowerBound)] & 0xC0 != 0x80, "blocks must begin on a scalar")
      #expect(block.group >= group && block.verdict.decision != .undecided && !block.verdict.reason.rawValue.isEmpty)
      group = block.group
      #expect((0...1).contains(block.verdict.confidence))
      #expect(block.source.upperBound <= Int32(page.content.count))
    }
    #expect(Int(last) == page.text.count)
    for statement in page.evidence { #expect(page.blocks.indices.contains(Int(statement.block))) }
  }
}
