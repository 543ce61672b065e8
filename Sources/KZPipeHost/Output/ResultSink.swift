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
  /// Volumes of the ledger whose records can be taken over.
  var availableVolumes: Set<Int> { get }
  /// Ends the run, or all of it that has come so far: more may be added behind it.
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
  /// How outputs are put into parts; `nil` when they are not.
  let packing: Packing?
  private var files: [String: NameTable] = [:]
  /// Names that stand for no file of their own, by exporter and kind of pack.
  private var packed: [SharedFiles.Key: NameTable] = [:]
  /// Names of shared files, by exporter and wished name.
  private var shared: [SharedFiles.Key: String] = [:]

  init(packing: Packing?) { self.packing = packing }

  /// Names for every piece; nothing is claimed unless all can have one.
  /// - Parameter earlier: what the document has under its names already, when it is done a second time
  mutating func plan(
    _ outputs: [DocumentResult.ExporterOutput], _ values: PathTemplate.Values, earlier: [LedgerOutput] = []
  ) throws(StageError) -> [PlannedOutput] {
    var planned: [PlannedOutput] = []
    for output in outputs {
      for (index, piece) in output.pieces.enumerated() {
        let template = piece.name
        let name = try Self.name(template, values, output.exporter)
        let part = packing?.firstPart(for: piece, name: name, exporter: output.exporter)
        var isShared = part != nil
        if case .record = piece { isShared = true }
        planned.append(
          PlannedOutput(
            output: LedgerOutput(
              exporter: output.exporter, wanted: name, name: name, offset: isShared ? 0 : nil, part: part,
              length: piece.contents.count, sha256: index < output.sha256.count ? output.sha256[index] : []),
            template: template, contents: piece.contents))
      }
    }
    for index in planned.indices {
      let output = planned[index].output
      let own = earlier.first {
        $0.exporter == output.exporter && $0.wanted == output.wanted && ($0.offset == nil) == (output.offset == nil)
      }
      planned[index].output.name = own?.name ?? claim(output)
    }
    return planned
  }

  /// The name that the output gets. Asked for every output of every document, in order, it gives the same names again.
  mutating func claim(_ output: LedgerOutput) -> String {
    let format = output.part.flatMap(Packing.format)
    guard output.offset != nil, format != .tar else { return claimNew(output, format) }
    let key = SharedFiles.Key(exporter: output.exporter, name: output.wanted)
    if let name = shared[key] { return name }
    let name = claimNew(output, format)
    shared[key] = name
    return name
  }

  private mutating func claimNew(_ output: LedgerOutput, _ format: Packing.Format?) -> String {
    if let format {
      let key = SharedFiles.Key(exporter: output.exporter, name: format.rawValue)
      return packed[key, default: NameTable()].claim(output.wanted)
    }
    return files[output.exporter, default: NameTable()].claim(
      packing == nil ? output.wanted : Packing.besideParts(output.wanted))
  }

  /// Gives a file's name back that its document does not need any more.
  mutating func release(_ name: String, of exporter: String) { files[exporter]?.release(name) }

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
