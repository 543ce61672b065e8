import Glibc

/// The kernel's reports of what happens in directories (inotify(7)).
struct Inotify: Sendable {
  struct Event {
    /// Number of the directory's watch; -1 when reports were lost.
    var watch: Int32
    var mask: UInt32
    var name: String

    func has(_ flag: Int) -> Bool { mask & UInt32(flag) != 0 }
  }

  /// A file is whole when whoever wrote it closes it, or moves it here. What is made, too, for directories and links.
  private static let mask = UInt32(
    IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_ONLYDIR | IN_DELETE_SELF | IN_MOVE_SELF)

  let descriptor: Int32

  init() throws(FileError) {
    descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    guard descriptor >= 0 else { throw FileError(number: errno) }
  }

  /// - Returns: the number that events of the directory carry; the same when it is watched already
  func watch(_ directory: String) throws(FileError) -> Int32 {
    let watch = inotify_add_watch(descriptor, directory, Self.mask)
    guard watch >= 0 else {
      throw errno == ENOSPC
        ? FileError(reason: "the system has no watch left (sysctl fs.inotify.max_user_watches)")
        : FileError(number: errno)
    }
    return watch
  }

  func forget(_ watch: Int32) { inotify_rm_watch(descriptor, watch) }

  /// What has been reported since; empty when nothing was.
  func events() -> [Event] {
    var events: [Event] = []
    withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 8) { room in
      while true {
        let got = read(descriptor, room.baseAddress, room.count)
        if got < 0, errno == EINTR { continue }
        guard got > 0 else { return }
        var offset = 0
        while offset + MemoryLayout<inotify_event>.size <= got {
          let header = room.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
          let begin = offset + MemoryLayout<inotify_event>.size
          offset = begin + Int(header.len)
          let name = room[begin..<min(offset, got)].prefix { $0 != 0 }
          events.append(Event(watch: header.wd, mask: header.mask, name: String(decoding: name, as: UTF8.self)))
        }
      }
    }
    return events
  }
}
