import KZPipeKit
import KZPipeText

/// Reads term tables and lays them out as a `TermIndex`.
///
/// Tables of two languages may share a word; it is one term all the same.
struct TermIndexBuilder {
  private let vocabulary: Vocabulary
  private var bytes: [UInt8] = []
  private var words: [TermIndex.Word] = []
  private var terms: [TermIndex.Term] = []
  /// Hash of each term's first word.
  private var firsts: [(hash: UInt64, isPrefix: Bool)] = []
  /// Each term's words in lower case with one space between them, in `bytes`: two that have the same are one.
  private var patterns: [Range<Int>] = []
  private var known = HashTable(count: 0)
  /// What terms say of topics, in the order of the tables.
  private var said: [(term: Int32, use: TermIndex.Use)] = []

  /// Places in the tables are 32 bits wide.
  private static let mostBytes = 1 << 28

  init(vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  /// Adds the table of one language.
  /// - Throws: `StageError.Code.resource` for a topic that does not exist or is retired, and for a record without terms.
  mutating func add(_ lines: Lines) throws(StageError) {
    guard bytes.count + lines.bytes.count <= Self.mostBytes else {
      throw StageError(
        .resource, "\(lines.file) is too large", advice: "the tables of one stage may have \(Self.mostBytes) bytes")
    }
    reserve(for: lines.bytes)
    try lines.forEach { (fields, line) throws(StageError) in
      guard fields.count == 2, let concept = Vocabulary.code(fields[0]).flatMap(vocabulary.concept) else {
        throw lines.damaged("no topic \(String(decoding: fields[0], as: UTF8.self))", line: line)
      }
      guard !vocabulary.concepts[concept].isRetired else {
        throw lines.damaged("topic \(String(decoding: fields[0], as: UTF8.self)) is retired", line: line)
      }
      let list = fields[1]
      var start = list.startIndex
      while start < list.endIndex {
        let end = list[start...].firstIndex(of: UInt8(ascii: ";")) ?? list.endIndex
        let written = list[start..<end].drop { $0 == UInt8(ascii: " ") }
        if start < end, !add(written, concept: Int32(concept)) {
          throw lines.damaged("'\(String(decoding: written, as: UTF8.self))' is no term", line: line)
        }
        start = end + 1
      }
    }
  }

  /// The index of all tables that were added.
  func index() -> TermIndex {
    var terms = terms
    // Counting sort: what was said of one term comes together, in the order in which it was said.
    var counts = [Int32](repeating: 0, count: terms.count)
    for statement in said { counts[Int(statement.term)] += 1 }
    var first: Int32 = 0
    for term in terms.indices {
      terms[term].uses = first..<first
      first += counts[term]
    }
    var uses = [TermIndex.Use](repeating: TermIndex.Use(concept: 0, weight: .normal), count: said.count)
    for statement in said {
      let range = terms[Int(statement.term)].uses
      if let same = range.first(where: { uses[Int($0)].concept == statement.use.concept }) {
        if uses[Int(same)].weight.rawValue < statement.use.weight.rawValue {
          uses[Int(same)].weight = statement.use.weight
        }
      } else {
        uses[Int(range.upperBound)] = statement.use
        terms[Int(statement.term)].uses = range.lowerBound..<(range.upperBound + 1)
      }
    }
    for term in terms where term.uses.count > 1 { share(term.uses, &uses) }
    return TermIndex(bytes: bytes, words: words, terms: terms, uses: uses, firsts: firsts)
  }

  /// Counts who shares a term with whom: topics above and below each other do not.
  private func share(_ range: Range<Int32>, _ uses: inout [TermIndex.Use]) {
    for one in range {
      let own = Int(uses[Int(one)].concept)
      let above = vocabulary.ancestors(of: own)
      let others = range.count { other in
        let concept = Int(uses[Int(other)].concept)
        return concept != own && !above.contains(concept) && !vocabulary.ancestors(of: concept).contains(own)
      }
      uses[Int(one)].shared = Int32(1 + others)
    }
  }

  // MARK: one term

  /// Makes room for all terms that a table can hold.
  private mutating func reserve(for table: [UInt8]) {
    bytes.reserveCapacity(bytes.count + table.count)
    let terms = terms.count + 1 + table.count { $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: "\n") }
    self.terms.reserveCapacity(terms)
    patterns.reserveCapacity(terms)
    firsts.reserveCapacity(terms)
    said.reserveCapacity(terms)
    var known = HashTable(count: terms)
    for (term, pattern) in patterns.enumerated() { _ = known.put(Int32(term), under: Self.hash(bytes[pattern])) }
    self.known = known
  }

