import Glibc

/// Where stage modules lie: shared objects named `lib*Plugin.so` and manifests named `*.kzpipe.yaml`.
public struct ModuleSearch: Sendable {
  /// A place to look in: a directory, or one shared object.
  public struct Root: Sendable, Hashable {
    public var path: String
    /// Where the configuration names it; such a root has to exist.
    public var place: Place?

    public init(_ path: String, place: Place? = nil) {
      self.path = path
      self.place = place
    }
  }

  public var roots: [Root]

  public init(roots: [Root]) { self.roots = roots }

  /// The default places (beside the executable, `modules` there, `../lib/kzpipe/modules`, `$KZPIPE_PLUGIN_PATH`) and those of a config.
  public init(executableDirectory: String, environment: [String: String], config: [Config.Located<String>] = []) {
    roots = [
      Root(executableDirectory), Root(FilePath.join(executableDirectory, "modules")),
      Root(FilePath.resolve("../lib/kzpipe/modules", in: executableDirectory)),
    ]
    roots += (environment["KZPIPE_PLUGIN_PATH"] ?? "").split(separator: ":").map { Root(String($0)) }
    roots += config.map { Root($0.value, place: $0.place) }
  }

  /// Directory of the running executable with symbolic links resolved.
  public static func executableDirectory() -> String {
    FilePath.directory(of: executablePath())
  }

  public static func executablePath() -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let length = readlink("/proc/self/exe", &buffer, Int(PATH_MAX))
    guard length > 0 else { return "./kzpipe" }
    return String(decoding: buffer[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Shared objects in the order of the roots, bytewise within one. A file that two roots reach is listed once.
  public func candidates() -> (paths: [String], problems: [Diagnostic]) {
    var paths: [String] = []
    var problems: [Diagnostic] = []
    var seen: Set<FileIdentity> = []
    func add(_ path: String) {
      guard let identity = FileIdentity(of: path), seen.insert(identity).inserted else { return }
      paths.append(path)
    }
    for root in roots {
      do {
        for name in try DirectoryListing.names(in: root.path).sorted(by: {
          Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8))
        })
        where name.hasPrefix("lib") && name.hasSuffix("Plugin.so") || name.hasSuffix(ModuleManifest.suffix) {
          add(FilePath.join(root.path, name))
        }
      } catch {
        if error.number == ENOTDIR, root.path.hasSuffix(".so") || root.path.hasSuffix(ModuleManifest.suffix) {
          add(root.path)
        } else if let place = root.place {
          problems.append(
            Diagnostic(
              error.number == ENOENT && root.path.hasSuffix(".so") ? .moduleMissing : .noModuleDirectory,
              "cannot look for modules in \"\(root.path)\": \(error.reason)", at: place,
              notes: ["name a directory with lib*Plugin.so or *\(ModuleManifest.suffix) files, or one such file"]))
        }
      }
    }
    return (paths, problems)
  }
}

/// What a path leads to, whatever it is called.
struct FileIdentity: Hashable {
  var device: UInt
  var inode: UInt
  /// A regular file.
  var isFile: Bool
  var isDirectory: Bool

  /// `nil` when there is nothing.
  init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    device = UInt(status.st_dev)
    inode = UInt(status.st_ino)
    isFile = status.st_mode & S_IFMT == S_IFREG
    isDirectory = status.st_mode & S_IFMT == S_IFDIR
  }
}

enum DirectoryListing {
  /// Names in `directory`, without `.` and `..`, in no order. Names that are no UTF-8 have their bytes repaired and
  /// will not be found again: the reader of such a file reports it.
  static func names(in directory: String) throws(FileError) -> [String] {
    guard let stream = opendir(directory) else { throw FileError(number: errno) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
