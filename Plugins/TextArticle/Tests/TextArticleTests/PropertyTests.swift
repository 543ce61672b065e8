import Foundation
import KZPipeKit
import Testing

/// What must hold whatever the page is.
@Suite struct PropertyTests {
  @Test(arguments: InventedPages.all.map(\.name))
  func sourcesPointAtTheirLines(name: String) async throws {
    let marked = try MarkedPage(#require(InventedPages.all.first { $0.name == name }).marked)
    for mark in [[], Array("\u{FEFF}".utf8)] {
      let page = try await Harness.clean(mark + Array(marked.text.utf8))
      #expect(page.source.encoding == "utf-8")
      for block in page.blocks where block.kind != .trail {
        let bytes = page.content[Int(block.source.lowerBound)..<Int(block.source.upperBound)]
        let line = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: CharacterSet(charactersIn: " •"))
        #expect(line == page.string(of: block))
      }
    }
  }

  @Test func repairedTextHasNoSource() async throws {
    // A decomposed letter becomes one; bytes no longer correspond.
    let page = try await Harness.clean("Cafe\u{301} on the quay opens again after the long winter, says its owner.")
    #expect(
      page.blocks.map(page.string(of:)) == ["Café on the quay opens again after the long winter, says its owner."])
    #expect(page.blocks.count { !$0.source.isEmpty } == 0)
    Invariants.check(page)
  }

  @Test func mojibakeIsRepaired() async throws {
    let text = "“We did not know,” she said, and the café’s owner nodded."
    let broken = String(
      decoding: text.utf8.flatMap { byte -> [UInt8] in Array(Mojibake.cp1252(byte).utf8) }, as: UTF8.self)
    let page = try await Harness.clean(broken)
    #expect(page.blocks.map(page.string(of:)) == [text])
  }

  @Test(arguments: 0..<60)
  func damagedPagesKeepTheInvariants(seed: Int) async throws {
    var random = Generator(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1)
    var bytes = Array(MarkedPageText.all[seed % MarkedPageText.all.count].utf8)
    for _ in 0..<40 {
      let place = Int(random.next() % UInt64(bytes.count))
      switch random.next() % 4 {
      case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
      case 1: bytes.removeSubrange(place..<min(bytes.count, place + 20))
      case 2: bytes.insert(contentsOf: Array("> \u{A0}[(/ Photo: By 12.3.2026 @ \u{301}\n".utf8), at: place)
      default: bytes.insert(contentsOf: [0xE2, 0x80], at: place)
      }
    }
    Invariants.check(try await Harness.clean(bytes))
  }

  @Test func theSamePageGivesTheSameResult() async throws {
    for text in MarkedPageText.all {
      let first = try await Harness.clean(text)
      let second = try await Harness.clean(text)
      #expect(first.blocks == second.blocks && first.evidence == second.evidence && first.text == second.text)
    }
  }

  /// xorshift64*.
  struct Generator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state ^= state >> 12
      state ^= state << 25
      state ^= state >> 27
      return state &* 0x2545_F491_4F6C_DD1D
    }
  }
}

/// UTF-8 read as Windows-1252, for making broken text.
enum Mojibake {
  static func cp1252(_ byte: UInt8) -> String {
    String(data: Data([byte]), encoding: .windowsCP1252) ?? String(Unicode.Scalar(byte))
  }
}

struct EncodingTests {
  /// `Совет` in Windows-1251 is as good Latin, so that only the header tells.
  @Test func theContentTypeNamesTheEncoding() async throws {
    let sentence = "Совет собрался во вторник и решил починить старый мост до зимы."
    let bytes = try #require(sentence.data(using: .windowsCP1251)).map { $0 }
    let field = try #require(HeaderField("Content-Type", "text/plain; charset=\"ibm866\""))
    let page = try await Harness.clean(Array("The council met.\n\nIt was late.\n\n".utf8), headers: [field])
    #expect(page.source.encoding == "ibm866")
    let russian = try #require(HeaderField("Content-Type", "text/plain; charset=windows-1251"))
    #expect(try await Harness.clean(bytes, headers: [russian]).source.encoding == "windows-1251")
  }
}
