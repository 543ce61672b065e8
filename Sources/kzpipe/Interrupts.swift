import Dispatch
import Glibc
import KZPipeHost

/// SIGINT and SIGTERM: the first one lets what is in flight finish, a second one ends the process.
final class Interrupts {
  private var sources: [any DispatchSourceSignal] = []
  private static let signals = [SIGINT, SIGTERM]

  init(stop: StopFlag) {
    for number in Self.signals {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        guard stop.isSet else {
          stop.stop()
          Console.error("\nkzpipe: finishing what is in flight; interrupt again to stop at once")
          return
        }
        ChildProcesses.killAll()
        signal(number, SIG_DFL)
        kill(getpid(), number)
      }
      source.activate()
      sources.append(source)
    }
  }

  func restore() {
    for source in sources { source.cancel() }
    for number in Self.signals { signal(number, SIG_DFL) }
  }
}
