/// Finds the name that was probably meant.
public enum NearestName {
  /// The candidate nearest to `name`, or `nil` when none is near: at most one slip in three letters, at most three slips.
  ///
  /// A prefix of at least three letters counts as near, too. Equal distances go to the first in alphabetical order.
  public static func of(_ name: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(name.lowercased().unicodeScalars.prefix(64))
    guard !wanted.isEmpty else { return nil }
    var best: (name: String, distance: Int)?
    var completion: String?
    for candidate in candidates.sorted() where candidate != name {
      let letters = Array(candidate.lowercased().unicodeScalars.prefix(64))
      if wanted.count >= 3, letters.starts(with: wanted), completion == nil { completion = candidate }
      let allowed = min(3, max(wanted.count, letters.count) / 3)
      let found = distance(wanted, letters)
      if found <= allowed, found < best?.distance ?? .max { best = (candidate, found) }
    }
    return best?.name ?? completion
  }

  /// Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours
  /// (Damerau 1964, restricted form).
  static func distance<T: Equatable>(_ a: [T], _ b: [T]) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 1...a.count {
      var row = [i] + [Int](repeating: 0, count: b.count)
      for j in 1...b.count {
        let same = a[i - 1] == b[j - 1]
        row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], beforeLast[j - 2] + 1) }
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}
