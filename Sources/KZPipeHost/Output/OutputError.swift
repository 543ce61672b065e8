/// The run cannot write any more; nothing that follows would do better.
public struct OutputError: Error, Sendable, Hashable {
  public var path: String
  public var cause: FileError
  /// What could not be done: `write`, `create the directory`.
  public var action: String

  public init(_ action: String, _ path: String, _ cause: FileError) {
    self.action = action
    self.path = path
    self.cause = cause
  }

  public var diagnostic: Diagnostic {
    var notes: [String] = []
    if cause.reason.contains("space") { notes.append("make room, or choose another place with -o") }
    if cause.reason.contains("permission") || cause.reason.contains("read-only") {
      notes.append("choose another place with -o, or change the permissions")
    }
    return Diagnostic(.outputNotWritable, "cannot \(action): \(cause.reason)", at: Place(path), notes: notes)
  }
}
