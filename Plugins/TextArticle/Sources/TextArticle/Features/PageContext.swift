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
  /// Lines that are not printed again and again, ascending: a box that stands between every two paragraphs must not part them.
  private(set) var distinct: [Int32] = []
  /// Number of such lines before each line.
  private(set) var distinctBefore: [Int32]
  /// Columns of the longest sentence.
  private(set) var longest: Int32 = 1

  /// Lines printed so often are skipped when the surroundings of others are looked at.
  static let manyCopies: Int32 = 3
  static let gapCost: Float = 50
  /// Sentences whose word score is this far below that of the page's prose count half. Only the distance says something: in
  /// languages that the vocabulary was hardly learned from, all of a page's words may look strange.
  static let usualDistance: Float = 0.5
  /// What the columns of the strangest sentences cost, against what those of the most usual ones gain.
  static let foreignCost: Float = 0.35
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
    distinctBefore = none
    barrier = [Float](repeating: 0, count: count)
    common = barrier
    recurring = barrier
    related = barrier
    core = 0..<0
    proseBefore.reserveCapacity(count + 1)
    weightBefore.reserveCapacity(count + 1)
    countCopies(page)
    sums(page)
    let usual = min(0, Self.proseScore(page)) - Self.usualDistance
    core = densest(page, usual: usual)
    distances(page)
    outward(page, from: core.upperBound, to: count, by: 1)
    outward(page, from: core.lowerBound - 1, to: -1, by: -1)
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

  /// Word score of the page's prose, by its columns.
  private static func proseScore(_ page: borrowing PageForm) -> Float {
    var columns: Float = 0
    var weighted: Float = 0
    for form in page.forms where form.isSentence {
      let share = Float(min(form.columns, 400))
      columns += share
      weighted += share * form.wordScore
    }
    return weighted / max(1, columns)
  }

  /// Columns of a sentence, fewer and at last a cost the stranger its words are on this page: consent notices and sign-up boxes
  /// are written in sentences too.
  private static func worth(_ form: LineForm, usual: Float) -> Float {
    let distance = form.wordScore - usual
    let share = 0.5 + 0.5 * distance / (1 + abs(distance))
    return Float(min(form.columns, 1000)) * (share * (1 + foreignCost) - foreignCost)
  }

  /// Greatest sum over consecutive lines (Kadane).
  private func densest(_ page: borrowing PageForm, usual: Float) -> Range<Int> {
    var best: Float = 0
    var bestRange = 0..<0
    var sum: Float = 0
    var start = 0
    for (index, form) in page.forms.enumerated() {
      if form.isSentence {
        sum += Self.worth(form, usual: usual)
      } else if copies[index] < Self.manyCopies {
        sum -= Self.gapCost
      }
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
      distance = form.isSentence ? 0 : copies[index] < Self.manyCopies ? min(1000, distance + 1) : distance
      sinceSentence[index] = distance
    }
    distance = 1000
    for index in page.forms.indices.reversed() {
      distance = page.forms[index].isSentence ? 0 : copies[index] < Self.manyCopies ? min(1000, distance + 1) : distance
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
      guard copies[index] < Self.manyCopies else {
        index += step
        continue
      }
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
    distinct.reserveCapacity(page.count)
    for (index, form) in page.forms.enumerated() {
      copies[index] = seen[form.fingerprint]
      distinctBefore[index] = Int32(distinct.count)
      if copies[index] < Self.manyCopies { distinct.append(Int32(index)) }
    }
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
