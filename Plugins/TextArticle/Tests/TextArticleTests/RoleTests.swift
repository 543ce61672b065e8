import KZPipeKit
import Testing

@testable import TextArticle

/// Single rules on single lines.
@Suite struct RoleTests {
  static func page(_ text: String) throws -> (form: PageForm, scanner: LineScanner) {
    let scanner = try Scanner.make()
    return (PageForm(LineSplitter.split(Array(text.utf8)), scanner: scanner), scanner)
  }

  @Test(arguments: [
    "The hall after the fire. AP-Yonhap", "Mara Ellingham, chair of the board [HARBOUR BOARD OF NORTHBY]",
    "Crews mend the wall in Northby / Courtesy of the harbour board", "Die Brücke am Montag. Foto: K. Wendrich",
    "새 도서관의 모습 [사진=해오름시]", "Мост через реку утром (Фото: И. Малютин)",
    "배우들이 연습실에서 대본을 읽고 있다. 이수아 기자", "시민들이 정류장에서 버스를 기다리고 있다. 해오름시 제공",
    "图为新图书馆外景。林晓东 摄",
  ])
  func captionsEndWithACredit(text: String) throws {
    let (form, scanner) = try Self.page(text)
    #expect(Captions(page: form, scanner: scanner).endsWithCredit(0))
  }

  @Test(arguments: [
    "The board met on Tuesday (the second time this year).", "He joined the alliance [which has since been dissolved].",
    "The price rose by a third, from 4 to 6 pounds a crate / half a crate is sold too.",
    "Nothing ends here. It goes on",
  ])
  func proseHasNoCredit(text: String) throws {
    let (form, scanner) = try Self.page(text)
    #expect(!Captions(page: form, scanner: scanner).endsWithCredit(0))
  }

  @Test(arguments: [
    "Photo: Ines Calder", "Фото: Игорь Малютин", "Сурет: А. Сәтбай", "사진=해오름시", "(AFP)", "© Getty Images",
  ])
  func creditsAlone(text: String) throws {
    let (form, scanner) = try Self.page(text)
    #expect(Captions(page: form, scanner: scanner).isCredit(0))
  }

  @Test(arguments: [
    "By Mara Ellingham and Joss Parr", "BY LEE DA-SOM, MARK HOLM [holm@example.org]", "Von Karla Wendrich",
    "Автор: Олег Дёмин",
    "김서준 기자", "Mara Ellingham mara@example.com", "记者 林晓青", "كتب: سامر الدوري",
  ])
  func bylines(text: String) throws {
    let (form, scanner) = try Self.page(text)
    #expect(Bylines(page: form, scanner: scanner).isByline(0))
  }

  @Test(arguments: [
    "By the end of the year the pier will be open again.", "Contact us", "Von der Brücke ist nichts mehr zu sehen.",
    "كتب الوزير رسالة إلى أعضاء المجلس يوم الأحد",
    "Log in to comment or write to desk@example.com to join the discussion with other readers of this page",
  ])
  func notBylines(text: String) throws {
    let (form, scanner) = try Self.page(text)
    #expect(!Bylines(page: form, scanner: scanner).isByline(0))
  }

  @Test(arguments: [
    "Published 12 March 2026, 14:05", "09.03.2026, 16:40 Uhr", "14 марта 2026, 10:30", "11 наурыз 2026, 09:15",
    "입력 2026.03.12 09:20", "2026年3月12日 10時00分", "2026年03月12日 08:15 来源：北岸日报", "2 hours ago", "Сегодня, 12:47",
    "Бүгін, 09:30",
  ])
  func dates(text: String) throws {
    let (form, scanner) = try Self.page(text)
    #expect(Bylines(page: form, scanner: scanner).isDate(0))
  }

  @Test(arguments: ["On 12 March 2026 the board met for the last time.", "Version 1.2.3", "Call 01 234 567"])
  func notDates(text: String) throws {
    let (form, scanner) = try Self.page(text)
    #expect(!Bylines(page: form, scanner: scanner).isDate(0))
  }

  @Test func trailsAreSplit() throws {
    func segments(_ text: String) throws -> [String]? {
      let (form, scanner) = try Self.page(text)
      return Trails(page: form, scanner: scanner).segments(0)?.map { String(decoding: form.bytes[$0], as: UTF8.self) }
    }
    #expect(try segments("Home > World > Asia") == ["Home", "World", "Asia"])
    #expect(try segments("Главная › Регионы › Степногорье") == ["Главная", "Регионы", "Степногорье"])
    #expect(try segments("» Culture » Music") == ["Culture", "Music"])
    #expect(try segments("Home / Local / Harbour") == ["Home", "Local", "Harbour"])
    #expect(try segments("News | Sport | Weather") == nil)
    #expect(try segments("The sum is now > 40 million, the board said in its yearly report to the town.") == nil)
  }

