import Dispatch
import Glibc
import Logging
import Synchronization

/// The metrics of a run in a file for the textfile collector of Prometheus' node exporter, written whole every few seconds and at
/// the end.
///
/// Counters go on from the file that is there. Every series has the label `pipeline`, the name of the file without its
/// extension: the collector refuses the same series in two files.
public final class RunMetrics: Sendable {
  /// Between two writes; fresh enough for scrapes every quarter of a minute or less often.
  private static let seconds = 5

  private struct State {
    var totals: MetricTotals
    var began: Double
    var inFlight = (documents: 0, bytes: 0)
    var exitCode: Int?
    var hasWarned = false
  }

  private let path: String
  private let version: String
  private let steps: [Pipeline.Step]
  private let log: Logger
  private let state: Mutex<State>
  private let queue = DispatchQueue(label: "kzpipe.metrics")
  /// Dispatch sources may be used from any thread, though their type does not say so here.
  nonisolated(unsafe) private let timer: any DispatchSourceTimer

  /// Writes the file for the first time.
  public init(_ path: String, of run: Run) throws(OutputError) {
    self.path = FilePath.normalised(path)
    (version, steps, log) = (run.version, run.pipeline.steps, run.log)
    state = Mutex(State(totals: try Self.totals(in: self.path), began: Self.now()))
    timer = DispatchSource.makeTimerSource(queue: queue)
    timer.schedule(deadline: .now() + .seconds(Self.seconds), repeating: .seconds(Self.seconds))
    timer.setEventHandler { [weak self] in self?.update() }
    timer.activate()
    try write()
  }

  deinit { timer.cancel() }

  public func add(_ result: DocumentResult) { state.withLock { $0.totals.add(result, steps: steps) } }

  public func note(_ statistics: RunStatistics) {
    state.withLock { $0.inFlight = (statistics.documentsInFlight, statistics.bytesInFlight) }
  }

  /// Writes the file for the last time.
  /// - Parameter isComplete: whether the run went over the whole input
  public func finish(exitCode: Int, isComplete: Bool) {
    timer.cancel()
    state.withLock { state in
      state.exitCode = exitCode
      state.inFlight = (0, 0)
      if isComplete { state.totals.lastSuccess = Self.now() }
    }
    queue.sync { update() }
  }

  /// A run does not end for its metrics.
  private func update() {
    do { try write() } catch {
      guard
        state.withLock({ state in
          defer { state.hasWarned = true }
          return !state.hasWarned
        })
      else { return }
      log.warn("the metrics are not up to date: cannot \(error.action) \(error.path): \(error.cause.reason)")
    }
  }

  private func write() throws(OutputError) {
    let bytes = Array(text().utf8)
    do throws(FileError) {
      let directory = FilePath.directory(of: path)
      // The collector reads names that end in .prom; what a killed run leaves is written over.
      let temporary = FilePath.join(directory, ".\(FilePath.lastSegment(of: path)).tmp")
      let file = try WholeFile(path: path, temporaryPath: temporary)
      try file.append(bytes)
      // Nobody needs them behind a power cut, so the disk is not waited for.
      file.release()
      try file.publish()
    } catch {
      throw OutputError("write the file", path, error)
    }
  }

  /// In the text format of Prometheus.
  func text() -> String {
    let name = FilePath.lastSegment(of: path)
    let pipeline = name.hasSuffix(".prom") ? String(name.dropLast(5)) : name
    var text = MetricsText(common: ["pipeline": pipeline])
    state.withLock { state in
      func gauge(_ name: String, _ help: String, _ value: Double?, _ labels: [MetricsText.Label] = []) {
        text.family(name, .gauge, help, value.map { [.init(name: name, labels: labels, value: $0)] } ?? [])
      }
      state.totals.write(to: &text)
      gauge("kzpipe_documents_in_flight", "Documents between reading and writing.", Double(state.inFlight.documents))
      gauge("kzpipe_in_flight_bytes", "Bytes of the documents in flight.", Double(state.inFlight.bytes))
      gauge("kzpipe_run_active", "Whether a run is under way.", state.exitCode == nil ? 1 : 0)
      gauge("kzpipe_last_run_start_timestamp_seconds", "When the last run began.", state.began)
      gauge("kzpipe_last_run_exit_code", "What the last run ended with.", state.exitCode.map(Double.init))
      gauge("kzpipe_build_info", "The kzpipe that wrote this.", 1, [.init(name: "version", value: version)])
    }
    return text.text
  }

  /// - Throws: when the file is somebody else's
  private static func totals(in path: String) throws(OutputError) -> MetricTotals {
    do throws(FileError) {
      let text = String(decoding: try FileReader.read(path, limit: 1 << 24), as: UTF8.self)
      if text.isEmpty { return MetricTotals() }
      guard let samples = MetricsText.samples(in: text), samples.contains(where: { $0.name.hasPrefix("kzpipe_") })
      else { throw FileError(reason: "the file is there and holds no metrics of kzpipe") }
      return MetricTotals(samples)
    } catch {
      if error.isMissing { return MetricTotals() }
      throw OutputError("write metrics into", path, error)
    }
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec / 1_000_000) / 1000
  }
}
