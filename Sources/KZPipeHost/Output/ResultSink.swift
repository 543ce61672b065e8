import KZPipeKit

/// Where the results of a run go. Called in the order of the input, from one place at a time.
protocol ResultSink: AnyObject {
  /// Takes one result; what it holds need not be durable before `commit`. A document whose outputs can have no place
  /// fails here and becomes a dead letter.
  func add(_ result: inout DocumentResult) throws(OutputError)
  /// Whether enough waits for a commit.
  var isDue: Bool { get }
  /// Makes everything durable that was added.
  func commit() throws(OutputError)
  /// Takes back what was added of a result that could not be added whole.
  func retreat()
  /// Ends the run. Nothing may be added afterwards.
  /// - Parameter isComplete: whether the input was exhausted, so that files which documents share are whole
  func finish(isComplete: Bool) throws(OutputError)
}

/// Where the pieces of output of one document go.
struct PlannedOutput {
  var output: LedgerOutput
  /// The exporter's own name for it, placeholders and all.
  var template: String
  var contents: [UInt8]
}

/// Hands out the names of a run's files, by exporter.
struct OutputNames {
  private var files: [String: NameTable] = [:]
  /// Names of shared files, by exporter and wished name.
  private var shared: [SharedFiles.Key: String] = [:]

  /// Names for every piece; nothing is claimed unless all can have one.
  mutating func plan(_ outputs: [DocumentResult.ExporterOutput], _ values: PathTemplate.Values) throws(StageError)
    -> [PlannedOutput]
  {
    var planned: [PlannedOutput] = []
    for output in outputs {
      for (index, piece) in output.pieces.enumerated() {
        let sha256 = index < output.sha256.count ? output.sha256[index] : []
        switch piece {
        case .file(let template, let contents):
          let name = try Self.name(template, values, output.exporter)
          planned.append(
            PlannedOutput(
              output: LedgerOutput(
                exporter: output.exporter, wanted: name, name: name, length: contents.count, sha256: sha256),
              template: template, contents: contents))
        case .record(let template, let contents):
          let name = try Self.name(template, values, output.exporter)
          planned.append(
            PlannedOutput(
              output: LedgerOutput(
                exporter: output.exporter, wanted: name, name: name, offset: 0, length: contents.count, sha256: sha256),
              template: template, contents: contents))
        }
      }
    }
    for index in planned.indices { planned[index].output.name = claim(planned[index].output) }
    return planned
  }

  /// The name that the output gets. Asked for every output of every document, in order, it gives the same names again.
  mutating func claim(_ output: LedgerOutput) -> String {
    guard output.offset != nil else { return files[output.exporter, default: NameTable()].claim(output.wanted) }
    let key = SharedFiles.Key(exporter: output.exporter, name: output.wanted)
    if let name = shared[key] { return name }
    let name = files[output.exporter, default: NameTable()].claim(output.wanted)
    shared[key] = name
    return name
  }

  func isClaimed(_ name: String, of exporter: String) -> Bool { files[exporter]?.isClaimed(name) ?? false }

  private static func name(_ template: String, _ values: PathTemplate.Values, _ exporter: String) throws(StageError)
    -> String
  {
    if let path = PathTemplate.path(template, values) { return path }
    let fault = PathTemplate.fault(in: template) ?? "leaves the output directory"
    throw StageError(
      "bad_path", "the output path of \(exporter) \(fault)", advice: "see the option path of the stage \(exporter)")
  }
}
