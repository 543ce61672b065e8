import KZPipeKit
import Testing

@testable import NewsArticle

@Suite("Datelines")
struct DatelineTests {
  @Test(arguments: [
    ("ASTANA, Jan. 14 (Yonhap) -- The council met.", "ASTANA, Jan. 14 (Yonhap)", "The council met."),
    ("SEOUL (Reuters) - The council met.", "SEOUL (Reuters)", "The council met."),
    ("Berlin (dpa) - Der Rat tagte.", "Berlin (dpa)", "Der Rat tagte."),
    ("Berlin/Wien (APA) – Der Rat tagte.", "Berlin/Wien (APA)", "Der Rat tagte."),
    ("MOSCOW, January 14. /TASS/. The council met.", "MOSCOW, January 14. /TASS/", "The council met."),
    ("АСТАНА, 5 мая. /Корр. ДАЛАИНФОРМ/. Совет собрался.", "АСТАНА, 5 мая. /Корр. ДАЛАИНФОРМ/", "Совет собрался."),
    ("АСТАНА – ДАЛАИНФОРМ – Совет собрался.", "АСТАНА – ДАЛАИНФОРМ", "Совет собрался."),
    ("NUR-SULTAN (Steppe) — The council met.", "NUR-SULTAN (Steppe)", "The council met."),
    ("ТАРАЗ. 22 шілде. Сары арқа. Кеңес жиналды.", "ТАРАЗ. 22 шілде. Сары арқа", "Кеңес жиналды."),
    ("Тараз. 22 шілде күні кеңес жиналды. Бәрі келді. Иә.", nil, ""),
    ("The road and/or the bridge/tunnel close.", nil, ""),
    ("АСТАНА, 14 января – Совет собрался.", "АСТАНА, 14 января", "Совет собрался."),
    ("ALMATY — The council met.", "ALMATY", "The council met."),
    ("[서울=뉴시스] 홍가람 기자 = 의회가 열렸다.", "서울=뉴시스", "의회가 열렸다."),
    ("新华社北京1月14日电 会议召开。", "新华社北京1月14日", "会议召开。"),
    ("The mayor - who is ill - stayed home.", nil, ""),
    ("Well-known people met.", nil, ""),
    ("NATO - and not only NATO - said no.", "NATO", "and not only NATO - said no."),
    ("", nil, ""), ("-", nil, ""),
  ])
  func read(_ paragraph: String, _ text: String?, _ rest: String) {
    let found = Dateline.read(Array(paragraph.utf8))
    #expect(found?.text == text)
    if let found { #expect(String(decoding: Array(paragraph.utf8)[found.length...], as: UTF8.self) == rest) }
  }

  @Test func theReporterOfADatelineIsTheAuthor() throws {
    var maker = PageMaker()
    maker.kept("(서울=한들뉴스) 홍가람 기자 = 의회는 화요일에 모여 겨울이 오기 전에 낡은 다리를 고치기로 결정했다고 밝혔다.")
    #expect(try maker.article().authors == [Author(name: "홍가람")])
  }

  @Test func keptOrStripped() throws {
    var maker = PageMaker()
    maker.kept("ASTANA, Jan. 14 (Yonhap) -- The council met on Tuesday and agreed to repair the bridge.")
    let strong = "ASTANA, Jan. 14 (Yonhap) -- ".utf8.count
    maker.page.spans = [
      .init(kind: .strong, range: 0..<6), .init(kind: .emphasis, range: Int32(strong)..<Int32(strong + 3)),
    ]
    #expect(try maker.article().body.first?.text.hasPrefix("ASTANA") == true)
    let stripped = try maker.article(["dateline": "strip"])
    #expect(stripped.dateline == "ASTANA, Jan. 14 (Yonhap)")
    #expect(stripped.body.first?.text.hasPrefix("The council") == true)
    #expect(stripped.body.first?.spans.map(\.range) == [0..<3])
  }
}
