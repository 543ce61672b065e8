/// Recognises captions by the credit that they end with, and lines that are nothing but a credit.
struct Captions {
  let page: PageForm
  let scanner: LineScanner

  /// Longest caption, in columns.
  static let greatestWidth = 600

  /// Whether the line ends with the name of a photographer, an agency or a source in one of the usual ways: in brackets and
  /// capitals, after a slash, after the last sentence.
  func endsWithCredit(_ index: Int) -> Bool {
    let form = page.forms[index]
    guard form.columns <= Self.greatestWidth, form.wordCount >= 3 else { return false }
    if creditInBrackets(index) { return true }
    guard form.roles[.photo] + form.roles[.agency] + form.roles[.reporter] > 0 else { return false }
    return creditAfterSlash(index) || creditAfterSentence(index)
  }

  /// Whether the line only names a source: `Photo: A. Name`, `(AFP)`.
  func isCredit(_ index: Int) -> Bool {
    let form = page.forms[index]
    guard form.wordCount >= 1, form.wordCount <= 10, form.columns <= 100 else { return false }
    let named = form.roles[.photo] + form.roles[.agency]
    guard named > 0 else { return false }
    let bytes = page.text(index)
    let first = firstWord(of: bytes)
    let labelled =
      first.role.contains(.photo) && first.follows.map { $0 == 0x3A || $0 == 0x3D || $0 == 0x2F || $0 == 0x7C } == true
    let bracketed = bytes.first == 0x28 || bytes.first == 0x5B || bytes.first == 0xA9
    return labelled || ((bracketed || form.flags.contains(.copyright)) && form.end == .other)
  }

  private func creditInBrackets(_ index: Int) -> Bool {
    let bytes = page.text(index)
    guard let last = bytes.last, last == 0x5D || last == 0x29 else { return false }
    let opening: UInt8 = last == 0x5D ? 0x5B : 0x28
    guard let start = bytes.lastIndex(of: opening), start > bytes.startIndex else { return false }
    let form = scan(start + 1, bytes.endIndex - 1)
    guard form.wordCount >= 1, form.wordCount <= 10, !form.flags.contains(.mail) else { return false }
    if form.roles[.photo] + form.roles[.agency] > 0 { return true }
    // Capitals alone say something only where the rest of the line is not in capitals too.
    let whole = page.forms[index]
    return form.upper >= 4 && form.upper * 10 >= form.letters * 9 && last == 0x5D && whole.upper * 2 < whole.letters
  }

  private func creditAfterSlash(_ index: Int) -> Bool {
    let bytes = page.text(index)
    guard let slash = bytes.lastIndex(of: 0x2F), slash > bytes.startIndex, slash + 1 < bytes.endIndex,
      bytes[slash - 1] == 0x20 || bytes[slash + 1] == 0x20
    else { return false }
    let form = scan(slash + 1, bytes.endIndex)
    return form.wordCount >= 1 && form.wordCount <= 12 && form.roles[.photo] + form.roles[.agency] > 0
      && form.innerEnds == 0
  }

  /// `… of six former states. AP-Yonhap`
  private func creditAfterSentence(_ index: Int) -> Bool {
    let bytes = page.text(index)
    guard page.forms[index].end == .other, page.forms[index].innerEnds > 0 else { return false }
    guard let stop = lastSentenceEnd(bytes) else { return false }
    let form = scan(stop + 1, bytes.endIndex)
    let named = form.roles[.agency] + form.roles[.photo] + form.roles[.reporter]
    return form.wordCount >= 1 && form.wordCount <= 6 && named > 0 && form.start != .lower
  }

  /// The last `.` `!` `?` that is not the point of an initial.
  private func lastSentenceEnd(_ bytes: ArraySlice<UInt8>) -> Int? {
    var index = bytes.endIndex
    while index > bytes.startIndex {
      index -= 1
      if endsWideSentence(bytes, index) { return index }
      guard bytes[index] == 0x2E || bytes[index] == 0x21 || bytes[index] == 0x3F else { continue }
      // One letter of one or two bytes after a space is an initial.
      let before = bytes[max(bytes.startIndex, index - 3)..<index]
      let letter = before.suffix(while: { $0 != 0x20 })
      if letter.count > 2 || letter.isEmpty || letter.count == before.count { return index }
      if letter.count == 2, letter.first.map({ $0 < 0x80 }) == true { return index }
    }
    return nil
  }

  /// `。` `！` `？`, by their last byte.
  private func endsWideSentence(_ bytes: ArraySlice<UInt8>, _ index: Int) -> Bool {
    guard index >= bytes.startIndex + 2 else { return false }
    switch (bytes[index - 2], bytes[index - 1], bytes[index]) {
    case (0xE3, 0x80, 0x82), (0xEF, 0xBC, 0x81), (0xEF, 0xBC, 0x9F): return true
    default: return false
    }
  }

  private func scan(_ start: Int, _ end: Int) -> LineForm {
    var words: [UInt64] = []
    return page.bytes.withUnsafeBufferPointer { scanner.scan($0, start..<max(start, end), words: &words) }
  }

  private func firstWord(of bytes: ArraySlice<UInt8>) -> (role: WordRole, follows: UInt8?) {
    let end = bytes.firstIndex { $0 == 0x3A || $0 == 0x3D || $0 == 0x2F || $0 == 0x20 || $0 == 0x7C } ?? bytes.endIndex
    let hashes = WordHash.hashes(of: Array(bytes[bytes.startIndex..<end]))
    let role = hashes.first.flatMap { scanner.lexicon.find($0)?.roles } ?? []
    var next = end
    while next < bytes.endIndex, bytes[next] == 0x20 { next += 1 }
    return (role, next < bytes.endIndex ? bytes[next] : nil)
  }
}

extension ArraySlice {
  /// The longest end of the slice whose elements all fit.
  fileprivate func suffix(while fits: (Element) -> Bool) -> ArraySlice {
    var start = endIndex
    while start > startIndex, fits(self[start - 1]) { start -= 1 }
    return self[start...]
  }
}
