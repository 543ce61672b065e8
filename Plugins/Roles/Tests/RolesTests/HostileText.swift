import Testing

/// Texts that break careless scanners, under short names.
struct HostileText: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let text: String

  private init(_ name: String, _ text: String) {
    testDescription = name
    self.text = text
  }

  private static func many(_ text: String, _ count: Int = 2000) -> String { String(repeating: text, count: count) }

  static let all: [HostileText] = [
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
