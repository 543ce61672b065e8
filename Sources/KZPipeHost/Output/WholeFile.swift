import CSync
import Glibc

/// A file that appears under its name only when it is complete: temporary name, sync, rename.
final class WholeFile {
  let path: String
  private let temporaryPath: String
  private var descriptor: Int32
  /// False once it was renamed or removed.
  private var hasTemporary = true

  /// - Parameter temporaryPath: on the same file system as `path`
  init(path: String, temporaryPath: String) throws(FileError) {
    self.path = path
    self.temporaryPath = temporaryPath
    descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      hasTemporary = false
      throw FileError(number: errno)
    }
  }

  deinit { abandon() }

  func append(_ bytes: [UInt8]) throws(FileError) { try Descriptor.write(bytes, to: descriptor) }

  /// Forces the bytes to the disk and gives the descriptor back. Nothing can be appended afterwards.
  func sync() throws(FileError) {
    guard descriptor >= 0 else { return }
    guard fdatasync(descriptor) == 0 else { throw FileError(number: errno) }
    close(descriptor)
    descriptor = -1
  }

  /// Gives the descriptor back; somebody else forces the bytes to the disk.
  func release() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
  }

  /// Gives the synced file its name.
  func publish() throws(FileError) {
    try sync()
    guard rename(temporaryPath, path) == 0 else { throw FileError(number: errno) }
    hasTemporary = false
  }

  /// Leaves nothing behind, unless the file was published.
  func abandon() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
    guard hasTemporary else { return }
    unlink(temporaryPath)
    hasTemporary = false
  }
}

enum Descriptor {
  static func write(_ bytes: [UInt8], to descriptor: Int32) throws(FileError) {
    var written = 0
    var failure: Int32 = 0
    bytes.withUnsafeBytes { buffer in
      while written < buffer.count, failure == 0 {
        let count = Glibc.write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
        if count >= 0 { written += count } else if errno != EINTR { failure = errno }
      }
    }
    guard failure == 0 else { throw FileError(number: failure) }
  }

  static func write(_ bytes: [UInt8], to descriptor: Int32, at offset: Int) throws(FileError) {
    var written = 0
    var failure: Int32 = 0
    bytes.withUnsafeBytes { buffer in
      while written < buffer.count, failure == 0 {
        let start = buffer.baseAddress.map { $0 + written }
        let count = pwrite(descriptor, start, buffer.count - written, off_t(offset + written))
        if count >= 0 { written += count } else if errno != EINTR { failure = errno }
      }
    }
    guard failure == 0 else { throw FileError(number: failure) }
  }

  /// Forces everything that is dirty on the file system of `directory` to the disk.
  static func syncFileSystem(of directory: String) throws(FileError) {
    let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(number: errno) }
    defer { close(descriptor) }
    guard syncfs(descriptor) == 0 else { throw FileError(number: errno) }
  }

  /// Makes the names in `directory` durable. Not every file system can; that is no error.
  static func syncDirectory(_ directory: String) {
    let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}

/// Makes directories, each once.
struct DirectoryMaker {
  /// Directories that are there, with the device they lie on.
  private var made: [String: dev_t] = [:]
  /// Directories in which names appeared since `syncNew`.
  private var changed: Set<String> = []

  @discardableResult
  mutating func make(_ directory: String) throws(FileError) -> dev_t {
    if let device = made[directory] { return device }
    var path = FilePath.isAbsolute(directory) ? "/" : ""
    for segment in FilePath.segments(of: directory) {
      path = path.isEmpty ? String(segment) : FilePath.join(path, String(segment))
      if mkdir(path, 0o777) == 0 {
        changed.insert(FilePath.directory(of: path))
      } else if errno != EEXIST {
        throw FileError(number: errno)
      }
    }
    var status = stat()
    guard stat(directory, &status) == 0 else { throw FileError(number: errno) }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw FileError(number: ENOTDIR) }
    made[directory] = status.st_dev
    return status.st_dev
  }

  /// Makes the directories durable that new ones were made in.
  mutating func syncNew() {
    for directory in changed { Descriptor.syncDirectory(directory) }
    changed.removeAll()
  }

  /// Makes the directory and proves that files can be made in it.
  mutating func makeWritable(_ directory: String) throws(FileError) {
    try make(directory)
    let probe = FilePath.join(directory, ".kzpipe-\(getpid())-probe.tmp")
    let descriptor = open(probe, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileError(number: errno) }
    close(descriptor)
    unlink(probe)
  }
}
