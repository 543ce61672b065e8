import Glibc
import KZPipeKit

/// `DIRECTORY/<exporter>/<name>`, every file whole, with a ledger of all documents in `DIRECTORY/.kzpipe`.
///
/// Documents become durable in groups: their files are synced together and named, the shared files synced, and then one
/// transaction of the ledger says so. Whatever a killed process did beyond its last group is done again and comes out the
/// same.
final class DirectorySink: ResultSink {
  /// A group ends when so many files wait, each with its descriptor,
  private static let groupFiles = 256
  /// or so many bytes,
  private static let groupBytes = 16 << 20
  /// or so many documents,
  private static let groupDocuments = 2048
  /// or after so many nanoseconds.
  private static let groupNanoseconds: Int64 = 1_000_000_000

  private let directory: String
  private let ledger: Ledger
  private let run: Ledger.RunRecord
  private let exporters: Set<String>
  private let letters: DeadLetterBox
  private let group: FileGroup
  private let shared: SharedFiles
  private var names: OutputNames
  private var entries: [LedgerEntry] = []
  private var stale: [String] = []
  private var sound = 0
  private var documents = 0
  private var lastCommit = Clock.nanoseconds()
  /// Slugs of the documents so far, by hash; `nil` unless they may come again.
  private var seen: Set<UInt64>?
  /// The input was whole once; what is added now has come since.
  private var isGoingOn = false
  /// A document was kept whose outputs now have other names: the run has to go over the input once more.
  let settling = StopFlag()

  init(
    directory: String, ledger: Ledger, run: Ledger.RunRecord, pipeline: Pipeline, packing: Packing?,
    takesAgain: Bool = false,
    letters: (FileGroup) -> DeadLetterBox
  ) throws(OutputError) {
    if takesAgain { seen = [] }
    self.directory = directory
    names = OutputNames(packing: packing)
    self.ledger = ledger
    self.run = run
    let frames = Dictionary(pipeline.exporters.map { ($0.spec.name, $0.stage) }) { first, _ in first }
    let exporters = Set(frames.keys)
    self.exporters = exporters
    group = try FileGroup(temporaryDirectory: FilePath.join(FilePath.join(directory, Ledger.folder), "tmp"))
    self.letters = letters(group)
    shared = try SharedFiles(
      output: directory, ledger: ledger, setup: run.setup, partBytes: packing?.partBytes ?? Packing.defaultPartBytes,
      isExported: { exporters.contains($0) },
      frame: { frames[$0.exporter]?.frame(of: $1) ?? Frame() })
    shared.beforeNewVolume = { [unowned self] () throws(OutputError) in try self.commit() }
  }

  /// The volume that most documents are looked up in.
  var followedVolume: Int? { shared.isFollowing ? shared.volume.number : shared.sources.first?.number }
  var availableVolumes: Set<Int> { shared.available }

  // MARK: Results

  func add(_ result: inout DocumentResult) throws(OutputError) {
    // Gone before it was read.
    if result.isPassedBy, result.kept == nil { return }
    documents += 1
    let isAgain = seen?.insert(SlugMaker.hash(result.slug)).inserted == false
    if let entry = result.kept {
      // It lies where it was put a moment ago.
      guard !isAgain else { return }
      try keep(entry, result.letter)
      sound = group.count
      return
    }
    var entry = LedgerEntry(
      slug: result.slug, uri: result.uri, contentSHA256: result.contentSHA256, setup: run.setup, run: run.number,
      volume: 0, sequence: 0, state: .skipped, attempts: 0, articleID: result.names?.id,
      item: result.item, outputs: [])
    let known = result.known?.entry
    if case .exported(let outputs) = result.outcome, let values = result.names {
      result.outcome = .exported([])
      var planned: [PlannedOutput] = []
      do {
        planned = try names.plan(outputs, values, earlier: isAgain ? known?.outputs ?? [] : [])
        entry.state = .exported
      } catch {
        result.outcome = .failed(.init(stage: "output", error: error, content: [], fileExtension: "bin"))
      }
      if entry.state == .exported { try write(planned, &entry, known) }
    }
    if case .failed(var failure) = result.outcome {
      entry.state = .failed
      entry.attempts = 1 + (result.letter?.attempt ?? (known?.state == .failed ? known?.attempts ?? 0 : 0))
      entry.stage = failure.stage
      entry.code = failure.error.code.rawValue
      entry.articleID = failure.articleID
      failure.attempt = entry.attempts
      try letters.add(result, failure)
      failure.content = []
      result.outcome = .failed(failure)
    } else {
      letters.remove(result.slug, result.letter, hasFailed: known?.state == .failed)
    }
    if entry.state != .exported { _ = try shared.place([], outputs: [], known: known) }
    finish(&entry, known, isAgain: isAgain)
    sound = group.count
  }

