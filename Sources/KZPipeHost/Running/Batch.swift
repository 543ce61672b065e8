/// Documents that one worker takes in a row, so that a task's cost is shared.
struct Batch: Sendable {
  var number: Int
  var items: [InputItem]
  var bytes: Int
}

/// Runs batches, each document under its deadline.
struct BatchRunner: Sendable {
  let runner: DocumentRunner
  let nanosecondsPerDocument: Int64

  /// Results in the order of the batch.
  func run(_ batch: Batch, in slot: DeadlineMonitor.Slot) async -> [DocumentResult] {
    var results: [DocumentResult] = []
    // A cancelled task stays cancelled: after a deadline the rest of the batch goes on in a new one.
    while results.count < batch.items.count {
      let rest = batch.items[results.count...]
      let task = Task { await run(rest, in: slot) }
      slot.attach(task)
      results += await task.value
      slot.detach()
    }
    return results
  }

  /// Runs until a document is over its time; at least one result, unless the task was cancelled before the first.
  private func run(_ items: ArraySlice<InputItem>, in slot: DeadlineMonitor.Slot) async -> [DocumentResult] {
    var results: [DocumentResult] = []
    results.reserveCapacity(items.count)
    for item in items {
      if Task.isCancelled { break }
      slot.begin(until: Clock.nanoseconds() + nanosecondsPerDocument)
      results.append(await runner.run(item, in: slot))
      slot.end()
    }
    return results
  }
}
