import Dispatch
import Glibc
import Synchronization

/// Starts processes. One at a time: between making a pipe and marking it, another start would hand it on, and its reader
/// would never see its end.
enum Spawn {
  struct Started {
    var pid: pid_t
    /// The writing end of its standard input, and the reading ends of its standard output and error.
    var input: Int32
    var output: Int32
    var errors: Int32
  }

  private static let gate = Mutex(())

  /// A pipe that no started process inherits.
  static func pipe() throws(FileError) -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    let status = gate.withLock { _ in marked(&ends) }
    guard status == 0 else { throw FileError(number: status) }
    return (ends[0], ends[1])
  }

  private static func marked(_ ends: inout [Int32]) -> Int32 {
    guard Glibc.pipe(&ends) == 0 else { return errno }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return 0
  }

  /// In a process group of its own, so that Ctrl-C reaches us alone and what is in flight can be finished; with all signals
  /// as usual, though we ignore some.
  static func start(_ command: ChildProcess.Command) throws(FileError) -> Started {
    // The shell sets the limit and the directory, which posix_spawn cannot everywhere, and becomes the command.
    let limit = command.memoryBytes.map { String(max(1, $0 / 1024)) } ?? "unlimited"
    let script = #"ulimit -v "$1" && cd "$2" && shift 2 && exec "$@""#
    let words = ["/bin/sh", "-c", script, "kzpipe", limit, command.directory] + command.words
    var pid: pid_t = 0
    var pipes = [[Int32]](repeating: [-1, -1], count: 3)
    let status = gate.withLock { _ -> Int32 in
      for index in pipes.indices {
        let status = marked(&pipes[index])
        if status != 0 { return status }
      }
      return spawn(words, streams: [pipes[0][0], pipes[1][1], pipes[2][1]], &pid)
    }
    for end in [pipes[0][0], pipes[1][1], pipes[2][1]] where end >= 0 { close(end) }
    guard status == 0 else {
      for end in [pipes[0][1], pipes[1][0], pipes[2][0]] where end >= 0 { close(end) }
      throw FileError(number: status)
    }
    // Linux: a megabyte instead of 64 kilobytes, so that many documents fit; it is no harm when the system says no.
    let setPipeSize: Int32 = 1031
    for end in [pipes[0][1], pipes[1][0]] { _ = fcntl(end, setPipeSize, 1 << 20) }
    ChildProcess.setNonblocking(pipes[0][1])
    return Started(pid: pid, input: pipes[0][1], output: pipes[1][0], errors: pipes[2][0])
  }

  private static func spawn(_ words: [String], streams: [Int32], _ pid: inout pid_t) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, stream) in streams.enumerated() { posix_spawn_file_actions_adddup2(&actions, stream, Int32(number)) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var all = sigset_t()
    var none = sigset_t()
    sigfillset(&all)
    sigemptyset(&none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    let arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    return posix_spawn(&pid, words[0], &actions, &attributes, arguments, environ)
  }
}

/// The processes that are running, so that none outlives us.
public enum ChildProcesses {
  private struct Weak: Sendable { weak var child: ChildProcess? }
  private static let running = Mutex<[pid_t: Weak]>([:])
  /// Writing to a process that is gone has to be an error of that write and not the end of us.
  /// Held for ever; dispatch sources may be used from any thread, though their type does not say so here.
  nonisolated(unsafe) private static let hooks: [any DispatchSourceSignal] = {
    signal(SIGPIPE, SIG_IGN)
    // A command that does not mind signals itself leaves no processes behind when one ends it.
    atexit { ChildProcesses.endAll() }
    return Signals.endings.filter(Signals.isDefault).map { number in
      Signals.source(number) { Signals.end(by: number) }
    }
  }()

  static func add(_ child: ChildProcess, pid: pid_t) {
    _ = hooks
    running.withLock { $0[pid] = Weak(child: child) }
  }

  static func remove(pid: pid_t) { running.withLock { $0[pid] = nil } }

  /// Lets all of them end politely, for at most a second, and then ends those that are left.
  static func endAll() {
    let children = running.withLock { $0.values.compactMap(\.child) }
    for child in children { child.finish() }
    for _ in 0..<200 where running.withLock({ !$0.isEmpty }) { usleep(5000) }
    killAll()
  }

  /// Ends all of them at once; for somebody who is about to die of a signal.
  public static func killAll() {
    for pid in running.withLock({ Array($0.keys) }) { kill(-pid, SIGKILL) }
  }
}
