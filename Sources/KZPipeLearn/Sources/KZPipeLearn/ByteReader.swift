#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads little-endian numbers from bytes, never beyond their end.
struct ByteReader {
  private let bytes: [UInt8]
  private(set) var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var remaining: Int { bytes.count - position }

  mutating func unsigned<Value: FixedWidthInteger>(_ type: Value.Type) throws(TreeModelError) -> Value {
    let width = MemoryLayout<Value>.size
    guard remaining >= width else {
      throw .wrongLength(expected: position + width, found: bytes.count)
    }
    var value: Value = 0
    for offset in 0..<width {
      value |= Value(truncatingIfNeeded: UInt64(bytes[position + offset]) << UInt64(8 * offset))
    }
    position += width
    return value
  }

  mutating func float() throws(TreeModelError) -> Float { Float(bitPattern: try unsigned(UInt32.self)) }

  mutating func double() throws(TreeModelError) -> Double { Double(bitPattern: try unsigned(UInt64.self)) }

  mutating func take(_ count: Int) throws(TreeModelError) -> ArraySlice<UInt8> {
    guard count >= 0, remaining >= count else {
      throw .wrongLength(expected: position + max(0, count), found: bytes.count)
    }
    defer { position += count }
    return bytes[position..<(position + count)]
  }
}

/// FNV-1a, 64 bits (Fowler, Noll, Vo): finds damage, not malice.
func fnv1a(_ parts: ArraySlice<UInt8>...) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for part in parts {
    for byte in part { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }
  return hash
}

/// The bytes of the file at `path`.
func readFile(_ path: String) throws(TreeModelError) -> [UInt8] {
  guard let file = fopen(path, "rb") else { throw .unreadable(path: path, code: errno) }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&chunk, 1, chunk.count, file)
    bytes.append(contentsOf: chunk[..<count])
    if count < chunk.count {
      guard ferror(file) == 0 else { throw .unreadable(path: path, code: errno) }
      return bytes
    }
  }
}
