import Dispatch
import Synchronization

/// Cancels the task of a document whose time is over.
///
/// One timer for all: a document costs two atomic stores, not a task of its own. The work is cooperative: a stage that
/// never looks at its cancellation is noticed when it returns.
final class DeadlineMonitor: Sendable {
  /// A worker's place in the table.
  final class Slot: Sendable {
    /// Monotonic nanoseconds; `Int64.max` while no document is at work.
    fileprivate let deadline = Atomic<Int64>(.max)
    fileprivate let task = Mutex<Task<[DocumentResult], Never>?>(nil)

    func begin(until deadline: Int64) { self.deadline.store(deadline, ordering: .relaxed) }
    /// Stops the clock; returns the nanoseconds that were left, for `resume`.
    func pause() -> Int64 {
      let deadline = deadline.exchange(.max, ordering: .relaxed)
      return deadline == .max ? .max : deadline - Clock.nanoseconds()
    }
    func resume(_ left: Int64) { if left != .max { begin(until: Clock.nanoseconds() + left) } }
    func end() { deadline.store(.max, ordering: .relaxed) }
    func attach(_ task: Task<[DocumentResult], Never>) { self.task.withLock { $0 = task } }
    func detach() { task.withLock { $0 = nil } }
  }

  let slots: [Slot]
  /// Dispatch sources may be used from any thread, though their type does not say so here.
  nonisolated(unsafe) private let timer: any DispatchSourceTimer

  init(slots count: Int, seconds: Double) {
    let slots = (0..<count).map { _ in Slot() }
    self.slots = slots
    let source = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "kzpipe.deadline"))
    // A tenth of the limit is exact enough, between 5 and 100 ms.
    let interval = max(5, min(100, Int(seconds * 100)))
    source.schedule(deadline: .now() + .milliseconds(interval), repeating: .milliseconds(interval))
    source.setEventHandler {
      let now = Clock.nanoseconds()
      for slot in slots where slot.deadline.load(ordering: .relaxed) < now {
        slot.task.withLock { $0?.cancel() }
      }
    }
    source.activate()
    timer = source
  }

  func stop() { timer.cancel() }
}
