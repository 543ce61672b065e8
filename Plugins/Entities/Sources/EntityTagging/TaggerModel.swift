import Gazetteers

/// A linear-chain model, read in place.
///
/// Layout after the sealed head: number of labels, row stride, bits of the table, scale (Float32), length of the label
/// names; the names, one a line; start weights and transitions (Float32, row = from); fingerprints (UInt16 a slot); rows of weights
/// (Int8, `stride` a slot). A feature stands in the first slot from its hash on that holds its fingerprint.
public struct TaggerModel: Sendable {
  public static let magic: UInt32 = 0x4754_5A4B
  public static let version: UInt32 = 1
  /// Slots looked at before a feature counts as unknown.
  public static let probes = 8

  public let labels: [String]
  /// Labels rounded up to a multiple of 16.
  public let stride: Int
  public let scale: Float
  /// Weight of beginning a sentence with a label; multiplied by `1 / scale`, so that integer emissions fit.
  public let start: [Float]
  /// From label times number of labels plus to label.
  public let transitions: [Float]
  /// What a label may follow: itself inside, its own beginning; everything else any label.
  public let inside: [Int?]

  let file: DataFile
  let fingerprints: Int
  let rows: Int
  let mask: Int

  public init(path: String) throws(DataFileError) { try self.init(file: DataFile(path: path), path: path) }

  public init(contents: [UInt8]) throws(DataFileError) {
    try self.init(file: DataFile(contents: contents), path: "memory")
  }

  private init(file: DataFile, path: String) throws(DataFileError) {
    try file.check(magic: Self.magic, version: Self.version, path: path)
    let count = Int(file.u32(16))
    stride = Int(file.u32(20))
    let bits = Int(file.u32(24))
    scale = Float(bitPattern: file.u32(28))
    let nameLength = Int(file.u32(32))
    let numbers = 36 + nameLength
    guard (1...128).contains(count), stride >= count, stride % 16 == 0, stride <= 128, (4...24).contains(bits),
      scale > 0,
      numbers <= file.bytes.count
    else { throw DataFileError(path: path, reason: .damaged) }
    labels = String(decoding: file.bytes[36..<numbers], as: UTF8.self).split(separator: "\n").map(String.init)
    fingerprints = numbers + 4 * (count + count * count)
    rows = fingerprints + 2 << bits
    mask = 1 << bits - 1
    guard labels.count == count, labels.first == "O", rows + stride << bits <= file.bytes.count else {
      throw DataFileError(path: path, reason: .damaged)
    }
    start = (0..<count).map { Float(bitPattern: file.u32(numbers + 4 * $0)) }
    transitions = (0..<(count * count)).map { Float(bitPattern: file.u32(numbers + 4 * (count + $0))) }
    inside = Self.inside(labels)
    self.file = file
  }

  /// For each `I-x` the index of `B-x`; `nil` for the others.
  public static func inside(_ labels: [String]) -> [Int?] {
    labels.map { label in
      label.hasPrefix("I-") ? labels.firstIndex(of: "B-" + label.dropFirst(2)) : nil
    }
  }

  /// Adds the weights of one feature to `sums` (`stride` numbers).
  @inline(__always)
  func add(_ feature: UInt64, to sums: UnsafeMutablePointer<SIMD16<Int16>>) {
    guard let base = file.bytes.baseAddress else { return }
    let print = UInt16(truncatingIfNeeded: feature >> 48) | 1
    var slot = Int(truncatingIfNeeded: feature) & mask
    for _ in 0..<Self.probes {
      let found = base.loadUnaligned(fromByteOffset: fingerprints + 2 * slot, as: UInt16.self)
      if found == 0 { return }
      if found == print {
        let row = base + rows + slot * stride
        for block in 0..<(stride >> 4) {
          let weights = row.loadUnaligned(fromByteOffset: block << 4, as: SIMD16<Int8>.self)
          sums[block] &+= SIMD16<Int16>(truncatingIfNeeded: weights)
        }
        return
      }
      slot = (slot + 1) & mask
    }
  }

  /// Lays a model out. `weights` holds a row of `labels.count` numbers for each feature.
  ///
  /// Keeps the features with the largest weights that fit a table of `2^bits` slots.
  public static func build(
    labels: [String], start: [Float], transitions: [Float], features: [UInt64], weights: [Float], bits: Int
  ) -> [UInt8] {
    let count = labels.count
    let stride = (count + 15) / 16 * 16
    let slots = 1 << bits
    var strengths = features.indices.map { feature in
      (feature, weights[(feature * count)..<((feature + 1) * count)].lazy.map { $0 * $0 }.reduce(0, +))
    }
    strengths.sort { $0.1 != $1.1 ? $0.1 > $1.1 : features[$0.0] < features[$1.0] }
    strengths = strengths.filter { $0.1 > 1e-6 }
    let kept = strengths.prefix(slots * 85 / 100)
    // A few very large weights are cut so that the small ones keep their resolution.
    var magnitudes = kept.prefix(4096).flatMap { entry in
      weights[(entry.0 * count)..<((entry.0 + 1) * count)].map { abs($0) }
    }
    magnitudes.sort()
    let top = magnitudes.isEmpty ? 1 : max(magnitudes[magnitudes.count * 999 / 1000], 1e-3)
    let scale = top / 127
    var prints = [UInt16](repeating: 0, count: slots)
    var rows = [UInt8](repeating: 0, count: slots * stride)
    for (feature, _) in kept {
      let print = UInt16(truncatingIfNeeded: features[feature] >> 48) | 1
      var slot = Int(truncatingIfNeeded: features[feature]) & (slots - 1)
      for _ in 0..<probes {
        if prints[slot] == 0 {
          prints[slot] = print
          for label in 0..<count {
            let scaled = (weights[feature * count + label] / scale).rounded()
            rows[slot * stride + label] = UInt8(bitPattern: Int8(max(-127, min(127, scaled))))
          }
          break
        }
        if prints[slot] == print { break }
        slot = (slot + 1) & (slots - 1)
      }
    }
    var body: [UInt8] = []
    let names = Array(labels.joined(separator: "\n").utf8)
    for number in [count, stride, bits] { body.append(u32: UInt32(number)) }
    body.append(u32: scale.bitPattern)
    body.append(u32: UInt32(names.count))
    body += names
    for value in start + transitions { body.append(u32: value.bitPattern) }
    for print in prints { body.append(u16: print) }
    body += rows
    return Checksum.seal(body, magic: magic, version: version)
  }
}
