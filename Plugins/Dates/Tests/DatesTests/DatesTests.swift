import Foundation
import HostileTexts
import KZPipeKit
import Testing

import Dates

/// On Linux the test bundle is the running executable; the module's data lie beside it.
private let testDirectory = URL(
  fileURLWithPath: (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "."
).deletingLastPathComponent().path

private func enriched(
  _ paragraphs: [String], published: String?, language: String?, options: [String: OptionValue] = [:]
) async throws -> Article {
  var article = Article(id: "t", source: Source(uri: "t", mediaType: "text/plain"))
  article.body = paragraphs.map { BodyBlock(text: $0) }
  article.language = language
  article.datePublished = published.flatMap { PartialDate(iso8601: $0) }
  let context = StageContext(runTime: PartialDate(year: 2030), version: "test", moduleDirectory: testDirectory)
  try await Dates(options: try Options(options, for: Dates.spec), context: context).enrich(&article)
  return article
}

/// Expressions and values, against a publication on Wednesday 12 June 2024.
struct DatesTests {
  @Test(arguments: [
    ("The crew returned on Monday.", "Monday=2024-06-10"),
    ("The crew returns on Monday.", "Monday=2024-06-17"),
    ("Doors open at 7 p.m. Saturday.", "7 p.m. Saturday=2024-06-15T19:00"),
    ("It ran from 3 to 5 June.", "3 to 5 June=2024-06-03/2024-06-05"),
    ("Between 2010 and 2015 the town grew.", "2010 and 2015=2010/2015"),
    ("The mid-1990s were hard.", "The mid-1990s=199X"),
    ("He left two years ago.", "two years ago=2022"),
    ("The siren sounded (0900 GMT).", "0900 GMT=2024-06-12T09:00Z"),
    ("It is closed on Mondays.", "Mondays=XXXX-WXX-1"),
    ("In the fourth quarter of last year sales fell.", "the fourth quarter of last year=2023-Q4"),
    ("Room 2024 was empty, Captain June Hill may march on.", ""),
    ("The meter reads 1991.5 and version 2.0.1.", ""),
  ])
  func english(_ text: String, _ expected: String) async throws { try await check(text, expected, "en") }

  @Test(arguments: [
    ("Суд вынес решение в прошлый вторник.", "прошлый вторник=2024-06-04"),
    ("Встреча прошла с 3 по 5 июня.", "3 по 5 июня=2024-06-03/2024-06-05"),
    ("Через три недели начнётся ремонт.", "Через три недели=2024-W27"),
    ("В XIX веке здесь шли караваны.", "XIX веке=18XX"),
    ("Поезд уходит в 18:45 по московскому времени.", "18:45 по московскому времени=2024-06-12T18:45+03:00"),
    ("Он вывозил их с марта 2019 по июнь 2022 года.", "марта 2019 по июнь 2022 года=2019-03/2022-06"),
    ("С завтрашнего дня школы закрыты.", "завтрашнего дня=2024-06-13"),
    ("Экологическая среда важна, счёт 3:1.", ""),
  ])
  func russian(_ text: String, _ expected: String) async throws { try await check(text, expected, "ru") }

  @Test(arguments: [
    ("Отырыс 20 маусымда өтеді.", "20 маусымда=2024-06-20"),
    ("Екі жыл бұрын зауыт жабылды.", "Екі жыл бұрын=2022"),
    ("Ол 1962 жылғы 17 наурызда туған.", "1962 жылғы 17 наурызда=1962-03-17"),
    ("Бұл 2021 жылмен салыстырғанда көп.", "2021 жылмен=2021"),
    ("Бұл туралы сейсенбіде ректор мәлімдеді.", "сейсенбіде=2024-06-11"),
    ("Ол аппарат ақпанда ұшырылатынын айтты.", "ақпанда=2025-02"),
    ("Зауыт жыл соңына дейін іске қосылады.", "жыл соңына=2024"),
  ])
  func kazakh(_ text: String, _ expected: String) async throws { try await check(text, expected, "kk") }

  @Test(arguments: [
    ("회의는 지난 5일 서울에서 열렸다.", "지난 5일=2024-06-05"),
    ("회담은 20일 오전 10시에 시작된다.", "20일 오전 10시=2024-06-20T10:00"),
    ("그는 3개월 동안 병원에 있었다.", "3개월=P3M"),
    ("지난해 하반기 매출이 줄었다.", "지난해 하반기=2023-H2"),
    ("그는 3월까지 공사를 끝내겠다고 밝혔다.", "3월=2025-03"),
  ])
  func korean(_ text: String, _ expected: String) async throws { try await check(text, expected, "ko") }

  private func check(_ text: String, _ expected: String, _ language: String) async throws {
    let article = try await enriched([text], published: "2024-06-12", language: language)
    let found = article.annotations.dates.map { "\($0.text)=\($0.value)" }.joined(separator: " | ")
    #expect(found == expected)
  }

  @Test func vagueExpressionsAreAnOption() async throws {
    let text = ["A few days later they met. In the future there will be more."]
    #expect(try await enriched(text, published: "2024-06-12", language: "en").annotations.dates.isEmpty)
    let vague = try await enriched(text, published: "2024-06-12", language: "en", options: ["vague": true])
    #expect(vague.annotations.dates.map(\.value) == ["PXD", "FUTURE_REF"])
  }

  @Test func weeksBelongToTheirISOYear() async throws {
    let article = try await enriched(["They met last week."], published: "2021-01-08", language: "en")
    #expect(article.annotations.dates.map(\.value) == ["2020-W53"])
  }

  // MARK: Publication date

  @Test func anniversaryTellsTheYearAndDaysTheMonth() async throws {
    let article = try await enriched(
      [
        "This year marks the 25th anniversary of Kazakhstan's independence, the speaker said on Tuesday.",
        "Rehearsals began on Dec. 5 and will end by Dec. 15.",
      ], published: nil, language: "en")
    #expect(article.datePublished?.description == "2016-12")
    #expect(article.datePublishedIsInferred)
    #expect(article.provenance.contains { $0.at == "/date_published" && $0.confidence != nil })
    #expect(article.annotations.dates.first { $0.text == "Tuesday" }?.value == "2016-12-06")
  }

  @Test func yearsOfAnInventedCountryComeFromAFile() async throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "years-\(UUID().uuidString).tsv").path
    let rows = "country\tnr\t\t\tnorland norlandic\ttest\nindependence\tnr\t\t1919\t\ttest\n"
    try rows.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let text = ["This year marks the 100th anniversary of Norland's independence."]
    #expect(try await enriched(text, published: nil, language: "en").datePublished == nil)
    let told = try await enriched(
      text, published: nil, language: "en", options: ["year_files": .list([.string(path)])])
    #expect(told.datePublished?.year == 2019)
    try "country\tnr\n".write(toFile: path, atomically: true, encoding: .utf8)
    await #expect(throws: StageError.self) {
      try await enriched(text, published: nil, language: "en", options: ["year_files": .list([.string(path)])])
    }
  }

  @Test func weekdayBesideADayTellsTheYear() async throws {
    let article = try await enriched(
      ["The mill, built in 2019, burned down on Friday, March 3."], published: nil, language: "en")
    #expect(article.datePublished?.year == 2023)
  }

  @Test func datelineWithYearIsTheDate() async throws {
    let article = try await enriched(["ORAL, May 4, 2022 – The dam holds."], published: nil, language: "en")
    #expect(article.datePublished?.description == "2022-05-04")
  }

  @Test func nothingIsInventedWithoutProof() async throws {
    let article = try await enriched(
      ["The mill burned down on Friday. It was built in 1998."], published: nil, language: "en")
    #expect(article.datePublished == nil)
    #expect(!article.datePublishedIsInferred)
    #expect(article.annotations.dates.map(\.value) == ["XXXX-WXX-5", "1998"])
  }

  // MARK: Any input

  @Test(arguments: HostileText.all)
  func annotationsAreExactSlices(_ hostile: HostileText) async throws {
    let text = hostile.text
    for language in ["en", "ru", "kk", "ko", nil] as [String?] {
      let article = try await enriched([text], published: "2024-06-12", language: language)
      let bytes = Array(text.utf8)
      for date in article.annotations.dates {
        #expect(date.range.bytes.upperBound <= bytes.count)
        #expect(String(decoding: bytes[date.range.bytes], as: UTF8.self) == date.text)
        #expect(!date.value.isEmpty)
      }
    }
  }

  @Test func emptyArticleStaysEmpty() async throws {
    #expect(try await enriched([], published: nil, language: nil).annotations.dates.isEmpty)
  }
}
