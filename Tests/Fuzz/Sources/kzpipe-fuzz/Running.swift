import Synchronization

/// The target of this process, for libFuzzer's callback, which carries no context.
enum Running {
  private static let target = Mutex<(any FuzzTarget)?>(nil)

  static func start(_ type: any FuzzTarget.Type) throws {
    let made = try type.init()
    target.withLock { $0 = made }
  }

  static func run(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let target = target.withLock { $0 }
    target?.run(Array(UnsafeBufferPointer(start: data, count: count)))
    return 0
  }
}
