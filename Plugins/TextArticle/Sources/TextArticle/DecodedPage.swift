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
    if !Normalizer.isNFC(utf8) {
      utf8 = Normalizer.nfc(utf8)
      sourceOffset = nil
    }
  }

  /// Number of C0 controls other than white space.
  private static func controls(in utf8: [UInt8]) -> Int {
    utf8.withUnsafeBufferPointer { bytes in
      var count = 0
      for byte in bytes { count &+= byte < 0x20 && !(0x09...0x0D).contains(byte) && byte != 0x1B ? 1 : 0 }
      return count
    }
  }
}
