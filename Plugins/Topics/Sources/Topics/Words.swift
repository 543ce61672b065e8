import KZPipeText

/// The words of a text in lower case: letters, digits and marks, with hyphens and ampersands inside; a possessive 's is cut.
struct Words: Sendable {
  private(set) var bytes: [UInt8]
  private(set) var ranges: [Range<Int>] = []

  init(_ text: String) { self.init(Array(text.utf8)) }

  init(_ text: [UInt8]) {
    bytes = UTF8Text.lowercased(text)
    var start = -1
    var end = 0
    for element in ScalarIterator(bytes) {
      let classes = ScalarClass(of: element.scalar)
      let joins = element.scalar == "-" || element.scalar == "&" || element.scalar == "'" || element.scalar == "’"
      if !classes.isDisjoint(with: [.letter, .digit, .mark]) {
        if start < 0 { start = element.range.lowerBound }
        end = element.range.upperBound
      } else if start >= 0, !joins || element.range.lowerBound != end {
        close(start..<end)
        start = -1
      }
    }
    if start >= 0 { close(start..<end) }
  }

  subscript(index: Int) -> ArraySlice<UInt8> { bytes[ranges[index]] }

  private mutating func close(_ range: Range<Int>) {
    var word = bytes[range]
    for ending in [[0x27, 0x73], [0xE2, 0x80, 0x99, 0x73]] as [[UInt8]] where word.count > ending.count {
      if word.suffix(ending.count).elementsEqual(ending) { word = word.dropLast(ending.count) }
    }
    ranges.append(word.startIndex..<word.endIndex)
  }
}
