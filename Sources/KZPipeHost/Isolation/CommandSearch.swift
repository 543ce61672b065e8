import Glibc

/// Finds the program that a command names, so that a missing one shows before anything runs.
enum CommandSearch {
  enum Fault: Error { case missing, notExecutable }

  /// - Parameter directory: where a name with a slash counts from; others are looked for in `$PATH`
  static func path(of name: String, in directory: String) throws(Fault) -> String {
    if name.contains("/") {
      let path = FilePath.resolve(name, in: FilePath.absolute(directory))
      guard isFile(path) else { throw .missing }
      guard access(path, X_OK) == 0 else { throw .notExecutable }
      return path
    }
    let places = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
    for place in places.split(separator: ":") {
      let path = FilePath.join(String(place), name)
      if isFile(path), access(path, X_OK) == 0 { return path }
    }
    throw .missing
  }

  private static func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }
}

/// The words of a command as a configuration or a manifest writes them.
struct WrittenCommand {
  /// The command with the program's path; `nil` when it cannot be used.
  private(set) var command: ChildProcess.Command?
  private(set) var problem: Diagnostic?

  /// - Parameters:
  ///   - node: a list of words that was checked to be one
  ///   - owner: what the command belongs to, for messages: `stage "names"`
  init(_ node: ConfigNode, of owner: String, directory: String, form: FrameForm, memoryBytes: Int?) {
    guard case .list(let items) = node.value, let first = items.first else {
      problem = Diagnostic(
        .missing, "the command of the \(owner) is empty", at: node.place,
        notes: ["write the program and its arguments: [python3, names.py]"])
      return
    }
    let words = items.compactMap { item -> String? in
      if case .string(let text) = item.optionValue(as: .string, relativeTo: "") { text } else { nil }
    }
    guard words.count == items.count, let name = words.first, !name.isEmpty else {
      if words.count == items.count {
        problem = Diagnostic(.missing, "the command of the \(owner) is empty", at: first.place)
      }
      return
    }
    // What a variable held is not shown.
    var shown = name
    var home = directory
    if case .scalar(let scalar) = first.value {
      shown = scalar.original ?? name
      home = scalar.directory ?? directory
    }
    do {
      let path = try CommandSearch.path(of: name, in: home)
      command = ChildProcess.Command(
        words: [path] + words.dropFirst(), directory: FilePath.absolute(home), memoryBytes: memoryBytes, form: form
      )
    } catch {
      let what = error == .missing ? "is not there" : "may not be executed"
      problem = Diagnostic(
        .commandMissing, "the command \"\(shown)\" of the \(owner) \(what)", at: first.place,
        notes: [
          error == .missing
            ? "a name without a slash is looked for in $PATH, others count from the directory of the file"
            : "chmod +x makes it a program; or name its interpreter: [python3, \(shown)]"
        ])
    }
  }
}
