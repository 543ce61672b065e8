/// Counts how often each word comes, in bounded memory.
///
/// Once there are too many different words the rarer half is forgotten; a word that comes back afterwards is counted from
/// its return on, so that the frequent ones stay right and the others are at most too low.
struct TopCounter: Sendable {
  static let capacity = 20_000

  private var counts: [String: Int] = [:]
  /// Whether words were forgotten.
  private(set) var isCut = false

  /// Number of different words that are remembered.
  var distinct: Int { counts.count }
  var total: Int { counts.values.reduce(0, +) }

  mutating func add(_ word: String) {
    counts[word, default: 0] += 1
    if counts.count > Self.capacity { forgetTheRare() }
  }

  /// The most frequent words, equally frequent ones in alphabetical order.
  func top(_ count: Int) -> [(word: String, count: Int)] {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(count).map { ($0.key, $0.value) }
  }

  private mutating func forgetTheRare() {
    let kept = top(Self.capacity / 2)
    counts = Dictionary(kept.map { ($0.word, $0.count) }) { first, _ in first }
    isCut = true
  }
}

/// Durations in buckets that grow by a fifth, from a microsecond to an hour: enough for a median that is right to a tenth.
struct DurationHistogram: Sendable {
  private static let growth = 1.2
  private static let first = 1000.0

  /// Upper bounds in nanoseconds.
  static let bounds: [Double] = {
    var bounds = [first]
    while let last = bounds.last, last < 3.6e12 { bounds.append(last * growth) }
    return bounds
  }()

  private var buckets = [Int](repeating: 0, count: Self.bounds.count)
  private(set) var count = 0

  mutating func add(_ nanoseconds: Int64) {
    let value = Double(max(0, nanoseconds))
    var (low, high) = (0, Self.bounds.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if Self.bounds[middle] < value { low = middle + 1 } else { high = middle }
    }
    buckets[low] += 1
    count += 1
  }

  /// Nanoseconds below which `part` of all durations lie; 0 without any.
  func quantile(_ part: Double) -> Int64 {
    guard count > 0 else { return 0 }
    var left = Int((Double(count) * part).rounded(.up))
    for (index, number) in buckets.enumerated() {
      left -= number
      if left <= 0 { return Int64(Self.bounds[index] / Self.growth.squareRoot()) }
    }
    return Int64(Self.bounds[Self.bounds.count - 1])
  }

  /// The stretch of buckets that holds anything, with their upper bounds in nanoseconds.
  var filled: [(bound: Double, count: Int)] {
    guard let start = buckets.firstIndex(where: { $0 > 0 }), let end = buckets.lastIndex(where: { $0 > 0 }) else {
      return []
    }
    return (start...end).map { (Self.bounds[$0], buckets[$0]) }
  }
}
