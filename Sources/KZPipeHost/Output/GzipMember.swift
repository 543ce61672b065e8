import CZlib

/// Compresses.
enum Gzip {
  /// A member that is whole by itself (RFC 1952), so that it may stand behind others; without name and time, so that
  /// the same bytes always become the same. Empty for no bytes.
  static func member(_ bytes: [UInt8]) -> [UInt8] {
    guard !bytes.isEmpty else { return [] }
    var stream = z_stream()
    // 15 bits of window, and 16 for the gzip framing.
    guard
      deflateInit2_(
        &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return stored(bytes) }
    defer { deflateEnd(&stream) }
    var isWhole = false
    let member = bytes.withUnsafeBufferPointer { input in
      [UInt8](unsafeUninitializedCapacity: Int(deflateBound(&stream, UInt(input.count)))) { out, count in
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = UInt32(input.count)
        stream.next_out = out.baseAddress
        stream.avail_out = UInt32(out.count)
        isWhole = deflate(&stream, Z_FINISH) == Z_STREAM_END
        count = out.count - Int(stream.avail_out)
      }
    }
    return isWhole ? member : stored(bytes)
  }

  /// The same without compression, for when there is no memory for it.
  private static func stored(_ bytes: [UInt8]) -> [UInt8] {
    func little(_ number: UInt, bytes count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * UInt($0))) }
    }
    var out: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
    var rest = bytes[...]
    repeat {
      let piece = rest.prefix(65535)
      rest = rest.dropFirst(piece.count)
      out.append(rest.isEmpty ? 1 : 0)
      out += little(UInt(piece.count), bytes: 2) + little(UInt(~UInt16(piece.count)), bytes: 2)
      out += piece
    } while !rest.isEmpty
    let sum = bytes.withUnsafeBufferPointer { crc32_z(0, $0.baseAddress, z_size_t($0.count)) }
    return out + little(UInt(sum), bytes: 4) + little(UInt(bytes.count), bytes: 4)
  }
}
