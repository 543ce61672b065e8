import Dispatch
import Glibc

/// What becomes of signals.
public enum Signals {
  /// Those that ask a process to end.
  public static let endings = [SIGINT, SIGTERM, SIGHUP]

  public static func isIgnored(_ number: Int32) -> Bool { handler(of: number) == 1 }
  static func isDefault(_ number: Int32) -> Bool { handler(of: number) == 0 }

  /// The address of the handler; SIG_DFL and SIG_IGN are 0 and 1.
  private static func handler(of number: Int32) -> Int {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return 0 }
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
  }

  /// Calls `body` in place of what the signal does otherwise, until the source is cancelled.
  public static func source(_ number: Int32, _ body: @escaping @Sendable () -> Void) -> any DispatchSourceSignal {
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
    source.setEventHandler(handler: body)
    source.activate()
    return source
  }

  /// Ends the processes of stages and then this one, as the signal would have.
  public static func end(by number: Int32) {
    ChildProcesses.killAll()
    signal(number, SIG_DFL)
    kill(getpid(), number)
  }
}
