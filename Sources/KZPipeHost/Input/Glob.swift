import Glibc

/// Expands patterns with `*`, `?`, `[…]` and `**` (any number of directories).
enum Glob {
  static func isPattern(_ path: String) -> Bool { path.utf8.contains { "*?[".utf8.contains($0) } }

  /// The directory before the first segment with a wildcard: slugs count from here.
  static func base(of pattern: String) -> String {
    let literal = segments(pattern).prefix { !isPattern($0) }
    if literal.isEmpty { return FilePath.isAbsolute(pattern) ? "/" : "." }
    return (FilePath.isAbsolute(pattern) ? "/" : "") + literal.joined(separator: "/")
  }

  /// Paths that match, sorted bytewise. Directories that cannot be listed match nothing.
  static func expand(_ pattern: String) -> [String] {
    let rest = segments(pattern).drop { !isPattern($0) }
    var found: Set<String> = []
    expand(Array(rest)[...], in: base(of: pattern), into: &found)
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func expand(_ segments: ArraySlice<String>, in directory: String, into found: inout Set<String>) {
    guard let segment = segments.first else {
      found.insert(directory)
      return
    }
    let rest = segments.dropFirst()
    if segment == "**" {
      expand(rest.isEmpty ? ["*"] : rest, in: directory, into: &found)
      for name in names(in: directory) where !name.hasPrefix(".") {
        let path = path(directory, name)
        if isRealDirectory(path) { expand(segments, in: path, into: &found) }
      }
      return
    }
    guard isPattern(segment) else {
      let path = path(directory, segment)
      if access(path, F_OK) == 0 { expand(rest, in: path, into: &found) }
      return
    }
    for name in names(in: directory) where fnmatch(segment, name, FNM_PERIOD) == 0 {
      expand(rest, in: path(directory, name), into: &found)
    }
  }

  private static func names(in directory: String) -> [String] {
    do { return try DirectoryListing.names(in: directory) } catch { return [] }
  }

  private static func path(_ directory: String, _ name: String) -> String {
    directory == "." ? name : FilePath.join(directory, name)
  }

  /// Links are not followed below `**`, so that a loop cannot trap the search.
  private static func isRealDirectory(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func segments(_ pattern: String) -> [String] {
    FilePath.segments(of: pattern).filter { $0 != "." }.map(String.init)
  }
}
