import CZlib
import Glibc

/// Why inflating stopped.
enum GzipError: Error, Hashable {
  case damaged(String)
  case truncated
  case tooLarge
  /// It inflates to more than a page does.
  case bomb
}

/// Inflates gzip step by step; concatenated members (RFC 1952, section 2.2) are read as one stream.
final class GzipInflater {
  private var stream = z_stream()
  private var isOpen: Bool
  /// True between members and before the first one, where the input may end.
  private(set) var isAtMemberEnd = true

  /// - Parameter takesZlib: whether a zlib stream (RFC 1950) is welcome as well
  init(takesZlib: Bool = false) {
    // 15 bits of window, and 16 to accept nothing but gzip, 32 to tell the two apart.
    let bits: Int32 = 15 + (takesZlib ? 32 : 16)
    isOpen = inflateInit2_(&stream, bits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
  }

  deinit { if isOpen { inflateEnd(&stream) } }

  /// Inflates all of `input` and hands out the result in pieces.
  /// - Parameter body: returns false to stop early
  func inflate(_ input: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Bool) throws(GzipError) {
    guard isOpen else { throw .damaged("no memory to inflate it") }
    let room = 1 << 16
    let output = UnsafeMutablePointer<UInt8>.allocate(capacity: room)
    defer { output.deallocate() }
    stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
    stream.avail_in = UInt32(input.count)
    while stream.avail_in > 0 {
      if isAtMemberEnd {
        // Zero bytes behind a member are padding of tapes and block devices.
        if let next = stream.next_in, next.pointee == 0 {
          stream.next_in = next + 1
          stream.avail_in -= 1
          continue
        }
        inflateReset(&stream)
        isAtMemberEnd = false
      }
      var status: Int32 = Z_OK
      repeat {
        stream.next_out = output
        stream.avail_out = UInt32(room)
        status = CZlib.inflate(&stream, Z_NO_FLUSH)
        guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
          throw .damaged(stream.msg.map { String(cString: $0) } ?? "error \(status)")
        }
        let got = room - Int(stream.avail_out)
        if got > 0, !body(UnsafeBufferPointer(start: output, count: got)) { return }
      } while status == Z_OK && stream.avail_out == 0
      if status == Z_STREAM_END { isAtMemberEnd = true }
      if status == Z_BUF_ERROR { break }
    }
  }

  /// How many times its compressed size a document may have; deflate itself reaches 1032. Pages compress 3 to 20 times,
  /// tables of repeated markup 50 times.
  static let maximalRatio = 200
  /// Inflated bytes below which the ratio does not matter.
  private static let harmless = 1 << 20

  /// The whole of `bytes` inflated, at most `limit` bytes and `maximalRatio` times what there is.
  static func inflate(_ bytes: [UInt8], limit: Int, takesZlib: Bool = false) throws(GzipError) -> [UInt8] {
    let isTight = bytes.count < limit / maximalRatio && limit > harmless
    let most = isTight ? max(harmless, bytes.count * maximalRatio) : limit
    let inflater = GzipInflater(takesZlib: takesZlib)
    var out: [UInt8] = []
    var isTooLarge = false
    var failure: GzipError?
    bytes.withUnsafeBufferPointer { input in
      do throws(GzipError) {
        try inflater.inflate(input) { piece in
          isTooLarge = out.count + piece.count > most
          if !isTooLarge { out.append(contentsOf: piece) }
          return !isTooLarge
        }
      } catch {
        failure = error
      }
    }
    if isTooLarge { throw isTight ? .bomb : .tooLarge }
    if let failure { throw failure }
    guard inflater.isAtMemberEnd else { throw .truncated }
    return out
  }
}
