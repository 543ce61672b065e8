import Amounts
import Dates
import Entities
import Foundation
import KZPipeKit
import Keywords
import Language
import Quotations
import Roles
import Statistics
import Summary
import Topics

enum GoldFile {
  static func rows(_ path: String) throws -> [[String: Any]] {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    return try text.split(separator: "\n").compactMap {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
  }
}

/// The stages under test, made once through their modules as a host would.
struct StageSet {
  let stages: [(name: String, stage: any EnrichStage)]

  /// The order of a pipeline.
  static let chain = [
    "language", "entities", "names", "dates", "amounts", "quotations", "roles", "topics", "keywords", "summary",
    "statistics",
  ]

  /// - Parameter names: stages to make, in their order
  init(_ names: [String]) throws {
    var registrar = Registrar()
    LanguageModule.register(in: &registrar)
    EntitiesModule.register(in: &registrar)
    DatesModule.register(in: &registrar)
    AmountsModule.register(in: &registrar)
    QuotationsModule.register(in: &registrar)
    RolesModule.register(in: &registrar)
    TopicsModule.register(in: &registrar)
    KeywordsModule.register(in: &registrar)
    SummaryModule.register(in: &registrar)
    StatisticsModule.register(in: &registrar)
    // SwiftPM puts the modules' data beside the executable.
    let executable = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let context = StageContext(
      runTime: PartialDate(year: 2026), version: "eval",
      moduleDirectory: (executable as NSString).deletingLastPathComponent)
    stages = try names.compactMap { name in
      guard let entry = registrar.entries.first(where: { $0.spec.name == name }),
        let stage = try entry.make(try Options(for: entry.spec), context) as? any EnrichStage
      else { return nil }
      return (name, stage)
    }
  }

  func run(_ article: Article) async throws -> Article {
    var article = article
    for (_, stage) in stages { try await stage.enrich(&article) }
    return article
  }
}

/// An annotated article as kzpipe would have parsed it, with the place of each paragraph in the gold text.
struct GoldArticle {
  var article: Article
  let row: [String: Any]
  /// First code point of each body block in the gold text.
  var starts: [Int] = []

  init(_ row: [String: Any]) {
    self.row = row
    let id = row["id"] as? String ?? ""
    article = Article(id: id, source: Source(uri: id, mediaType: "text/html"))
    article.headline = row["headline"] as? String
    article.language = row["language"] as? String
    if let published = row["published"] as? String { article.datePublished = PartialDate(iso8601: published) }
    var at = 0
    for paragraph in (row["text"] as? String ?? "").components(separatedBy: "\n\n") {
      starts.append(at)
      article.body.append(BodyBlock(text: paragraph))
      at += paragraph.unicodeScalars.count + 2
    }
  }

  /// Gold mentions as entities: persons by shared name words, everything else by its text.
  mutating func addEntities() {
    var ids: [String: String] = [:]
    var persons: [(id: String, words: Set<Substring>)] = []
    let rows = (row["entities"] as? [[String: Any]] ?? []).sorted {
      ($0["start"] as? Int ?? 0) < ($1["start"] as? Int ?? 0)
    }
    let full = Array((row["text"] as? String ?? "").unicodeScalars)
    for row in rows {
      guard let start = row["start"] as? Int, let end = row["end"] as? Int, let type = row["type"] as? String,
        let kind = Entity.Kind(rawValue: type), let block = starts.lastIndex(where: { $0 <= start })
      else { continue }
      let text = String(String.UnicodeScalarView(full[start..<end]))
      let bytes = String(String.UnicodeScalarView(full[starts[block]..<start])).utf8.count
      var id: String
      let words = Set(text.split(separator: " "))
      if kind == .person, let known = persons.first(where: { !$0.words.isDisjoint(with: words) }) {
        id = known.id
      } else if let known = ids[type + text] {
        id = known
      } else {
        id = "e\(article.annotations.entities.count)"
        article.annotations.entities.append(Entity(id: id, kind: kind, name: text))
        ids[type + text] = id
        if kind == .person { persons.append((id, words)) }
      }
      article.annotations.mentions.append(
        Mention(entity: id, range: TextRange(.body(block), bytes..<(bytes + text.utf8.count)), text: text))
    }
  }
}

/// An article's annotations in the scorer's shape.
enum Prediction {
  /// ISO 4217: three capital letters.
  static func isCode(_ unit: String) -> Bool {
    unit.utf8.count == 3 && unit.utf8.allSatisfy { $0 >= 0x41 && $0 <= 0x5A }
  }

