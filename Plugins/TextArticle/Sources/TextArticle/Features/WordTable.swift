/// In how many of a page's long lines each word occurs.
///
/// Words that recur in prose are the page's own function words and its subject, in any language, without a list.
struct WordTable {
  /// Lines from this many columns on count as prose.
  static let longLine: Int32 = 60
  /// So many of the commonest words are taken for function words.
  static let commonest = 30

  /// Words that are counted, of a line and of the page; more of them would change nothing but the memory.
  static let mostInLine = 1000
  static let mostInPage = 1 << 17

  private var keys: [UInt64]
  private var counts: [UInt16]
  private var lastLine: [Int32]
  private let mask: Int
  private var commonFrom: UInt16 = .max

  /// - Parameter lines: the lines whose words count
  init(_ page: borrowing PageForm, lines: Range<Int>) {
    var total = 0
    for form in page.forms[lines] where form.columns >= Self.longLine {
      total += min(form.words.count, Self.mostInLine)
    }
    total = min(total, Self.mostInPage)
    var size = 64
    while size < total * 2 { size *= 2 }
    keys = Array(repeating: 0, count: size)
    counts = Array(repeating: 0, count: size)
    lastLine = Array(repeating: -1, count: size)
    mask = size - 1
    var left = total
    for index in lines where page.forms[index].columns >= Self.longLine && left > 0 {
      let words = page.forms[index].words.prefix(min(left, Self.mostInLine))
      for word in words { add(page.words[Int(word)], line: Int32(index)) }
      left -= words.count
    }
    commonFrom = Self.threshold(counts)
  }

  private mutating func add(_ word: UInt64, line: Int32) {
    var place = Int(truncatingIfNeeded: word) & mask
    while keys[place] != 0, keys[place] != word { place = (place + 1) & mask }
    keys[place] = word
    if lastLine[place] != line {
      lastLine[place] = line
      if counts[place] < .max { counts[place] += 1 }
    }
  }

  /// Least number of lines of the commonest words; words of one line are never common.
  private static func threshold(_ counts: [UInt16]) -> UInt16 {
    var histogram = [Int](repeating: 0, count: 256)
    for count in counts where count > 0 { histogram[Int(min(count, 255))] += 1 }
    var words = 0
    for count in (2...255).reversed() {
      words += histogram[count]
      if words > commonest { return UInt16(count) + 1 }
    }
    return 2
  }

  /// How many of the words are among the page's commonest, and how many occur in another long line.
  func shares(_ words: ArraySlice<UInt64>, lineIsLong: Bool) -> (common: Int, recurring: Int) {
    let least: UInt16 = lineIsLong ? 2 : 1
    var common = 0
    var recurring = 0
    keys.withUnsafeBufferPointer { keys in
      for word in words {
        var place = Int(truncatingIfNeeded: word) & mask
        while keys[place] != 0, keys[place] != word { place = (place + 1) & mask }
        let count = counts[place]
        if count >= commonFrom { common += 1 }
        if count >= least { recurring += 1 }
      }
    }
    return (common, recurring)
  }
}
