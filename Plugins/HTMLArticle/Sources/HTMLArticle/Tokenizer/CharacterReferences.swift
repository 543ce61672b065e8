/// Decodes character references by the rules of WHATWG HTML, section 13.2.5.72 and following.
struct CharacterReferences: Sendable {
  /// Bytes of all names in sorted order, and of all values.
  private let names: [UInt8]
  private let values: [UInt8]
  /// Where name and value `i` begin; one more than there are names.
  private let nameStarts: [Int32]
  private let valueStarts: [Int32]
  /// First entry whose name begins with byte `b`, for each `b`; 257 of them.
  private let firsts: [Int32]

  static let standard = CharacterReferences()

  init() {
    let table = NamedReferences.table
    let bytes = UnsafeBufferPointer(start: table.utf8Start, count: table.utf8CodeUnitCount)
    var names: [UInt8] = []
    var values: [UInt8] = []
    var nameStarts: [Int32] = [0]
    var valueStarts: [Int32] = [0]
    var firsts = [Int32](repeating: 0, count: 257)
    for entry in bytes.split(separator: UInt8(ascii: " ")) {
      guard let equals = entry.firstIndex(of: UInt8(ascii: "=")), let first = entry.first else { continue }
      names.append(contentsOf: entry[..<equals])
      values.append(contentsOf: entry[(equals + 1)...])
      nameStarts.append(Int32(names.count))
      valueStarts.append(Int32(values.count))
      firsts[Int(first) + 1] = Int32(nameStarts.count - 1)
    }
    for index in 1..<257 where firsts[index] < firsts[index - 1] { firsts[index] = firsts[index - 1] }
    self.names = names
    self.values = values
    self.nameStarts = nameStarts
    self.valueStarts = valueStarts
    self.firsts = firsts
  }

  /// Decodes the reference at `bytes[start]` (an ampersand) and appends its text to `out`.
  ///
  /// Returns the position after the reference, or `start` when there is none: the ampersand then stands for itself.
  func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, end: Int, inAttribute: Bool, into out: inout [UInt8]
  ) -> Int {
    let next = start + 1
    guard next < end else { return start }
    if bytes[next] == UInt8(ascii: "#") { return decodeNumber(bytes, at: start, end: end, into: &out) }
    guard ASCII.isAlphanumeric(bytes[next]) else { return start }
    guard let (index, length) = longestName(bytes, from: next, end: end) else { return start }
    let after = next + length
    if inAttribute, bytes[after - 1] != UInt8(ascii: ";"), after < end,
      bytes[after] == UInt8(ascii: "=") || ASCII.isAlphanumeric(bytes[after])
    {
      return start
    }
    out.append(contentsOf: values[Int(valueStarts[index])..<Int(valueStarts[index + 1])])
    return after
  }

  /// The longest name that the bytes begin with. At most 33 steps: the longest name has 32 bytes.
  private func longestName(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, end: Int
  ) -> (index: Int, length: Int)? {
    var low = Int(firsts[Int(bytes[start])])
    var high = Int(firsts[Int(bytes[start]) + 1])
    var depth = 1
    var best: (Int, Int)?
    while low < high {
      if Int(nameStarts[low + 1] - nameStarts[low]) == depth {
        best = (low, depth)
        low += 1
      }
      guard start + depth < end else { break }
      let byte = bytes[start + depth]
      low = partition(low, high) { self.byte(of: $0, at: depth) >= byte }
      high = partition(low, high) { self.byte(of: $0, at: depth) > byte }
      depth += 1
    }
    return best
  }

  private func byte(of name: Int, at offset: Int) -> UInt8 {
    let position = Int(nameStarts[name]) + offset
    return position < Int(nameStarts[name + 1]) ? names[position] : 0
  }

  private func partition(_ low: Int, _ high: Int, _ isAfter: (Int) -> Bool) -> Int {
    var low = low
    var high = high
    while low < high {
      let middle = (low + high) / 2
      if isAfter(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private func decodeNumber(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, end: Int, into out: inout [UInt8]
  ) -> Int {
    var position = start + 2
    var isHexadecimal = false
    if position < end, bytes[position] | 0x20 == UInt8(ascii: "x") {
      isHexadecimal = true
      position += 1
    }
    let digits = position
    var value: UInt32 = 0
    while position < end, let digit = ASCII.digit(bytes[position], hexadecimal: isHexadecimal) {
      value = min(value * (isHexadecimal ? 16 : 10) + UInt32(digit), 0x11_0000)
      position += 1
    }
    guard position > digits else { return start }
    if position < end, bytes[position] == UInt8(ascii: ";") { position += 1 }
    ASCII.append(Self.scalar(for: value), to: &out)
    return position
  }

  /// What a number means: zero, surrogates and too large ones are U+FFFD, 0x80...0x9F are windows-1252.
  private static func scalar(for value: UInt32) -> Unicode.Scalar {
    if (0x80...0x9F).contains(value), windows1252[Int(value) - 0x80] != 0 {
      return Unicode.Scalar(windows1252[Int(value) - 0x80]) ?? "\u{FFFD}"
    }
    return value == 0 ? "\u{FFFD}" : Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  private static let windows1252: [UInt16] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
    0x0178,
  ]
}
