import KZPipeKit

/// Names what a dropped line is, for people who read the result. The decision itself is the classifier's.
enum DropReason {
  static func name(_ form: LineForm, isAfterBody: Bool) -> Reason {
    let words = max(1, form.wordCount)
    let roles = form.roles
    let candidates: [(reason: Reason, count: Int)] = [
      (.shareBar, roles[.network] > 0 ? roles[.network] + roles[.sharing] : 0),
      (.commentBox, roles[.comment]),
      (.footer, roles[.footer] + (form.flags.contains(.copyright) ? 2 : 0)),
      (.promo, roles[.promo]),
      (.widget, roles[.widget] + (form.letters == 0 ? words : 0)),
      (.related, roles[.related]),
      (.shareBar, roles[.sharing]),
    ]
    var best: (reason: Reason, count: Int) = (.model, 0)
    for candidate in candidates where candidate.count > best.count { best = candidate }
    // A single word of a role in a long line says nothing.
    if best.count * 4 >= words || best.count >= 3 { return best.reason }
    if form.separators >= 2 || (words <= 4 && form.end == .other && !isAfterBody) { return .trail }
    return .model
  }
}
