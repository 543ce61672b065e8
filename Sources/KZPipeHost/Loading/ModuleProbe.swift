import Glibc
import KZPipeJSON

/// Tries modules in a child process, so that one that traps while it is loaded is a line in a list and not the end of it.
///
/// One child takes all modules in turn and prints a line for each. When it dies, the module without a line is the culprit,
/// and another child goes on behind it.
public enum ModuleProbe {
  public enum Outcome: Sendable, Hashable {
    case loaded(LoadedModule)
    /// The rendered reason.
    case refused(String)
  }

  /// Hidden subcommand of the executable that runs as the child.
  public static let subcommand = "probe-modules"

  /// - Parameter executable: path of kzpipe itself
  public static func run(_ paths: [String], executable: String) -> [Outcome] {
    var outcomes: [Outcome] = []
    while outcomes.count < paths.count {
      let rest = Array(paths[outcomes.count...])
      let (lines, complaint) = child(executable, [subcommand, "--"] + rest)
      outcomes += lines.prefix(rest.count).compactMap(outcome)
      guard lines.count < rest.count else { continue }
      outcomes.append(
        .refused(
          complaint.isEmpty
            ? DiagnosticRenderer.text(
              of: Diagnostic(
                .moduleCrashed, "the module ended the process while it was loaded", at: Place(rest[lines.count])))
            : complaint))
    }
    return outcomes
  }

  // MARK: The child's side

  /// One JSON object: `{"refused": text}` or the module.
  public static func line(for path: String) -> String {
    var json = JSONWriter()
    json.beginObject()
    do {
      let module = try ModuleLoader.load(path).module
      json.member("path", path)
      json.member("name", module.name)
      json.member("version", module.version)
      json.member("stages", module.stages)
    } catch {
      json.member("refused", DiagnosticRenderer.text(of: error))
    }
    json.endObject()
    return String(decoding: json.bytes, as: UTF8.self)
  }

  private static func outcome(_ line: Substring) -> Outcome? {
    guard let value = try? JSONValue.parse(Array(line.utf8)) else { return nil }
    if let text = value["refused"]?.string { return .refused(text) }
    guard let path = value["path"]?.string else { return nil }
    return .loaded(
      LoadedModule(
        path: path, name: value["name"]?.string ?? "", version: value["version"]?.string ?? "",
        stages: (value["stages"]?.array ?? []).compactMap(\.string)))
  }

  // MARK: The parent's side

  /// Runs a hidden subcommand of the executable.
  /// - Returns: standard output as lines, and what the child, or its crash guard, said on standard error
  public static func child(_ executable: String, _ arguments: [String]) -> (lines: [Substring], complaint: String) {
    var output: [Int32] = [-1, -1]
    var complaints: [Int32] = [-1, -1]
    guard pipe(&output) == 0, pipe(&complaints) == 0 else { return ([], "") }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, complaints[1], STDERR_FILENO)
    for descriptor in output + complaints { posix_spawn_file_actions_addclose(&actions, descriptor) }
    let words: [UnsafeMutablePointer<CChar>?] = ([executable] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    let status = posix_spawn(&process, executable, &actions, nil, words, environ)
    close(output[1])
    close(complaints[1])
    defer {
      close(output[0])
      close(complaints[0])
    }
    guard status == 0 else { return ([], "") }
    let text = drain(output[0], complaints[0])
    var ended: Int32 = 0
    while waitpid(process, &ended, 0) < 0, errno == EINTR {}
    var complaint = String(decoding: text[1], as: UTF8.self)
    while complaint.hasSuffix("\n") { complaint.removeLast() }
    return (String(decoding: text[0], as: UTF8.self).split(separator: "\n"), complaint)
  }

  /// Reads both pipes until both are closed, so that neither can fill up; keeps at most a megabyte of each.
  private static func drain(_ first: Int32, _ second: Int32) -> [[UInt8]] {
    var text: [[UInt8]] = [[], []]
    var waiting = [
      pollfd(fd: first, events: Int16(POLLIN), revents: 0), pollfd(fd: second, events: Int16(POLLIN), revents: 0),
    ]
    var chunk = [UInt8](repeating: 0, count: 4096)
    while waiting.contains(where: { $0.fd >= 0 }) {
      if poll(&waiting, 2, -1) < 0 {
        if errno == EINTR { continue }
        break
      }
      for index in waiting.indices where waiting[index].fd >= 0 && waiting[index].revents != 0 {
        let got = read(waiting[index].fd, &chunk, chunk.count)
        if got > 0, text[index].count < 1 << 20 { text[index] += chunk[..<got] }
        if got <= 0 { waiting[index].fd = -1 }
      }
    }
    return text
  }
}
