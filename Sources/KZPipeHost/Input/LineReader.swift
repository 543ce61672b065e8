import Glibc

/// Reads the lines of a file, gzip or plain, without ever holding more than one of them.
final class LineReader {
  enum Line {
    case text([UInt8])
    /// Longer than allowed; its bytes are skipped.
    case tooLong(bytes: Int)
    /// The file cannot be read on; nothing follows.
    case broken(String)
  }

  private let descriptor: Int32
  private let inflater: GzipInflater?
  private let limit: Int
  private var buffer: [UInt8] = []
  private var position = 0
  private var atEnd = false
  private var fault: String?
  /// Number of the line last returned, from 1.
  private(set) var number = 0

  init(path: String, isGzip: Bool, limit: Int) throws(FileError) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(number: errno) }
    inflater = isGzip ? GzipInflater() : nil
    self.limit = limit
  }

  deinit { close(descriptor) }

  /// The next line without its end; `nil` behind the last one.
  func next() -> Line? {
    var length = 0
    var searched = position
    while true {
      if let end = lineEnd(from: searched) {
        number += 1
        defer { position = end + 1 }
        if length + end - position > limit { return .tooLong(bytes: length + end - position) }
        return .text(Array(buffer[position..<end]))
      }
      if buffer.count - position > limit {
        length += buffer.count - position
        position = buffer.count
      }
      if atEnd {
        let rest = Array(buffer[position...])
        position = buffer.count
        if length > 0 {
          number += 1
          return .tooLong(bytes: length + rest.count)
        }
        if let fault {
          self.fault = nil
          number += 1
          return .broken(fault)
        }
        guard !rest.isEmpty else { return nil }
        number += 1
        return .text(rest)
      }
      buffer.removeSubrange(..<position)
      position = 0
      searched = buffer.count
      fill()
    }
  }

  /// Index of the next line feed in the buffer.
  private func lineEnd(from start: Int) -> Int? {
    buffer.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, start < bytes.count,
        let found = memchr(base + start, Int32(UInt8(ascii: "\n")), bytes.count - start)
      else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }

  private func fill() {
    // 16 KB of gzip inflate to 16 MB at most.
    let room = inflater == nil ? 1 << 16 : 1 << 14
    let chunk = UnsafeMutablePointer<UInt8>.allocate(capacity: room)
    defer { chunk.deallocate() }
    var got = 0
    repeat { got = read(descriptor, chunk, room) } while got < 0 && errno == EINTR
    guard got > 0 else {
      atEnd = true
      if got < 0 { fault = FileError(number: errno).reason }
      if let inflater, !inflater.isAtMemberEnd { fault = "the gzip data ends in the middle" }
      return
    }
    let input = UnsafeBufferPointer(start: chunk, count: got)
    guard let inflater else {
      buffer.append(contentsOf: input)
      return
    }
    do throws(GzipError) {
      try inflater.inflate(input) { piece in
        self.buffer.append(contentsOf: piece)
        return true
      }
    } catch {
      atEnd = true
      fault = "the gzip data is damaged"
    }
  }
}
