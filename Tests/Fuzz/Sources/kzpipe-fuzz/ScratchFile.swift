import CDeflate
import CLibFuzzer
import Glibc

/// A file in memory, for readers that take a path.
final class ScratchFile: Sendable {
  private let descriptor: Int32
  let path: String

  init() {
    descriptor = memfd_create("kzpipe-fuzz", 0)
    path = "/proc/self/fd/\(descriptor)"
  }

  deinit { close(descriptor) }

  /// Replaces what the file holds.
  func write(_ bytes: [UInt8]) {
    ftruncate(descriptor, 0)
    let count = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    require(count == bytes.count, "the scratch file takes no more")
  }
}

/// What the readers of compressed data are held against.
enum Deflate {
  enum Form: Int32 { case gzip = 31, zlib = 15 }

  static func compressed(_ bytes: some Collection<UInt8>, as form: Form = .gzip) -> [UInt8] {
    var stream = z_stream()
    deflateInit2_(
      &stream, 1, Z_DEFLATED, form.rawValue, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(&stream) }
    var input = Array(bytes)
    return [UInt8](unsafeUninitializedCapacity: input.count + input.count / 100 + 128) { output, count in
      input.withUnsafeMutableBufferPointer { source in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        require(deflate(&stream, Z_FINISH) == Z_STREAM_END, "zlib compresses")
        count = output.count - Int(stream.avail_out)
      }
    }
  }
}
