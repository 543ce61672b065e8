import Foundation
import KZPipeKit

// enrich-eval articles GOLD.jsonl [--gold-entities]     predictions for score.py on standard output
// enrich-eval dates|money|language GOLD.jsonl           predictions for score.py --cases
// enrich-eval hostile GOLD.jsonl                        runs and prints nothing, for timing
// enrich-eval speed GOLD.jsonl                          CPU microseconds a stage on an article of 5 KB
// enrich-eval memory GOLD.jsonl                         resident kilobytes of all stages after the articles

let arguments = CommandLine.arguments.dropFirst()
guard arguments.count >= 2, let mode = arguments.first else {
  FileHandle.standardError.write(
    Data("usage: enrich-eval articles|dates|money|language|hostile|speed|memory GOLD.jsonl [--gold-entities]\n".utf8))
  exit(2)
}
let rows = try GoldFile.rows(arguments[arguments.index(after: arguments.startIndex)])
/// The rules that read text alone; the entity stages would replace the entities of `--gold-entities`.
let rules = ["dates", "amounts", "quotations", "roles"]

switch mode {
case "articles":
  let stages = try StageSet(rules)
  for row in rows {
    var gold = GoldArticle(row)
    if arguments.contains("--gold-entities") { gold.addEntities() }
    let article = try await stages.run(gold.article)
    print(try Prediction.line(article, gold))
  }
case "dates", "money":
  let stages = try StageSet(rules)
  for row in rows { print(try await Cases.line(row, mode: mode, stages: stages)) }
case "language":
  let stages = try StageSet(["language"])
  for row in rows { print(try await Cases.language(row, stages: stages)) }
case "hostile":
  let stages = try StageSet(StageSet.chain)
  for row in rows { _ = try await stages.run(GoldArticle(row).article) }
case "speed":
  try await Speed.report(Workload(rows.map { GoldArticle($0).article }), stages: try StageSet(StageSet.chain))
case "memory":
  let before = try Residence.now()
  let stages = try StageSet(StageSet.chain)
  for row in rows { _ = try await stages.run(GoldArticle(row).article) }
  let after = try Residence.now()
  print("models and packs: \(after.all - before.all) kB resident, \(after.files - before.files) kB of them in files")
default:
  FileHandle.standardError.write(Data("unknown mode\n".utf8))
  exit(2)
}
