/// Probability by rule that a line belongs to the body.
struct RuleScorer {
  let page: PageForm

  func scores() -> [Float] {
    let own = page.forms.map(score)
    return own.indices.map { index in
      let before = index > 0 ? own[index - 1] : 0
      let after = index + 1 < own.count ? own[index + 1] : 0
      return own[index] * 0.7 + (before + after) * 0.15
    }
  }

  private func score(_ form: LineForm) -> Float {
    if form.flags.contains(.mail) || form.flags.contains(.copyright) { return 0.1 }
    if form.isSentence, form.columns >= 60 { return 0.95 }
    if form.isSentence { return form.roles[.comment] + form.roles[.promo] >= 2 ? 0.1 : 0.6 }
    return form.columns >= 120 ? 0.6 : 0.1
  }
}
