extension UTF8Text {
  /// Runs of white space (no-break, thin and ideographic spaces, line feeds included) become one space, ends are
  /// trimmed, invisible and control characters vanish.
  public static func folded(_ bytes: some RandomAccessCollection<UInt8>) -> [UInt8] {
    bytes.withContiguousStorageIfAvailable(fold) ?? Array(bytes).withUnsafeBufferPointer(fold)
  }

  private static func fold(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var out = [UInt8]()
    out.reserveCapacity(bytes.count)
    var pending = false
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte > 0x20, byte < 0x7F {
        if pending, !out.isEmpty { out.append(0x20) }
        pending = false
        out.append(byte)
        index += 1
        continue
      }
      let (scalar, length) = decode(bytes, at: index, end: bytes.count)
      if isWhitespace(scalar) {
        pending = true
      } else if !isInvisible(scalar), !isControl(scalar) {
        if pending, !out.isEmpty { out.append(0x20) }
        pending = false
        append(scalar, to: &out)
      }
      index += length
    }
    return out
  }

  /// Removes control characters (tab, line feed and carriage return stay) and invisible ones; broken sequences become U+FFFD.
  public static func withoutControls(_ bytes: [UInt8]) -> [UInt8] {
    var out = [UInt8]()
    bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      var copied = 0
      while index < bytes.count {
        let byte = bytes[index]
        if byte >= 0x20 && byte < 0x7F || byte == 0x09 || byte == 0x0A || byte == 0x0D {
          index += 1
          continue
        }
        let (scalar, length) = decode(bytes, at: index, end: bytes.count)
        let drops = isInvisible(scalar) || isControl(scalar)
        if drops || scalar == "\u{FFFD}" {
          out.append(contentsOf: bytes[copied..<index])
          if !drops { append(scalar, to: &out) }
          copied = index + length
        }
        index += length
      }
      out.append(contentsOf: bytes[copied...])
    }
    return out
  }

  /// Lower case by Unicode's full mapping without regard to language (İ becomes i with a dot above it).
  public static func lowercased(_ bytes: some RandomAccessCollection<UInt8>) -> [UInt8] {
    bytes.withContiguousStorageIfAvailable(lower) ?? Array(bytes).withUnsafeBufferPointer(lower)
  }

  private static func lower(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var out = [UInt8]()
    out.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        out.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
        index += 1
        continue
      }
      let (scalar, length) = decode(bytes, at: index, end: bytes.count)
      switch scalar.value {
      case 0x410...0x42F: append(Unicode.Scalar(scalar.value + 0x20) ?? scalar, to: &out)
      case 0x430...0x44F, 0x4E00...0x9FFF, 0xAC00...0xD7A3: out.append(contentsOf: bytes[index..<index + length])
      default:
        let properties = scalar.properties
        if properties.changesWhenLowercased {
          out.append(contentsOf: properties.lowercaseMapping.utf8)
        } else {
          append(scalar, to: &out)
        }
      }
      index += length
    }
    return out
  }

  /// The simple lower-case form of one scalar; the scalar itself when its lower case has several.
  public static func lowercased(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x41...0x5A, 0x410...0x42F, 0xC0...0xD6, 0xD8...0xDE: return Unicode.Scalar(scalar.value + 0x20) ?? scalar
    case 0..<0xC0, 0xDF...0xFF, 0x430...0x45F, 0x4E00...0x9FFF, 0xAC00...0xD7A3: return scalar
    default:
      let mapping = scalar.properties.lowercaseMapping.unicodeScalars
      return mapping.count == 1 ? mapping.first ?? scalar : scalar
    }
  }
}
