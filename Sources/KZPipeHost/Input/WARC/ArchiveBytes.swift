import Glibc

/// The bytes of an archive, plain or gzip, read forward through a window that the reader moves.
///
/// A damaged gzip member does not end the file: the gap is told, and what follows begins at the next member.
final class ArchiveBytes {
  enum Growth: Hashable {
    case more
    case end
    /// Bytes are missing behind the window; what comes next does not continue it.
    case gap(String)
  }

  private let descriptor: Int32
  private let members: GzipMembers?
  /// Bytes of the file that have been read and not been inflated yet.
  private var input: ArraySlice<UInt8> = []
  private var bytesRead = 0
  private var isExhausted = false
  /// Offset up to which the file has been read twice.
  private var rewound = 0
  /// Why the stream is interrupted behind the window.
  private var gap: String?

  private var buffer: [UInt8] = []
  private var head = 0
  /// Position of the window's first byte in the whole stream.
  private var position = 0
  /// Where gzip members begin in the stream, and in the file; the last one before the window stays.
  private var starts: [(position: Int, offset: Int)] = []

  init(path: String, isGzip: Bool) throws(FileError) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(number: errno) }
    members = isGzip ? GzipMembers(opening: Array("WARC/".utf8)) : nil
  }

  /// Standard input behind `head`.
  init(standardInput head: [UInt8], isGzip: Bool) {
    descriptor = dup(STDIN_FILENO)
    members = isGzip ? GzipMembers(opening: Array("WARC/".utf8)) : nil
    input = head[...]
    bytesRead = head.count
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// What has been read and not been consumed.
  var window: ArraySlice<UInt8> { buffer[head...] }

  /// Where in the file the window begins: the byte of a plain file, else the gzip member that holds it.
  var offset: Int {
    guard members != nil else { return position }
    return starts.last { $0.position <= position }?.offset ?? 0
  }

  /// Forgets the first `count` bytes of the window.
  func consume(_ count: Int) {
    head += count
    position += count
    if starts.count > 1, let last = starts.lastIndex(where: { $0.position <= position }) { starts.removeFirst(last) }
  }

  /// Reads on until the window holds `count` bytes.
  func grow(to count: Int) -> Growth {
    while window.count < count {
      let growth = grow()
      guard growth == .more else { return growth }
    }
    return .more
  }

  /// Goes on behind a gap; the window must be empty.
  func passGap() { gap = nil }

  /// Reads a piece more; at a gap nothing is read until `passGap`.
  func grow() -> Growth {
    if head > 0 {
      buffer.removeFirst(head)
      head = 0
    }
    if let gap { return .gap(gap) }
    guard let members else {
      guard !input.isEmpty || read() else { return end() }
      buffer += input
      input = []
      return .more
    }
    while true {
      switch members.step(&input, isLast: isExhausted, into: &buffer) {
      case .began: starts.append((position + buffer.count, bytesRead - input.count))
      case .inflated: return .more
      case .damaged(let reason):
        gap = reason
        rewind()
        return .gap(reason)
      case .starved:
        guard !read() else { continue }
        if members.endsEarly() { gap = "the gzip data ends in the middle" }
        return end()
      }
    }
  }

  /// Looks for the next member behind the first byte of the damaged one, since wrong lengths in it may have led across
  /// others. No byte is looked at a third time.
  private func rewind() {
    guard let start = starts.last?.offset, start >= rewound, lseek(descriptor, off_t(start + 1), SEEK_SET) >= 0 else {
      return
    }
    rewound = bytesRead - input.count
    bytesRead = start + 1
    input = []
    isExhausted = false
  }

  private func end() -> Growth { gap.map { .gap($0) } ?? .end }

  /// Adds the next piece of the file to `input`.
  private func read() -> Bool {
    guard !isExhausted else { return false }
    var got = 0
    let piece = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      repeat { got = Glibc.read(descriptor, buffer.baseAddress, buffer.count) } while got < 0 && errno == EINTR
      count = max(0, got)
    }
    guard got > 0 else {
      isExhausted = true
      if got < 0 { gap = FileError(number: errno).reason }
      // What is left is judged once more, as the last bytes.
      return got == 0 && !input.isEmpty
    }
    bytesRead += got
    input = input.isEmpty ? piece[...] : input + piece
    return true
  }
}
