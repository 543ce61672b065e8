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

  private(set) var roots: [Root]
  /// Files that somebody still writes are passed over: directories are watched, so their end is noticed.
  var leavesUnfinished = false
  /// What came through a pipe is gone once it has been read.
  var isRepeatable: Bool { !roots.contains(.standardInput) }
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
        continue
      }
      do {
        roots.append(try Self.root(text))
      } catch {
        guard error.isMissing, Glob.isPattern(text) else {
          problems.append(
            Diagnostic(.inputMissing, "cannot read the input \"\(text)\": \(error.reason)", at: place))
          continue
        }
        let paths = Glob.expand(text)
        if paths.isEmpty {
          problems.append(Diagnostic(.patternWithoutMatch, "the pattern \"\(text)\" matches nothing", at: place))
        }
        let base = Glob.base(of: text)
        // What has gone since the listing is told when it is read.
        for path in paths {
          let slug = Self.relative(path, to: base)
          do { roots.append(try Self.root(path, slug: slug)) } catch { roots.append(.file(path: path, slug: slug)) }
        }
      }
    }
    guard problems.isEmpty else { throw Diagnostics(problems) }
    self.roots = roots
  }

  private static func root(_ path: String, slug: String? = nil) throws(FileError) -> Root {
    var status = stat()
    guard stat(path, &status) == 0 else { throw FileError(number: errno) }
    if status.st_mode & S_IFMT == S_IFDIR { return .directory(path: path, slug: slug ?? "") }
    return .file(path: path, slug: slug ?? FilePath.lastSegment(of: path))
  }

  private static func relative(_ path: String, to base: String) -> String {
    let prefix = base == "/" ? "/" : base + "/"
    return path.utf8.starts(with: prefix.utf8) ? String(Substring(path.utf8.dropFirst(prefix.utf8.count))) : path
  }

  /// Documents in order; reads directories and JSON Lines as it goes.
  public func items(limits: Config.Limits) -> InputSequence { InputSequence(plan: self, limits: limits) }

  func items(limits: Config.Limits, names: DocumentNames) -> InputSequence {
    InputSequence(plan: self, limits: limits, names: names)
  }

  /// The same for files below its directories that have come; each is named as it would be there.
  func items(of files: [WatchedFile], limits: Config.Limits, names: DocumentNames) -> InputSequence {
    var plan = self
    plan.roots = files.map { .file(path: $0.path, slug: $0.slug) }
    return InputSequence(plan: plan, limits: limits, names: names)
  }
}
