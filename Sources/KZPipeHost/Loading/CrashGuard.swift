import Glibc
import Synchronization

/// Turns a trap in foreign code into one line on standard error and exit code 2, instead of a bare signal.
///
/// Active only while a module is loaded or a stage is made; before and after, signals mean what they meant. Several threads
/// may be guarded at a time: a trap comes to the thread that caused it. The handler and the exit hook do nothing but
/// `write` and `_exit`, and read one pointer: the text, prepared beforehand.
enum CrashGuard {
  /// Traps of Swift code arrive as SIGILL (x86) or SIGTRAP (ARM), those of C code as the others.
  private static let signals = [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT]

  /// The prepared text of a thread, zero-terminated; null while it is not guarded.
  private static let message: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()

  private static let exitHook: Int32 = atexit { _ = CrashGuard.report() }

  /// What the signals meant before the first of the guarded threads came.
  private struct Guarded {
    var threads = 0
    var former: [sigaction] = []
  }

  private static let guarded = Mutex(Guarded())

  /// Runs `body`; when it traps, or ends the process, `what` is reported of `file`.
  static func during<Result, Failure: Error>(
    _ what: String, file: String, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let diagnostic = Diagnostic(
      .moduleCrashed, what, at: Place(file), notes: ["nothing was run; remove the module, or rebuild it, and try again"]
    )
    let text = strdup(DiagnosticRenderer.text(of: diagnostic) + "\n")
    let outer = pthread_getspecific(message)
    _ = exitHook
    pthread_setspecific(message, text)
    // A stack that has run over cannot carry the handler.
    let bytes = 1 << 16
    let spare = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 16)
    var stack = stack_t(ss_sp: spare, ss_flags: 0, ss_size: bytes)
    var formerStack = stack_t()
    sigaltstack(&stack, &formerStack)
    enter()
    defer {
      leave()
      sigaltstack(&formerStack, nil)
      spare.deallocate()
      pthread_setspecific(message, outer)
      free(text)
    }
    return try body()
  }

  private static func enter() {
    guarded.withLock { guarded in
      guarded.threads += 1
      guard guarded.threads == 1 else { return }
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { number in
        // A thread that nobody guards dies as it would without this.
        if !CrashGuard.report() { signal(number, SIG_DFL) }
      }
      action.sa_flags = Int32(SA_ONSTACK)
      sigemptyset(&action.sa_mask)
      guarded.former = signals.map { number in
        var former = sigaction()
        sigaction(number, &action, &former)
        return former
      }
    }
  }

  private static func leave() {
    guarded.withLock { guarded in
      guarded.threads -= 1
      guard guarded.threads == 0 else { return }
      for (number, former) in zip(signals, guarded.former) {
        var former = former
        sigaction(number, &former, nil)
      }
    }
  }

  /// Ends the process with the text of the thread; false when it has none.
  private static func report() -> Bool {
    guard let text = pthread_getspecific(message) else { return false }
    _ = write(STDERR_FILENO, text, strlen(text.assumingMemoryBound(to: CChar.self)))
    _exit(2)
  }
}
