import Glibc
import Synchronization

/// Turns a trap in foreign code into one line on standard error and exit code 2, instead of a bare signal.
///
/// Active only while a module is loaded or a stage is made; before and after, signals mean what they meant. The handler
/// and the exit hook do nothing but `write` and `_exit`, and read one atomic word: the text, prepared beforehand.
enum CrashGuard {
  /// Traps of Swift code arrive as SIGILL (x86) or SIGTRAP (ARM), those of C code as the others.
  private static let signals = [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT]

  /// Address of the prepared text, zero-terminated; 0 while nothing is guarded.
  private static let message = Atomic<UInt>(0)

  private static let exitHook: Int32 = atexit { CrashGuard.report() }

  /// Runs `body`; when it traps, or ends the process, `what` is reported of `file`.
  static func during<Result, Failure: Error>(
    _ what: String, file: String, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let diagnostic = Diagnostic(
      .moduleCrashed, what, at: Place(file), notes: ["nothing was run; remove the module, or rebuild it, and try again"]
    )
    let text = strdup(DiagnosticRenderer.text(of: diagnostic) + "\n")
    _ = exitHook
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in CrashGuard.report() }
    sigemptyset(&action.sa_mask)
    var former = signals.map { _ in sigaction() }
    message.store(UInt(bitPattern: text), ordering: .sequentiallyConsistent)
    for (index, signal) in signals.enumerated() { sigaction(signal, &action, &former[index]) }
    defer {
      for (index, signal) in signals.enumerated() { sigaction(signal, &former[index], nil) }
      message.store(0, ordering: .sequentiallyConsistent)
      free(text)
    }
    return try body()
  }

  private static func report() {
    let address = message.load(ordering: .sequentiallyConsistent)
    guard let text = UnsafePointer<CChar>(bitPattern: address) else { return }
    _ = write(STDERR_FILENO, text, strlen(text))
    _exit(2)
  }
}
