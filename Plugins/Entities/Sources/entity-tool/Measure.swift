import EntityTagging
import EntityText
import EntityTrainer
import Foundation
import Gazetteers

enum Measure {
  /// Rows `token tag` for a CoNLL file, tags in IOB2.
  static func conll(_ arguments: [String]) throws {
    guard arguments.count >= 3 else { return }
    let tagger = Tagger(model: try TaggerModel(path: arguments[0]), extractor: try Train.extractor(arguments[1]))
    var words: [String] = []
    func flush() {
      guard !words.isEmpty else { return }
      var text = ""
      var starts: [Int] = []
      for word in words {
        let glued =
          text.isEmpty || [".", ",", ";", ":", "!", "?", ")", "'s", "’s", "%"].contains(word) || text.hasSuffix("(")
        if !glued { text += " " }
        starts.append(text.utf8.count)
        text += word
      }
      let tokenized = TokenizedText(text)
      var tags = [String](repeating: "O", count: words.count)
      for span in tagger.tag(tokenized) {
        let start = Int(tokenized.tokens[span.tokens.lowerBound].start)
        let end = Int(tokenized.tokens[span.tokens.upperBound - 1].end)
        var first = true
        for (index, at) in starts.enumerated() where at >= start && at < end {
          tags[index] = (first ? "B-" : "I-") + span.label
          first = false
        }
      }
      for (word, tag) in zip(words, tags) { print(word, tag) }
      print("")
      words = []
    }
    for line in try Build.read(arguments[2]).split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("#") && line.contains(" = ") { continue }
      let columns = line.split { $0 == " " || $0 == "\t" }
      if columns.isEmpty {
        flush()
      } else if !line.hasPrefix("-DOCSTART-") {
        words.append(String(columns[columns.count > 3 && Int(columns[0]) != nil ? 1 : 0]))
      }
    }
    flush()
  }

  static func bench(_ arguments: [String]) throws {
    guard arguments.count == 2 else { return }
    let tagger = Tagger(
      model: try TaggerModel(path: arguments[0] + "/en.tagger"), extractor: try Train.extractor(arguments[0]))
    let text = try Build.read(arguments[1])
    let paragraphs = text.split(separator: "\n").map(String.init)
    var tokens = 0
    var spans = 0
    let start = clock()
    for _ in 0..<3 {
      for paragraph in paragraphs {
        let tokenized = TokenizedText(paragraph)
        tokens += tokenized.tokens.count
        spans += tagger.tag(tokenized).count
      }
    }
    let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
    print("\(tokens) tokens, \(spans) spans, \(Int(Double(tokens) / seconds)) tokens a second of CPU time")
  }
}
