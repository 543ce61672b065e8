import EntityTagging
import EntityText
import EntityTrainer
import Foundation
import Gazetteers

enum Train {
  static func extractor(_ resources: String) throws -> FeatureExtractor {
    FeatureExtractor(
      lexicon: try Lexicon(path: resources + "/words.lexicon"),
      matcher: GazetteerMatcher([
        try Gazetteer(path: resources + "/kazakhstan.gazetteer"), try Gazetteer(path: resources + "/world.gazetteer"),
      ]))
  }

  /// `path[@weight][=OLD>NEW,...]`
  static func data(_ argument: String) throws -> [LabelledText] {
    let parts = argument.split(separator: "=", maxSplits: 1)
    let head = parts[0].split(separator: "@")
    let weight = head.count > 1 ? Float(head[1]) ?? 1 : 1
    var rename: [String: String] = [:]
    if parts.count > 1 {
      for pair in parts[1].split(separator: ",") {
        let sides = pair.split(separator: ">", omittingEmptySubsequences: false)
        rename[String(sides[0])] = sides.count > 1 ? String(sides[1]) : ""
      }
    }
    let path = String(head[0])
    let contents = try Build.read(path)
    guard path.hasSuffix(".jsonl") else { return LabelledText.conll(contents, rename: rename, weight: weight) }
    return try contents.split(separator: "\n").map { line in
      guard let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        let text = object["text"] as? String, let entities = object["entities"] as? [[Any]]
      else { throw CocoaError(.fileReadCorruptFile) }
      let offsets = byteOffsets(text)
      let spans = entities.compactMap { entity -> (range: Range<Int>, label: String)? in
        guard entity.count == 3, let start = entity[0] as? Int, let end = entity[1] as? Int,
          let label = entity[2] as? String,
          start < end, end < offsets.count
        else { return nil }
        return (offsets[start]..<offsets[end], rename[label] ?? label)
      }
      return LabelledText(text: text, spans: spans.filter { !$0.label.isEmpty }, weight: weight)
    }
  }

  /// Byte offset of every code point.
  static func byteOffsets(_ text: String) -> [Int] {
    var out = [0]
    var at = 0
    for scalar in text.unicodeScalars {
      at += UTF8.width(scalar)
      out.append(at)
    }
    return out
  }

  static func settings(_ arguments: [String]) -> Trainer.Settings {
    var settings = Trainer.Settings()
    if arguments[0] != "-" { settings.kinds = arguments[0].split(separator: ",").map(String.init) }
    settings.tableBits = Int(arguments[1]) ?? 18
    let schedule = arguments[2].split(separator: ":")
    settings.epochs = Int(schedule.first ?? "") ?? settings.epochs
    if schedule.count > 1, let sparsity = Float(schedule[1]) { settings.sparsity = sparsity }
    return settings
  }

  static func run(_ arguments: [String]) throws {
    guard arguments.count > 5 else { return }
    let examples = try arguments[5...].flatMap(data)
    let trainer = Trainer(settings: settings(Array(arguments[2...4])), extractor: try extractor(arguments[1]))
    let model = trainer.train(examples) { print($0) }
    try Build.write(model, arguments[0])
    print("\(model.count) bytes")
  }

  static func folds(_ arguments: [String]) throws {
    guard arguments.count == 6, let folds = Int(arguments[0]) else { return }
    let examples = try data(arguments[5])
    let extractor = try extractor(arguments[1])
    var right: [String: Int] = [:]
    var found: [String: Int] = [:]
    var gold: [String: Int] = [:]
    for fold in 0..<folds {
      let trainer = Trainer(settings: settings(Array(arguments[2...4])), extractor: extractor)
      let training = examples.indices.filter { $0 % folds != fold }.map { examples[$0] }
      let tagger = Tagger(model: try TaggerModel(contents: trainer.train(training)), extractor: extractor)
      for index in examples.indices where index % folds == fold {
        let text = TokenizedText(examples[index].text)
        let spans = tagger.tag(text).map { span in
          "\(text.tokens[span.tokens.lowerBound].start) \(text.tokens[span.tokens.upperBound - 1].end) \(span.label)"
        }
        let wanted = examples[index].spans.map { "\($0.range.lowerBound) \($0.range.upperBound) \($0.label)" }
        for span in spans { found[String(span.split(separator: " ")[2]), default: 0] += 1 }
        for span in wanted { gold[String(span.split(separator: " ")[2]), default: 0] += 1 }
        for span in Set(spans).intersection(wanted) { right[String(span.split(separator: " ")[2]), default: 0] += 1 }
      }
      print("fold \(fold + 1) of \(folds)")
    }
    func line(_ name: String, _ r: Int, _ f: Int, _ g: Int) {
      let p = f > 0 ? Double(r) / Double(f) : 0
      let c = g > 0 ? Double(r) / Double(g) : 0
      let f1 = p + c > 0 ? 200 * p * c / (p + c) : 0
      print("\(name)  P \(Int(p * 1000)) R \(Int(c * 1000)) F1 \((f1 * 10).rounded() / 10)  (\(r)/\(f)/\(g))")
    }
    for kind in gold.keys.sorted() { line(kind, right[kind] ?? 0, found[kind] ?? 0, gold[kind] ?? 0) }
    line("ALL", right.values.reduce(0, +), found.values.reduce(0, +), gold.values.reduce(0, +))
  }
}
