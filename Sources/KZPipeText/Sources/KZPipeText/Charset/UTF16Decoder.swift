/// UTF-16 to UTF-8; unpaired surrogates and a last odd byte become U+FFFD.
enum UTF16Decoder {
  static func decode(_ source: ArraySlice<UInt8>, bigEndian: Bool) -> (utf8: [UInt8], replacements: Int) {
    var out = [UInt8]()
    out.reserveCapacity(source.count)
    var replacements = 0
    var high: UInt32?
    var index = source.startIndex
    func unit(_ index: Int) -> UInt32 {
      let (a, b) = (UInt32(source[index]), UInt32(source[index + 1]))
      return bigEndian ? a << 8 | b : b << 8 | a
    }
    func lose(_ out: inout [UInt8]) {
      UTF8Text.append("\u{FFFD}", to: &out)
      replacements += 1
    }
    while index + 1 < source.endIndex {
      let value = unit(index)
      index += 2
      if let first = high {
        high = nil
        if value & 0xFC00 == 0xDC00 {
          let joined = 0x10000 + ((first & 0x3FF) << 10) + (value & 0x3FF)
          UTF8Text.append(Unicode.Scalar(joined) ?? "\u{FFFD}", to: &out)
          continue
        }
        lose(&out)
      }
      if value & 0xFC00 == 0xD800 {
        high = value
      } else if let scalar = Unicode.Scalar(value) {
        UTF8Text.append(scalar, to: &out)
      } else {
        lose(&out)
      }
    }
    if high != nil { lose(&out) }
    if index < source.endIndex { lose(&out) }
    return (out, replacements)
  }
}
