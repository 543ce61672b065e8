import CZlib

/// Why an archive cannot be written or carried on.
public struct ArchiveError: Error, Sendable, Hashable {
  /// Lower case, without a full stop.
  public var reason: String
  /// Whoever read the archive has gone.
  public var isReaderGone = false
}

enum Gzip {
  private static let gzip: Int32 = 15 + 16
  private static let any: Int32 = 15 + 32

  /// One member (RFC 1952) with the pieces behind each other.
  static func member(_ pieces: [[UInt8]]) throws(ArchiveError) -> [UInt8] {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    guard
      deflateInit2_(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzip, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
    else { throw ArchiveError(reason: "no memory to pack a record") }
    defer { deflateEnd(&stream) }
    var out: [UInt8] = []
    var room = [UInt8](repeating: 0, count: 1 << 16)
    for (index, piece) in pieces.enumerated() {
      let flush = index == pieces.count - 1 ? Z_FINISH : Z_NO_FLUSH
      piece.withUnsafeBufferPointer { input in
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = UInt32(input.count)
        repeat {
          let written = room.withUnsafeMutableBufferPointer { output in
            stream.next_out = output.baseAddress
            stream.avail_out = UInt32(output.count)
            deflate(&stream, flush)
            return output.count - Int(stream.avail_out)
          }
          out += room[..<written]
        } while stream.avail_out == 0
      }
    }
    return out
  }

  enum Inflation: Hashable {
    case whole
    case tooLarge
    case damaged
  }

  /// Inflates gzip or zlib data piece by piece, without keeping what comes out.
  /// - Parameters:
  ///   - limit: bytes that may come out
  ///   - body: takes a piece
  static func inflate(
    _ bytes: [UInt8], limit: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Void = { _ in }
  ) -> Inflation {
    var stream = z_stream()
    guard inflateInit2_(&stream, any, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return .damaged }
    defer { inflateEnd(&stream) }
    var total = 0
    return bytes.withUnsafeBufferPointer { input in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1 << 16) { output in
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = UInt32(input.count)
        while true {
          stream.next_out = output.baseAddress
          stream.avail_out = UInt32(output.count)
          let status = CZlib.inflate(&stream, Z_NO_FLUSH)
          let got = output.count - Int(stream.avail_out)
          total += got
          if total > limit { return .tooLarge }
          body(UnsafeBufferPointer(rebasing: output[..<got]))
          if status == Z_STREAM_END {
            if stream.avail_in == 0 { return .whole }
            inflateReset(&stream)
          } else if status != Z_OK {
            return .damaged
          }
        }
      }
    }
  }
}
