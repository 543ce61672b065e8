/// Durations in fixed buckets, as Prometheus wants them.
struct StageHistogram: Equatable {
  /// Upper bounds in seconds; a last bucket takes what is longer.
  static let bounds = [0.00001, 0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10]
  private static let nanoseconds = bounds.map { Int64($0 * 1e9) }

  /// Not cumulative.
  private var counts = [Int](repeating: 0, count: bounds.count + 1)
  private var seconds = 0.0

  mutating func add(nanoseconds: Int64) {
    var bucket = 0
    while bucket < Self.nanoseconds.count, nanoseconds > Self.nanoseconds[bucket] { bucket += 1 }
    counts[bucket] += 1
    seconds += Double(nanoseconds) / 1e9
  }

  func samples(_ name: String, _ labels: [MetricsText.Label]) -> [MetricsText.Sample] {
    var samples: [MetricsText.Sample] = []
    var total = 0
    for (bound, count) in zip(Self.bounds + [.infinity], counts) {
      total += count
      samples.append(
        .init(
          name: name + "_bucket", labels: [.init(name: "le", value: MetricsText.number(bound))] + labels,
          value: Double(total)))
    }
    samples.append(.init(name: name + "_sum", labels: labels, value: seconds))
    samples.append(.init(name: name + "_count", labels: labels, value: Double(total)))
    return samples
  }

  init() {}

  /// - Parameter samples: of one series
  /// - Returns: `nil` unless they have these very buckets
  init?(_ samples: [MetricsText.Sample], of name: String) {
    let buckets = samples.filter { $0.name == name + "_bucket" }
    guard buckets.map({ $0["le"] }) == (Self.bounds + [.infinity]).map(MetricsText.number),
      let sum = samples.first(where: { $0.name == name + "_sum" })?.value
    else { return nil }
    var before = 0
    for (index, bucket) in buckets.enumerated() {
      guard let total = Int(exactly: bucket.value), total >= before else { return nil }
      counts[index] = total - before
      before = total
    }
    seconds = sum
  }
}
