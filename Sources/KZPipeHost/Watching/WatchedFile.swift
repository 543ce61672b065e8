import Glibc

/// A file below a watched directory.
struct WatchedFile: Sendable, Hashable {
  var path: String
  /// The path that the document's slug is made of.
  var slug: String

  /// Whether somebody still writes the file: a lease for reading is given only when nobody does. Files of others, and file
  /// systems without leases, are taken as whole.
  static func isBeingWritten(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    guard fcntl(descriptor, F_SETLEASE, F_RDLCK) != 0 else {
      _ = fcntl(descriptor, F_SETLEASE, F_UNLCK)
      return false
    }
    return errno == EAGAIN
  }
}

/// `fcntl.h` keeps these from programs that do not ask for GNU extensions.
private let F_SETLEASE: Int32 = 1024
