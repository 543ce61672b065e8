import KZPipeKit
import Testing

@testable import NewsArticle

@Suite("Bylines")
struct BylineTests {
  private let site = SiteNames(
    evidence: EvidenceIndex([Evidence(.openGraph, property: "og:site_name", value: "Prairie Ledger")]), host: nil)

  private func names(_ text: String, _ mode: BylineReader.Mode = .printed) -> [String] {
    BylineReader(site: site).read(text, mode: mode).authors.map(\.name)
  }

  @Test(arguments: [
    ("By Jane Doe", ["Jane Doe"]),
    ("BY KIM HA-NEUL, ROSE CALDER [calder.rose@example.com]", ["Kim Ha-neul", "Rose Calder"]),
    ("By Jane Doe and John Q. Public", ["Jane Doe", "John Q. Public"]),
    ("By Jane Doe, Staff Writer", ["Jane Doe"]),
    ("By JANE DOE Associated Press", ["Jane Doe"]),
    ("Written by Jane Doe | Published 5 May 2024", ["Jane Doe"]),
    ("Jane Doe · Prairie Ledger · Posted: May 5, 2024", ["Jane Doe"]),
    ("Von Birgit Muster und Uwe Beispiel", ["Birgit Muster", "Uwe Beispiel"]),
    ("Von Uwe Beispiel mit AP", ["Uwe Beispiel"]),
    ("Von Uwe Beispiel, Zürich", ["Uwe Beispiel"]),
    ("Eine Analyse von Uwe Beispiel", ["Uwe Beispiel"]),
    ("Text: Anna Muster, Foto: Uwe Beispiel", ["Anna Muster"]),
    ("Par Jeanne Dupuis et Marc Le Goff", ["Jeanne Dupuis", "Marc Le Goff"]),
    ("Por María Ortega y Gasset", ["María Ortega y Gasset"]),
    ("Door Piet de Vries", ["Piet de Vries"]),
    ("Автор: Анна Примерова", ["Анна Примерова"]),
    ("Анна Примерова, корреспондент", ["Анна Примерова"]),
    ("Авторы: Анна Примерова и Иван Тестов", ["Анна Примерова", "Иван Тестов"]),
    ("Айжан Үлгі және Болат Сынақ", ["Айжан Үлгі", "Болат Сынақ"]),
    ("홍가람 기자 garam@example.kr", ["홍가람"]),
    ("광양 홍가람 기자", ["홍가람"]),
    ("홍가람·김나래 기자", ["홍가람", "김나래"]),
    ("(责编：张三、李四五)", ["张三", "李四五"]),
    ("Jane Doe Jane Doe", ["Jane Doe"]),
    ("byJane Doe", ["Jane Doe"]),
    ("27. Januar 2026 • Uwe Beispiel • 3 Minuten", ["Uwe Beispiel"]),
    ("Jane Doe May 5, 2024", ["Jane Doe"]),
    ("Jane Doe5 May 2024", ["Jane Doe"]),
    ("By Jane Doe and John Public, Political Correspondents", ["Jane Doe", "John Public"]),
    ("BY JEAN-PAUL O’BRIEN and MARIA VAN DER MUSTER", ["Jean-Paul O’Brien", "Maria van der Muster"]),
    ("Por Ana Exemplo, Vale Notícias — Pedra Branca", ["Ana Exemplo"]),
    ("来源：山谷日报 记者 王样本 2026-03-04 08:15", ["王样本"]),
    ("山谷日报 记者 王样本 李示例", ["王样本", "李示例"]),
    ("文・見本花子", ["見本花子"]), ("写真・見本花子", []),
    ("Haber: Ayşe Örnek Giriş: 04.03.2026 08:15", ["Ayşe Örnek"]),
  ])
  func printed(_ line: String, _ expected: [String]) {
    #expect(names(line) == expected)
  }

