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
  /// Body lines whose words are compared.
  static let comparedLines = 12
  /// Most lines are clearly no headline after a few trees.
  static let earlyExit = EarlyExit(every: 20, margin: 4)

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
      return form.letters >= 4 && form.columns >= 8 && form.columns <= 300 && form.innerEnds <= 3
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
    var result: [Float] = []
    result.reserveCapacity(lines.count * Self.featureNames.count)
    for index in lines {
      let form = page.forms[index]
      let wordRange = Int(form.words.lowerBound)..<Int(form.words.upperBound)
      // A line inside the body must not be compared with itself.
      let own = isBody.contains(index)
      let shared = own ? 0 : page.words[wordRange].count { vocabulary[$0] > 0 }
      let count = Float(max(1, form.wordCount))
      func near(_ flags: [Bool]) -> Float {
        (1...3).contains { index + $0 <= high && flags[index + $0 - low] }
          ? 2
          : (1...3).contains { index - $0 >= low && flags[index - $0 - low] } ? 1 : 0
      }
      let labels = form.roles[.widget] + form.roles[.comment] + form.roles[.footer] + form.roles[.promo]
      let wider = index < anchor ? page.forms[(index + 1)..<anchor].count { $0.columns > form.columns } : 0
      result += [
        Float(anchor - index), Float(index), Float(form.columns), Float(form.wordCount), Float(form.end.rawValue),
        Float(form.start.rawValue), Float(form.capitalised) / count, Float(form.upper) / Float(max(1, form.letters)),
        Float(form.digits) / Float(max(1, form.letters + form.digits)), Float(form.separators), Float(form.quotes),
      ]
      result += [
        page.lines[index].hasBullet ? 1 : 0, Float(min(page.lines[index].indent, 16)),
        Float(min(page.lines[index].blanksBefore, 5)),
        Float(index + 1 < page.count ? min(page.lines[index + 1].blanksBefore, 5) : 5),
        Float(all[form.fingerprint]), Float(above[form.fingerprint]), Float(seen[form.fingerprint]),
        Float(shared), Float(shared) / count, probability[index], own ? 1 : 0, form.wordScore,
        Float(form.functionWords) / count, Float(labels + form.roles[.network] + form.roles[.sharing]) / count,
      ]
      result += [
        near(isByline), near(isDate), Float(wider), index > 0 ? Float(page.forms[index - 1].columns) : -1,
        index + 1 < page.count ? Float(page.forms[index + 1].columns) : -1, form.isDated ? 1 : 0, Float(form.innerEnds),
        index + 1 < page.count && page.forms[index + 1].isSentence ? 1 : 0, trails.segments(index) == nil ? 0 : 1,
      ]
      seen[form.fingerprint] += 1
    }
    return result
  }

  private func words(of lines: ArraySlice<Int>) -> HashTable {
    var result = HashTable(capacity: lines.reduce(0) { $0 + page.forms[$1].wordCount })
    for line in lines {
      for word in page.forms[line].words { result[page.words[Int(word)]] = 1 }
    }
    return result
  }
}
