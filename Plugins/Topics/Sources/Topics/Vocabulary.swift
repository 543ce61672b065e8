import KZPipeKit

/// The IPTC Media Topics: names, parents, retired codes.
struct Vocabulary: Sendable {
  struct Concept: Sendable {
    var code: String
    var name: String
    /// Indexes into `concepts`.
    var parents: [Int]
    var isRetired: Bool

    var qcode: String { "medtop:" + code }
  }

  private(set) var concepts: [Concept] = []
  private(set) var index: [String: Int] = [:]

  init(_ lines: Lines) throws(StageError) {
    var parents: [[Substring]] = []
    try lines.forEach { (fields, line) throws(StageError) in
      guard fields.count == 4, !fields[0].isEmpty, !fields[3].isEmpty else {
        throw lines.damaged("four fields are wanted", line: line)
      }
      index[String(fields[0])] = concepts.count
      concepts.append(
        Concept(code: String(fields[0]), name: String(fields[3]), parents: [], isRetired: !fields[2].isEmpty))
      parents.append(fields[1].split(separator: " "))
    }
    for (child, codes) in parents.enumerated() {
      concepts[child].parents = codes.compactMap { index[String($0)] }
    }
  }

  /// All concepts above `concept`, nearest first, each once.
  func ancestors(of concept: Int) -> [Int] {
    var found: [Int] = []
    var next = concepts[concept].parents
    while !next.isEmpty {
      let level = next
      next = []
      for parent in level where !found.contains(parent) {
        found.append(parent)
        next += concepts[parent].parents
      }
    }
    return found
  }
}
