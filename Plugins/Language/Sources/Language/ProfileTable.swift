import KZPipeKit
import KZPipeText

/// One language's letter statistics as `profiles.txt` holds them.
struct Profile: Sendable {
  var tag: String
  /// How rare the language is among news pages, in half bits.
  var prior: UInt8
  /// Cost of an unknown n-gram of one, two and three letters.
  var floors: [UInt8]
  /// What an n-gram of one, two and three letters of an ordinary text costs.
  var means: [Double]
  var grams: [Gram] = []
  var words: [[UInt8]] = []

  struct Gram: Sendable {
    var key: UInt64
    var length: Int
    /// Half bits: -2 log2 of the share among the language's n-grams of this length.
    var cost: UInt8
  }

  /// Key of up to three letters; never 0.
  static func key(_ first: UInt32, _ second: UInt32 = 0, _ third: UInt32 = 0) -> UInt64 {
    UInt64(first) | UInt64(second) << 21 | UInt64(third) << 42
  }
}

/// The profiles of all languages of one script, in the form that counting asks them in.
///
/// Every n-gram that any of the languages keeps has a row of costs, one for each language; a language that does not keep
/// it pays its floor. Rows are found by open addressing.
struct ProfileTable: Sendable {
  let tags: [String]
  /// Primary subtag of each tag.
  let languages: [String]
  let priors: [UInt8]
  /// For each language the expected cost of an n-gram of one, two and three letters.
  let expected: [[Double]]
  private var keys: [UInt64]
  private var rowOfSlot: [Int32]
  private let mask: Int
  /// Three floor rows, then one row for each n-gram.
  private var costs: [UInt8]
  /// Function words with a bit for each language that has them.
  private var words: [[UInt8]: UInt64] = [:]

  init(_ profiles: [Profile]) {
    tags = profiles.map(\.tag)
    languages = tags.map { String($0.prefix { $0 != "-" }) }
    priors = profiles.map(\.prior)
    expected = profiles.map(\.means)
    let width = profiles.count
    let total = profiles.reduce(0) { $0 + $1.grams.count }
    var capacity = 1024
    while capacity < total * 2 { capacity *= 2 }
    mask = capacity - 1
    keys = [UInt64](repeating: 0, count: capacity)
    rowOfSlot = [Int32](repeating: 0, count: capacity)
    let floors = (0..<3).flatMap { length in profiles.map { $0.floors[length] } }
    costs = floors
    for (column, profile) in profiles.enumerated() {
      for gram in profile.grams {
        let slot = Self.slot(of: gram.key, keys, mask)
        if keys[slot] == 0 {
          keys[slot] = gram.key
          rowOfSlot[slot] = Int32(costs.count / width)
          costs.append(contentsOf: floors[(gram.length - 1) * width..<gram.length * width])
        }
        costs[Int(rowOfSlot[slot]) * width + column] = gram.cost
      }
      for word in profile.words { words[word, default: 0] |= 1 << UInt64(column) }
    }
  }

  /// The slot that holds `key`, or the empty one where it would stand.
  private static func slot(of key: UInt64, _ keys: [UInt64], _ mask: Int) -> Int {
    // Fibonacci hashing (Knuth, The Art of Computer Programming, volume 3, section 6.4).
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & mask }
    return slot
  }

  /// Adds the costs of an n-gram of `length` letters, `weight` times.
  func add(_ key: UInt64, length: Int, weight: Int32, to sums: inout [Int32]) {
    let slot = Self.slot(of: key, keys, mask)
    let row = keys[slot] == 0 ? length - 1 : Int(rowOfSlot[slot])
    costs.withUnsafeBufferPointer { costs in
      sums.withUnsafeMutableBufferPointer { sums in
        let start = row * sums.count
        for column in sums.indices { sums[column] &+= Int32(costs[start + column]) &* weight }
      }
    }
  }

  /// Adds `weight` for every language whose texts do not hold the letter.
  func addStrangers(_ letter: UInt32, weight: Int32, to sums: inout [Int32]) {
    let slot = Self.slot(of: Profile.key(letter), keys, mask)
    let width = sums.count
    let start = keys[slot] == 0 ? 0 : Int(rowOfSlot[slot]) * width
    for column in 0..<width where costs[start + column] == costs[column] { sums[column] += weight }
  }

  /// The languages that `word` is a function word of, as bits.
  func languages(of word: [UInt8]) -> UInt64 { words[word] ?? 0 }

  /// The columns of a language, given by its primary subtag, as bits.
  func columns(of language: String) -> UInt64 {
    languages.indices.reduce(0) { $0 | (languages[$1] == language ? 1 << UInt64($1) : 0) }
  }
}
