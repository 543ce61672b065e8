import Glibc

/// Paths as text; but for `exists` and `absolute`, nothing here touches the disk.
public enum FilePath {
  public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Behind the current directory unless it is absolute.
  public static func absolute(_ path: String) -> String {
    guard !isAbsolute(path) else { return normalised(path) }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    guard getcwd(&buffer, buffer.count) != nil else { return path }
    let current = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    return resolve(path, in: current)
  }

  /// `path`, put behind `directory` unless it is absolute, with `.` and `..` taken out.
  public static func resolve(_ path: String, in directory: String) -> String {
    normalised(isAbsolute(path) || directory.isEmpty || directory == "." ? path : directory + "/" + path)
  }

  /// Without empty segments and `.`, and with every `..` that has something before it carried out.
  public static func normalised(_ path: String) -> String {
    var segments: [Substring] = []
    for segment in Self.segments(of: path) where segment != "." {
      if segment == "..", let last = segments.last, last != ".." {
        segments.removeLast()
      } else if segment == "..", isAbsolute(path) {
        continue
      } else {
        segments.append(segment)
      }
    }
    let joined = segments.joined(separator: "/")
    if isAbsolute(path) { return "/" + joined }
    return joined.isEmpty ? "." : joined
  }

  // A slash with a combining mark behind it is one `Character` to Swift, and still a slash to the system: paths are cut by
  // their bytes.

  static let slash = UInt8(ascii: "/")

  /// What stands between the slashes; empty segments are left out.
  static func segments(of path: some StringProtocol) -> [Substring] {
    Substring(path).utf8.split(separator: slash).map { Substring($0) }
  }

  static func isAbsolute(_ path: String) -> Bool { path.utf8.first == slash }

  /// Everything before the last segment; `.` when there is only one.
  public static func directory(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: slash) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  public static func lastSegment(of path: String) -> String {
    path.utf8.lastIndex(of: slash).map { String(path[path.utf8.index(after: $0)...]) } ?? path
  }

  public static func join(_ directory: String, _ name: String) -> String {
    directory.utf8.last == slash ? directory + name : directory + "/" + name
  }
}