  static func line(_ article: Article, _ gold: GoldArticle) throws -> String {
    var out: [String: Any] = ["id": article.id]
    let names = Dictionary(article.annotations.entities.map { ($0.id, $0.name) }, uniquingKeysWith: { a, _ in a })
    func span(_ range: TextRange) -> [String: Any]? {
      guard case .body(let block) = range.at, let text = article.string(at: range.at) else { return nil }
      let bytes = Array(text.utf8)
      func points(_ byte: Int) -> Int { String(decoding: bytes[..<byte], as: UTF8.self).unicodeScalars.count }
      return [
        "start": gold.starts[block] + points(range.bytes.lowerBound),
        "end": gold.starts[block] + points(range.bytes.upperBound),
      ]
    }
    func rows<A>(_ list: [A], _ range: (A) -> TextRange, _ more: (A) -> [String: Any]) -> [[String: Any]] {
      list.compactMap { item in span(range(item)).map { $0.merging(more(item), uniquingKeysWith: { a, _ in a }) } }
    }
    let found = article.annotations
    out["dates"] = rows(found.dates, \.range) { ["value": $0.value] }
    out["money"] = rows(found.amounts.filter { Prediction.isCode($0.unit) }, \.range) {
      ["amount": $0.values.count == 1 ? $0.values[0] : $0.values, "currency": $0.unit]
    }
    out["quotes"] = rows(found.quotations, \.range) {
      [
        "speaker": $0.speakerName ?? $0.speaker.flatMap { names[$0] } ?? "",
        "kind": $0.isDirect ? "direct" : "indirect",
      ]
    }
    out["roles"] = rows(found.roles, \.range) { ["person": names[$0.entity] ?? "", "role": $0.text] }
    out["qa_turns"] = found.exchanges.compactMap { exchange -> [String: Any]? in
      guard let question = exchange.question.first, let answer = exchange.answer.first else { return nil }
      return ["question_start": gold.starts[question], "answer_start": gold.starts[answer]]
    }
    return String(decoding: try JSONSerialization.data(withJSONObject: out, options: .sortedKeys), as: UTF8.self)
  }
}

/// Single expressions and texts: one sentence is the article, the annotation that overlaps the expression most is the answer.
enum Cases {
  static func line(_ row: [String: Any], mode: String, stages: StageSet) async throws -> String {
    let article = try await stages.run(GoldArticle(row).article)
    let text = article.body[0].text
    let wanted = (row["expression"] as? String).flatMap { text.range(of: $0) }
    let bytes =
      wanted.map {
        text.utf8.distance(
          from: text.startIndex, to: $0.lowerBound)..<text.utf8.distance(from: text.startIndex, to: $0.upperBound)
      } ?? 0..<text.utf8.count
    func best<A>(_ list: [A], _ range: (A) -> TextRange) -> A? {
      list.filter { range($0).at == .body(0) && range($0).bytes.overlaps(bytes) }
        .max { range($0).bytes.clamped(to: bytes).count < range($1).bytes.clamped(to: bytes).count }
    }
    var out: [String: Any] = ["id": row["id"] as? String ?? ""]
    if mode == "dates" {
      out["value"] = best(article.annotations.dates, \.range)?.value as Any? ?? NSNull()
    } else {
      let money = article.annotations.amounts.filter { Prediction.isCode($0.unit) }
      let found = best(money, \.range)
      out["amount"] = found.map { $0.values.count == 1 ? $0.values[0] as Any : $0.values as Any } ?? NSNull()
      out["currency"] = found?.unit as Any? ?? NSNull()
    }
    return String(decoding: try JSONSerialization.data(withJSONObject: out, options: .sortedKeys), as: UTF8.self)
  }

  /// `und` where the stage says nothing.
  static func language(_ row: [String: Any], stages: StageSet) async throws -> String {
    var gold = GoldArticle(row)
    gold.article.language = nil
    let article = try await stages.run(gold.article)
    let out: [String: Any] = ["id": row["id"] as? String ?? "", "language": article.language ?? "und"]
    return String(decoding: try JSONSerialization.data(withJSONObject: out, options: .sortedKeys), as: UTF8.self)
  }
}
