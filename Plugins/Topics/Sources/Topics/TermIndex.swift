import KZPipeKit

/// The terms of all languages, found by one pass over the words of a text.
///
/// A word is looked up by the hash of its bytes and of each of its beginnings, so a pattern with a star costs as much as
/// one without.
struct TermIndex: Sendable {
  /// How much a term says: `+` almost settles, `-` only supports.
  enum Weight: UInt8, Sendable { case supporting, normal, settling }

  struct Term: Sendable {
    /// Words of the pattern after the first.
    var rest: [Pattern]
    var text: String
    /// Topics that it speaks for, with its weight there.
    var topics: [Use]
  }

  /// What a term says of one topic.
  struct Use: Sendable {
    var concept: Int32
    var weight: Weight
    /// Topics that the term is shared among, those above and below this one not counted: 1 for a term of its own.
    var shared = 1
  }

  struct Pattern: Sendable, Hashable {
    var bytes: [UInt8]
    var isPrefix: Bool

    func matches(_ word: ArraySlice<UInt8>) -> Bool {
      isPrefix ? word.starts(with: bytes) : word.elementsEqual(bytes)
    }
  }

  private(set) var terms: [Term] = []
  private var exact: [UInt64: [Int32]] = [:]
  private var prefixes: [UInt64: [Int32]] = [:]
  /// Bit per low hash bits of `prefixes`: most beginnings of most words are no pattern.
  private var filter = [UInt64](repeating: 0, count: 1024)
  private var byPattern: [[Pattern]: Int32] = [:]

  /// Adds the table of one language.
  /// - Throws: `StageError.Code.resource` for a topic that does not exist or is retired, and for a record without terms.
  mutating func add(_ lines: Lines, vocabulary: Vocabulary) throws(StageError) {
    try lines.forEach { (fields, line) throws(StageError) in
      guard fields.count == 2, let concept = vocabulary.index[String(fields[0])] else {
        throw lines.damaged("no topic \(fields[0])", line: line)
      }
      guard !vocabulary.concepts[concept].isRetired else {
        throw lines.damaged("topic \(fields[0]) is retired", line: line)
      }
      for written in fields[1].split(separator: ";") {
        var text = written.drop { $0 == " " }
        var weight = Weight.normal
        if text.hasSuffix("+") { weight = .settling } else if text.hasSuffix("-") { weight = .supporting }
        if weight != .normal { text = text.dropLast() }
        try add(String(text), concept: Int32(concept), weight: weight) { lines.damaged($0, line: line) }
      }
    }
  }

  private mutating func add(
    _ text: String, concept: Int32, weight: Weight, damaged: (String) -> StageError
  ) throws(StageError) {
    var patterns: [Pattern] = []
    for word in text.split(separator: " ") {
      let isPrefix = word.hasSuffix("*")
      let words = Words(isPrefix ? String(word.dropLast()) : String(word))
      guard words.ranges.count == 1 else { throw damaged("'\(text)' is no term") }
      patterns.append(Pattern(bytes: Array(words[0]), isPrefix: isPrefix))
    }
    guard let first = patterns.first else { throw damaged("an empty term") }
    if let known = byPattern[patterns] {
      let uses = terms[Int(known)].topics
      // Tables of two languages may share a word; it is one term all the same.
      if let use = uses.firstIndex(where: { $0.concept == concept }) {
        if uses[use].weight.rawValue < weight.rawValue { terms[Int(known)].topics[use].weight = weight }
      } else {
        terms[Int(known)].topics.append(Use(concept: concept, weight: weight))
      }
      return
    }
    let id = Int32(terms.count)
    byPattern[patterns] = id
    terms.append(Term(rest: Array(patterns.dropFirst()), text: text, topics: [Use(concept: concept, weight: weight)]))
    let hash = first.bytes.reduce(Self.seed, Self.mix)
    if first.isPrefix {
      prefixes[hash, default: []].append(id)
      filter[Int(hash >> 6 & 1023)] |= 1 << (hash & 63)
    } else {
      exact[hash, default: []].append(id)
    }
  }

  /// Counts who shares a term with whom; to be called when all tables are in.
  mutating func share(in vocabulary: Vocabulary) {
    for term in terms.indices where terms[term].topics.count > 1 {
      let concepts = terms[term].topics.map { Int($0.concept) }
      for use in terms[term].topics.indices {
        let own = concepts[use]
        let ancestors = vocabulary.ancestors(of: own)
        terms[term].topics[use].shared =
          1 + concepts.count { $0 != own && !ancestors.contains($0) && !vocabulary.ancestors(of: $0).contains(own) }
      }
    }
  }

  /// Calls `body` with every term that begins at word `position` of `words`.
  func forEachMatch(in words: Words, at position: Int, _ body: (Term) -> Void) {
    var hash = Self.seed
    for byte in words[position] {
      hash = Self.mix(hash, byte)
      guard filter[Int(hash >> 6 & 1023)] & 1 << (hash & 63) != 0, let found = prefixes[hash] else { continue }
      report(found, in: words, at: position, body)
    }
    if let found = exact[hash] { report(found, in: words, at: position, body) }
  }

  private func report(_ found: [Int32], in words: Words, at position: Int, _ body: (Term) -> Void) {
    for id in found {
      let term = terms[Int(id)]
      guard position + term.rest.count < words.ranges.count else { continue }
      let fits = term.rest.indices.allSatisfy { term.rest[$0].matches(words[position + 1 + $0]) }
      if fits { body(term) }
    }
  }

  private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

  /// FNV-1a.
  private static func mix(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
}
