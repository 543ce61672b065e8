import Glibc

/// The XML files that paths and patterns lead to.
public struct DocumentSet: Sendable {
  /// What stands for standard input among the paths.
  public static let standardInput = "-"

  /// Paths in the order given; those below a directory or matched by a pattern sorted bytewise.
  public private(set) var files: [String] = []
  /// Paths that lead nowhere, or to a directory without XML files.
  public private(set) var problems: [Diagnostic] = []

  private static let extensions = [".xml", ".nitf"]
  /// Deeper directories are left out; links may go in circles.
  private static let mostLevels = 64

  public init(_ paths: [String]) {
    for path in paths { add(path) }
  }

  private mutating func add(_ path: String) {
    if path == Self.standardInput {
      files.append(path)
      return
    }
    var status = stat()
    guard stat(path, &status) == 0 else {
      let reason = FileError(number: errno).reason
      if Glob.isPattern(path) {
        let matches = Glob.expand(path)
        if matches.isEmpty {
          problems.append(Diagnostic(.patternWithoutMatch, "the pattern \"\(path)\" matches nothing"))
        }
        for match in matches { add(match) }
      } else {
        problems.append(Diagnostic(.inputMissing, "cannot read it: \(reason)", at: Place(path)))
      }
      return
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      files.append(path)
      return
    }
    let before = files.count
    descend(path, level: 0)
    if files.count == before {
      problems.append(
        Diagnostic(
          .noInput, "no XML file below this directory", at: Place(path),
          notes: ["files that end in \(Self.extensions.joined(separator: " or ")) are looked at"]))
    }
  }

  private mutating func descend(_ directory: String, level: Int) {
    let names: [String]
    do {
      names = try DirectoryListing.names(in: directory)
    } catch {
      problems.append(Diagnostic(.inputMissing, "cannot list it: \(error.reason)", at: Place(directory)))
      return
    }
    let visible = names.filter { !$0.hasPrefix(".") }
    for name in visible.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      let path = FilePath.join(directory, name)
      var status = stat()
      guard stat(path, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        if level < Self.mostLevels { descend(path, level: level + 1) }
      } else if status.st_mode & S_IFMT == S_IFREG, Self.extensions.contains(where: name.lowercased().hasSuffix) {
        files.append(path)
      }
    }
  }
}
