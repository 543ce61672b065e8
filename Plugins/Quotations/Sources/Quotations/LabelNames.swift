import KZPipeGrammar

/// The labels before the colons of an interview, one name for all forms of one: `BEN ALDRIDGE`, `Aldridge`, `ALDRIDGE`.
struct LabelNames {
  private var canonical: [String?]
  private var words = WordSet()
  /// An article with more labels than this is no interview.
  private static let most = 64

  init(_ labels: [String?]) {
    var known: [(name: String, words: Set<Substring>)] = []
    canonical = []
    var all: [String] = []
    for label in labels {
      guard let label else {
        canonical.append(nil)
        continue
      }
      let lowered = label.lowercased()
      let own = Set(lowered.split(separator: " "))
      if let same = known.first(where: { $0.words.isSubset(of: own) || own.isSubset(of: $0.words) }) {
        canonical.append(same.name)
      } else if known.count < Self.most {
        known.append((lowered, own))
        canonical.append(lowered)
      } else {
        canonical.append(nil)
      }
      all += own.filter { $0.utf8.count > 3 }.map(String.init)
    }
    words = WordSet(all.joined(separator: " "))
  }

  subscript(_ index: Int) -> String? { canonical[index] }

  /// Whether blocks with a label are at least two thirds of those between the first of them and `index`.
  func isEveryTurnLabelled(before index: Int) -> Bool {
    guard let first = canonical.firstIndex(where: { $0 != nil }), first < index else { return false }
    let turns = canonical[first..<index]
    return turns.count { $0 != nil } * 3 >= turns.count * 2
  }

  /// Whether the word is one of a label's.
  func contains(_ token: Token) -> Bool { words.contains(token) }
}
