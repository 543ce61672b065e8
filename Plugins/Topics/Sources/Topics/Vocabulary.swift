import KZPipeKit

/// The IPTC Media Topics: names, parents, retired codes.
struct Vocabulary: Sendable {
  struct Concept: Sendable {
    /// Eight digits as a number.
    var code: UInt32
    var qcode: String
    var name: String
    /// Indexes into `concepts`.
    var parents: [Int]
    var isRetired: Bool
  }

  private(set) var concepts: [Concept] = []
  private var numbers: [UInt32: Int] = [:]
  /// The concepts above each concept, one list after the other; those of concept `n` begin at `firstAbove[n]`.
  private var above: [Int] = []
  private var firstAbove: [Int] = [0]

  static let alias = "medtop:"

  init(_ lines: Lines) throws(StageError) {
    concepts.reserveCapacity(1500)
    numbers.reserveCapacity(1500)
    var parents: [(child: Int, code: UInt32)] = []
    try lines.forEach { (fields, line) throws(StageError) in
      guard fields.count == 4, let code = Self.code(fields[0]), !fields[3].isEmpty else {
        throw lines.damaged("four fields are wanted, the first a code of eight digits", line: line)
      }
      for parent in fields[1].split(separator: UInt8(ascii: " ")).compactMap(Self.code) {
        parents.append((concepts.count, parent))
      }
      numbers[code] = concepts.count
      concepts.append(
        Concept(
          code: code, qcode: Self.alias + String(decoding: fields[0], as: UTF8.self),
          name: String(decoding: fields[3], as: UTF8.self), parents: [], isRetired: !fields[2].isEmpty))
    }
    for (child, code) in parents { if let parent = numbers[code] { concepts[child].parents.append(parent) } }
    for concept in concepts.indices { addAncestors(of: concept) }
  }

  private mutating func addAncestors(of concept: Int) {
    let first = above.count
    var next = concept
    var read = first
    while true {
      for parent in concepts[next].parents where !above[first...].contains(parent) { above.append(parent) }
      guard read < above.count else { break }
      next = above[read]
      read += 1
    }
    firstAbove.append(above.count)
  }

  /// All concepts above `concept`, nearest first, each once.
  func ancestors(of concept: Int) -> ArraySlice<Int> { above[firstAbove[concept]..<firstAbove[concept + 1]] }

  /// Index of the concept with this code.
  func concept(_ code: UInt32) -> Int? { numbers[code] }

  /// Index of the concept that `medtop:20000639` names.
  func concept(qcode: String) -> Int? {
    guard qcode.hasPrefix(Self.alias) else { return nil }
    return Self.code(Array(qcode.utf8.dropFirst(Self.alias.utf8.count))[...]).flatMap(concept)
  }

  /// Eight digits as a number.
  static func code(_ digits: ArraySlice<UInt8>) -> UInt32? {
    guard digits.count == 8, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return digits.reduce(0) { $0 * 10 + UInt32($1 - 0x30) }
  }
}
