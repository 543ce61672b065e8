#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why a data file cannot be used.
public struct DataFileError: Error, Sendable, Hashable {
  public enum Reason: Sendable, Hashable {
    case missing, empty, notThisKind, otherVersion(UInt32), damaged
    case line(Int, String)
  }
  public var path: String
  public var reason: Reason

  public init(path: String, reason: Reason) {
    self.path = path
    self.reason = reason
  }

  /// One sentence for people.
  public var message: String {
    switch reason {
    case .missing: "\"\(path)\" cannot be read"
    case .empty: "\"\(path)\" is empty"
    case .notThisKind: "\"\(path)\" is not a file of this kind"
    case .otherVersion(let version): "\"\(path)\" has format version \(version), which this build does not read"
    case .damaged: "\"\(path)\" is damaged: its checksum does not fit its contents"
    case .line(let line, let what): "\"\(path)\", line \(line): \(what)"
    }
  }
}

/// Read-only bytes that all threads share: a mapped file, or a block of memory.
///
/// The bytes never change after `init` and go away with the object, which is why it may cross threads.
public final class DataFile: @unchecked Sendable {
  public let bytes: UnsafeRawBufferPointer
  private let isMapped: Bool

  /// Maps the file at `path`.
  public init(path: String) throws(DataFileError) {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw DataFileError(path: path, reason: .missing) }
    defer { _ = close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw DataFileError(path: path, reason: .missing)
    }
    let size = Int(status.st_size)
    guard size > 0 else { throw DataFileError(path: path, reason: .empty) }
    guard let base = mmap(nil, size, PROT_READ, MAP_SHARED, descriptor, 0), base != MAP_FAILED else {
      throw DataFileError(path: path, reason: .missing)
    }
    bytes = UnsafeRawBufferPointer(start: base, count: size)
    isMapped = true
  }

  /// Keeps a copy of `contents`.
  public init(contents: [UInt8]) {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(contents.count, 1), alignment: 16)
    memory.copyBytes(from: contents)
    bytes = UnsafeRawBufferPointer(rebasing: memory[..<contents.count])
    isMapped = false
  }

  deinit {
    if isMapped {
      munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
    } else {
      UnsafeMutableRawBufferPointer(mutating: bytes).deallocate()
    }
  }

  /// Little-endian number at `offset`; 0 outside the file.
  @inline(__always)
  public func u32(_ offset: Int) -> UInt32 {
    guard offset >= 0, offset + 4 <= bytes.count else { return 0 }
    return UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  @inline(__always)
  public func u16(_ offset: Int) -> UInt16 {
    guard offset >= 0, offset + 2 <= bytes.count else { return 0 }
    return UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
  }

  @inline(__always)
  public func u24(_ offset: Int) -> Int { Int(u8(offset)) | Int(u8(offset + 1)) << 8 | Int(u8(offset + 2)) << 16 }

  @inline(__always)
  public func u8(_ offset: Int) -> UInt8 {
    guard offset >= 0, offset < bytes.count else { return 0 }
    return bytes[offset]
  }

  /// Checks the 16-byte head: magic, version, checksum of all that follows.
  public func check(magic: UInt32, version: UInt32, path: String) throws(DataFileError) {
    guard bytes.count >= 16, u32(0) == magic else { throw DataFileError(path: path, reason: .notThisKind) }
    guard u32(4) == version else { throw DataFileError(path: path, reason: .otherVersion(u32(4))) }
    let stored = UInt64(u32(8)) | UInt64(u32(12)) << 32
    let found = Checksum.of(UnsafeRawBufferPointer(rebasing: bytes[16...]))
    guard stored == found else { throw DataFileError(path: path, reason: .damaged) }
  }
}

/// A 64-bit checksum that reads eight bytes at a time (multiply and fold, after the FNV family). Finds damage, not malice.
public enum Checksum {
  public static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var state: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(bytes.count)
    var index = 0
    while index + 8 <= bytes.count {
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      state = (state ^ word) &* 0x9E37_79B9_7F4A_7C15
      state ^= state >> 29
      index += 8
    }
    while index < bytes.count {
      state = (state ^ UInt64(bytes[index])) &* 0x100_0000_01B3
      index += 1
    }
    return state ^ state >> 32
  }

  /// Puts magic, version and checksum in front of `contents`.
  public static func seal(_ contents: [UInt8], magic: UInt32, version: UInt32) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(contents.count + 16)
    out.append(u32: magic)
    out.append(u32: version)
    let sum = contents.withUnsafeBytes { of($0) }
    out.append(u32: UInt32(truncatingIfNeeded: sum))
    out.append(u32: UInt32(truncatingIfNeeded: sum >> 32))
    out += contents
    return out
  }
}

extension [UInt8] {
  /// Little-endian.
  public mutating func append(u32 value: UInt32) {
    for shift in [UInt32(0), 8, 16, 24] { append(UInt8(truncatingIfNeeded: value >> shift)) }
  }
  public mutating func append(u24 value: Int) {
    for shift in [0, 8, 16] { append(UInt8(truncatingIfNeeded: value >> shift)) }
  }
  public mutating func append(u16 value: UInt16) {
    append(UInt8(truncatingIfNeeded: value))
    append(UInt8(truncatingIfNeeded: value >> 8))
  }
}
