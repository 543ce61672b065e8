import KZPipeKit
import Testing

@testable import HTMLArticle

/// Invented pages with their bodies, and floors that the stage must not fall below. A new model that does is not shipped.
@Suite("Quality gate")
struct QualityGateTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    var name: String
    var html: String
    var body: [String]
    /// Least F1 over the words of the body.
    var floor: Double
    var testDescription: String { name }
  }

  static let german = [
    "Der Gemeinderat von Oberlinde hat am Dienstag beschlossen, die alte Mühle am Bach bis zum nächsten Sommer zu sanieren.",
    "Die Kosten von rund zwei Millionen Euro teilen sich Gemeinde und Land, wie Bürgermeisterin Karla Wendt sagte.",
    "Im Erdgeschoss soll ein Café entstehen, darüber ein kleines Museum zur Geschichte des Handwerks im Tal.",
    "Anwohner hatten mehr als sechshundert Unterschriften gesammelt, damit das Gebäude nicht abgerissen wird.",
  ]

  static let russian = [
    "Городской совет Заречного утвердил в среду план строительства нового пешеходного моста через реку Светлую.",
    "По словам главы управления Марины Полевой, работы начнутся весной и продлятся не более полутора лет.",
    "Старый мост закрыли два года назад, и жителям приходится обходить почти три километра, чтобы попасть в школу.",
    "Деньги на строительство выделит область, а город возьмёт на себя освещение и дороги к мосту.",
  ]

  static func links(_ count: Int, _ word: String) -> String {
    (0..<count).map { "<li><a href='/\(word)/\($0)'>\(word) \($0)</a></li>" }.joined()
  }

  static let samples: [Sample] = [
    Sample(name: "news page", html: InventedPages.news, body: InventedPages.sentences, floor: 0.85),
    Sample(
      name: "paragraphs by line breaks, no class says anything",
      html:
        "<html><head><title>Mühle in Oberlinde wird saniert - Talbote</title></head><body><div><ul>\(links(12, "Rubrik"))</ul></div>"
        + "<div><h1>Mühle in Oberlinde wird saniert</h1><div>\(german.joined(separator: "<br><br>"))</div></div>"
        + "<div><h4>Mehr zum Thema</h4><ul>\(links(8, "Artikel"))</ul></div><div>© Talbote. Alle Rechte vorbehalten.</div></body></html>",
      body: german, floor: 0.95),
    Sample(
      name: "a table for layout",
      html:
        "<html><head><title>Мост через Светлую</title></head><body><table><tr><td colspan=2><a href=/>Главная</a> <a href=/n>Новости</a>"
        + "<tr><td><ul>\(links(15, "раздел"))</ul><td><h1>Мост через Светлую</h1>\(russian.map { "<p>\($0)" }.joined())<p>"
        + "<a href=/v>Версия для печати</a><tr><td colspan=2>Все права защищены</table></body></html>",
      body: russian, floor: 0.95),
    Sample(
      name: "cookie wall, newsletter, comments and a second article",
      html:
        "<html><head><title>Oberlinde</title></head><body><div id='cookie-consent'><p>Wir und unsere Partner verwenden Cookies, um"
        + " Inhalte zu personalisieren, die Nutzung zu messen und Werbung zu zeigen, wie es unsere Datenschutzerklärung beschreibt.</p>"
        + "<button>Zustimmen</button></div><main><article class='post'><h1>Oberlinde rettet seine Mühle</h1><div class='entry-content'>"
        + german.map { "<p>\($0)</p>" }.joined() + "</div></article><section class='comments-area'><h3>Kommentare</h3>"
        + "<ol class='comment-list'><li class='comment-body'><p>Ich freue mich sehr darüber, denn die Mühle gehört zum Dorf.</p></li></ol>"
        + "</section><section class='related'><h3>Lesen Sie auch</h3><article><h2><a href='/x'>Brücke gesperrt</a></h2><p>\(german[1])</p>"
        + "</article></section></main></body></html>",
      body: german, floor: 0.95),
  ]

  static func words(_ texts: [String]) -> [String: Int] {
    var counts: [String: Int] = [:]
    for text in texts {
      for word in text.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) { counts[String(word), default: 0] += 1 }
    }
    return counts
  }

  static func f1(_ found: [String], _ gold: [String]) -> Double {
    let (found, gold) = (words(found), words(gold))
    let common = found.reduce(0) { $0 + min($1.value, gold[$1.key] ?? 0) }
    let total = found.values.reduce(0, +) + gold.values.reduce(0, +)
    return total == 0 ? 1 : 2 * Double(common) / Double(total)
  }

  @Test("Bodies of invented pages", arguments: samples)
  func floors(_ sample: Sample) throws {
    let page = try TestPlace.clean(sample.html)
    let value = Self.f1(page.keptTexts, sample.body)
    #expect(value >= sample.floor, "kept: \(page.keptTexts)")
    #expect((page.articleConfidence ?? 0) >= 0.5)
  }
}
