import Glibc

/// Files that become durable and get their names together, so that the disk gathers the writes of many documents.
///
/// They are written under temporary names in one directory; what a killed process leaves there is swept at the next start.
final class FileGroup {
  private let temporaryDirectory: String?
  private var device: dev_t?
  private var directories = DirectoryMaker()
  private var files: [WholeFile] = []
  private var counter = 0
  /// Bytes that wait.
  private(set) var bytes = 0

  /// - Parameter temporaryDirectory: is made and emptied; `nil` for the directory of each file
  init(temporaryDirectory: String?) throws(OutputError) {
    self.temporaryDirectory = temporaryDirectory
    guard let temporaryDirectory else { return }
    do {
      device = try directories.make(temporaryDirectory)
      for name in try DirectoryListing.names(in: temporaryDirectory) where name.hasSuffix(Self.ending) {
        unlink(FilePath.join(temporaryDirectory, name))
      }
    } catch {
      throw OutputError("use the directory", temporaryDirectory, error)
    }
  }

  private static let ending = ".tmp"

  /// Whether the name is that of a temporary file which a process that is gone left beside its place.
  static func isLeftBehind(_ name: String) -> Bool {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == ".kzpipe", parts[2].hasSuffix(ending), let pid = pid_t(parts[1]), pid > 0
    else { return false }
    return kill(pid, 0) != 0 && errno == ESRCH
  }

  /// Descriptors held at a time.
  private static let mostOpen = 300
  /// So many files are synced together with their file system: one wait for the disk, where each file would cost one.
  private static let many = 8
  /// Whether every file waits in the temporary directory.
  private var isOnOneDevice = true

  /// Files that wait; each holds a descriptor.
  var count: Int { files.count }

  func add(_ contents: [UInt8], to path: String) throws(OutputError) {
    let parent = FilePath.directory(of: path)
    let place: dev_t
    do { place = try directories.make(parent) } catch { throw OutputError("create the directory", parent, error) }
    counter += 1
    // A name moves only within one file system; what lies on another waits beside its own place.
    if place != device { isOnOneDevice = false }
    var temporary = FilePath.join(parent, ".kzpipe-\(getpid())-\(counter)\(Self.ending)")
    if let temporaryDirectory, place == device {
      temporary = FilePath.join(temporaryDirectory, "\(counter)\(Self.ending)")
    }
    try Self.at(path) { () throws(FileError) in
      let file = try WholeFile(path: path, temporaryPath: temporary)
      try file.append(contents)
      files.append(file)
      // One document may have more files than a process may have open.
      if files.count > Self.mostOpen { try files[files.count - 1 - Self.mostOpen].sync() }
    }
    bytes += contents.count
  }

  /// Makes a directory that is not there yet.
  func make(_ directory: String) throws(OutputError) {
    do { try directories.make(directory) } catch { throw OutputError("create the directory", directory, error) }
  }

  /// Forgets the files behind the first `count`.
  func drop(behind count: Int) {
    for file in files[count...] { file.abandon() }
    files.removeSubrange(count...)
  }

  /// Syncs all, then names all, then makes the names durable.
  func publish() throws(OutputError) {
    defer {
      files.removeAll(keepingCapacity: true)
      bytes = 0
    }
    if let temporaryDirectory, files.count >= Self.many, isOnOneDevice {
      try Self.at(temporaryDirectory) { () throws(FileError) in try Descriptor.syncFileSystem(of: temporaryDirectory) }
      for file in files { file.release() }
    }
    for file in files { try Self.at(file.path) { () throws(FileError) in try file.sync() } }
    directories.syncNew()
    var parents: Set<String> = []
    for file in files {
      try Self.at(file.path) { () throws(FileError) in try file.publish() }
      parents.insert(FilePath.directory(of: file.path))
    }
    for parent in parents.sorted() { Descriptor.syncDirectory(parent) }
  }

  private static func at<Result>(_ path: String, _ body: () throws(FileError) -> Result) throws(OutputError) -> Result {
    do { return try body() } catch { throw OutputError("write the file", path, error) }
  }
}
