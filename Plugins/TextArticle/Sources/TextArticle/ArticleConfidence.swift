/// How sure the lines make one that the page holds an article: enough words, lines that are clearly body, letters in them, and
/// other matters than consent.
struct ArticleConfidence {
  /// Half of the confidence is lost at so many words.
  static let halfWords = 20.0
  /// Share of letters from which on a text counts in full; prose has more than three quarters.
  static let letterShare = 0.6

  /// Articles speak of consent and privacy in fewer than one word in thirty; with every hundredth more, so much of the evidence
  /// is lost.
  static let consentShare = 0.03
  static let consentLoss = 8.0

  let value: Double

  init(page: borrowing PageForm, probability: [Float], words: [Float], kept: [Bool]) {
    var total = 0.0
    var sure = 0.0
    var consent = 0
    var wordCount = 0
    for index in kept.indices where kept[index] {
      let form = page.forms[index]
      let share = Double(form.letters) / Double(max(1, form.letters + form.digits + form.marks))
      total += Double(words[index])
      consent += form.roles[.consent]
      wordCount += form.wordCount
      sure += Double(words[index] * probability[index]) * min(1, share / Self.letterShare)
    }
    let evidence = total > 0 ? sure / total * (total / (total + Self.halfWords)) : 0
    let excess = max(0, Double(consent) / Double(max(1, wordCount)) - Self.consentShare)
    value = total > 0 ? Self.calibrated(evidence * max(0, 1 - Self.consentLoss * excess)) : 0
  }

  /// Evidence at which articles and pages without one are equally likely, and how fast that changes around it. Measured, with
  /// models that had not seen the sites, on news pages, on the same pages cut down to their first paragraphs, and on the same
  /// pages without the lines of their body.
  static let evenEvidence = 0.48
  static let steepness = 12.0

  /// Logistic curve by its rational relative `x / (1 + |x|)`, which needs no exponential.
  static func calibrated(_ evidence: Double) -> Double {
    let x = steepness * (evidence - evenEvidence)
    return 0.5 + 0.5 * x / (1 + abs(x))
  }
}
