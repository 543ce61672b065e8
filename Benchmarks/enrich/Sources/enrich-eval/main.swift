import Amounts
import Dates
import Foundation
import KZPipeKit
import Quotations
import Roles

// enrich-eval articles GOLD.jsonl [--gold-entities]     predictions for score.py on standard output
// enrich-eval dates|money GOLD.jsonl                    predictions for score.py --cases
// enrich-eval hostile GOLD.jsonl                        runs and prints nothing, for timing
// enrich-eval speed GOLD.jsonl                          CPU microseconds a stage on an article of 5 KB

let arguments = CommandLine.arguments.dropFirst()
guard arguments.count >= 2, let mode = arguments.first else {
  FileHandle.standardError.write(
    Data("usage: enrich-eval articles|dates|money|hostile|speed GOLD.jsonl [--gold-entities]\n".utf8))
  exit(2)
}
let rows = try GoldFile.rows(arguments[arguments.index(after: arguments.startIndex)])
let stages = try StageSet()

switch mode {
case "articles":
  for row in rows {
    var gold = GoldArticle(row)
    if arguments.contains("--gold-entities") { gold.addEntities() }
    let article = try await stages.run(gold.article)
    print(try Prediction.line(article, gold))
  }
case "dates", "money":
  for row in rows { print(try await Cases.line(row, mode: mode, stages: stages)) }
case "hostile":
  // No output: for timing inputs of growing size.
  for row in rows { _ = try await stages.run(GoldArticle(row).article) }
case "speed":
  try await Speed.report(rows.map { GoldArticle($0).article }, stages: stages)
default:
  FileHandle.standardError.write(Data("unknown mode\n".utf8))
  exit(2)
}
