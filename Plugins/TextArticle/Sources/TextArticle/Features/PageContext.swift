/// What a line's surroundings say: copies, prose around it, and what lies between it and the densest stretch of prose.
struct PageContext {
  /// The stretch of lines with the most prose: sentences count their columns, every other line costs `gapCost`.
  private(set) var core: Range<Int>
  /// Columns of prose before each line; one more entry than lines.
  private(set) var proseBefore: [Float] = [0]
  /// Sum of the lines' word scores before each line; one more entry than lines.
  private(set) var weightBefore: [Float] = [0]
  /// Lines since the last sentence, and until the next; 0 for a sentence.
  private(set) var sinceSentence: [Int32]
  private(set) var untilSentence: [Int32]
  /// Longest run of lines that are no sentences between the core and each line, the number of such lines, the least word
  /// score of a line there, and the number of lines that speak of other articles, comments or the site.
  private(set) var longestGap: [Int32]
  private(set) var gapLines: [Int32]
  private(set) var barrier: [Float]
  private(set) var labels: [Int32]
  /// How often the line's letters occur on the page, and which of these occurrences this is, from 0.
  private(set) var copies: [Int32]
  private(set) var nth: [Int32]
  private(set) var common: [Float]
  private(set) var recurring: [Float]
  /// Share of the line's words that another line of the core has.
  private(set) var related: [Float]
  /// Length of the run of list items that the line stands in.
  private(set) var listRun: [Int32]
  /// Columns of the longest sentence.
  private(set) var longest: Int32 = 1

  static let gapCost: Float = 40
  /// Sentences whose word score is this far below that of the page's prose do not make a stretch of prose. Only the distance
  /// says something: in languages that the vocabulary was hardly learned from, all of a page's words may look strange.
  static let foreignDistance: Float = 2
  /// A line this short and this far from any sentence is no candidate for the body; half of all lines are such.
  static let farAway: Int32 = 8
  static let shortLine: Int32 = 40

  init(_ page: borrowing PageForm) {
    let count = page.count
    let none = [Int32](repeating: 0, count: count)
    sinceSentence = none
    untilSentence = none
    longestGap = none
    gapLines = none
    labels = none
    copies = none
    nth = none
    listRun = none
    barrier = [Float](repeating: 0, count: count)
    common = barrier
    recurring = barrier
    related = barrier
    core = 0..<0
    proseBefore.reserveCapacity(count + 1)
    weightBefore.reserveCapacity(count + 1)
    sums(page)
    core = Self.densest(page)
    distances(page)
    outward(page, from: core.upperBound, to: count, by: 1)
    outward(page, from: core.lowerBound - 1, to: -1, by: -1)
    countCopies(page)
    lists(page)
    words(page)
  }

  /// Lines that the classifier has to look at; all of them on a page without sentences.
  func openLines(_ page: borrowing PageForm) -> [Int] {
    guard !core.isEmpty else { return Array(0..<page.count) }
    return (0..<page.count).filter { isOpen($0, page.forms[$0].columns) }
  }

  private func isOpen(_ index: Int, _ columns: Int32) -> Bool {
    sinceSentence[index] <= Self.farAway || untilSentence[index] <= Self.farAway || columns >= Self.shortLine
  }

  private mutating func sums(_ page: borrowing PageForm) {
    var prose: Float = 0
    var weight: Float = 0
    for form in page.forms {
      if form.isSentence {
        prose += Float(min(form.columns, 2000))
        longest = max(longest, form.columns)
      }
      weight += form.wordScore
      proseBefore.append(prose)
      weightBefore.append(weight)
    }
  }

  /// Greatest sum over consecutive lines (Kadane).
  private static func densest(_ page: borrowing PageForm) -> Range<Int> {
    var columns: Float = 0
    var weighted: Float = 0
    for form in page.forms where form.isSentence {
      let share = Float(min(form.columns, 400))
      columns += share
      weighted += share * form.wordScore
    }
    let foreign = min(-0.5, weighted / max(1, columns)) - foreignDistance
    var best: Float = 0
    var bestRange = 0..<0
    var sum: Float = 0
    var start = 0
    for (index, form) in page.forms.enumerated() {
      // Sentences in the words of consent notices and sign-up boxes are no prose.
      sum += form.isSentence && form.wordScore > foreign ? Float(min(form.columns, 1000)) : -gapCost
      if sum <= 0 {
        sum = 0
        start = index + 1
      } else if sum > best {
        best = sum
        bestRange = start..<(index + 1)
      }
    }
    return bestRange
  }

  private mutating func distances(_ page: borrowing PageForm) {
    var distance: Int32 = 1000
    for (index, form) in page.forms.enumerated() {
      distance = form.isSentence ? 0 : min(1000, distance + 1)
      sinceSentence[index] = distance
    }
    distance = 1000
    for index in page.forms.indices.reversed() {
      distance = page.forms[index].isSentence ? 0 : min(1000, distance + 1)
      untilSentence[index] = distance
    }
  }

  private mutating func outward(_ page: borrowing PageForm, from start: Int, to end: Int, by step: Int) {
    var run: Int32 = 0
    var longest: Int32 = 0
    var total: Int32 = 0
    var least: Float = 0
    var label: Int32 = 0
    var index = start
    while index != end {
      longestGap[index] = longest
      gapLines[index] = total
      barrier[index] = least
      labels[index] = label
      let form = page.forms[index]
      run = form.isSentence ? 0 : run + 1
      total += form.isSentence ? 0 : 1
      longest = max(longest, run)
      least = min(least, form.wordScore)
      let words = form.wordCount
      if form.roles[.related] + form.roles[.comment] + form.roles[.footer] + form.roles[.promo] >= max(1, words / 3) {
        label += 1
      }
      index += step
    }
  }

  private mutating func countCopies(_ page: borrowing PageForm) {
    var seen = HashTable(capacity: page.count)
    for (index, form) in page.forms.enumerated() {
      nth[index] = seen[form.fingerprint]
      seen[form.fingerprint] = nth[index] + 1
    }
    for (index, form) in page.forms.enumerated() { copies[index] = seen[form.fingerprint] }
  }

  private mutating func lists(_ page: borrowing PageForm) {
    var start = 0
    while start < page.count {
      var end = start
      while end < page.count, page.lines[end].hasBullet { end += 1 }
      for index in start..<end { listRun[index] = Int32(end - start) }
      start = max(end, start + 1)
    }
  }

  private mutating func words(_ page: borrowing PageForm) {
    let table = WordTable(page, core: core)
    for index in 0..<page.count where !page.forms[index].words.isEmpty {
      let range = page.forms[index].words
      let words = page.words[Int(range.lowerBound)..<Int(range.upperBound)]
      let isLong = page.forms[index].columns >= WordTable.longLine
      let shares = table.shares(words, isLong: isLong, isCore: core.contains(index))
      common[index] = Float(shares.common) / Float(words.count)
      recurring[index] = Float(shares.recurring) / Float(words.count)
      related[index] = Float(shares.related) / Float(words.count)
    }
  }
}

extension LineForm {
  /// Learned weights of the line's words, damped by their number.
  var wordScore: Float { weighted == 0 ? 0 : weightSum / Float(weighted).squareRoot() }
}
