import Dispatch
import Glibc
import KZPipeHost
import Logging

/// SIGINT, SIGTERM and SIGHUP: the first one lets what is in flight finish, a second one ends the process.
final class Interrupts {
  private let sources: [(number: Int32, source: any DispatchSourceSignal)]

  init(stop: StopFlag, log: Logger) {
    // nohup has SIGHUP ignored, and so it stays.
    let numbers = Signals.endings.filter { $0 != SIGHUP || !Signals.isIgnored($0) }
    sources = numbers.map { number in
      let source = Signals.source(number) {
        if stop.isSet { return Signals.end(by: number) }
        stop.stop()
        // The terminal has just written ^C.
        if Console.isTerminal(STDERR_FILENO) { Console.error("") }
        log.tell(.warning, .interrupted, "finishing what is in flight; interrupt again to stop at once")
      }
      return (number, source)
    }
  }

  func restore() {
    for (number, source) in sources {
      source.cancel()
      signal(number, SIG_DFL)
    }
  }
}
