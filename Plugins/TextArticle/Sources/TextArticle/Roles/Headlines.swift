import KZPipeKit
import KZPipeLearn

/// Ranks the lines around the body's beginning as headlines: boosted trees over what a line is, where it stands, and how many
/// of its words the body takes up.
struct Headlines {
  let page: PageForm
  let scanner: LineScanner
  let probability: [Float]
  /// First line of prose, and the lines of the body.
  let anchor: Int
  let body: [Int]

  /// Lines before the anchor, and from it on, that are looked at.
  static let reachBefore = 60
  static let reachAfter = 3
  /// Columns; a headline of two words is wider, a menu is mostly not.
  static let narrowest: Int32 = 14
  /// Body lines whose words are compared.
  static let comparedLines = 12
  /// Most lines are clearly no headline after a few trees.
  static let earlyExit = EarlyExit(every: 10, margin: 3.5)

  struct Candidate: Sendable {
    var line: Int
    var score: Float
  }

  static let featureNames = [
    "distance", "lines_before", "width", "words", "end", "start", "capitalised_share", "upper_share", "digit_share",
    "separators", "quotes", "bullet", "indent", "blanks_before", "blanks_after", "copies", "copies_above", "nth_copy",
    "shared_words", "shared_share", "probability", "kept", "word_score", "function_share", "labels", "byline_near",
    "date_near", "wider_between", "previous_width", "next_width", "dated", "inner_ends", "followed_by_prose",
    "is_trail",
  ]

  /// Candidates, best first; copies of a line count as one, the copy nearest to the body stands for them.
  func ranked(by model: TreeEnsemble, limit: Int = 3) -> [Candidate] {
    let lines = candidates()
    guard !lines.isEmpty else { return [] }
    var scores = [Float](repeating: 0, count: lines.count)
    model.scores(features(of: lines), rows: lines.count, earlyExit: Self.earlyExit, into: &scores)
    var found: [Candidate] = []
    for (line, score) in zip(lines, scores) {
      if let twin = found.firstIndex(where: { page.isCopy($0.line, line) }) {
        found[twin] = Candidate(line: line, score: max(score, found[twin].score))
      } else {
        found.append(Candidate(line: line, score: score))
      }
    }
    found.sort { ($0.score, $0.line) > ($1.score, $1.line) }
    return Array(found.prefix(limit))
  }

  /// Lines that could be a headline at all.
  func candidates() -> [Int] {
    (max(0, anchor - Self.reachBefore)...min(anchor + Self.reachAfter, page.count - 1)).filter { index in
      let form = page.forms[index]
      return form.letters >= 4 && form.columns >= Self.narrowest && form.columns <= 300 && form.innerEnds <= 3
        && !form.flags.contains(.mail) && !form.flags.contains(.address)
    }
  }

  /// One row of `featureNames.count` floats a line.
  func features(of lines: [Int]) -> [Float] {
    let vocabulary = words(of: body.prefix(Self.comparedLines))
    let bylines = Bylines(page: page, scanner: scanner)
    let low = max(0, (lines.first ?? 0) - 3)
    let high = min(page.count - 1, (lines.last ?? 0) + 3)
    let isByline = (low...high).map { bylines.isByline($0) }
    let isDate = (low...high).map { bylines.isDate($0) }
    let isBody = Set(body)
    let trails = Trails(page: page, scanner: scanner)
    var above = HashTable(capacity: page.count)
    for form in page.forms[...high] { above[form.fingerprint] += 1 }
    var all = above
    for form in page.forms[(high + 1)...] { all[form.fingerprint] += 1 }
    var seen = HashTable(capacity: page.count)
    for form in page.forms[..<(lines.first ?? 0)] { seen[form.fingerprint] += 1 }
    let probabilities = probability
    return Array(unsafeUninitializedCapacity: lines.count * Self.featureNames.count) { buffer, count in
      var row = FeatureMatrix.RowWriter(buffer: buffer)
      for index in lines {
        let form = page.forms[index]
        // A line inside the body must not be compared with itself.
        let own = isBody.contains(index)
        var shared = 0
        if !own { for word in form.words where vocabulary[page.words[Int(word)]] > 0 { shared += 1 } }
        let words = Float(max(1, form.wordCount))
        row.append(Float(anchor - index))
        row.append(Float(index))
        row.append(Float(form.columns))
        row.append(Float(form.wordCount))
        row.append(Float(form.end.rawValue))
        row.append(Float(form.start.rawValue))
        row.append(Float(form.capitalised) / words)
        row.append(Float(form.upper) / Float(max(1, form.letters)))
        row.append(Float(form.digits) / Float(max(1, form.letters + form.digits)))
        row.append(Float(form.separators))
        row.append(Float(form.quotes))
        row.append(page.lines[index].hasBullet)
        row.append(Float(min(page.lines[index].indent, 16)))
        row.append(Float(min(page.lines[index].blanksBefore, 5)))
        row.append(Float(index + 1 < page.count ? min(page.lines[index + 1].blanksBefore, 5) : 5))
        row.append(Float(all[form.fingerprint]))
        row.append(Float(above[form.fingerprint]))
        row.append(Float(seen[form.fingerprint]))
        row.append(Float(shared))
        row.append(Float(shared) / words)
        row.append(probabilities[index])
        row.append(own)
        row.append(form.wordScore)
        row.append(Float(form.functionWords) / words)
        row.append(Float(labels(form)) / words)
        row.append(near(isByline, index - low))
        row.append(near(isDate, index - low))
        row.append(Float(widerLines(from: index + 1, than: form.columns)))
        row.append(index > 0 ? Float(page.forms[index - 1].columns) : -1)
        row.append(index + 1 < page.count ? Float(page.forms[index + 1].columns) : -1)
        row.append(form.isDated)
        row.append(Float(form.innerEnds))
        row.append(index + 1 < page.count && page.forms[index + 1].isSentence)
        row.append(trails.segments(index) != nil)
        seen[form.fingerprint] += 1
      }
      count = row.count
    }
  }

  /// 2 when one of the three lines after `place` has the flag, else 1 when one of the three before it has.
  private func near(_ flags: [Bool], _ place: Int) -> Float {
    for next in (place + 1)..<min(place + 4, max(place + 1, flags.count)) where flags[next] { return 2 }
    for previous in max(0, place - 3)..<place where flags[previous] { return 1 }
    return 0
  }

  /// Words that belong to the furniture of a page.
  private func labels(_ form: LineForm) -> Int {
    form.roles[.widget] + form.roles[.comment] + form.roles[.footer] + form.roles[.promo] + form.roles[.network]
      + form.roles[.sharing]
  }

  private func widerLines(from first: Int, than columns: Int32) -> Int {
    var count = 0
    for index in first..<max(first, anchor) where page.forms[index].columns > columns { count += 1 }
    return count
  }

  private func words(of lines: ArraySlice<Int>) -> HashTable {
    var result = HashTable(capacity: lines.reduce(0) { $0 + page.forms[$1].wordCount })
    for line in lines {
      for word in page.forms[line].words { result[page.words[Int(word)]] = 1 }
    }
    return result
  }
}
