extension UTF8Text {
  /// Whether `bytes` are well-formed UTF-8.
  public static func isValid(_ bytes: [UInt8]) -> Bool { bytes.withUnsafeBufferPointer { validPrefix($0) == $0.count } }

  /// Whether every byte is below 0x80.
  public static func isASCII(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { asciiEnd($0, from: 0) == $0.count }
  }

  /// `bytes` with every broken sequence replaced by U+FFFD, and how many there were.
  public static func wellFormed(_ bytes: [UInt8]) -> (utf8: [UInt8], replacements: Int) {
    let valid = bytes.withUnsafeBufferPointer { validPrefix($0) }
    if valid == bytes.count { return (bytes, 0) }
    var out = [UInt8]()
    out.reserveCapacity(bytes.count + 16)
    out.append(contentsOf: bytes[..<valid])
    var replacements = 0
    bytes.withUnsafeBufferPointer { bytes in
      var index = valid
      while index < bytes.count {
        let (scalar, length) = decode(bytes, at: index, end: bytes.count)
        if scalar == "\u{FFFD}", !isReplacementCharacter(bytes, at: index) {
          append("\u{FFFD}", to: &out)
          replacements += 1
        } else {
          out.append(contentsOf: bytes[index..<index + length])
        }
        index += length
      }
    }
    return (out, replacements)
  }

  /// Whether the bytes at `index` spell U+FFFD themselves.
  private static func isReplacementCharacter(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    index + 2 < bytes.count && bytes[index] == 0xEF && bytes[index + 1] == 0xBF && bytes[index + 2] == 0xBD
  }

  /// Length of the longest well-formed prefix.
  static func validPrefix(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let count = bytes.count
    var index = 0
    while index < count {
      let first = bytes[index]
      if first < 0x80 {
        index = asciiEnd(bytes, from: index)
        continue
      }
      if first >= 0xC2, first <= 0xDF {
        guard index + 1 < count, bytes[index + 1] & 0xC0 == 0x80 else { return index }
        index += 2
        continue
      }
      if first >= 0xE1, first <= 0xEF, first != 0xED {
        guard index + 2 < count, bytes[index + 1] & 0xC0 == 0x80, bytes[index + 2] & 0xC0 == 0x80 else { return index }
        index += 3
        continue
      }
      let (scalar, length) = decode(bytes, at: index, end: count)
      guard scalar != "\u{FFFD}" else { return index }
      index += length
    }
    return count
  }

  /// First index from `start` whose byte is not ASCII; eight bytes a step.
  static func asciiEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var index = start
    let raw = UnsafeRawBufferPointer(bytes)
    while index + 32 <= raw.count {
      let a = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let b = raw.loadUnaligned(fromByteOffset: index + 8, as: UInt64.self)
      let c = raw.loadUnaligned(fromByteOffset: index + 16, as: UInt64.self)
      let d = raw.loadUnaligned(fromByteOffset: index + 24, as: UInt64.self)
      if (a | b | c | d) & 0x8080_8080_8080_8080 != 0 { break }
      index += 32
    }
    while index + 8 <= raw.count {
      let marks =
        UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)) & 0x8080_8080_8080_8080
      if marks != 0 { return index + marks.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < raw.count, raw[index] < 0x80 { index += 1 }
    return index
  }
}