  /// Adds a term with its weight; false when it is none.
  private mutating func add(_ written: ArraySlice<UInt8>, concept: Int32) -> Bool {
    var written = written
    var weight = TermIndex.Weight.normal
    switch written.last {
    case UInt8(ascii: "+"): weight = .settling
    case UInt8(ascii: "-"): weight = .supporting
    default: break
    }
    if weight != .normal { written.removeLast() }
    let (oldBytes, oldWords) = (bytes.count, words.count)
    guard addPattern(written) else { return false }
    let pattern = oldBytes..<bytes.count
    let hash = Self.hash(bytes[pattern])
    let use = TermIndex.Use(concept: concept, weight: weight)
    let same = known[hash]
    if same >= 0 {
      said.append((same, use))
      bytes.removeLast(pattern.count)
      words.removeLast(words.count - oldWords)
      return true
    }
    let first = words[oldWords]
    firsts.append((Self.hash(bytes[Int(first.bytes.lowerBound)..<Int(first.bytes.upperBound)]), first.isPrefix))
    var text = pattern
    if !bytes[pattern].elementsEqual(written) {
      text = bytes.count..<(bytes.count + written.count)
      bytes += written
    }
    let term = Int32(terms.count)
    _ = known.put(term, under: hash)
    patterns.append(pattern)
    terms.append(
      TermIndex.Term(
        text: Int32(text.lowerBound)..<Int32(text.upperBound), rest: Int32(oldWords + 1)..<Int32(words.count)))
    said.append((term, use))
    return true
  }

  /// Appends the words of a pattern to `words`, their bytes to `bytes`.
  private mutating func addPattern(_ text: ArraySlice<UInt8>) -> Bool {
    let first = words.count
    var start = text.startIndex
    while start < text.endIndex {
      let end = text[start...].firstIndex(of: UInt8(ascii: " ")) ?? text.endIndex
      defer { start = end + 1 }
      if start == end { continue }
      let isPrefix = text[end - 1] == UInt8(ascii: "*")
      if words.count > first { bytes.append(UInt8(ascii: " ")) }
      let from = bytes.count
      guard addWord(text[start..<(isPrefix ? end - 1 : end)]) else { return false }
      words.append(TermIndex.Word(bytes: Int32(from)..<Int32(bytes.count), isPrefix: isPrefix))
      if isPrefix { bytes.append(UInt8(ascii: "*")) }
    }
    return words.count > first
  }

  /// Appends a word as `Words` would find it in a text.
  private mutating func addWord(_ word: ArraySlice<UInt8>) -> Bool {
    if Self.isPlain(word) {
      bytes += word
      return true
    }
    let found = Words(Array(word))
    guard found.ranges.count == 1 else { return false }
    bytes += found[0]
    return true
  }

  /// Whether the word is lower-case letters and digits with single hyphens between them, so that there is nothing to change.
  private static func isPlain(_ word: ArraySlice<UInt8>) -> Bool {
    var afterLetter = false
    for element in ScalarIterator(word) {
      let scalar = element.scalar
      if scalar == "-" {
        guard afterLetter else { return false }
        afterLetter = false
      } else {
        // What has no case stays as it is, apart from letters that are numbers, which begin above.
        let classes: ScalarClass =
          (0xAC00...0xD7A3).contains(scalar.value)
          ? .letter
          : scalar.value < 0x800 ? ScalarClass(of: scalar) : []
        guard !classes.isDisjoint(with: [.letter, .digit]), !classes.contains(.uppercase) else { return false }
        afterLetter = true
      }
    }
    return afterLetter
  }

  private static func hash(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(TermIndex.seed, TermIndex.mix) }
}
