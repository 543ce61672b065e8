import KZPipeKit

/// A run into an output directory: holds its lock and its ledger.
struct LedgerSession: Sendable {
  private let directory: String
  private let run: Run
  private let lock: OutputLock
  private let ledger: Ledger
  private let record: Ledger.RunRecord

  /// Proves that the directory can be written, locks it and opens its ledger.
  init(directory: String, run: Run) throws(OutputError) {
    self.directory = directory
    self.run = run
    var directories = DirectoryMaker()
    let folder = FilePath.join(directory, Ledger.folder)
    do {
      try directories.make(folder)
    } catch {
      throw OutputError("write into the output directory", directory, error)
    }
    directories.syncNew()
    lock = try OutputLock(directory: folder)
    ledger = try Self.open(folder, run)
    record = try ledger.beginRun(run.setup, moment: run.moment, resumes: run.beginning == .resume)
    if !record.differences.isEmpty, record.knowsDocuments {
      run.log.warn(
        "changed since the last run into \(directory): \(record.differences.joined(separator: ", ")); its documents are done again"
      )
    }
  }

  private static func open(_ folder: String, _ run: Run) throws(OutputError) -> Ledger {
    do {
      let ledger = try Ledger(folder: folder)
      if run.beginning == .fresh {
        try ledger.startOver { entry in entry.outputs.map { $0.exporter + "/" + $0.file } }
      }
      return ledger
    } catch {
      guard run.beginning == .fresh, error.code == .ledgerDamaged else { throw error }
      Ledger.remove(in: folder)
      return try Ledger(folder: folder)
    }
  }

  /// Runs over the documents; once more over those whose outputs have to have other names, since inputs came or went.
  /// - Parameters:
  ///   - isRepeatable: false when the documents can be read once only; those are left to the next run
  ///   - then: goes on behind a run that is whole
  func run(
    isRepeatable: Bool = true, stop: StopFlag, _ items: (Ledger, LedgerLookahead?) throws(OutputError) -> ItemSource,
    then: ((Run.Report, ResultWriter) async -> Run.Report)? = nil
  ) async throws(OutputError) -> Run.Report {
    defer { ledger.close() }
    var report: Run.Report?
    while true {
      let sink = try DirectorySink(
        directory: directory, ledger: ledger, run: record, pipeline: run.pipeline, packing: run.packing,
        takesAgain: then != nil
      ) { run.deadLetterBox($0) }
      let reuse = Reuse(
        directory: directory, setup: record.setup, resumedRun: record.isResumed || report != nil ? record.number : nil,
        volumes: sink.availableVolumes, isPossible: !run.pipeline.hasOrderedStages)
      let knows = record.knowsDocuments || report != nil
      let source = try items(ledger, knows ? LedgerLookahead(ledger, volume: sink.followedVolume) : nil)
      let settling = sink.settling
      let writer = ResultWriter(sink: sink)
      let scheduler = Scheduler(run: run, writer: writer, reuse: reuse, stop: stop)
      let pass = await scheduler.run(source)
      if report == nil { report = pass } else { report?.add(settled: pass) }
      if pass.isInterrupted || pass.failure != nil { break }
      if settling.isSet, isRepeatable { continue }
      if let then, let whole = report { report = await then(whole, writer) }
      break
    }
    return report ?? Run.Report(statistics: RunStatistics(pipeline: run.pipeline))
  }

  /// Looks documents up that have come one by one.
  var lookup: LedgerLookahead { LedgerLookahead(ledger, volume: nil) }

  /// What need not be done again of them.
  func reuse(volumes: Set<Int>) -> Reuse {
    Reuse(
      directory: directory, setup: record.setup, resumedRun: nil, volumes: volumes,
      isPossible: !run.pipeline.hasOrderedStages)
  }
}

extension Run.Report {
  /// Takes in a second pass, in which every document but those that had to be done again was kept.
  mutating func add(settled pass: Run.Report) {
    let again = pass.statistics.exported
    statistics.exported += again
    statistics.skipped -= again
    statistics.unchanged -= again
    statistics.seconds += pass.statistics.seconds
    isInterrupted = pass.isInterrupted
    failure = pass.failure
  }
}
