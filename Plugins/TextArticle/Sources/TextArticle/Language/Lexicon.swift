import KZPipeKit
import KZPipeText

/// What a word may be on a news page, whatever its language.
struct WordRole: OptionSet, Sendable, Hashable {
  let rawValue: UInt32

  static let function = WordRole(rawValue: 1 << 0)
  static let month = WordRole(rawValue: 1 << 1)
  static let weekday = WordRole(rawValue: 1 << 2)
  static let ago = WordRole(rawValue: 1 << 3)
  static let dateLabel = WordRole(rawValue: 1 << 4)
  static let by = WordRole(rawValue: 1 << 5)
  static let reporter = WordRole(rawValue: 1 << 6)
  /// Name of a network that pages are shared on.
  static let network = WordRole(rawValue: 1 << 7)
  static let sharing = WordRole(rawValue: 1 << 8)
  static let widget = WordRole(rawValue: 1 << 9)
  static let comment = WordRole(rawValue: 1 << 10)
  static let footer = WordRole(rawValue: 1 << 11)
  static let related = WordRole(rawValue: 1 << 12)
  static let promo = WordRole(rawValue: 1 << 13)
  static let photo = WordRole(rawValue: 1 << 14)
  static let agency = WordRole(rawValue: 1 << 15)
  static let home = WordRole(rawValue: 1 << 16)
  static let question = WordRole(rawValue: 1 << 17)
  static let tags = WordRole(rawValue: 1 << 18)
  /// Today, yesterday.
  static let day = WordRole(rawValue: 1 << 19)
  /// Cookies, consent, personal data.
  static let consent = WordRole(rawValue: 1 << 20)

  /// Roles by their names in the lexicon file; a word's place in a `RoleCounts` is the bit's number.
  static let names = [
    "function", "month", "weekday", "ago", "datelabel", "by", "reporter", "share", "sharing", "widget", "comment",
    "footer", "related", "promo", "photo", "agency", "home", "question", "tags", "day",
    "consent",
  ]
}

/// Words with their roles and learned weights, found by hash.
///
/// Words are hashed as `WordHash` does while a line is scanned, so that no word is ever copied. Two words of one hash would be
/// taken for one another: with 64 bits and some thousand words that does not happen in practice.
struct Lexicon: Sendable {
  struct Entry: Sendable {
    var hash: UInt64
    var roles: WordRole
    /// Log odds of a line of the body against one of the rest; 0 for words that say nothing.
    var weight: Float
    /// The word is the first of a pair with a weight of its own; only then is the pair looked for.
    var startsPair = false
  }

  private var slots: [Entry]
  private var mask: Int
  /// One bit for each value of a hash's low 16 bits: most words and nearly all pairs are unknown, and this says so from the
  /// first-level cache.
  private var filter = [UInt64](repeating: 0, count: 1024)
  private(set) var count = 0

  init(capacity: Int) {
    var size = 1024
    while size < capacity * 3 { size *= 2 }
    slots = Array(repeating: Entry(hash: 0, roles: [], weight: 0), count: size)
    mask = size - 1
  }

  /// Adds roles and a weight to the word with `hash`.
  mutating func add(_ hash: UInt64, roles: WordRole = [], weight: Float = 0, startsPair: Bool = false) {
    if count * 2 >= slots.count { grow() }
    var place = Int(truncatingIfNeeded: hash) & mask
    while slots[place].hash != 0, slots[place].hash != hash { place = (place + 1) & mask }
    if slots[place].hash == 0 {
      slots[place].hash = hash
      count += 1
    }
    filter[Int(hash >> 6 & 1023)] |= 1 << (hash & 63)
    slots[place].roles.formUnion(roles)
    slots[place].weight += weight
    slots[place].startsPair = slots[place].startsPair || startsPair
  }

  private mutating func grow() {
    let old = slots.filter { $0.hash != 0 }
    self = Lexicon(capacity: slots.count)
    for entry in old { add(entry.hash, roles: entry.roles, weight: entry.weight, startsPair: entry.startsPair) }
  }

  /// The entry of the word with `hash`, or `nil`.
  @inline(__always)
  func find(_ hash: UInt64) -> Entry? {
    guard filter[Int(hash >> 6 & 1023)] & 1 << (hash & 63) != 0 else { return nil }
    return slots.withUnsafeBufferPointer { slots in
      var place = Int(truncatingIfNeeded: hash) & mask
      while true {
        let entry = slots[place]
        if entry.hash == hash { return entry }
        if entry.hash == 0 { return nil }
        place = (place + 1) & mask
      }
    }
  }

  /// Reads the roles file: lines `role<TAB>word word …`, `#` starts a comment line.
  init(roles file: [UInt8]) throws(StageError) {
    self.init(capacity: 8192)
    for (number, line) in file.split(separator: 0x0A).enumerated() where line.first != UInt8(ascii: "#") {
      let parts = line.split(separator: 0x09, maxSplits: 1)
      guard parts.count == 2, let bit = WordRole.names.firstIndex(of: String(decoding: parts[0], as: UTF8.self)) else {
        throw StageError(
          .resource, "The word list names an unknown role.", place: "lexicon.tsv line \(number + 1)",
          advice: "reinstall the module")
      }
      for word in parts[1].split(separator: 0x20) {
        for hash in WordHash.hashes(of: Array(word)) { add(hash, roles: WordRole(rawValue: 1 << UInt32(bit))) }
      }
    }
  }

  /// Adds the learned vocabulary: lines `weight word` or `weight word word` for a pair of neighbours, `#` starts a comment.
  mutating func addVocabulary(_ file: [UInt8]) throws(StageError) {
    for (number, line) in file.split(separator: 0x0A).enumerated() where line.first != UInt8(ascii: "#") {
      let parts = line.split(separator: 0x20)
      let units = parts.dropFirst().map { WordHash.hashes(of: Array($0)) }
      guard (2...3).contains(parts.count), units.allSatisfy({ $0.count == 1 }),
        let weight = Float(String(decoding: parts[0], as: UTF8.self)), weight.isFinite
      else {
        throw StageError(
          .resource, "The learned vocabulary is damaged.", place: "vocabulary.txt line \(number + 1)",
          advice: "reinstall the module")
      }
      let hashes = units.map { $0[0] }
      if hashes.count == 1 {
        add(hashes[0], weight: weight)
      } else {
        add(hashes[0], startsPair: true)
        add(WordHash.pair(hashes[0], hashes[1]), weight: weight)
      }
    }
  }
}
