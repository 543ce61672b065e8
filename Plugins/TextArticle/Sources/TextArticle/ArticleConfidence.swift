/// How sure the lines make one that the page holds an article: enough words, lines that are clearly body, and letters in them.
struct ArticleConfidence {
  /// Half of the confidence is lost at so many words.
  static let halfWords = 20.0
  /// Share of letters from which on a text counts in full; prose has more than three quarters.
  static let letterShare = 0.6

  let value: Double

  init(page: borrowing PageForm, probability: [Float], words: [Float], kept: [Bool]) {
    var total = 0.0
    var sure = 0.0
    for index in kept.indices where kept[index] {
      let form = page.forms[index]
      let share = Double(form.letters) / Double(max(1, form.letters + form.digits + form.marks))
      total += Double(words[index])
      sure += Double(words[index] * probability[index]) * min(1, share / Self.letterShare)
    }
    let evidence = total > 0 ? sure / total * (total / (total + Self.halfWords)) : 0
    value = total > 0 ? Self.calibrated(evidence) : 0
  }

  /// Evidence at which articles and pages without one are equally likely, and how fast that changes around it. Measured, with
  /// models that had not seen the sites, on news pages and on the same pages without the lines of their body.
  static let evenEvidence = 0.58
  static let steepness = 12.0

  /// Logistic curve by its rational relative `x / (1 + |x|)`, which needs no exponential.
  static func calibrated(_ evidence: Double) -> Double {
    let x = steepness * (evidence - evenEvidence)
    return 0.5 + 0.5 * x / (1 + abs(x))
  }
}
