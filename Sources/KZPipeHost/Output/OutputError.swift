/// The run cannot write any more; nothing that follows would do better.
public struct OutputError: Error, Sendable, Hashable {
  public var path: String
  public var cause: FileError
  /// What could not be done: `write`, `create the directory`.
  public var action: String
  public var code = DiagnosticCode.outputNotWritable
  /// What to do next; added to what the cause suggests.
  public var notes: [String] = []

  public init(_ action: String, _ path: String, _ cause: FileError) {
    self.action = action
    self.path = path
    self.cause = cause
  }

  /// Another process runs on the directory.
  static func inUse(_ directory: String, holder: Int?) -> OutputError {
    var error = OutputError(
      "use the output directory", directory,
      FileError(reason: "another run is writing to it" + (holder.map { " (process \($0))" } ?? "")))
    error.code = .outputInUse
    error.notes = ["wait for it, end it, or choose another place with -o"]
    return error
  }

  public var diagnostic: Diagnostic {
    var notes = notes
    if cause.reason.contains("space") { notes.append("make room, or choose another place with -o") }
    if cause.reason.contains("permission") || cause.reason.contains("read-only") {
      notes.append("choose another place with -o, or change the permissions")
    }
    return Diagnostic(code, "cannot \(action): \(cause.reason)", at: Place(path), notes: notes)
  }
}
