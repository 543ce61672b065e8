import Glibc

/// The visible names in a directory, handed out bytewise by their paths. Takes the bytes of the names and nine more for
/// each, since a directory may hold millions.
struct DirectoryNames {
  /// Names one behind the other, each ended by a zero; those of directories by a slash and a zero, as they sort.
  private var bytes: [UInt8] = []
  /// Where names begin, the first one last.
  private var starts: [Int] = []

  init(in directory: String) throws(FileError) {
    guard let stream = opendir(directory) else { throw FileError(number: errno) }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let type = Int32(entry.pointee.d_type)
      withUnsafeBytes(of: &entry.pointee.d_name) { name in
        let length = name.firstIndex(of: 0) ?? name.count
        guard length > 0, name.first != UInt8(ascii: ".") else { return }
        starts.append(bytes.count)
        bytes += name[..<length]
        if Self.sortsAsDirectory(type, name[..<length], in: directory) { bytes.append(UInt8(ascii: "/")) }
        bytes.append(0)
      }
    }
    sort()
  }

  /// A name with one of our extensions sorts as a file's, whatever it is.
  private static func sortsAsDirectory(
    _ type: Int32, _ name: Slice<UnsafeRawBufferPointer>, in directory: String
  ) -> Bool {
    guard type != Int32(DT_REG) else { return false }
    let name = String(decoding: name, as: UTF8.self)
    guard !FileKind(name: name).isKnown else { return false }
    var status = stat()
    return stat(FilePath.join(directory, name), &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private mutating func sort() {
    bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self) else { return }
      starts.sort { strcmp(base + $0, base + $1) > 0 }
    }
  }

  /// The next name; `nil` behind the last one. A name that is no UTF-8 has its bytes repaired and will not be found
  /// again: the reader of such a file reports it.
  mutating func next() -> String? {
    guard let start = starts.popLast() else { return nil }
    let name = bytes[start...].prefix { $0 != 0 && $0 != UInt8(ascii: "/") }
    return String(decoding: name, as: UTF8.self)
  }
}
