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
  func run(
    stop: StopFlag, _ items: (Ledger, LedgerLookahead?) throws(OutputError) -> ItemSource
  ) async throws(OutputError) -> Run.Report {
    defer { ledger.close() }
    var report: Run.Report?
    while true {
      let sink = try DirectorySink(
        directory: directory, ledger: ledger, run: record, pipeline: run.pipeline, packing: run.packing
      ) { run.deadLetterBox($0) }
      let reuse = Reuse(
        directory: directory, setup: record.setup, resumedRun: record.isResumed || report != nil ? record.number : nil,
        volumes: sink.availableVolumes, isPossible: !run.pipeline.hasOrderedStages)
      let knows = record.knowsDocuments || report != nil
      let source = try items(ledger, knows ? LedgerLookahead(ledger, volume: sink.followedVolume) : nil)
      let settling = sink.settling
      let scheduler = Scheduler(run: run, writer: ResultWriter(sink: sink), reuse: reuse, stop: stop)
      let pass = await scheduler.run(source)
      if report == nil { report = pass } else { report?.add(settled: pass) }
      if !settling.isSet || pass.isInterrupted || pass.failure != nil { break }
    }
    return report ?? Run.Report(statistics: RunStatistics(pipeline: run.pipeline))
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
