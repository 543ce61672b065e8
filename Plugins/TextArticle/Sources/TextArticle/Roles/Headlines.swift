/// Ranks the lines above the body as headlines.
struct Headlines {
  let page: PageForm

  /// Lines above the body that are looked at.
  static let reach = 60

  struct Candidate: Sendable {
    var index: Int
    var score: Float
  }

  /// Candidates before the body line `firstBody`, best first; at most `limit`.
  func ranked(before firstBody: Int, body: [Int], limit: Int = 3) -> [Candidate] {
    let vocabulary = wordsOf(body.prefix(12))
    var found: [Candidate] = []
    for index in max(0, firstBody - Self.reach)...min(firstBody, page.count - 1) {
      guard let score = score(index, firstBody: firstBody, vocabulary: vocabulary) else { continue }
      if let twin = found.firstIndex(where: { page.isCopy($0.index, index) }) {
        // The copy nearer to the body is the page's own heading; the other one its title.
        found[twin] = Candidate(index: index, score: max(score, found[twin].score) + 1)
      } else {
        found.append(Candidate(index: index, score: score))
      }
    }
    found.sort { ($0.score, $0.index) > ($1.score, $1.index) }
    return Array(found.prefix(limit))
  }

  private func score(_ index: Int, firstBody: Int, vocabulary: Set<UInt64>) -> Float? {
    let form = page.forms[index]
    guard form.letters >= 8, form.columns >= 12, form.columns <= 260, form.wordCount >= 2 else { return nil }
    guard !form.flags.contains(.mail), !form.flags.contains(.address), form.roles[.network] == 0 else { return nil }
    var score: Float = 0
    let words = page.words[Int(form.words.lowerBound)..<Int(form.words.upperBound)]
    let shared = words.count { vocabulary.contains($0) }
    score += 3 * Float(shared) / Float(max(4, words.count))
    score += form.columns >= 24 && form.columns <= 140 ? 1 : 0
    score += form.wordCount >= 4 ? 0.5 : 0
    score -= form.end == .sentence ? 1 : 0
    score -= form.start == .lower ? 1 : 0
    score -= page.lines[index].hasBullet ? 1.5 : 0
    score -= Float(form.separators) * 0.5
    score -= form.flags.contains(.numericDate) || form.flags.contains(.time) ? 1 : 0
    let labels =
      form.roles[.widget] + form.roles[.comment] + form.roles[.footer] + form.roles[.promo] + form.roles[.sharing]
    score -= labels * 3 >= words.count ? 1.5 : 0
    score -= 0.03 * Float(firstBody - index)
    return score
  }

  private func wordsOf(_ lines: some Sequence<Int>) -> Set<UInt64> {
    var result: Set<UInt64> = []
    for line in lines {
      for word in page.forms[line].words { result.insert(page.words[Int(word)]) }
    }
    return result
  }
}
