import KZPipeText

/// A page's bytes as clean UTF-8: decoded, mojibake repaired, NFC.
struct DecodedPage {
  var utf8: [UInt8]
  var encoding: String
  /// Add this to a place in `utf8` to get the place in the page's bytes; `nil` when they differ by more than a byte order mark.
  var sourceOffset: Int?

  /// More than one character in fifty is a control character that text does not hold: a picture, an archive, a program.
  var isBinary: Bool

  init(_ content: [UInt8], declared: String?) {
    let decoded = Charset.decode(content, declared: declared, isHTML: false)
    encoding = decoded.encoding
    utf8 = decoded.utf8
    isBinary = Self.controls(in: decoded.utf8) * 50 > decoded.utf8.count
    sourceOffset = decoded.encoding == "utf-8" && decoded.replacements == 0 ? content.count - decoded.utf8.count : nil
    if let repaired = Mojibake.repaired(utf8) {
      utf8 = repaired
      sourceOffset = nil
    }
    if !Self.isPlainlyNFC(utf8), !Normalizer.isNFC(utf8) {
      utf8 = Normalizer.nfc(utf8)
      sourceOffset = nil
    }
  }

  /// Nothing but characters below U+0300, general punctuation and currency signs, none of which composes with another or has
  /// another form: most pages in Latin letters, found in one quick pass.
  private static func isPlainlyNFC(_ utf8: [UInt8]) -> Bool {
    utf8.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        if bytes[index] < 0xCC {
          index += 1
        } else if bytes[index] == 0xE2, index + 2 < bytes.count,
          (bytes[index + 1] == 0x80 && bytes[index + 2] >= 0x82)
            || (bytes[index + 1] == 0x82 && bytes[index + 2] >= 0xA0)
        {
          index += 3
        } else {
          return false
        }
      }
      return true
    }
  }

  /// Number of C0 controls other than white space.
  private static func controls(in utf8: [UInt8]) -> Int {
    utf8.withUnsafeBufferPointer { bytes in
      var count = 0
      var start = 0
      // A counter of one byte lets the processor take many bytes at a time; 255 of them cannot overflow it.
      while start < bytes.count {
        let end = min(start + 255, bytes.count)
        var inChunk: UInt8 = 0
        for index in start..<end {
          let byte = bytes[index]
          inChunk &+= (byte < 0x20 ? 1 : 0) & (byte &- 0x09 > 4 ? 1 : 0) & (byte != 0x1B ? 1 : 0)
        }
        count += Int(inChunk)
        start = end
      }
      return count
    }
  }
}
