import Foundation

// Builds the data files of the package, trains and measures the tagger. For development; no part of the module.
let arguments = Array(CommandLine.arguments.dropFirst())
do {
  switch arguments.first {
  case "gazetteer": try Build.gazetteer(Array(arguments.dropFirst()))
  case "lexicon": try Build.lexicon(Array(arguments.dropFirst()))
  case "train": try Train.run(Array(arguments.dropFirst()))
  case "folds": try Train.folds(Array(arguments.dropFirst()))
  case "conll": try Measure.conll(Array(arguments.dropFirst()))

  case "articles": try await Measure.articles(Array(arguments.dropFirst()))
  case "names": try Measure.names(Array(arguments.dropFirst()))
  case "bench": try Measure.bench(Array(arguments.dropFirst()))
  default:
    print(
      """
      entity-tool gazetteer OUT TSV ...                 compile a gazetteer pack
      entity-tool lexicon OUT WORDS.tsv                 compile the word lists
      entity-tool train OUT RESOURCES KINDS BITS EPOCHS[:SPARSITY] DATA ...   DATA: file.jsonl or file.conll, optionally @weight and =RENAME,...
      entity-tool folds N RESOURCES KINDS BITS EPOCHS FILE.conll   cross-validation; prints precision, recall, F1
      entity-tool conll MODEL RESOURCES FILE.conll      tagged rows, for score.py --conll
      entity-tool articles RESOURCES ARTICLES.jsonl     predictions for score.py
      entity-tool names RESOURCES PAIRS.jsonl           same or not, for score.py --cases names
      entity-tool bench RESOURCES TEXT                  tokens a second of CPU time
      """)
  }
} catch {
  FileHandle.standardError.write(Data("entity-tool: \(error)\n".utf8))
  exit(1)
}
