/// A page's lines with what one scan over each found.
struct PageForm: Sendable {
  var bytes: [UInt8]
  var lines: [Line]
  var forms: [LineForm]
  /// Hashed words of all lines, in order.
  var words: [UInt64]

  init(_ text: LineText, scanner: LineScanner) {
    bytes = text.bytes
    lines = text.lines
    var words: [UInt64] = []
    words.reserveCapacity(text.bytes.count / 5)
    forms = text.bytes.withUnsafeBufferPointer { bytes in
      text.lines.map { scanner.scan(bytes, $0.text, words: &words) }
    }
    self.words = words
  }

  var count: Int { lines.count }

  func text(_ index: Int) -> ArraySlice<UInt8> { bytes[lines[index].text] }

  /// Whether two lines have the same letters and digits.
  func isCopy(_ a: Int, _ b: Int) -> Bool {
    forms[a].fingerprint == forms[b].fingerprint && forms[a].letters + forms[a].digits > 0
      && forms[a].letters == forms[b].letters
  }
}
