import Glibc

/// A file that appears under its name only when it is complete: temporary name in the same directory, sync, rename.
final class WholeFile {
  let path: String
  private let temporaryPath: String
  private var descriptor: Int32
  private var buffer: [UInt8] = []

  /// - Parameter number: tells temporary files of one process apart
  init(path: String, number: Int) throws(FileError) {
    self.path = path
    temporaryPath = FilePath.join(FilePath.directory(of: path), ".kzpipe-\(getpid())-\(number).tmp")
    descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileError(number: errno) }
  }

  deinit { abandon() }

  func append(_ bytes: [UInt8]) throws(FileError) {
    if buffer.isEmpty, bytes.count >= 1 << 16 {
      try Descriptor.write(bytes, to: descriptor)
      return
    }
    buffer += bytes
    if buffer.count >= 1 << 16 { try flush() }
  }

  func flush() throws(FileError) {
    guard !buffer.isEmpty else { return }
    defer { buffer.removeAll(keepingCapacity: true) }
    try Descriptor.write(buffer, to: descriptor)
  }

  /// Forces the bytes to the disk.
  func sync() throws(FileError) {
    try flush()
    guard fdatasync(descriptor) == 0 else { throw FileError(number: errno) }
  }

  /// Gives the synced file its name.
  func publish() throws(FileError) {
    close(descriptor)
    descriptor = -1
    guard rename(temporaryPath, path) == 0 else {
      let error = FileError(number: errno)
      unlink(temporaryPath)
      throw error
    }
  }

  /// Leaves nothing behind, unless the file was published.
  func abandon() {
    guard descriptor >= 0 else { return }
    close(descriptor)
    descriptor = -1
    unlink(temporaryPath)
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
  private(set) var made: Set<String> = []

  mutating func make(_ directory: String) throws(FileError) {
    guard !made.contains(directory) else { return }
    var path = directory.hasPrefix("/") ? "/" : ""
    for segment in directory.split(separator: "/") {
      path += path.isEmpty || path.hasSuffix("/") ? String(segment) : "/" + segment
      guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw FileError(number: errno) }
    }
    var status = stat()
    guard stat(directory, &status) == 0 else { throw FileError(number: errno) }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw FileError(number: ENOTDIR) }
    made.insert(directory)
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
