import Foundation
import Testing

/// `kzpipe train` with the modules of this repository.
@Suite struct TrainCommandTests {
  /// Invented records of two subjects that the term tables do not know by these words.
  private func records(_ count: Int) -> String {
    let words = [["trowel", "ashlar", "lintel", "clinker"], ["snaffle", "withers", "farrier", "gelding"]]
    let codes = ["medtop:20000235", "medtop:20001241"]
    return (0..<count).map { number in
      let own = words[number % 2]
      let text = "Of \(own[number / 2 % 4]) and \(own[(number / 2 + 1) % 4]) they spoke, number \(number)."
      return """
        {"id": "n\(number)", "headline": "Report", "language": "en", "body": [{"text": "\(text)"}], \
        "topics": [{"id": "\(codes[number % 2])"}]}
        """
    }.joined(separator: "\n") + "\n"
  }

  @Test func aModelIsTrainedJudgedWrittenAndUsed() throws {
    let scratch = try Scratch()
    let data = try scratch.write("data.jsonl", records(60))
    let model = scratch.path + "/desk.topics"
    let result = try Kzpipe.run(["train", "topics", data, "-o", model])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.hasPrefix("judged by 12 articles held out, in percent\n"))
    #expect(result.output.contains("\ntopics "))
    #expect(result.errors.contains("topics: {model: \(model)}"))
    let first = try Data(contentsOf: URL(fileURLWithPath: model))
    #expect(try Kzpipe.run(["train", "topics", data, "-o", model]).status == 0)
    #expect(try Data(contentsOf: URL(fileURLWithPath: model)) == first)

    let config = try scratch.write(
      "p.yaml",
      """
      kzpipe: 1
      input: {paths: [in]}
      pipeline:
        clean: [text_article]
        parse: [news_article]
        enrich: [{topics: {model: desk.topics}}]
        export: [article_json]

      """)
    try scratch.write(
      "in/a.txt",
      """
      The last farrier of the valley retires

      Dana Example, the last farrier of the valley, has put away her tools after forty years of looking after hooves.

      She fitted her first snaffle as a girl, and every gelding for miles around knew her by the withers, the farrier said.
      """)
    let run = try Kzpipe.run(["run", "-c", config, "-o", "-", "--summary", "none"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("medtop:20001241"))
  }

  @Test func whatCanBeTrainedIsListed() throws {
    let result = try Kzpipe.run(["train", "--list"])
    #expect(result.status == 0)
    #expect(result.output.contains("entities: ") && result.output.contains("topics: "))
    #expect(result.output.contains("--set language=…: one of en, kk, default en"))
  }

  @Test(arguments: [
    (["train"], "Name what to train"),
    (["train", "topics"], "Name the files"),
    (["train", "topics", "x.jsonl"], "with -o"),
    (["train", "topcs", "x.jsonl", "-o", "m"], "did you mean \"topics\"?"),
    (["train", "html_article", "x.jsonl", "-o", "m"], "the stage \"html_article\" has nothing to train"),
    (["train", "topics", "nowhere.jsonl", "-o", "m"], "cannot read the training data"),
    (["train", "topics", "nowhere.jsonl", "-o", "m", "--set", "epoch=2"], "did you mean \"epochs\"?"),
  ])
  func misuseIsExplained(arguments: [String], words: String) throws {
    let result = try Kzpipe.run(arguments)
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains(words), "\(result.errors)")
  }

  @Test func nothingIsWrittenWhenTheDataDoNotDo() throws {
    let scratch = try Scratch()
    let data = try scratch.write("data.jsonl", records(4))
    let model = try scratch.write("desk.topics", "old")
    let result = try Kzpipe.run(["train", "topics", data, "-o", model])
    #expect(result.status == 2)
    #expect(result.errors.contains("4 articles are too few"))
    #expect(try scratch.text("desk.topics") == "old")
  }
}
