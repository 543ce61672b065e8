import Synchronization

/// Lets documents pass one at a time in the order of their numbers, whatever order they arrive in.
///
/// Every number from 0 on has to leave once, whether it entered or not; a later one waits until all before it have left.
/// Batches are handed out in order, so the document whose turn it is always is at work.
final class Turnstile: Sendable {
  private struct State {
    var next = 0
    /// Numbers that left before their turn came.
    var gone: Set<Int> = []
    var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
  }

  private let state = Mutex(State())

  /// Returns when it is the turn of `number`; at once when it already is.
  func enter(_ number: Int) async {
    await withCheckedContinuation { continuation in
      let isNext = state.withLock { state in
        if state.next == number { return true }
        state.waiting[number] = continuation
        return false
      }
      if isNext { continuation.resume() }
    }
  }

  /// Ends the turn of `number`, or gives it up.
  func leave(_ number: Int) {
    let follower = state.withLock { state -> CheckedContinuation<Void, Never>? in
      state.gone.insert(number)
      while state.gone.remove(state.next) != nil { state.next += 1 }
      return state.waiting.removeValue(forKey: state.next)
    }
    follower?.resume()
  }
}
