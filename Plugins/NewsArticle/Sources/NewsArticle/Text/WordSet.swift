/// A fixed set of words, looked up by their UTF-8 bytes: open addressing over one byte buffer.
///
/// Bylines ask some twenty such questions of every word, and a set of strings spends more time on hashing than on all else.
struct WordSet: Sendable, ExpressibleByArrayLiteral {
  let words: [String]
  private var bytes: [UInt8] = []
  /// End in `bytes` of each word; they begin where the one before ends.
  private var ends: [UInt32] = []
  /// Number of a word plus one, 0 for a free slot.
  private var slots: [UInt16]
  private let mask: Int

  init(_ words: [String]) {
    self.words = words
    var size = 8
    while size < words.count * 3 { size *= 2 }
    slots = [UInt16](repeating: 0, count: size)
    mask = size - 1
    for word in words.prefix(Int(UInt16.max) - 1) {
      let utf8 = Array(word.utf8)
      let place = utf8.withUnsafeBufferPointer { slot(of: $0, Self.hash($0)) }
      guard slots[place] == 0 else {
        // A repeated word keeps its first number; this one is never found.
        ends.append(UInt32(bytes.count))
        continue
      }
      bytes += utf8
      ends.append(UInt32(bytes.count))
      slots[place] = UInt16(ends.count)
    }
  }

  init(arrayLiteral words: String...) { self.init(words) }

  func union(_ others: some Sequence<String>) -> WordSet { WordSet(words + others) }

  func contains(_ word: some StringProtocol) -> Bool { index(of: word) != nil }

  func contains(_ word: [UInt8]) -> Bool { word.withUnsafeBufferPointer { index(of: $0) } != nil }

  /// Number of the word in `words`, of several equal ones the first.
  func index(of word: some StringProtocol) -> Int? {
    if let found = word.utf8.withContiguousStorageIfAvailable({ index(of: $0) }) { return found }
    return Array(word.utf8).withUnsafeBufferPointer { index(of: $0) }
  }

  private func index(of word: UnsafeBufferPointer<UInt8>) -> Int? {
    let number = slots[slot(of: word, Self.hash(word))]
    return number == 0 ? nil : Int(number) - 1
  }

  /// The slot that holds `word`, or the free one where it belongs.
  private func slot(of word: UnsafeBufferPointer<UInt8>, _ hash: Int) -> Int {
    var slot = hash & mask
    while slots[slot] != 0, !holds(Int(slots[slot]) - 1, word) { slot = (slot + 1) & mask }
    return slot
  }

  private func holds(_ number: Int, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = number > 0 ? Int(ends[number - 1]) : 0
    let end = Int(ends[number])
    guard end - start == word.count else { return false }
    for offset in 0..<word.count where bytes[start + offset] != word[offset] { return false }
    return true
  }

  private static func hash(_ word: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in word { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: hash ^ (hash >> 32))
  }
}

/// A fixed table from words to numbers.
struct WordTable: Sendable, ExpressibleByDictionaryLiteral {
  private let keys: WordSet
  private let values: [Int]

  /// - Parameter entries: of several entries for one word the first counts
  init(_ entries: [(String, Int)]) {
    keys = WordSet(entries.map(\.0))
    values = entries.map(\.1)
  }

  init(dictionaryLiteral entries: (String, Int)...) { self.init(entries) }

  subscript(word: some StringProtocol) -> Int? { keys.index(of: word).map { values[$0] } }
}
