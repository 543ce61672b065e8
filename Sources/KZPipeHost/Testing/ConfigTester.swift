import KZPipeJSON
import KZPipeKit
import KZPipeRecord

/// Runs the tests of a configuration, each by itself.
public struct ConfigTester: Sendable {
  public struct Outcome: Sendable {
    public var test: ConfigTest
    /// What is not as expected, a line each: `p.yaml:9:17: /headline: expected …, found …`.
    public var faults: [String]
    /// What `update` would write.
    var edits: [ScalarEdit]
    /// Whether every fault has an edit.
    public var isUpdatable: Bool { faults.count == edits.count }
  }

  private let setup: Setup
  private let surroundings: Setup.Surroundings

  public init(_ setup: Setup, in surroundings: Setup.Surroundings) {
    self.setup = setup
    self.surroundings = surroundings
  }

  /// The pipeline for one test. Stages that remember documents are made anew: a test knows nothing of those before it.
  private func pipeline() throws(Diagnostics) -> Pipeline {
    guard setup.pipeline.hasOrderedStages else { return setup.pipeline }
    return try Setup(config: setup.config, registry: setup.registry, in: surroundings).pipeline
  }

  public func run(_ test: ConfigTest) async -> Outcome {
    let item: InputItem
    switch test.input {
    case .path(let path):
      do {
        var items = try InputPlan([(path, test.place)]).items(limits: setup.config.limits)
        guard let first = items.next() else {
          return Outcome(test: test, faults: ["the input \(path) holds no document"], edits: [])
        }
        item = first
      } catch {
        return Outcome(test: test, faults: error.all.map(DiagnosticRenderer.text), edits: [])
      }
    case .inline(let text, let mediaType):
      item = InputItem(uri: "inline", slug: "inline", content: .record(Self.line(text, mediaType)))
    }
    let inspector: Inspector
    do { inspector = Inspector(pipeline: try pipeline(), limits: setup.config.limits) } catch {
      return Outcome(test: test, faults: error.all.map(DiagnosticRenderer.text), edits: [])
    }
    let inspection = await inspector.run(item, number: 0)
    return judge(test, inspection)
  }

  /// The text as a line of a JSON Lines file, which is how a document comes without a file.
  private static func line(_ text: String, _ mediaType: String) -> [UInt8] {
    var json = JSONWriter()
    json.value([mediaType == MediaType.html ? "html" : "text": .string(text)])
    return json.bytes
  }

  private func judge(_ test: ConfigTest, _ inspection: Inspection) -> Outcome {
    var outcome = Outcome(test: test, faults: [], edits: [])
    func add(_ node: ConfigNode, _ path: String, _ found: String, replacement: JSONValue?) {
      let place = "\(node.place.file):\(node.place.line):\(node.place.column)"
      let (expected, found) = Difference.shown(OptionText.yaml(node.optionValue), found)
      outcome.faults.append("\(place): \(path)\n    expected \(expected)\n    found    \(found)")
      // What came from the environment is not the file's to rewrite.
      if let replacement, !node.isFromEnvironment { outcome.edits.append(ScalarEdit(node: node, value: replacement)) }
    }
    if let expected = test.deadLetter {
      switch inspection.result.outcome {
      case .failed(let failure):
        for mismatch in expected.mismatches(failure.stage, failure.error) {
          add(
            mismatch.expected, mismatch.path, mismatch.found,
            replacement: mismatch.isReplaceable ? .string(mismatch.found) : nil)
        }
      case .exported:
        if let node = expected.code ?? expected.stage ?? expected.message {
          add(node, "dead_letter", "an article", replacement: nil)
        }
      case .skipped:
        if let code = expected.code, code.text != StageError.Code.noArticle.rawValue {
          add(code, "dead_letter", "no_article", replacement: "no_article")
        }
      }
      return outcome
    }
    guard case .exported = inspection.result.outcome, let article = inspection.article,
      let record = try? JSONValue.parse(ArticleRecord.json(of: article, provenance: true))
    else {
      let reason = inspection.failure.map { "\($0.stage): \($0.error.description)" } ?? "skipped: no article"
      outcome.faults.append(
        "\(test.place.file):\(test.place.line): expected an article\n    found    \(Difference.shortened(reason))")
      return outcome
    }
    for mismatch in RecordMatch(test.expected, in: record).mismatches {
      var found = "nothing"
      if let value = mismatch.found {
        var json = JSONWriter()
        json.value(value)
        found = value.string.map { OptionText.yaml(.string($0)) } ?? String(decoding: json.bytes, as: UTF8.self)
      }
      add(mismatch.expected, mismatch.path, found, replacement: mismatch.isReplaceable ? mismatch.found : nil)
    }
    return outcome
  }
}

/// Two values side by side, cut to what differs.
enum Difference {
  private static let width = 200
  private static let context = 40

  /// Of two long texts that start alike, the common part is left out but for its end.
  static func shown(_ expected: String, _ found: String) -> (expected: String, found: String) {
    guard max(expected.count, found.count) > width else { return (shortened(expected), shortened(found)) }
    let common = zip(expected, found).prefix { $0 == $1 }.count
    guard common > context * 2 else { return (shortened(expected), shortened(found)) }
    let cut = common - context
    return (shortened("…" + expected.dropFirst(cut)), shortened("…" + found.dropFirst(cut)))
  }

  static func shortened(_ text: String) -> String {
    DiagnosticRenderer.printable(text.count <= width ? text : text.prefix(width - 1) + "…")
  }
}

extension ConfigNode {
  /// Whether an environment variable has a part in the value.
  var isFromEnvironment: Bool { if case .scalar(let scalar) = value { scalar.original != nil } else { false } }
}
