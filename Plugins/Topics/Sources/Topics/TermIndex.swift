/// The terms of all languages, found by one pass over the words of a text; `TermIndexBuilder` makes it.
///
/// A word is looked up by the hash of its bytes and of each of its beginnings, so a pattern with a star costs as much as
/// one without. Everything lies in flat arrays, so that thousands of terms are a handful of blocks of memory.
struct TermIndex: Sendable {
  /// How much a term says: `+` almost settles, `-` only supports.
  enum Weight: UInt8, Sendable { case supporting, normal, settling }

  struct Term: Sendable {
    /// The term as its table has it, in `bytes`.
    var text: Range<Int32>
    /// Words of the pattern after the first, in `words`.
    var rest: Range<Int32>
    /// Topics that it speaks for, in `uses`.
    var uses: Range<Int32> = 0..<0
    /// The next term whose first word has the same hash; -1 for none.
    var next: Int32 = -1
  }

  /// What a term says of one topic.
  struct Use: Sendable {
    var concept: Int32
    var weight: Weight
    /// Topics that the term is shared among, those above and below this one not counted: 1 for a term of its own.
    var shared: Int32 = 1
  }

  /// One word of a pattern.
  struct Word: Sendable {
    /// In `bytes`, in lower case.
    var bytes: Range<Int32>
    /// Stands for every word that begins with it.
    var isPrefix: Bool
  }

  private let bytes: [UInt8]
  private let words: [Word]
  private let terms: [Term]
  private let uses: [Use]
  private let exact: HashTable
  private let prefixes: HashTable
  /// Bit per low hash bits of `prefixes`: most beginnings of most words are no pattern.
  private let filter: [UInt64]

  /// - Parameter firsts: for each term the hash of its first word
  init(bytes: [UInt8], words: [Word], terms: [Term], uses: [Use], firsts: [(hash: UInt64, isPrefix: Bool)]) {
    var terms = terms
    var (exact, prefixes) = (HashTable(count: terms.count), HashTable(count: terms.count))
    var filter = [UInt64](repeating: 0, count: 1024)
    // From behind, so that terms of one hash are met in the order of the tables.
    for term in terms.indices.reversed() {
      let first = firsts[term]
      if first.isPrefix {
        terms[term].next = prefixes.put(Int32(term), under: first.hash)
        filter[Int(first.hash >> 6 & 1023)] |= 1 << (first.hash & 63)
      } else {
        terms[term].next = exact.put(Int32(term), under: first.hash)
      }
    }
    self.bytes = bytes
    self.words = words
    self.terms = terms
    self.uses = uses
    self.exact = exact
    self.prefixes = prefixes
    self.filter = filter
  }

  var termCount: Int { terms.count }

  func text(of term: Int) -> String {
    let range = terms[term].text
    return String(decoding: bytes[Int(range.lowerBound)..<Int(range.upperBound)], as: UTF8.self)
  }

  /// Bytes of the term's text.
  func length(of term: Int) -> Int { terms[term].text.count }

  func uses(of term: Int) -> ArraySlice<Use> {
    uses[Int(terms[term].uses.lowerBound)..<Int(terms[term].uses.upperBound)]
  }

  /// Calls `body` with every term that begins at word `position` of `text`.
  func forEachMatch(in text: Words, at position: Int, _ body: (Int) -> Void) {
    var hash = Self.seed
    for byte in text[position] {
      hash = Self.mix(hash, byte)
      guard filter[Int(hash >> 6 & 1023)] & 1 << (hash & 63) != 0 else { continue }
      report(prefixes[hash], in: text, at: position, body)
    }
    report(exact[hash], in: text, at: position, body)
  }

  private func report(_ first: Int32, in text: Words, at position: Int, _ body: (Int) -> Void) {
    var next = first
    while next >= 0 {
      let term = terms[Int(next)]
      if fits(term.rest, text, after: position) { body(Int(next)) }
      next = term.next
    }
  }

  private func fits(_ rest: Range<Int32>, _ text: Words, after position: Int) -> Bool {
    guard position + rest.count < text.ranges.count else { return false }
    for offset in 0..<rest.count {
      let word = words[Int(rest.lowerBound) + offset]
      let wanted = bytes[Int(word.bytes.lowerBound)..<Int(word.bytes.upperBound)]
      let found = text[position + 1 + offset]
      guard word.isPrefix ? found.starts(with: wanted) : found.elementsEqual(wanted) else { return false }
    }
    return true
  }

  static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

  /// FNV-1a.
  static func mix(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
}

/// Numbers under 64-bit hashes, by open addressing.
struct HashTable: Sendable {
  private var keys: [UInt64]
  private var values: [Int32]
  private let mask: Int

  /// - Parameter count: most keys that are put in
  init(count: Int) {
    var capacity = 16
    while capacity < count * 2 { capacity *= 2 }
    keys = [UInt64](repeating: 0, count: capacity)
    values = [Int32](repeating: -1, count: capacity)
    mask = capacity - 1
  }

  /// -1 for an unknown key.
  subscript(key: UInt64) -> Int32 { values[slot(of: key)] }

  /// Puts `value` in and gives back what stood there, -1 for nothing.
  mutating func put(_ value: Int32, under key: UInt64) -> Int32 {
    let slot = slot(of: key)
    defer {
      keys[slot] = key
      values[slot] = value
    }
    return values[slot]
  }

  /// The slot that holds `key`, or the empty one where it would stand; half of the slots are empty.
  private func slot(of key: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: key ^ key >> 32) & mask
    while values[slot] >= 0, keys[slot] != key { slot = (slot + 1) & mask }
    return slot
  }
}
