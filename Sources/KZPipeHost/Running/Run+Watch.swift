extension Run {
  /// Runs over what lies in the plan's directories, then takes each file that comes once it is whole, until `stop`.
  ///
  /// What has come together is a round: an ordinary run over those files, in the order of their paths, that goes on in the
  /// same ledger and the same shared files. Rounds follow each other without a pause while files come, so that a lone file
  /// is done at once and a thousand are written in groups.
  ///
  /// The report counts as interrupted when something was left undone.
  /// - Throws: `Diagnostic` when the directories cannot be watched, `OutputError` when not even the first document could be
  ///   written
  public func watch(_ plan: InputPlan, stop: StopFlag) async throws -> Report {
    // Before the first look, so that nothing comes unseen between the two.
    try await watch(plan, with: try FolderWatch(self.plan(plan)) { [log] in log.warn($0) }, stop: stop)
  }

  func watch(_ plan: InputPlan, with folders: FolderWatch, stop: StopFlag) async throws(OutputError) -> Report {
    var plan = self.plan(plan)
    plan.leavesUnfinished = true
    let names = DocumentNames(remembersFiles: true)
    stop.whenStopped { folders.wake() }
    let rounds = WatchRounds(run: self, plan: plan, names: names, folders: folders, stop: stop)
    switch output {
    case .directory(let directory):
      let session = try LedgerSession(directory: directory, run: self)
      let report = try await session.run(stop: stop) { _, lookahead in
        ItemSource(plan.items(limits: limits, names: names), shard, lookahead)
      } then: { report, writer in
        await rounds.run(after: report, writer) {
          (session.reuse(volumes: await writer.availableVolumes), session.lookup)
        }
      }
      return await finished(report)
    case .standardOutput:
      let sink = try StreamSink(log: log) { deadLetterBox($0) }
      let writer = ResultWriter(sink: sink)
      let first = await Scheduler(run: self, writer: writer, reuse: nil, stop: stop).run(
        ItemSource(plan.items(limits: limits, names: names), shard, nil))
      guard !first.isInterrupted, first.failure == nil else { return first }
      return await finished(await rounds.run(after: first, writer) { (nil, nil) })
    }
  }
}

/// The rounds of a watch.
private struct WatchRounds {
  /// Shared files are copied when they get their names; at most this part of the time goes into it.
  private static let publishing = 1.0 / 20

  let run: Run
  let plan: InputPlan
  let names: DocumentNames
  let folders: FolderWatch
  let stop: StopFlag

  /// - Parameter ledger: what is known of documents, asked before each round
  func run(
    after first: Run.Report, _ writer: ResultWriter, ledger: () async -> (Reuse?, LedgerLookahead?)
  ) async -> Run.Report {
    var report = first
    var publishing = Publishing()
    while report.failure == nil, !report.isInterrupted {
      if isFull(report) { break }
      if !publishing.isOwed { run.waiting(report.statistics) }
      let changes = await folders.changes(within: publishing.isOwed ? publishing.secondsLeft : nil)
      if let path = changes.gone {
        var error = OutputError("watch the directory", path, FileError(reason: "it has gone"))
        error.code = .notWatchable
        report.failure = error
        break
      }
      if stop.isSet {
        report.isInterrupted = !changes.isEmpty
        break
      }
      if !changes.isEmpty {
        report = await round(changes, after: report, writer, await ledger())
        publishing.isOwed = true
      }
      if publishing.isOwed, publishing.secondsLeft <= 0, report.failure == nil {
        report.failure = await publishing.publish(writer)
      }
    }
    // What was done counts, also when more was to come.
    if publishing.isOwed, report.failure == nil { report.failure = await publishing.publish(writer) }
    return report
  }

  private func isFull(_ report: Run.Report) -> Bool { report.statistics.documents >= run.documentLimit ?? .max }

  private func round(
    _ changes: FolderWatch.Changes, after report: Run.Report, _ writer: ResultWriter,
    _ ledger: (reuse: Reuse?, lookahead: LedgerLookahead?)
  ) async -> Run.Report {
    var run = run
    if let limit = run.documentLimit { run.documentLimit = limit - report.statistics.documents }
    let items =
      changes.needsRescan
      ? plan.items(limits: run.limits, names: names)
      : plan.items(
        of: changes.files.filter { FileIdentity(of: $0.path)?.isFile == true }, limits: run.limits, names: names)
    return await Scheduler(run: run, writer: writer, reuse: ledger.reuse, stop: stop).run(
      ItemSource(items, run.shard, ledger.lookahead), after: report.statistics, isLast: false)
  }

  /// When shared files get their names.
  private struct Publishing {
    /// Records wait among the parts.
    var isOwed = false
    private var earliest: Int64 = 0

    var secondsLeft: Double { Double(earliest - Clock.nanoseconds()) / 1e9 }

    mutating func publish(_ writer: ResultWriter) async -> OutputError? {
      let began = Clock.nanoseconds()
      let written = await writer.finish(isComplete: true)
      let ended = Clock.nanoseconds()
      // The next record copies them once more.
      earliest = ended + Int64(Double(2 * (ended - began)) / WatchRounds.publishing)
      isOwed = false
      return written.failure
    }
  }
}
