/// Texts that break careless scanners, under short names; for the tests of the modules that share the grammar.
public struct HostileText: Sendable, CustomStringConvertible {
  public let description: String
  public let text: String

  private init(_ name: String, _ text: String) {
    description = name
    self.text = text
  }

  private static func many(_ text: String, _ count: Int = 2000) -> String { String(repeating: text, count: count) }

  /// Words of all grammars in random order, always the same.
  private static func soup(_ seed: UInt64) -> String {
    let words = """
      the a said told according to that Ann Lee , . “ ” " ' « » – — : ; ? ! ( ) Ms . U.S. $ 5 19 2024 1,200 million dollars
      percent won May March Monday last next from between and until of in on at Kazakhstan 's minister former old -
      year-old he she him adding asked called half quarter first decade ago every noon p.m. GMT 1990 s Co. Inc. who which
      сказал заявил что по словам его Иван Петров министр в прошлом году мая 5 млн рублей до деді айтты Айгүл Серік
      директоры 2023 жылғы қараша мың теңге айтуынша 김민수 대표는 말했다 고 지난 13 일 조 2 천 억 원 오후 2 시 "좋다"고 다음 달
      """.split(whereSeparator: { $0 == " " || $0 == "\n" })
    var state = seed
    var out = ""
    for _ in 0..<400 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      out += words[Int((state >> 33) % UInt64(words.count))]
      if state >> 60 > 2 { out += " " }
    }
    return out
  }

  public static let all: [HostileText] = known + (1...60).map { .init("soup \($0)", soup(UInt64($0))) }

  private static let known: [HostileText] = [
    .init("empty", ""), .init("blank", " "), .init("marks alone", "\u{200B}\u{301}\u{FEFF}"),
    .init("marks inside", "A\u{301}\u{300}ge 5\u{301}0 m\u{200D}illion"),
    .init("emoji", "👨‍👩‍👧‍👦 on Monday 5️⃣ million 🇰🇿 tenge"), .init("ranges of sums", many("$1 to ")),
    .init("straight quotes", many("\"", 5001)), .init("open quotes", many("“said ")),
    .init("grouped digits", many("1,000,")),
    .init("all caps", many("MAY 2024 MONDAY ")), .init("spelled numbers", many("a million ")),
    .init("nested reports", many("Ann Lee said that ")), .init("Korean numbers", many("1조2천억 원 13일 ")),
    .init("Russian speech", many("«Да», – сказал Иван Петров. ", 800)), .init("clitics", many("’s ")),
    .init("too many digits", "9999999999999999999999999999 million dollars"),
    .init("halves of halves", many("the first half of ")),
    .init("markers", "Q: Q: A: A: ?"), .init("impossible dates", "31 February 2023, 99:99, 2023-13-45, 00/00/0000"),
    .init("mixed scripts", many("Ақпан 5 Monday 13일 «да» \"no\" said Ann Lee, chief of ")),
  ]
}
