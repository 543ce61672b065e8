import Glibc

/// Why a system call on a file failed.
public struct FileError: Error, Sendable, Hashable {
  /// `errno`; -1 when a limit was hit.
  public var number: Int32
  /// Lower case, without a full stop: `permission denied`.
  public var reason: String

  public init(number: Int32) {
    self.number = number
    reason = Self.words(for: number)
  }

  public init(reason: String) {
    number = -1
    self.reason = reason
  }

  static let changed = FileError(reason: "it changed while it was being read")

  public var isMissing: Bool { number == ENOENT || number == ENOTDIR }

  private static func words(for number: Int32) -> String {
    switch number {
    case ENOENT: return "no such file or directory"
    case EACCES, EPERM: return "permission denied"
    case EISDIR: return "it is a directory"
    case ENOSPC, EDQUOT: return "no space left on the device"
    case EROFS: return "the file system is read-only"
    default:
      guard let text = strerror(number) else { return "error \(number)" }
      let words = String(cString: text)
      return words.prefix(1).lowercased() + words.dropFirst()
    }
  }
}

/// Reads files with plain system calls.
public enum FileReader {
  /// The first `limit` bytes of a file, or of standard input for `-`.
  /// - Throws: `FileError.changed` for a file that somebody writes meanwhile: half of it may be older than the rest
  public static func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
    try read(path, limit: limit, onceOpen: {})
  }

  /// - Parameter onceOpen: called before the first byte is read
  static func read(_ path: String, limit: Int, onceOpen: () -> Void) throws(FileError) -> [UInt8] {
    if path == "-" { return try read(descriptor: STDIN_FILENO, limit: limit, expecting: 0) }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(number: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError(number: errno) }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw FileError(number: EISDIR) }
    onceOpen()
    let bytes = try read(descriptor: descriptor, limit: limit, expecting: Int(status.st_size))
    guard status.st_mode & S_IFMT == S_IFREG else { return bytes }
    var after = stat()
    guard fstat(descriptor, &after) == 0 else { throw FileError(number: errno) }
    guard after.st_size == status.st_size, after.st_mtim.tv_sec == status.st_mtim.tv_sec,
      after.st_mtim.tv_nsec == status.st_mtim.tv_nsec
    else { throw .changed }
    return bytes
  }

  static func read(descriptor: Int32, limit: Int, expecting size: Int) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    // One more than the size, so that the end of the file is seen without growing.
    var room = min(limit, max(size + 1, 4096))
    var atEnd = false
    var failure: Int32 = 0
    while !atEnd, bytes.count < limit {
      let have = bytes.count
      let piece = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        count = 0
        while count < room {
          let got = Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, room - count)
          if got > 0 {
            count += got
          } else if got == 0 {
            atEnd = true
            return
          } else if errno != EINTR {
            failure = errno
            return
          }
        }
      }
      guard failure == 0 else { throw FileError(number: failure) }
      if have == 0 { bytes = piece } else { bytes += piece }
      room = min(limit - bytes.count, max(65536, have))
    }
    return bytes
  }
}
