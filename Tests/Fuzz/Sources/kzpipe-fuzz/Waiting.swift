import Dispatch
import Synchronization

/// Waits for asynchronous work: libFuzzer calls from a thread that has nothing else to do.
enum Waiting {
  static func result<Value: Sendable, Failure: Error>(
    of work: @escaping @Sendable () async throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let done = DispatchSemaphore(value: 0)
    let box = Box<Value, Failure>()
    Task.detached {
      let result: Result<Value, Failure>
      do throws(Failure) { result = .success(try await work()) } catch { result = .failure(error) }
      box.result.withLock { $0 = result }
      done.signal()
    }
    while true {
      done.wait()
      if let result = box.result.withLock({ $0 }) { return try result.get() }
    }
  }

  private final class Box<Value: Sendable, Failure: Error>: Sendable {
    let result = Mutex<Result<Value, Failure>?>(nil)
  }
}
