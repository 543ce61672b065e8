import HostileTexts
import KZPipeKit
import Testing

import Amounts

private func amounts(_ text: String, _ language: String?, options: [String: OptionValue] = [:]) async throws -> [Amount]
{
  var article = Article(id: "t", source: Source(uri: "t", mediaType: "text/plain"))
  article.body = [BodyBlock(text: text)]
  article.language = language
  let context = StageContext(runTime: PartialDate(year: 2030), version: "test", moduleDirectory: ".")
  try await Amounts(options: try Options(options, for: Amounts.spec), context: context).enrich(&article)
  return article.annotations.amounts
}

struct AmountsTests {
  private func check(_ text: String, _ expected: String, _ language: String) async throws {
    let found = try await amounts(text, language)
      .map { "\($0.text)=\($0.values.map(\.description).joined(separator: ".."))\($0.unit)" }
    #expect(found.joined(separator: " | ") == expected)
  }

  @Test(arguments: [
    ("It cost US$1.2bn.", "US$1.2bn=1200000000.0USD"),
    ("They sold for between $5 and $7 million.", "$5 and $7 million=5000000.0..7000000.0USD"),
    ("Oil rose from $78.20 to $81.40.", "$78.20=78.2USD | $81.40=81.4USD"),
    ("He paid 200 Hong Kong dollars.", "200 Hong Kong dollars=200.0HKD"),
    ("In Oslo the fine is 900 kroner.", "900 kroner=900.0NOK"),
    ("The Danish fine is 900 kroner.", "900 kroner=900.0DKK"),
    ("The 100-million-dollar plant opened.", "100-million-dollar=100000000.0USD"),
    ("It cost a dollar.", "a dollar=1.0USD"),
    ("Growth was 10 to 15 percent.", "10 to 15 percent=10.0..15.0percent"),
    ("Rates rose two percentage points.", "two percentage points=2.0percentage points"),
    ("Some 23,400 young people came.", "23,400 young people=23400.0people"),
    ("He carried 20 pounds of flour.", "20 pounds=20.0pounds"),
    ("In 2019 won the blue team.", ""),
    ("The band 91 [Ninety One] sang; Article 189 applies.", ""),
    (
      "Profit was 21.3 billion tenge ($47.6 million), against a loss of 2 billion a year ago.",
      "21.3 billion tenge=21300000000.0KZT | $47.6 million=47600000.0USD | 2 billion=2000000000.0KZT"
    ),
    ("They have 3 million dinars.", "3 million dinars=3000000.0dinars"),
  ])
  func english(_ text: String, _ expected: String) async throws { try await check(text, expected, "en") }

  @Test(arguments: [
    ("Мост обошёлся в 5–7 миллионов долларов.", "5–7 миллионов долларов=5000000.0..7000000.0USD"),
    (
      "Выручка — 74,5 млрд тенге, убыток — 2,1 млрд. Абонентов у компании 6,4 млн.",
      "74,5 млрд тенге=74500000000.0KZT | 2,1 млрд=2100000000.0KZT"
    ),
    ("Из 7,8 млрд тенге 3 млрд выделил фонд.", "7,8 млрд тенге=7800000000.0KZT | 3 млрд=3000000000.0KZT"),
    ("Ушло 500 тыс. рублей.", "500 тыс. рублей=500000.0RUB"),
    ("Нужно 1 200 белорусских рублей.", "1 200 белорусских рублей=1200.0BYN"),
  ])
  func russian(_ text: String, _ expected: String) async throws { try await check(text, expected, "ru") }

  @Test func kazakhAndKorean() async throws {
    try await check("Ол 200 мың теңгеге сатылды.", "200 мың теңгеге=200000.0KZT", "kk")
    try await check("온실은 12동이다.", "", "ko")
    try await check("값은 5만 동이다.", "5만 동=50000.0VND", "ko")
    try await check("주가는 7만2천300원으로 올랐다.", "7만2천300원=72300.0KRW", "ko")
    try await check("피해액은 300만~500만 원이다.", "300만~500만 원=3000000.0..5000000.0KRW", "ko")
  }

  @Test func countsCanBeLeftOut() async throws {
    #expect(try await amounts("Some 40 boats came.", "en", options: ["counts": false]).isEmpty)
  }

  @Test(arguments: HostileText.all)
  func annotationsAreExactSlices(_ hostile: HostileText) async throws {
    let text = hostile.text
    for language in ["en", "ru", "kk", "ko", nil] as [String?] {
      let bytes = Array(text.utf8)
      for amount in try await amounts(text, language) {
        #expect(String(decoding: bytes[amount.range.bytes], as: UTF8.self) == amount.text)
        #expect(amount.values.allSatisfy(\.isFinite) && !amount.values.isEmpty && !amount.unit.isEmpty)
      }
    }
  }
}
