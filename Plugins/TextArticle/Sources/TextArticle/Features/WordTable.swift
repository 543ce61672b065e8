/// In how many of a page's long lines each word occurs, and in how many of the core.
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

  private struct Slot {
    var word: UInt64 = 0
    var lastLine: Int32 = -1
    var lines: UInt16 = 0
    var coreLines: UInt16 = 0
  }

  struct Shares {
    /// Words that are among the page's commonest.
    var common = 0
    /// Words that occur in another long line.
    var recurring = 0
    /// Words that occur in another long line of the core.
    var related = 0
  }

  private var slots: [Slot]
  private let mask: Int
  private var commonFrom: UInt16 = .max

  init(_ page: borrowing PageForm, core: Range<Int>) {
    var total = 0
    for form in page.forms where form.columns >= Self.longLine { total += min(form.words.count, Self.mostInLine) }
    total = min(total, Self.mostInPage)
    var size = 64
    while size < total * 2 { size *= 2 }
    slots = Array(repeating: Slot(), count: size)
    mask = size - 1
    var left = total
    for index in 0..<page.count where page.forms[index].columns >= Self.longLine && left > 0 {
      let words = page.forms[index].words.prefix(min(left, Self.mostInLine))
      let isCore = core.contains(index)
      for word in words { add(page.words[Int(word)], line: Int32(index), isCore: isCore) }
      left -= words.count
    }
    commonFrom = threshold()
  }

  private mutating func add(_ word: UInt64, line: Int32, isCore: Bool) {
    let mask = mask
    slots.withUnsafeMutableBufferPointer { slots in
      var place = Int(truncatingIfNeeded: word) & mask
      while slots[place].word != 0, slots[place].word != word { place = (place + 1) & mask }
      guard slots[place].lastLine != line else { return }
      slots[place].word = word
      slots[place].lastLine = line
      if slots[place].lines < .max { slots[place].lines += 1 }
      if isCore, slots[place].coreLines < .max { slots[place].coreLines += 1 }
    }
  }

  /// Least number of lines of the commonest words; words of one line are never common.
  private func threshold() -> UInt16 {
    var histogram = [Int](repeating: 0, count: 256)
    for slot in slots where slot.lines > 1 { histogram[Int(min(slot.lines, 255))] += 1 }
    var words = 0
    for count in (2...255).reversed() {
      words += histogram[count]
      if words > Self.commonest { return UInt16(count) + 1 }
    }
    return 2
  }

  /// - Parameters:
  ///   - isLong: the line's own words are in the table
  ///   - isCore: they count for the core too
  func shares(_ words: ArraySlice<UInt64>, isLong: Bool, isCore: Bool) -> Shares {
    let least: UInt16 = isLong ? 2 : 1
    let leastInCore: UInt16 = isLong && isCore ? 2 : 1
    var shares = Shares()
    slots.withUnsafeBufferPointer { slots in
      for word in words {
        var place = Int(truncatingIfNeeded: word) & mask
        while slots[place].word != 0, slots[place].word != word { place = (place + 1) & mask }
        let slot = slots[place]
        if slot.lines >= commonFrom { shares.common += 1 }
        if slot.lines >= least { shares.recurring += 1 }
        if slot.coreLines >= leastInCore { shares.related += 1 }
      }
    }
    return shares
  }
}
