import Entities
import Foundation
import KZPipeKit

extension Measure {
  /// Predictions for score.py: the stage run on every article of a JSON Lines file, or on text files (id = file name).
  static func articles(_ arguments: [String]) async throws {
    guard arguments.count >= 2 else { return }
    let context = StageContext(
      runTime: PartialDate(year: 2026), version: "0",
      moduleDirectory: (arguments[0] as NSString).deletingLastPathComponent)
    let stage = try EntitiesStage(options: Options(for: EntitiesStage.spec), context: context)
    for path in arguments.dropFirst() {
      let contents = try Build.read(path)
      if path.hasSuffix(".jsonl") {
        for line in contents.split(separator: "\n") {
          guard let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
            let id = object["id"] as? String, let text = object["text"] as? String
          else { continue }
          try await predict(id, text, headline: object["headline"] as? String, object["language"] as? String, stage)
        }
      } else {
        try await predict((path as NSString).lastPathComponent, contents, headline: nil, nil, stage)
      }
    }
  }

  private static func predict(
    _ id: String, _ text: String, headline: String?, _ language: String?, _ stage: EntitiesStage
  ) async throws {
    var article = Article(id: id, source: Source(uri: id, mediaType: "text/plain"))
    article.language = language
    article.headline = headline
    article.body = text.components(separatedBy: "\n\n").map { BodyBlock(text: $0) }
    try await stage.enrich(&article)
    var starts: [Int] = []
    var at = 0
    for block in article.body {
      starts.append(at)
      at += block.text.unicodeScalars.count + 2
    }
    let entities = Dictionary(uniqueKeysWithValues: article.annotations.entities.map { ($0.id, $0) })
    // Code points before each byte, block by block.
    let counts = article.body.map { block in
      var count = 0
      return Array(block.text.utf8).map { byte in
        if byte & 0xC0 != 0x80 { count += 1 }
        return count
      }
    }
    func codePoints(_ block: Int, _ byte: Int) -> Int { byte == 0 ? 0 : counts[block][byte - 1] }
    var out: [[String: Any]] = []
    for mention in article.annotations.mentions {
      guard case .body(let index) = mention.range.at, let entity = entities[mention.entity] else { continue }
      let before = codePoints(index, mention.range.bytes.lowerBound)
      let inside = codePoints(index, mention.range.bytes.upperBound) - before
      var record: [String: Any] = [
        "start": starts[index] + before, "end": starts[index] + before + inside, "type": entity.kind.rawValue,
        "text": mention.text, "entity": entity.name, "confidence": mention.confidence,
      ]
      if let id = entity.ids["wikidata"] { record["qid"] = id }
      if let id = entity.ids["iso3166"] { record["iso3166"] = id }
      if let id = entity.ids["geonames"] { record["geonames"] = id }
      out.append(record)
    }
    let line: [String: Any] = ["id": id, "entities": out, "countries": article.annotations.countries]
    let data = try JSONSerialization.data(withJSONObject: line, options: [.sortedKeys])
    print(String(decoding: data, as: UTF8.self))
  }

  static func names(_ arguments: [String]) throws {
    guard arguments.count == 2 else { return }
    let comparer = try NameComparer.standard(directory: arguments[0])
    for line in try Build.read(arguments[1]).split(separator: "\n") {
      guard let pair = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String],
        let a = pair["a"], let b = pair["b"]
      else { continue }
      let answer: [String: Any] = ["a": a, "b": b, "same": comparer.same(a, b)]
      print(String(decoding: try JSONSerialization.data(withJSONObject: answer, options: [.sortedKeys]), as: UTF8.self))
    }
  }
}
