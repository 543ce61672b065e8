import Glibc

/// What the user asked to read, checked before anything runs.
public struct InputPlan: Sendable {
  /// A file, a directory or standard input, in the order of reading.
  enum Root: Sendable, Hashable {
    case standardInput
    /// `slug` is the path that the document's slug is made of.
    case file(path: String, slug: String)
    /// Documents below are named by their path in it, behind `slug`.
    case directory(path: String, slug: String)
  }

  let roots: [Root]
  /// Directories that are never read: where the run writes.
  public var excluded: Set<String> = []

  /// - Parameter inputs: paths and patterns with the place that names them; `nil` for the command line
  /// - Throws: every input that does not exist
  public init(_ inputs: [(text: String, place: Place?)]) throws(Diagnostics) {
    guard !inputs.isEmpty else {
      throw Diagnostics([
        Diagnostic(
          .noInput, "there is nothing to read",
          notes: ["name files, directories or patterns on the command line, or under input.paths in the configuration"])
      ])
    }
    var roots: [Root] = []
    var problems: [Diagnostic] = []
    for (text, place) in inputs {
      if text == "-" {
        roots.append(.standardInput)
      } else if let root = Self.root(text) {
        roots.append(root)
      } else if errno == ENOENT, Glob.isPattern(text) {
        let paths = Glob.expand(text)
        if paths.isEmpty {
          problems.append(Diagnostic(.patternWithoutMatch, "the pattern \"\(text)\" matches nothing", at: place))
        }
        let base = Glob.base(of: text)
        roots += paths.compactMap { Self.root($0, slug: Self.relative($0, to: base)) }
      } else {
        let reason = FileError(number: errno).reason
        problems.append(Diagnostic(.inputMissing, "cannot read the input \"\(text)\": \(reason)", at: place))
      }
    }
    guard problems.isEmpty else { throw Diagnostics(problems) }
    self.roots = roots
  }

  private static func root(_ path: String, slug: String? = nil) -> Root? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    if status.st_mode & S_IFMT == S_IFDIR { return .directory(path: path, slug: slug ?? "") }
    return .file(path: path, slug: slug ?? FilePath.lastSegment(of: path))
  }

  private static func relative(_ path: String, to base: String) -> String {
    let prefix = base == "/" ? "/" : base + "/"
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }

  /// Documents in order; reads directories and JSON Lines as it goes.
  public func items(limits: Config.Limits) -> InputSequence { InputSequence(plan: self, limits: limits) }
}
