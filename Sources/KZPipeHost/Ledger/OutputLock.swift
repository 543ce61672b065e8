import Glibc

/// Keeps a second run off an output directory for as long as it lives, and, since the kernel holds it, no longer than
/// the process, however that ends.
final class OutputLock: Sendable {
  private let descriptor: Int32

  /// - Throws: with the number of the process that holds the directory
  init(directory: String) throws(OutputError) {
    let path = FilePath.join(directory, "lock")
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw OutputError("open the lock", path, FileError(number: errno)) }
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let number = errno
      if number == EINTR { continue }
      defer { close(descriptor) }
      guard number == EWOULDBLOCK else { throw OutputError("lock", path, FileError(number: number)) }
      throw OutputError.inUse(FilePath.directory(of: directory), holder: Self.holder(descriptor))
    }
    self.descriptor = descriptor
    // For the message above only.
    ftruncate(descriptor, 0)
    let text = Array("\(getpid())\n".utf8)
    _ = pwrite(descriptor, text, text.count, 0)
  }

  deinit { close(descriptor) }

  private static func holder(_ descriptor: Int32) -> Int? {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count > 0 else { return nil }
    return Int(String(decoding: bytes.prefix(count).prefix { $0 >= 0x30 && $0 <= 0x39 }, as: UTF8.self))
  }
}