  @Test func tagsAreNoBody() async throws {
    let text = MarkedPageText.body + "\n\nTags: harbour, ferry, northern coast\n"
    let page = try await Harness.clean(text)
    #expect(page.blocks.last?.verdict.reason == "tags")
    #expect(page.evidence.contains { $0.property == "keywords" })
  }

  @Test func questionsOfAConversationAreNoHeadings() async throws {
    let text =
      MarkedPageText.body
      + "\n\nWill the ferry sail in winter?\n\nIt will, as long as the ice allows, and the crews are paid for every day they wait."
      + "\n\nWho pays for the pier?\n\nThe county pays one half and the harbour board the other, over a span of twelve years."
    let page = try await Harness.clean(text)
    #expect(page.kept(.heading).isEmpty)
    #expect(page.kept(.paragraph).contains("Who pays for the pier?"))
  }

  @Test func runsAreCheapest() {
    let sure = LineClassifier.cheapestRuns([0.9, 0.4, 0.9], words: [30, 1, 30], threshold: 0.5)
    #expect(sure == [true, true, true])
    let apart = LineClassifier.cheapestRuns([0.9, 0.1, 0.9], words: [30, 30, 30], threshold: 0.5)
    #expect(apart == [true, false, true])
    #expect(LineClassifier.cheapestRuns([], words: [], threshold: 0.5) == [])
    // Too little is kept: the best line is enough.
    #expect(LineClassifier.choose([0.1, 0.45, 0.1], words: [50, 40, 50]) == [false, true, false])
  }

  @Test(arguments: [("Comments (3)", true), ("Комментарии (4)", true), ("댓글 5", true), ("Three ways to Orrin", false)])
  func afterACommentCountOnlyClearTextIsKept(label: String, opens: Bool) throws {
    let prose = "The ferry will sail again from Monday, the council said, and the crossing will take an hour."
    let (form, scanner) = try Self.page(
      [prose, label, "I have waited for years and my mother is so happy about this.", prose + " Boats leave at eight."]
        .joined(separator: "\n"))
    let model = try Resource.model(Harness.resource("headlines.kztrees"), Headlines.featureNames)
    let finder = RoleFinder(page: form, scanner: scanner, probability: [0.9, 0.5, 0.6, 0.9], headlineModel: model)
    let decisions = finder.read(kept: [true, true, true, true]).decisions
    #expect(decisions.dropFirst().map(\.isKept) == [!opens, !opens, true])
  }

  @Test(arguments: [
    ("Read more: Council to vote on the ferry", false), ("Читайте также: В городе появятся новые автобусы", false),
    ("관련 기사: 마을버스 기사가 부족하다", false), ("ALSO READ | Farmers wait for rain", false),
    ("Read the letter aloud, she said: nobody believed it at first.", true), ("The news: it will rain.", true),
  ])
  func pointersToOtherArticlesAreDropped(line: String, isKept: Bool) throws {
    let prose = "The ferry will sail again from Monday, the council said, and the crossing will take an hour."
    let (form, scanner) = try Self.page(
      [prose, line, prose + " It is the first since the storm."].joined(separator: "\n"))
    let model = try Resource.model(Harness.resource("headlines.kztrees"), Headlines.featureNames)
    let finder = RoleFinder(page: form, scanner: scanner, probability: [0.9, 0.6, 0.9], headlineModel: model)
    let decision = finder.read(kept: [true, true, true]).decisions[1]
    #expect(decision.isKept == isKept)
    if !isKept { #expect(decision.reason == "related") }
  }
}

enum MarkedPageText {
  /// The invented pages without their marks.
  static let all = InventedPages.all.map { MarkedPage($0.marked).text }

  static let body = """
    Old pier to be rebuilt before next winter, harbour board says

    By Mara Ellingham

    The harbour board of Northby said on Tuesday that it would rebuild the old pier before next winter, ending two years of talks with the fishing crews who use it.

    Its chair, Tomas Reeve, told reporters that the work would begin in May and that the cost, put at 3.4 million pounds, would be shared with the county.

    Fourteen boats have moored at the southern quay since the storm, where the water is shallow and the ice comes early.
    """
}
