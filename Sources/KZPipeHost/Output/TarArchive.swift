/// Entries of a tar archive, the same bytes for the same contents whenever and by whomever they are written: mode 0644,
/// owner 0, time 0.
///
/// Source: POSIX.1-2017, `pax`, ustar interchange format and extended headers.
enum TarArchive {
  static let block = 512
  /// Two empty blocks.
  static let closing = [UInt8](repeating: 0, count: 2 * block)

  /// The header of a file with what has to stand before it when its name or its size does not fit.
  static func header(name: String, length: Int) -> [UInt8] {
    let bytes = Array(name.utf8)
    let isPlain = bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    let isLong = length > largest
    if isPlain, !isLong, let (prefix, last) = split(bytes) {
      return ustar(name: last, prefix: prefix, length: length, type: UInt8(ascii: "0"))
    }
    var records: [UInt8] = []
    if !isPlain || split(bytes) == nil { records += record("path", bytes) }
    if isLong { records += record("size", Array(String(length).utf8)) }
    // For readers that know no extended headers.
    let short = Array(bytes.map { $0 >= 0x20 && $0 < 0x7F ? $0 : UInt8(ascii: "_") }.suffix(nameRoom - 11))
    let extended = ustar(
      name: Array("PaxHeaders/".utf8) + short, prefix: [], length: records.count, type: UInt8(ascii: "x"))
    return extended + records + [UInt8](repeating: 0, count: padding(behind: records.count))
      + ustar(name: short, prefix: [], length: isLong ? 0 : length, type: UInt8(ascii: "0"))
  }

  /// Bytes to the next block.
  static func padding(behind length: Int) -> Int { (block - length % block) % block }

  private static let nameRoom = 100
  private static let prefixRoom = 155
  /// Eleven octal digits.
  private static let largest = 0o77_777_777_777

  /// The name in the two fields that a header has for it; `nil` when it fits no split.
  private static func split(_ name: [UInt8]) -> (prefix: [UInt8], last: [UInt8])? {
    if name.count <= nameRoom { return ([], name) }
    let slash = name.indices.first {
      name[$0] == UInt8(ascii: "/") && name.count - $0 - 1 <= nameRoom && name.count - $0 - 1 > 0
    }
    guard let slash, slash <= prefixRoom, slash > 0 else { return nil }
    return (Array(name[..<slash]), Array(name[(slash + 1)...]))
  }

  /// `LENGTH KEY=VALUE\n`, the length counting itself.
  private static func record(_ key: String, _ value: [UInt8]) -> [UInt8] {
    let rest = Array(" \(key)=".utf8) + value + [UInt8(ascii: "\n")]
    var length = rest.count + 1
    while String(length).utf8.count + rest.count != length { length += 1 }
    return Array(String(length).utf8) + rest
  }

  private static func ustar(name: [UInt8], prefix: [UInt8], length: Int, type: UInt8) -> [UInt8] {
    var header = [UInt8](repeating: 0, count: block)
    func put(_ bytes: some Collection<UInt8>, at offset: Int) {
      for (index, byte) in bytes.enumerated() { header[offset + index] = byte }
    }
    func octal(_ number: Int, digits: Int) -> [UInt8] {
      let text = String(number, radix: 8)
      return Array((String(repeating: "0", count: max(0, digits - text.utf8.count)) + text).utf8)
    }
    put(name, at: 0)
    put(octal(0o644, digits: 7), at: 100)
    put(octal(0, digits: 7), at: 108)
    put(octal(0, digits: 7), at: 116)
    put(octal(length, digits: 11), at: 124)
    put(octal(0, digits: 11), at: 136)
    header[156] = type
    put("ustar\u{0}00".utf8, at: 257)
    put(prefix, at: 345)
    // The checksum counts itself as blanks.
    put("        ".utf8, at: 148)
    put(octal(header.reduce(0) { $0 + Int($1) }, digits: 6) + [0, UInt8(ascii: " ")], at: 148)
    return header
  }
}
