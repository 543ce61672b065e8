import Glibc

/// Paths as text; but for `exists` and `absolute`, nothing here touches the disk.
public enum FilePath {
  public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Behind the current directory unless it is absolute.
  public static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/") else { return normalised(path) }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    guard getcwd(&buffer, buffer.count) != nil else { return path }
    let current = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    return resolve(path, in: current)
  }

  /// `path`, put behind `directory` unless it is absolute, with `.` and `..` taken out.
  public static func resolve(_ path: String, in directory: String) -> String {
    normalised(path.hasPrefix("/") || directory.isEmpty || directory == "." ? path : directory + "/" + path)
  }

  /// Without empty segments and `.`, and with every `..` that has something before it carried out.
  public static func normalised(_ path: String) -> String {
    var segments: [Substring] = []
    for segment in path.split(separator: "/", omittingEmptySubsequences: true) where segment != "." {
      if segment == "..", let last = segments.last, last != ".." {
        segments.removeLast()
      } else if segment == "..", path.hasPrefix("/") {
        continue
      } else {
        segments.append(segment)
      }
    }
    let joined = segments.joined(separator: "/")
    if path.hasPrefix("/") { return "/" + joined }
    return joined.isEmpty ? "." : joined
  }

  /// Everything before the last segment; `.` when there is only one.
  public static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  public static func lastSegment(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  public static func join(_ directory: String, _ name: String) -> String {
    directory.hasSuffix("/") ? directory + name : directory + "/" + name
  }
}
