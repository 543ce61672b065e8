import Glibc
import KZPipeHost
import Logging
import Synchronization

/// Text for people. Standard output carries what was asked for, standard error everything else.
enum Console {
  /// Ends the process when the text finds no place.
  /// - Returns: false when the reader has seen enough
  @discardableResult
  static func output(_ text: String, end: String = "\n") -> Bool {
    let fault = write(text + end, to: STDOUT_FILENO)
    guard fault != 0, fault != EPIPE else { return fault == 0 }
    error("kzpipe: cannot write to standard output: \(FileError(number: fault).reason)")
    exit(Exit.internalError.rawValue)
  }

  /// One write for a text, so that those of several threads do not mix; a bar stays below it.
  static func error(_ text: String) {
    _ = bar.withLock { write(($0.isEmpty ? "" : takeBack) + text + "\n" + $0, to: STDERR_FILENO) }
  }

  /// The bar on the last line of the terminal; empty for none.
  private static let bar = Mutex("")
  private static let takeBack = "\r\u{1B}[K"

  /// Shows a bar in place of the last one. A line that wraps could not be taken back.
  static func show(bar text: String) {
    bar.withLock { bar in
      guard !bar.isEmpty || !text.isEmpty else { return }
      bar = String(text.prefix(width(STDERR_FILENO) - 1))
      write(takeBack + bar, to: STDERR_FILENO)
    }
  }

  static func report(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics { error(DiagnosticRenderer.report(of: diagnostic)) }
  }

  /// Standard streams that are closed stay unusable; their numbers would otherwise go to the next files that are opened, and
  /// messages into those.
  static func occupyStreams() {
    for (number, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY)]
    where fcntl(number, F_GETFD) < 0 {
      // The lowest free number is this one.
      _ = open("/dev/null", mode)
    }
  }

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Columns of a terminal; 80 when it does not say.
  static func width(_ descriptor: Int32) -> Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1 else { return 80 }
    return Int(size.ws_col)
  }

  /// - Returns: an error number; 0 for none
  @discardableResult
  static func write(_ text: String, to descriptor: Int32) -> Int32 {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { return errno }
      rest = rest.dropFirst(written)
    }
    return 0
  }
}

/// The process's surroundings, looked up once.
enum Process {
  static var environment: [String: String] {
    var values: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let pair = String(cString: text)
      if let equals = pair.firstIndex(of: "=") {
        values[String(pair[..<equals])] = String(pair[pair.index(after: equals)...])
      }
      entry += 1
    }
    return values
  }

  /// - Throws: `ExitCode` after telling why
  static func surroundings(log: Logger = LogOptions.text) throws -> Setup.Surroundings {
    let environment = environment
    do {
      return Setup.Surroundings(
        environment: environment, executableDirectory: ModuleSearch.executableDirectory(), version: Version.text,
        runTime: try RunClock.moment(environment: environment), log: log)
    } catch {
      log.report(error)
      throw Exit.unusable
    }
  }
}
