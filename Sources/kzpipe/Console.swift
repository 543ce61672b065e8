import Glibc
import KZPipeHost

/// Text for people. Standard output carries what was asked for, standard error everything else.
enum Console {
  static func output(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }
  static func error(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

  static func report(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics { error(DiagnosticRenderer.report(of: diagnostic)) }
  }

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Columns of a terminal; 80 when it does not say.
  static func width(_ descriptor: Int32) -> Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1 else { return 80 }
    return Int(size.ws_col)
  }

  /// A reader that went away is no reason to complain.
  static func write(_ text: String, to descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { return }
      rest = rest.dropFirst(written)
    }
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
  static func surroundings() throws -> Setup.Surroundings {
    let environment = environment
    do {
      return Setup.Surroundings(
        environment: environment, executableDirectory: ModuleSearch.executableDirectory(), version: Version.text,
        runTime: try RunClock.moment(environment: environment), warn: { Console.error("kzpipe: warning: \($0)") })
    } catch {
      Console.report([error])
      throw Exit.unusable
    }
  }
}
