import Testing

@testable import TextArticle

@Suite struct LineTests {
  static func lines(_ text: String) -> [String] {
    let split = LineSplitter.split(Array(text.utf8))
    return split.lines.map { String(decoding: split.bytes[$0.text], as: UTF8.self) }
  }

  @Test func whiteSpaceAndInvisibleCharactersArePutRight() {
    #expect(Self.lines("\u{A0}One\u{A0} \ttwo\u{200B}th\u{AD}ree \u{FEFF}") == ["One twothree"])
    #expect(Self.lines("a\u{3000}b\u{0}c") == ["a bc"])
    // Joiners carry meaning in Persian and in emoji.
    #expect(Self.lines("می\u{200C}شود") == ["می\u{200C}شود"])
  }

  @Test func everyKindOfLineEndSplits() {
    #expect(
      Self.lines("a\nb\r\nc\rd\u{85}e\u{2028}f\u{2029}g\u{B}h\u{C}i") == ["a", "b", "c", "d", "e", "f", "g", "h", "i"])
  }

  @Test func bulletsAreTakenOffAndDashesStay() {
    let split = LineSplitter.split(Array("  • first\n* second\n— Да, сказал он.\n-2\n•\n".utf8))
    #expect(split.lines.map(\.hasBullet) == [true, true, false, false])
    #expect(
      split.lines.map { String(decoding: split.bytes[$0.text], as: UTF8.self) } == [
        "first", "second", "— Да, сказал он.", "-2",
      ])
    #expect(split.lines[0].indent == 2)
  }

  @Test func linesBeyondWhatAPageHasAreLeftOut() {
    let split = LineSplitter.split(Array(String(repeating: "a\n\n", count: LineSplitter.maximalLines + 3).utf8))
    #expect(split.lines.count == LineSplitter.maximalLines && split.bytes.count == LineSplitter.maximalLines)
  }

  @Test func linesOfNoBreakSpacesAreBlank() {
    let split = LineSplitter.split(Array("a\n\u{A0}\n \u{A0} \nb\nc".utf8))
    #expect(split.lines.map(\.blanksBefore) == [0, 2, 0])
  }

  @Test func originsCoverTheInputInOrder() {
    let text = "one\r\n\r\n  • two\u{A0}\nthree"
    let split = LineSplitter.split(Array(text.utf8))
    let bytes = Array(text.utf8)
    #expect(split.lines.map { String(decoding: bytes[$0.origin], as: UTF8.self) } == ["one", "  • two\u{A0}", "three"])
  }

  @Test func hardWrappedParagraphsAreRejoined() {
    let paragraph =
      "The harbour board of the northern town said on Tuesday that it would rebuild the old pier before the next winter, after two years of talks with the fishing crews who use it and the families who live beside it."
    let second =
      "Its chair told reporters that the work would begin in the spring, that the cost would be shared with the county, and that the ferry would go on sailing from the southern quay for as long as the work lasts."
    let wrapped = Wrap.greedy(paragraph, 64) + "\n\n" + Wrap.greedy(second, 64) + "\n"
    let split = LineSplitter.split(Array(wrapped.utf8))
    #expect(split.lines.count > 6)
    let joined = HardWrap.rejoin(split)
    #expect(joined.wasWrapped)
    #expect(joined.lines.map { String(decoding: joined.bytes[$0.text], as: UTF8.self) } == [paragraph, second])
  }

  @Test func listItemsAndHeadingsStayApartInWrappedText() {
    let paragraph =
      "The county sets aside a sum for each of the five harbours on this coast, and the board has asked for the share of the town to be paid a year early so that the crews need not wait for the stone. Two of the other towns have said that they will not stand in the way, since their own walls were mended only a few years ago and the ice has done them no harm."
    let item =
      "The first stage covers the stone wall and the two stairs that lead down to the boats on the western side"
    let text =
      "A short heading\n\n" + Wrap.greedy(paragraph, 60) + "\n\n* "
      + Wrap.greedy(item, 58).replacing("\n", with: "\n  ") + "\n* The second\n"
    let joined = HardWrap.rejoin(LineSplitter.split(Array(text.utf8)))
    #expect(
      joined.lines.map { String(decoding: joined.bytes[$0.text], as: UTF8.self) }
        == ["A short heading", paragraph, item, "The second"])
  }

  @Test func textThatIsNotWrappedIsLeftAlone() {
    let menu = (0..<40).map { "Section number \($0 % 7) of the site" }.joined(separator: "\n")
    let split = LineSplitter.split(Array(menu.utf8))
    #expect(HardWrap.rejoin(split).lines == split.lines)
  }

  @Test func wordsAreTheSameWhateverTheirCase() {
    func hashes(_ text: String) -> [UInt64] { WordHash.hashes(of: Array(text.utf8)) }
    #expect(hashes("Қазақстан ÉTÉ Straße") == hashes("қазақстан été straße"))
    #expect(hashes("記者会見").count == 3)
    #expect(hashes("한국어 기자").count == 2)
    #expect(hashes("a1-b2") == hashes("A1 B2"))
    #expect(hashes("") == [] && hashes("—…") == [])
  }

  @Test func formsOfLines() throws {
    let scanner = try Scanner.make()
    func form(_ text: String) -> LineForm {
      var words: [UInt64] = []
      let bytes = Array(text.utf8)
      return bytes.withUnsafeBufferPointer { scanner.scan($0, 0..<$0.count, words: &words) }
    }
    #expect(form("He said: “It is over.”").end == .sentence)
    #expect(form("Was it over?").end == .question)
    #expect(form("and so on...").end == .ellipsis)
    #expect(form("会议结束了。").end == .sentence)
    #expect(form("会议结束了。").columns == 12)
    #expect(form("One end. Two ends! Three").innerEnds == 2)
    #expect(form("12.03.2026, 14:05").flags.isSuperset(of: [.numericDate, .time]))
    #expect(form("06. 01. 2026").flags.contains(.numericDate))
    #expect(form("2026-03-12").flags.contains(.numericDate))
    #expect(form("2026년 3월 12일").isDated && form("2026年3月12日").isDated)
    #expect(form("March 12, 2026").flags.contains(.month) && form("12 наурыз 2026").flags.contains(.month))
    #expect(!form("version 1.2 and 3/4").isDated)
    #expect(form("desk@example.com").flags.contains(.mail) && !form("5 @ 3").flags.contains(.mail))
    #expect(form("see https://example.com/").flags.contains(.address))
    #expect(form("ALL CAPS here").shouted == 2)
  }
}

enum Wrap {
  static func greedy(_ text: String, _ width: Int) -> String {
    var lines: [String] = [""]
    for word in text.split(separator: " ") {
      let last = lines[lines.count - 1]
      if !last.isEmpty, last.count + 1 + word.count > width {
        lines.append(String(word))
      } else {
        lines[lines.count - 1] = last.isEmpty ? String(word) : last + " " + word
      }
    }
    return lines.joined(separator: "\n")
  }
}

enum Scanner {
  static func make() throws -> LineScanner {
    LineScanner(lexicon: try Lexicon(roles: try Resource.read(Harness.resource("lexicon.tsv"))))
  }
}
