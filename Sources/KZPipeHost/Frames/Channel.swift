import Synchronization

/// Hands values from one thread to several tasks, in order.
final class Channel<Value: Sendable>: Sendable {
  private struct State {
    var values: [Value] = []
    var next = 0
    var waiting: [CheckedContinuation<Value?, Never>] = []
    var isClosed = false
  }

  private let state = Mutex(State())

  func send(_ value: Value) {
    let receiver = state.withLock { state -> CheckedContinuation<Value?, Never>? in
      if !state.waiting.isEmpty { return state.waiting.removeFirst() }
      state.values.append(value)
      return nil
    }
    receiver?.resume(returning: value)
  }

  /// No more values come; what was sent is still received.
  func close() {
    let receivers = state.withLock { state in
      state.isClosed = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for receiver in receivers { receiver.resume(returning: nil) }
  }

  /// The next value; `nil` when the channel is closed and empty.
  func receive() async -> Value? {
    await withCheckedContinuation { continuation in
      let value = state.withLock { state -> Value?? in
        if state.next < state.values.count {
          defer { state.next += 1 }
          let value = state.values[state.next]
          if state.next == state.values.count - 1 {
            state.values.removeAll(keepingCapacity: true)
            state.next = -1
          }
          return .some(value)
        }
        if state.isClosed { return .some(nil) }
        state.waiting.append(continuation)
        return nil
      }
      if let value { continuation.resume(returning: value) }
    }
  }
}
