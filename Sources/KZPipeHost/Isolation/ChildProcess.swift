import Dispatch
import Glibc
import Logging
import Synchronization

/// A running process with pipes on its three standard streams and a thread that serves them.
///
/// Sending never waits: what the pipe does not take at once is kept and written as the process reads. What comes back is
/// decoded and handed to `handler` on the process's own thread, one event at a time; the last one is `ended`.
final class ChildProcess: Sendable {
  enum Event: Sendable {
    /// What one look at its output brought.
    case messages([Message])
    case broken(FrameError)
    /// Lines of its standard error.
    case said([ChildLine])
    /// Ten to twenty times a second, for deadlines.
    case tick
    /// The process is gone without having been asked to finish; what it wrote last to standard error.
    case ended(Ending, lastWords: [String])
  }

  enum Ending: Sendable, Hashable, CustomStringConvertible {
    case exited(Int32)
    case signalled(Int32)

    var description: String {
      switch self {
      case .exited(let code): "exit code \(code)"
      case .signalled(SIGKILL): "signal 9, killed"
      case .signalled(let number):
        "signal \(number), \(strsignal(number).map { String(cString: $0).lowercased() } ?? "unknown")"
      }
    }
  }

  struct Command: Sendable, Hashable {
    /// Absolute path and arguments.
    var words: [String]
    var directory: String
    /// Address space in bytes.
    var memoryBytes: Int?
    var form: FrameForm
  }

  /// Bytes of one answer.
  static let answerLimit = 1 << 26

  private struct Outgoing {
    var descriptor: Int32
    var bytes: [UInt8] = []
    var written = 0
    var isClosing = false
  }

  private let pid: pid_t
  private let outgoing: Mutex<Outgoing>
  /// Wakes the thread when something is left to be written.
  private let wake: (read: Int32, write: Int32)

  /// Starts the process.
  /// - Parameter level: the least of what is told of its standard error
  init(_ command: Command, from level: Logger.Level, handler: @escaping @Sendable (Event) -> Void) throws(FileError) {
    let spawned = try Spawn.start(command)
    pid = spawned.pid
    outgoing = Mutex(Outgoing(descriptor: spawned.input))
    do { wake = try Spawn.pipe() } catch {
      for descriptor in [spawned.input, spawned.output, spawned.errors] { close(descriptor) }
      Glibc.kill(-spawned.pid, SIGKILL)
      throw error
    }
    Self.setNonblocking(wake.write)
    ChildProcesses.add(self, pid: pid)
    let reader = ChildReader(output: spawned.output, errors: spawned.errors, form: command.form, from: level)
    DispatchQueue(label: "kzpipe.process").async { [self] in serve(reader, handler) }
  }

  static func setNonblocking(_ descriptor: Int32) {
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
  }

  func send(_ bytes: [UInt8]) {
    let isLeft = outgoing.withLock { outgoing -> Bool in
      guard outgoing.descriptor >= 0, !outgoing.isClosing else { return false }
      if outgoing.bytes.isEmpty {
        let written = Self.write(bytes[...], to: outgoing.descriptor)
        if written < bytes.count { outgoing.bytes = Array(bytes[written...]) }
      } else {
        outgoing.bytes += bytes
      }
      return !outgoing.bytes.isEmpty
    }
    if isLeft { poke() }
  }

  /// Closes standard input once everything is written: the polite way to end.
  func finish() {
    outgoing.withLock { outgoing in
      outgoing.isClosing = true
      Self.closeIfDone(&outgoing)
    }
    poke()
  }

  /// Ends the process and everything it started.
  func kill() { Glibc.kill(-pid, SIGKILL) }

  private func poke() {
    var byte: UInt8 = 1
    _ = Glibc.write(wake.write, &byte, 1)
  }

  /// Bytes that the pipe took; all of them when nobody reads any more, which shows at the other end.
  private static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Int {
    bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count {
        let count = Glibc.write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
        if count >= 0 {
          written += count
        } else if errno == EAGAIN {
          return written
        } else if errno != EINTR {
          return buffer.count
        }
      }
      return written
    }
  }

  private static func closeIfDone(_ outgoing: inout Outgoing) {
    guard outgoing.isClosing, outgoing.bytes.isEmpty, outgoing.descriptor >= 0 else { return }
    close(outgoing.descriptor)
    outgoing.descriptor = -1
  }

  // MARK: The thread

  private func serve(_ reader: ChildReader, _ handler: (Event) -> Void) {
    var reader = reader
    var ticked = Clock.nanoseconds()
    while reader.isOpen {
      let (input, isLeft) = outgoing.withLock { ($0.descriptor, !$0.bytes.isEmpty) }
      var waiting = [
        pollfd(fd: reader.output, events: Int16(POLLIN), revents: 0),
        pollfd(fd: reader.errorsToPoll, events: Int16(POLLIN), revents: 0),
        pollfd(fd: wake.read, events: Int16(POLLIN), revents: 0),
        pollfd(fd: isLeft ? input : -1, events: Int16(POLLOUT), revents: 0),
      ]
      _ = poll(&waiting, nfds_t(waiting.count), 100)
      if waiting[2].revents != 0 {
        var bytes = [UInt8](repeating: 0, count: 256)
        _ = Glibc.read(wake.read, &bytes, bytes.count)
      }
      if waiting[3].revents != 0 { writeOn() }
      if waiting[1].revents != 0 { reader.readErrors(handler) }
      if waiting[0].revents != 0 { reader.readOutput(handler) }
      let now = Clock.nanoseconds()
      if now - ticked > 50_000_000 {
        ticked = now
        handler(.tick)
      }
    }
    let ending = waitForEnd(&reader, handler)
    let wasAsked = outgoing.withLock { outgoing in
      if outgoing.descriptor >= 0 { close(outgoing.descriptor) }
      defer { outgoing = Outgoing(descriptor: -1) }
      return outgoing.isClosing
    }
    reader.close()
    if !wasAsked { handler(.ended(ending, lastWords: reader.lastWords)) }
  }

  private func writeOn() {
    outgoing.withLock { outgoing in
      guard outgoing.descriptor >= 0 else { return }
      outgoing.written += Self.write(outgoing.bytes[outgoing.written...], to: outgoing.descriptor)
      if outgoing.written == outgoing.bytes.count {
        outgoing.bytes.removeAll(keepingCapacity: true)
        outgoing.written = 0
      }
      Self.closeIfDone(&outgoing)
    }
  }

  /// Standard output is closed, so the process has a second to be gone by itself.
  private func waitForEnd(_ reader: inout ChildReader, _ handler: (Event) -> Void) -> Ending {
    let latest = Clock.nanoseconds() + 1_000_000_000
    while !isGone, Clock.nanoseconds() < latest { reader.readErrors(waiting: 5, handler) }
    // What it started may outlive it. Until it is waited for, its number cannot be another's.
    kill()
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    ChildProcesses.remove(pid: pid)
    for _ in 0..<16 { reader.readErrors(handler) }
    let signal = status & 0x7F
    return signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal)
  }

  /// Whether the process has ended; it is not waited for yet.
  private var isGone: Bool {
    var info = siginfo_t()
    return waitid(P_PID, id_t(pid), &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_signo == SIGCHLD
  }

  deinit {
    close(wake.read)
    close(wake.write)
  }
}
