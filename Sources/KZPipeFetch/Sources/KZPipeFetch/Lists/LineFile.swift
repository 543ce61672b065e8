import Glibc

/// A file of addresses, read line by line; one that begins like XML, or is packed, is a document to be read whole.
final class LineFile {
  /// Bytes of a document, also after inflating.
  private static let documentLimit = 64 << 20

  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var position = 0
  private var atEnd = false

  /// - Parameter path: `-` for standard input
  init(_ path: String) throws(FetchFailure) {
    descriptor = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw FetchFailure(.list, "the list cannot be read: \(String(cString: strerror(errno)).lowercased())")
    }
    repeat { fill() } while !atEnd && buffer.allSatisfy { $0 <= 0x20 } && buffer.count < 1 << 16
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Whether a feed or sitemap stands in it.
  var isDocument: Bool {
    if buffer.starts(with: [0x1F, 0x8B]) { return true }
    let text = buffer.starts(with: [0xEF, 0xBB, 0xBF]) ? buffer.dropFirst(3) : buffer[...]
    return text.first { $0 > 0x20 } == UInt8(ascii: "<")
  }

  /// Everything, inflated.
  func rest() throws(FetchFailure) -> [UInt8] {
    while !atEnd, buffer.count <= Self.documentLimit { fill() }
    guard buffer.count <= Self.documentLimit else { throw Self.tooLarge }
    return try Self.unpacked(buffer)
  }

  static func unpacked(_ bytes: [UInt8]) throws(FetchFailure) -> [UInt8] {
    guard bytes.starts(with: [0x1F, 0x8B]) else { return bytes }
    var out: [UInt8] = []
    switch Gzip.inflate(bytes, limit: documentLimit, { out += $0 }) {
    case .whole: return out
    case .tooLarge: throw tooLarge
    case .damaged: throw FetchFailure(.list, "the packed list is damaged")
    }
  }

  private static let tooLarge = FetchFailure(.list, "the list has more than \(documentLimit >> 20) MB")

  /// The next line, cut where no address goes on.
  func next() -> [UInt8]? {
    while true {
      if let end = buffer[position...].firstIndex(of: 0x0A) {
        defer { position = end + 1 }
        return Array(buffer[position..<end].prefix(PageAddress.maximumLength + 1))
      }
      if atEnd {
        guard position < buffer.count else { return nil }
        defer { position = buffer.count }
        return Array(buffer[position...].prefix(PageAddress.maximumLength + 1))
      }
      buffer.removeFirst(position)
      position = 0
      // A line without an end cannot grow for ever: what is too long stays too long with less of it.
      if buffer.count > 1 << 20 { buffer.removeLast(buffer.count - (PageAddress.maximumLength + 1)) }
      fill()
    }
  }

  private func fill() {
    var got = 0
    let piece = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      repeat { got = read(descriptor, buffer.baseAddress, buffer.count) } while got < 0 && errno == EINTR
      count = max(0, got)
    }
    if got <= 0 { atEnd = true } else { buffer += piece }
  }
}
