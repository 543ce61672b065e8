/// The loop of a run: starts batches while there is room, writes finished ones in order.
struct Scheduler {
  private enum Event: Sendable {
    case processed(Batch, slot: Int, [DocumentResult])
    case written(documents: Int, bytes: Int, ResultWriter.Written)
  }

  /// Documents in a batch once a run is under way.
  private static let batchSize = 16
  /// Documents in a batch while those of the last ones were all done before: a task costs more than looking at one of them.
  private static let keptBatchSize = 512
  /// A batch that holds this much is full.
  private static let batchBytes = 1 << 18

  private let run: Run
  private let writer: ResultWriter
  private let stop: StopFlag
  private let monitor: DeadlineMonitor
  private let batches: BatchRunner
  /// Bytes between reading and writing; one document may always go.
  private let byteWindow: Int
  /// Batches at work at a time: more than the jobs when documents wait for other processes.
  private let workers: Int

  init(run: Run, writer: ResultWriter, reuse: Reuse?, stop: StopFlag) {
    self.run = run
    self.writer = writer
    self.stop = stop
    workers = run.pipeline.remoteSteps.isEmpty ? run.jobs : max(run.jobs, min(32, run.limits.inFlight))
    monitor = DeadlineMonitor(slots: workers, seconds: run.limits.documentSeconds)
    batches = BatchRunner(
      runner: DocumentRunner(pipeline: run.pipeline, limits: run.limits, reuse: reuse, packing: run.packing),
      nanosecondsPerDocument: Int64(run.limits.documentSeconds * 1e9))
    byteWindow = run.limits.inFlightBytes
  }

  /// - Parameters:
  ///   - before: what the run has done already
  ///   - isLast: whether the run ends with these items; otherwise they are made durable, and more may come
  func run(_ items: sending ItemSource, after before: RunStatistics? = nil, isLast: Bool = true) async -> Run.Report {
    let before = before ?? RunStatistics(pipeline: run.pipeline)
    let began = Clock.nanoseconds() - Int64(before.seconds * 1e9)
    var state = State(items: items, statistics: before, slots: Array(0..<workers))
    await withTaskGroup(of: Event.self) { group in
      fill(&group, &state)
      while let event = await group.next() {
        switch event {
        case .processed(let batch, let slot, let results):
          state.freeSlots.append(slot)
          state.noteKept(results)
          state.finished[batch.number] = (batch, results)
        case .written(let documents, let bytes, let written):
          state.isWriting = false
          state.documentsInFlight -= documents
          state.bytesInFlight -= bytes
          state.report.failure = state.report.failure ?? written.failure
          count(written, &state, since: began)
        }
        write(&group, &state)
        fill(&group, &state)
        tell(&state)
      }
    }
    monitor.stop()
    if state.report.failure == nil {
      let written = await writer.finish(isComplete: isLast && state.isExhausted)
      state.report.failure = written.failure
      count(written, &state, since: began)
      tell(&state)
    }
    state.report.statistics = state.statistics
    state.report.isInterrupted = stop.isSet && !state.isExhausted
    return state.report
  }

  /// Counts what is durable.
  private func count(_ written: ResultWriter.Written, _ state: inout State, since began: Int64) {
    for result in written.results {
      state.statistics.count(result)
      if result.isPassedBy { continue }
      run.log.tell(result, failedAt: .warning)
      run.watch(result)
    }
    state.statistics.ignored = state.ignoredBefore + state.items.ignored
    state.statistics.seconds = Double(Clock.nanoseconds() - began) / 1e9
    state.hasNews = state.hasNews || !written.results.isEmpty
  }

  /// Tells how far the run is, when it is further than before.
  private func tell(_ state: inout State) {
    guard state.hasNews else { return }
    state.hasNews = false
    state.statistics.documentsInFlight = state.documentsInFlight
    state.statistics.bytesInFlight = state.bytesInFlight
    run.progress(state.statistics)
  }

