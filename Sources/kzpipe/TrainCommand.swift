import ArgumentParser
import KZPipeHost
import KZPipeKit

struct TrainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Train a model of a stage on your own corrected articles.",
    discussion: """
      DATA is a file of article records as the exporter article_json writes them, one a line (.jsonl, .jsonl.gz): run your
      articles through a pipeline, correct entities, mentions or topics in the records, and train on them. For entities it may
      also be a file of tagged tokens (CoNLL or IOB: .conll .iob .iob2 .bio).

      A fifth of the articles is kept aside. The stage is judged by them as it is and with a model trained on the others;
      then the model is trained on all of them and written. The same data give the same file.

      kzpipe train --list shows what can be trained. The decision trees of html_article and text_article cannot: their
      training needs annotated pages and runs outside kzpipe (Plugins/*/Training).

      EXAMPLES:
        kzpipe train --list
        kzpipe train entities corrected.jsonl -o desk.tagger
        kzpipe train entities --set language=kk sentences.iob2 -o desk-kk.tagger
        kzpipe train topics 2025.jsonl 2026.jsonl.gz -o desk.topics
      """)

  @Argument(help: ArgumentHelp("What to train; see --list.", valueName: "model"))
  var model: String?

  @Argument(help: ArgumentHelp("Files of corrected articles.", valueName: "data"))
  var data: [String] = []

  @ArgumentParser.Option(
    name: [.short, .customLong("output")], help: ArgumentHelp("The model file to write.", valueName: "file"))
  var output: String?

  @ArgumentParser.Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("An option of the training; may be repeated.", valueName: "name=value"))
  var overrides: [String] = []

  @ArgumentParser.Option(
    name: .customLong("plugins"), parsing: .singleValue,
    help: ArgumentHelp("One more place to look for modules; may be repeated.", valueName: "path"))
  var places: [String] = []

  @Flag(help: "List what can be trained, with its options.")
  var list = false

  func validate() throws {
    if list { return }
    guard model != nil else { throw ValidationError("Name what to train; kzpipe train --list shows it.") }
    guard !data.isEmpty else { throw ValidationError("Name the files of corrected articles.") }
    guard output != nil else { throw ValidationError("Name the model file to write with -o.") }
  }

  func run() async throws {
    let surroundings = try Process.surroundings()
    let (registry, problems) = ModuleLoader.loadAll(try PluginsCommand.search(places))
    Console.report(problems)
    if problems.contains(where: \.isError) { throw Exit.unusable }
    guard let model, let output, !list else {
      Console.output(TrainerText.list(registry.trainers.values.map(\.spec).sorted { $0.name < $1.name }))
      return
    }
    do {
      let trainer = try trainer(model, in: registry)
      let training = try Training(trainer, options: try RunCommand.parsed(overrides), in: surroundings)
      let articles = try TrainingData.read(data)
      let file = try ModelFile(output)
      let outcome = try await training.run(on: articles) { Console.error("kzpipe: \($0)") }
      try file.write(outcome.model)
      Console.output(TrainerText.table(outcome))
      Console.error("\(output): \(outcome.model.count) bytes, trained on \(outcome.articles) articles")
      Console.error("in a pipeline: " + trainer.spec.usage.replacing("FILE", with: output))
    } catch let error as Diagnostics {
      Console.report(error.sorted)
      throw Exit.unusable
    } catch let error as Diagnostic {
      Console.report([error])
      throw Exit.unusable
    }
  }

  private func trainer(_ name: String, in registry: StageRegistry) throws(Diagnostic) -> StageRegistry.Trainer {
    if let trainer = registry.trainers[name] { return trainer }
    let names = registry.trainers.keys.sorted()
    let isStage = registry.stages[name] != nil
    throw Diagnostic(
      .unknownModel, isStage ? "the stage \"\(name)\" has nothing to train" : "nothing to train is called \"\(name)\"",
      suggestion: NearestName.of(name, among: names),
      notes: [
        names.isEmpty
          ? "no module that was found brings a trainer; kzpipe plugins shows where modules are looked for"
          : "what can be trained: " + names.joined(separator: ", ")
      ])
  }
}

/// Trainers and their results in words.
enum TrainerText {
  static func list(_ specs: [TrainerSpec]) -> String {
    guard !specs.isEmpty else { return "Nothing to train: kzpipe plugins shows where modules are looked for." }
    return specs.map { spec in
      var lines = ["\(spec.name): \(spec.summary)", "  in a pipeline: \(spec.usage)"]
      for option in spec.options {
        var head = "  --set \(option.name)=…: \(option.type.description)"
        if let value = option.defaultValue { head += ", default \(OptionText.yaml(value))" }
        lines += [head, "      \(option.summary)"]
      }
      return lines.joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  static func table(_ outcome: Training.Outcome) -> String {
    var rows = [["", "before: P", "R", "F1", "after: P", "R", "F1", "marked"]]
    let before = Dictionary(outcome.before.map { ($0.name, $0) }) { first, _ in first }
    for after in outcome.after {
      let shipped = before[after.name] ?? ModelScore(after.name, wanted: after.wanted)
      rows.append([after.name] + figures(shipped) + figures(after) + [String(after.wanted)])
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let lines = rows.map { row in
      zip(row, widths).enumerated().map { column, cell in
        let room = String(repeating: " ", count: cell.1 - cell.0.count)
        return column == 0 ? cell.0 + room : room + cell.0
      }.joined(separator: "  ")
    }
    return (["judged by \(outcome.heldOut) articles held out, in percent"] + lines).joined(separator: "\n")
  }

  private static func figures(_ score: ModelScore) -> [String] {
    [score.precision, score.recall, score.f1].map { value in
      let tenths = Int((value * 1000).rounded())
      return "\(tenths / 10).\(tenths % 10)"
    }
  }
}