  /// A document that is done already.
  private func keep(_ entry: LedgerEntry, _ letter: Letter?) throws(OutputError) {
    var entry = entry
    for output in entry.outputs where names.claim(output) != output.name {
      // Done again in a second pass, or by the next run: an input was added or taken away that had, or has, the name.
      entry.contentSHA256 = []
      if !isGoingOn { settling.stop() }
    }
    if entry.state != .failed { letters.remove(entry.slug, letter) }
    let sequence = shared.documents
    entry.outputs = try shared.keep(entry) { $0.wanted }
    guard !shared.isInPlace(entry, at: sequence) || entry.contentSHA256.isEmpty else { return }
    entry.volume = shared.volume.number
    entry.sequence = sequence
    entries.append(entry)
  }

  private func write(_ planned: [PlannedOutput], _ entry: inout LedgerEntry, _ known: LedgerEntry?) throws(OutputError)
  {
    entry.outputs = planned.map(\.output)
    for item in planned where item.output.offset == nil {
      let path = path(item.output)
      if let known, known.outputs.contains(item.output), FileSize.of(path) == item.output.length { continue }
      try group.add(item.contents, to: path)
    }
    let records = planned.filter { $0.output.offset != nil }.map {
      SharedFiles.Record(output: $0.output, template: $0.template, contents: $0.contents)
    }
    var places = try shared.place(records, outputs: entry.outputs, known: known)[...]
    for index in entry.outputs.indices where entry.outputs[index].offset != nil {
      if let place = places.popFirst() { entry.outputs[index].lie(at: place) }
    }
  }

  private func finish(_ entry: inout LedgerEntry, _ known: LedgerEntry?, isAgain: Bool) {
    entry.volume = shared.volume.number
    entry.sequence = shared.documents - 1
    for old in known?.outputs ?? [] where old.offset == nil {
      if !entry.outputs.contains(where: { $0.offset == nil && $0.exporter == old.exporter && $0.name == old.name }) {
        stale.append(old.exporter + "/" + old.name)
        if isAgain { names.release(old.name, of: old.exporter) }
      }
    }
    entries.append(entry)
  }

  private func path(_ output: LedgerOutput) -> String {
    FilePath.join(directory, output.exporter + "/" + output.name)
  }

  // MARK: Groups

  var isDue: Bool {
    group.count >= Self.groupFiles || group.bytes + shared.bytes >= Self.groupBytes
      || documents >= Self.groupDocuments
      || documents > 0 && Clock.nanoseconds() - lastCommit >= Self.groupNanoseconds
  }

  func commit() throws(OutputError) {
    lastCommit = Clock.nanoseconds()
    documents = 0
    guard !entries.isEmpty || group.count > 0 else {
      letters.removeSucceeded()
      return
    }
    try group.publish()
    sound = 0
    var changes = try shared.commitParts()
    changes.entries = entries
    changes.stale = stale
    entries.removeAll(keepingCapacity: true)
    stale.removeAll()
    try ledger.commit(changes)
    letters.removeSucceeded()
  }

  func retreat() { group.drop(behind: sound) }

  func finish(isComplete: Bool) throws(OutputError) {
    if isComplete { try shared.endInput() }
    try commit()
    guard isComplete, !settling.isSet else { return }
    try removeStale()
    try shared.publish()
    shared.goOn()
    isGoingOn = seen != nil
    try ledger.finishRun(run.number)
  }

  /// Outputs of documents that have others now. Those of exporters that the pipeline does not have are left alone.
  private func removeStale() throws(OutputError) {
    let paths = try ledger.stale()
    guard !paths.isEmpty else { return }
    for path in paths {
      let exporter = String(path.prefix { $0 != "/" })
      let name = String(path.dropFirst(exporter.count + 1))
      guard exporters.contains(exporter), !names.isClaimed(name, of: exporter),
        shared.files[.init(exporter: exporter, name: name)] == nil
      else { continue }
      unlink(FilePath.join(directory, path))
    }
    try ledger.clearStale()
  }
}

enum FileSize {
  /// Of a regular file; `nil` for anything else.
  static func of(_ path: String) -> Int? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }
}
