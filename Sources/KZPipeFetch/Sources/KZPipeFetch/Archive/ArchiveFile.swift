import Glibc

/// Where records go: a file that they are appended to, or standard output.
final class ArchiveFile {
  private let descriptor: Int32
  private let isFile: Bool
  private(set) var bytes = 0

  /// Standard output.
  init() {
    descriptor = STDOUT_FILENO
    isFile = false
  }

  /// A file that no other process writes; made when it is not there.
  init(path: String) throws(ArchiveError) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    isFile = true
    guard descriptor >= 0 else { throw Self.error(errno) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw ArchiveError(reason: errno == EWOULDBLOCK ? "another process writes it" : String(cString: strerror(errno)))
    }
  }

  deinit { if isFile, descriptor >= 0 { close(descriptor) } }

  /// Goes on behind the first `length` bytes; drops what lies there.
  func goOn(behind length: Int) throws(ArchiveError) {
    guard ftruncate(descriptor, off_t(length)) == 0, lseek(descriptor, off_t(length), SEEK_SET) >= 0 else {
      throw Self.error(errno)
    }
  }

  func write(_ record: [UInt8]) throws(ArchiveError) {
    var rest = record[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw Self.error(errno) }
      rest = rest.dropFirst(written)
    }
    bytes += record.count
  }

  func finish() throws(ArchiveError) {
    if isFile, fdatasync(descriptor) != 0 { throw Self.error(errno) }
  }

  private static func error(_ number: Int32) -> ArchiveError {
    let words = String(cString: strerror(number))
    return ArchiveError(reason: words.prefix(1).lowercased() + words.dropFirst(), isReaderGone: number == EPIPE)
  }
}
