import KZPipeText

/// Near-duplicate detection by min-wise hashing of word shingles (Broder 1997) with banding (Leskovec et al., "Mining of
/// Massive Datasets", chapter 3).
struct MinHash: Sendable, Equatable {
  static let size = 64
  /// 16 bands of 4 rows: pairs with a likeness of 0.5 meet with probability 0.64, of 0.7 with 0.99.
  static let bands = 16
  static let shingle = 5

  /// Least hash under each of the permutations; all ones for a text shorter than one shingle.
  let values: [UInt32]

  init(values: [UInt32]) { self.values = values }

  init(of words: [UInt64]) {
    var least = [UInt32](repeating: .max, count: Self.size)
    guard words.count >= Self.shingle else {
      values = least
      return
    }
    for start in 0...(words.count - Self.shingle) {
      var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
      for word in words[start..<start + Self.shingle] { hash = Self.mixed(hash ^ word) }
      for index in 0..<Self.size {
        // Odd multipliers permute the 64-bit numbers; their upper half serves as the order.
        let value = UInt32(truncatingIfNeeded: (hash &* Self.multipliers[index]) >> 32)
        if value < least[index] { least[index] = value }
      }
    }
    values = least
  }

  var isEmpty: Bool { values.allSatisfy { $0 == .max } }

  /// One number a band; equal numbers make a candidate pair.
  var bandKeys: [UInt64] {
    let rows = Self.size / Self.bands
    return (0..<Self.bands).map { band in
      values[band * rows..<(band + 1) * rows].reduce(UInt64(band) &+ 1) { Self.mixed($0 ^ UInt64($1)) }
    }
  }

  /// Estimate of the Jaccard likeness of the two texts, 0...1.
  func similarity(to other: MinHash) -> Double {
    Double(zip(values, other.values).count { $0 == $1 }) / Double(Self.size)
  }

  private static let multipliers: [UInt64] = {
    var state: UInt64 = 0x1234_5678_9ABC_DEF1
    return (0..<size).map { _ in
      state = mixed(state)
      return state | 1
    }
  }()

  /// Finalizer of SplitMix64 (Steele, Lea and Flood 2014).
  static func mixed(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