  @Test(arguments: [
    "By Tuesday the rain had stopped.", "Share this story", "3 min read", "Read more", "", "12 May 2024",
    "Photo: Jane Doe",
    "The mayor said no.", "von heute an", "@janedoe", "https://example.com/jane", "Actualizado Lunes",
  ])
  func noAuthor(_ line: String) {
    #expect(names(line) == [])
  }

  @Test(arguments: [
    ("By Jane Doe", ["Jane Doe"]),
    ("Jane Doe, John Public and Ann Other", ["Jane Doe", "John Public", "Ann Other"]),
    ("JÖRG MUSTER", ["Jörg Muster"]), ("ジョン・スミス", ["ジョン・スミス"]),
    ("Reuters", ["Reuters"]),
    ("Jane (Ann Mary) Doe", ["Jane Doe"]),
    ("Jane Doe (text), John Public (photos)", ["Jane Doe", "John Public"]),
    ("Prairie Ledger staff reporter", ["Prairie Ledger"]),
    ("Ledger Sports Desk", ["Ledger Sports Desk"]),
    ("jane.doe@example.com", []),
    ("admin", []), ("105092", []), ("https://example.com/author/jane", []),
    ("Carla de la Cruz &amp; Ana Sol", ["Carla de la Cruz", "Ana Sol"]),
  ])
  func stated(_ value: String, _ expected: [String]) {
    #expect(names(Clean.line(value), .stated) == expected)
  }

  @Test func catalogueNamesAreTurned() throws {
    var maker = PageMaker()
    maker.state(.meta, "dc.creator", "Doe, Jane Ann")
    maker.state(.meta, "dc.creator", "Public, John")
    maker.filler()
    #expect(try maker.article().authors.map(\.name) == ["Jane Ann Doe", "John Public"])
  }

  @Test func addressesBelongToTheNameBefore() {
    let authors = BylineReader(site: site).read(
      "By Jane Doe jdoe@example.com, John Public (jp@example.org)", mode: .printed
    )
    .authors
    #expect(authors.map(\.email) == ["jdoe@example.com", "jp@example.org"])
  }

  @Test func titles() {
    let line = BylineReader(site: site).read("Jane Doe, Political Editor", mode: .printed).authors
    #expect(line.first?.role == "Political Editor")
    #expect(BylineReader.splitRole(["Staff", "reporter", "Jane", "Doe"]).name == ["Jane", "Doe"])
    #expect(BylineReader.splitRole(["홍가람기자"]).name == ["홍가람"])
    #expect(BylineReader.splitRole(["Jane", "Doe"]).role == nil)
  }

  @Test(arguments: [
    ("KIM HA-NEUL", "Kim Ha-neul"), ("HA-NEUL KIM", "Ha-neul Kim"), ("JEAN-PAUL MARTIN", "Jean-Paul Martin"),
    ("SEAN O'BRIEN", "Sean O'Brien"), ("Bill MCCARTHY", "Bill McCarthy"), ("JANE VAN DER BERG", "Jane van der Berg"),
    ("АННА ПРИМЕРОВА", "Анна Примерова"), ("DJ", "DJ"), ("REUTERS", "REUTERS"), ("Jane Doe", "Jane Doe"),
    ("J.R. SMITH", "J.R. Smith"), ("JOHN PAUL II", "John Paul II"),
  ])
  func capitals(_ printed: String, _ usual: String) {
    #expect(NameCase.usual(printed) == usual)
  }

  @Test(arguments: [
    ("a@b.co", ["a@b.co"]), ("x [jane.doe@mail.example.com] y", ["jane.doe@mail.example.com"]), ("@", []), ("a@", []),
    ("@b.com", []), ("a@b", []), ("a@@b.com c@d.org.", ["c@d.org"]), ("mailto:j@example.com", ["j@example.com"]),
  ])
  func emails(_ text: String, _ expected: [String]) {
    #expect(EmailReader.addresses(in: Array(text.utf8)).map(\.address) == expected)
  }
}
