import Glibc
import KZPipeKit

/// One logistic regression for each topic over the words of an article, trained by `TopicModelTrainer`.
///
/// File, little-endian: magic `KZTM`, version, checksum (FNV-1a, 64 bits) of what follows; number of topics and of features; for
/// each topic its code, the number of articles it was learnt from, its bias and the scale of its weights (Float32); the features'
/// hashes, ascending; a row of weights (Int8, one for each topic) for each feature.
struct TopicModel: Sendable {
  struct Class: Sendable {
    /// Code of the Media Topic, eight digits.
    var code: UInt32
    /// Articles that it was learnt from.
    var articles: UInt32
    var bias: Float
    var scale: Float
  }

  private(set) var classes: [Class]
  private let hashes: [UInt32]
  private let weights: [Int8]

  static let magic: [UInt8] = Array("KZTM".utf8)
  static let version: UInt32 = 1

  /// What the model says of one topic.
  struct Answer {
    /// Index into `classes`.
    var topic: Int
    /// 0...1.
    var probability: Double
    /// Words that spoke for it most, strongest first.
    var words: [String]
  }

  func answers(for article: TextFeatures) -> [Answer] {
    let count = classes.count
    var sums = classes.map(\.bias)
    var rows: [(feature: Int, row: Int)] = []
    for (index, feature) in article.features.enumerated() {
      guard let row = row(of: feature.hash) else { continue }
      rows.append((index, row))
      for topic in 0..<count {
        sums[topic] += feature.value * Float(weights[row * count + topic]) * classes[topic].scale
      }
    }
    return (0..<count).map { topic in
      Answer(topic: topic, probability: 1 / (1 + exp(-Double(sums[topic]))), words: words(topic, rows, article))
    }
  }

  private func words(_ topic: Int, _ rows: [(feature: Int, row: Int)], _ article: TextFeatures) -> [String] {
    // The three strongest; the list is short and most weights are zero.
    var best: [(text: Int, value: Float)] = []
    for (feature, row) in rows {
      let value = article.features[feature].value * Float(weights[row * classes.count + topic])
      guard value > 0, best.count < 3 || value > (best.last?.value ?? 0) else { continue }
      let at = best.firstIndex { $0.value < value } ?? best.count
      best.insert((feature, value), at: at)
      if best.count > 3 { best.removeLast() }
    }
    return best.map { article.features[$0.text].text }
  }

  private func row(of hash: UInt32) -> Int? {
    var (low, high) = (0, hashes.count)
    while low < high {
      let middle = (low + high) / 2
      if hashes[middle] < hash { low = middle + 1 } else { high = middle }
    }
    return low < hashes.count && hashes[low] == hash ? low : nil
  }
}

extension TopicModel {
  /// - Throws: `StageError.Code.resource` for what is no such file, is damaged or of another version
  init(contents: [UInt8], file: String) throws(StageError) {
    func refused(_ reason: String) -> StageError {
      StageError(.resource, "\(file) \(reason)", advice: "make it with kzpipe train topics")
    }
    var reader = Reader(bytes: contents)
    guard contents.starts(with: Self.magic) else { throw refused("is no topic model") }
    reader.position = 4
    guard reader.u32() == Self.version else { throw refused("is a topic model of another version") }
    let sum = UInt64(reader.u32()) | UInt64(reader.u32()) << 32
    guard contents.count >= 24, sum == Self.checksum(contents[16...]) else {
      throw refused("is damaged: its checksum does not fit its contents")
    }
    let (topics, features) = (Int(reader.u32()), Int(reader.u32()))
    guard topics <= 2000, contents.count == 24 + topics * 16 + features * (4 + topics) else {
      throw refused("is damaged: its size does not fit its contents")
    }
    classes = (0..<topics).map { _ in
      Class(
        code: reader.u32(), articles: reader.u32(), bias: Float(bitPattern: reader.u32()),
        scale: Float(bitPattern: reader.u32()))
    }
    hashes = (0..<features).map { _ in reader.u32() }
    weights = contents[reader.position...].map { Int8(bitPattern: $0) }
    guard zip(hashes, hashes.dropFirst()).allSatisfy({ $0 < $1 }),
      classes.allSatisfy({ $0.bias.isFinite && $0.scale.isFinite })
    else { throw refused("is damaged: its tables are out of order") }
  }

  /// - Parameter rows: hash and weights of each feature, in any order; features without a weight are left out
  static func contents(
    codes: [UInt32], articles: [Int], biases: [Float], rows: [(hash: UInt32, weights: [Float])]
  ) -> [UInt8] {
    let scales = codes.indices.map { topic in
      max(rows.reduce(0) { max($0, abs($1.weights[topic])) }, 1e-6) / 127
    }
    let packed = rows.map { row in
      (row.hash, zip(row.weights, scales).map { Int8(max(-127, min(127, ($0 / $1).rounded()))) })
    }.filter { $0.1.contains { $0 != 0 } }.sorted { $0.0 < $1.0 }
    var body: [UInt8] = []
    func append(_ value: UInt32) {
      for shift in [0, 8, 16, 24] as [UInt32] { body.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }
    append(UInt32(codes.count))
    append(UInt32(packed.count))
    for topic in codes.indices {
      append(codes[topic])
      append(UInt32(articles[topic]))
      append(biases[topic].bitPattern)
      append(scales[topic].bitPattern)
    }
    for row in packed { append(row.0) }
    for row in packed { body += row.1.map { UInt8(bitPattern: $0) } }
    let payload = body
    body = []
    append(version)
    let sum = checksum(payload[...])
    append(UInt32(truncatingIfNeeded: sum))
    append(UInt32(truncatingIfNeeded: sum >> 32))
    return magic + body + payload
  }

  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  private struct Reader {
    let bytes: [UInt8]
    var position = 0

    /// 0 behind the end.
    mutating func u32() -> UInt32 {
      guard position + 4 <= bytes.count else { return 0 }
      defer { position += 4 }
      return (0..<4).reduce(0) { $0 | UInt32(bytes[position + $1]) << UInt32(8 * $1) }
    }
  }
}
