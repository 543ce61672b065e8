import Foundation
import KZPipeKit
import Testing
import TextArticle

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
