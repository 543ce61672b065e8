import Glibc

/// Reads pieces of a few files that are held open from one to the next.
final class OpenFile {
  private static let most = 16
  private var open: [(path: String, descriptor: Int32)] = []

  deinit { closeAll() }

  /// Lets go of all files: others may lie under their names now.
  func closeAll() {
    for file in open { close(file.descriptor) }
    open = []
  }

  /// - Throws: when fewer bytes are there
  func bytes(of path: String, offset: Int, length: Int) throws(FileError) -> [UInt8] {
    let descriptor = try descriptor(of: path)
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      count = 0
      while count < length {
        let got = pread(descriptor, buffer.baseAddress.map { $0 + count }, length - count, off_t(offset + count))
        if got > 0 {
          count += got
        } else if got == 0 {
          return
        } else if errno != EINTR {
          failure = errno
          return
        }
      }
    }
    guard failure == 0 else { throw FileError(number: failure) }
    guard bytes.count == length else { throw FileError(reason: "it is shorter than it was") }
    return bytes
  }

  private func descriptor(of path: String) throws(FileError) -> Int32 {
    if let file = open.first(where: { $0.path == path }) { return file.descriptor }
    if open.count == Self.most { close(open.removeFirst().descriptor) }
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(number: errno) }
    open.append((path, descriptor))
    return descriptor
  }
}
