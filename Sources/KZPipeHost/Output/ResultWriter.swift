import Dispatch
import KZPipeKit

/// Writes the results of a run in order, on a thread of its own: waiting for the disk takes no worker away.
actor ResultWriter {
  private let queue: QueueExecutor
  nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

  private let destination: any Destination
  private let deadLetters: DeadLetterBox

  init(deadLetters: sending DeadLetterBox, destination: sending any Destination) {
    queue = QueueExecutor(label: "kzpipe.output")
    self.destination = destination
    self.deadLetters = deadLetters
  }

  /// Writes a batch; what comes back is what became of its documents, without their outputs.
  func write(_ results: [DocumentResult]) throws(OutputError) -> [DocumentResult] {
    var results = results
    for index in results.indices {
      guard case .exported(let outputs) = results[index].outcome, let names = results[index].names else { continue }
      do {
        try destination.plan(outputs, names: names)
        results[index].outcome = .exported([])
      } catch {
        results[index].outcome = .failed(.init(stage: "output", error: error, content: [], fileExtension: "bin"))
      }
    }
    try destination.commit()
    for index in results.indices {
      switch results[index].outcome {
      case .exported, .skipped: deadLetters.remove(results[index].slug)
      case .failed(var failure):
        try deadLetters.add(results[index], failure)
        failure.content = []
        results[index].outcome = .failed(failure)
      }
    }
    return results
  }

  func finish() throws(OutputError) { try destination.finish() }
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
