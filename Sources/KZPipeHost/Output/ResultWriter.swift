import Dispatch
import KZPipeKit

/// Writes the results of a run in order, on a thread of its own: waiting for the disk takes no worker away.
actor ResultWriter {
  /// What became of documents, without their outputs.
  struct Written: Sendable {
    /// Durable now.
    var results: [DocumentResult] = []
    /// Nothing more can be written.
    var failure: OutputError?
  }

  private let queue: QueueExecutor
  nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

  private let sink: any ResultSink
  private var waiting: [DocumentResult] = []

  init(sink: sending any ResultSink) {
    queue = QueueExecutor(label: "kzpipe.output")
    self.sink = sink
  }

  /// Takes results; gives those back that became durable with them.
  func write(_ results: [DocumentResult]) -> Written {
    var written = Written()
    for result in results {
      var result = result
      do { try sink.add(&result) } catch {
        // What came before is whole.
        sink.retreat()
        written.results += commit().results
        written.failure = error
        return written
      }
      waiting.append(result)
      guard sink.isDue else { continue }
      let group = commit()
      written.results += group.results
      written.failure = group.failure
      if written.failure != nil { return written }
    }
    return written
  }

  private func commit() -> Written {
    do { try sink.commit() } catch {
      waiting = []
      return Written(failure: error)
    }
    defer { waiting = [] }
    return Written(results: waiting)
  }

  /// Volumes of the ledger whose records can be taken over.
  var availableVolumes: Set<Int> { sink.availableVolumes }

  /// - Parameter isComplete: whether the input was exhausted
  func finish(isComplete: Bool) -> Written {
    do { try sink.finish(isComplete: isComplete) } catch { return Written(failure: error) }
    defer { waiting = [] }
    return Written(results: waiting)
  }
}

/// Runs an actor's work on a dispatch queue.
final class QueueExecutor: SerialExecutor {
  private let queue: DispatchQueue

  init(label: String) { queue = DispatchQueue(label: label) }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let executor = asUnownedSerialExecutor()
    queue.async { job.runSynchronously(on: executor) }
  }
}
