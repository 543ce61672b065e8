import Dispatch
import Glibc
import KZPipeFetch

/// SIGINT and SIGTERM: the first one lets what is in flight finish, a second one ends the process.
final class Signals {
  private static let numbers = [SIGINT, SIGTERM]
  private var sources: [any DispatchSourceSignal] = []

  init(_ stop: Fetch.Stop, _ reporter: Reporter) {
    for number in Self.numbers {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        guard stop.isSet else {
          stop.set()
          reporter.note("finishing what is in flight; interrupt again to stop at once")
          return
        }
        signal(number, SIG_DFL)
        kill(getpid(), number)
      }
      source.activate()
      sources.append(source)
    }
  }

  func restore() {
    for source in sources { source.cancel() }
    for number in Self.numbers { signal(number, SIG_DFL) }
  }
}
