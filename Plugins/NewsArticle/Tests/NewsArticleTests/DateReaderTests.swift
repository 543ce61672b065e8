import KZPipeKit
import Testing

@testable import NewsArticle

@Suite("Dates as printed and as stated")
struct DateReaderTests {
  func read(_ text: String, _ language: String = "en") -> String? {
    DateReader(language: language, order: .usual(language: language, host: nil)).dates(in: Array(text.utf8)[...]).first?
      .date
      .description
  }

  @Test(arguments: [
    ("28. Dezember 2022", "de", "2022-12-28"),
    ("Published: 5 May 2024, 10:23 GMT", "en", "2024-05-05T10:23:00Z"),
    ("May 5, 2024 at 3:05 p.m. EST", "en", "2024-05-05T15:05:00-05:00"),
    ("Thu Oct 05 2023 09:00:00 GMT+0200 (CEST)", "en", "2023-10-05T09:00:00+02:00"),
    ("Sat, 04 May 2024 10:00:00 GMT", "en", "2024-05-04T10:00:00Z"),
    ("Thu Oct 05 09:00:00 2023", "en", "2023-10-05T09:00:00"),
    ("14.01.2022, 15.30 Uhr", "de", "2022-01-14T15:30:00"),
    ("le 5 mars 2021 à 15h30", "fr", "2021-03-05T15:30:00"),
    ("5 de mayo de 2020", "es", "2020-05-05"),
    ("14 января 2022 г. в 10:05", "ru", "2022-01-14T10:05:00"),
    ("10:23, 5 мая 2024", "ru", "2024-05-05T10:23:00"),
    ("2022 жылғы 14 қаңтар", "kk", "2022-01-14"),
    ("14 қаңтар 2022, 09:15", "kk", "2022-01-14T09:15:00"),
    ("2022년 1월 14일 오후 3:05", "ko", "2022-01-14T15:05:00"),
    ("입력 2022.01.14 10:23", "ko", "2022-01-14T10:23:00"),
    ("2022-01-14 10:23:11", "ko", "2022-01-14T10:23:11"),
    ("2022年1月14日 10:23", "zh", "2022-01-14T10:23:00"),
    ("2020年01月10日23時59分", "ja", "2020-01-10T23:59:00"),
    ("2024. május 5.", "hu", "2024-05-05"),
    ("2024 m. gegužės 5 d.", "lt", "2024-05-05"),
    ("2024. gada 5. maijā", "lv", "2024-05-05"),
    ("5. toukokuuta 2024", "fi", "2024-05-05"),
    ("٥ مايو ٢٠٢٤", "ar", "2024-05-05"),
    ("१४ जनवरी २०२२", "hi", "2022-01-14"),
    ("5 Mayıs 2024", "tr", "2024-05-05"),
    ("دوشنبه ۲ تير ۱۳۹۹", "fa", "2020-06-22"),
    ("۳۰ اسفند ۱۴۰۳", "fa", "2025-03-20"),
    ("۱۴۰۰/۰۱/۰۱ ۱۰:۲۳", "fa-IR", "2021-03-21T10:23:00"),
    ("5 พฤษภาคม 2567", "th", "2024-05-05"),
    ("03/04/2024", "en-US", "2024-03-04"),
    ("03/04/2024", "en-GB", "2024-04-03"),
    ("13/04/2024", "en-US", "2024-04-13"),
    ("3/28/2024", "de", "2024-03-28"),
    ("12.03.21", "de", "2021-03-12"),
    ("05-Jan-24", "en", "2024-01-05"),
    ("Updated 5:14 p.m. EST, March 4, 2026", "en", "2026-03-04T17:14:00-05:00"),
    ("08:15 CET, 4 March 2026", "en", "2026-03-04T08:15:00+01:00"),
    ("5 listopada 2024", "hr", "2024-10-05"),
    ("5 listopada 2024", "pl", "2024-11-05"),
  ])
  func printed(_ text: String, _ language: String, _ date: String) {
    #expect(read(text, language) == date)
  }

  @Test(arguments: [
    "Jan. 14", "version 1.12.03.2020", "31.02.2024", "the 2022 budget", "10:23", "", "99/99/9999", "1 2 3", "2022",
    "May 2024",
    "call 0171-2024-05", "of 5 to 7 March", "۳۰ اسفند ۱۴۰۴",
  ])
  func noDate(_ text: String) {
    #expect(read(text) == nil)
  }

  @Test(arguments: [
    ("2022-01", "2022-01"), ("2022", "2022"), ("May 2024", "2024-05"), ("1588000000", "2020-04-27T15:06:40Z"),
    ("1588000000000", "2020-04-27T15:06:40Z"), ("2020-03-18T12:22:42-0400", "2020-03-18T12:22:42-04:00"),
    ("20200318T122242Z", "2020-03-18T12:22:42Z"), ("2022-01-14T09:30+09:00", "2022-01-14T09:30:00+09:00"),
    ("28. Dezember 2022", "2022-12-28"),
  ])
  func structured(_ value: String, _ date: String) {
    #expect(DateReader(language: "de", order: .dayFirst).structured(value)?.description == date)
  }

  @Test func cues() {
    let text = "Published 5 May 2024 10:00 | Last updated 6 May 2024 12:00"
    let found = DateReader(language: "en", order: .dayFirst).dates(in: Array(text.utf8)[...])
    #expect(found.map(\.cue) == [.published, .modified])
    #expect(found.map { String(Array(text.utf8)[$0.range].count) }.count == 2)
  }
}
