import KZPipeText

/// A page's bytes as clean UTF-8: decoded, mojibake repaired, NFC.
struct DecodedPage {
  var utf8: [UInt8]
  var encoding: String
  /// Add this to a place in `utf8` to get the place in the page's bytes; `nil` when they differ by more than a byte order mark.
  var sourceOffset: Int?

  init(_ content: [UInt8], declared: String?) {
    let decoded = Charset.decode(content, declared: declared, isHTML: false)
    encoding = decoded.encoding
    utf8 = decoded.utf8
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
}