  private struct State {
    var items: ItemSource
    var statistics: RunStatistics
    var report: Run.Report
    let ignoredBefore: Int
    var freeSlots: [Int]
    var finished: [Int: (Batch, [DocumentResult])] = [:]
    var started = 0
    var nextBatch = 0
    var nextWrite = 0
    var documentsInFlight = 0
    var bytesInFlight = 0
    var isWriting = false
    var isExhausted = false
    /// Documents became durable that nobody was told of.
    var hasNews = false
    /// Read, but not yet started for want of room.
    var waiting: InputItem?
    /// Documents for the next batch when it is likely that no stage sees them; 0 otherwise.
    var keptShare = 0

    init(items: ItemSource, statistics: RunStatistics, slots: [Int]) {
      self.items = items
      self.statistics = statistics
      report = Run.Report(statistics: statistics)
      ignoredBefore = statistics.ignored
      freeSlots = slots
    }

    /// Doubles the next batch while documents are found done, and is back at once with the first one that is not.
    mutating func noteKept(_ results: [DocumentResult]) {
      let areKept = results.allSatisfy(\.isKept)
      keptShare = areKept ? min(max(keptShare, results.count) * 2, keptBatchSize) : 0
    }
  }

  private func fill(_ group: inout TaskGroup<Event>, _ state: inout State) {
    while !stop.isSet, state.report.failure == nil, let slot = state.freeSlots.last, let batch = nextBatch(&state) {
      state.freeSlots.removeLast()
      let worker = monitor.slots[slot]
      group.addTask { [batches] in .processed(batch, slot: slot, await batches.run(batch, in: worker)) }
    }
  }

  /// Documents for one worker; `nil` when there are none or no room for any.
  private func nextBatch(_ state: inout State) -> Batch? {
    // The first batches are small, so that a short run is spread over all workers.
    let usual = min(1 + state.started / (workers * 8), max(1, run.limits.inFlight / (workers * 2)), Self.batchSize)
    let share = max(usual, state.keptShare)
    // What no stage sees is held as bytes only, which have a window of their own.
    let room = max(run.limits.inFlight, state.keptShare * workers * 2)
    var batch = Batch(number: state.nextBatch, items: [], bytes: 0)
    while batch.items.count < share, batch.bytes < Self.batchBytes, state.documentsInFlight < room {
      guard state.started < run.documentLimit ?? .max else {
        state.isExhausted = true
        break
      }
      guard var item = state.waiting ?? next(&state) else { break }
      let fits = state.documentsInFlight == 0 || state.bytesInFlight + item.estimatedBytes <= byteWindow
      let isUsual = batch.items.count < usual && state.documentsInFlight < run.limits.inFlight
      guard fits, isUsual || item.known != nil else {
        state.waiting = item
        break
      }
      state.waiting = nil
      item.sequence = state.started
      batch.items.append(item)
      batch.bytes += item.estimatedBytes
      state.bytesInFlight += item.estimatedBytes
      state.documentsInFlight += 1
      state.started += 1
    }
    guard !batch.items.isEmpty else { return nil }
    state.nextBatch += 1
    return batch
  }

  /// The next document with what the ledger knows of it; `nil` behind the last one.
  private func next(_ state: inout State) -> InputItem? {
    do throws(OutputError) {
      if let item = try state.items.next() { return item }
      state.isExhausted = true
    } catch {
      state.report.failure = error
    }
    return nil
  }

  /// Starts writing the next batch in order, when it is there and nothing else is being written.
  private func write(_ group: inout TaskGroup<Event>, _ state: inout State) {
    guard !state.isWriting, state.report.failure == nil,
      let (batch, results) = state.finished.removeValue(forKey: state.nextWrite)
    else { return }
    state.isWriting = true
    state.nextWrite += 1
    group.addTask { [writer] in
      .written(documents: batch.items.count, bytes: batch.bytes, await writer.write(results))
    }
  }
}
