import Gazetteers

extension TaggerModel {
  /// The weights of a feature, a number for each label; `nil` when the model does not know it.
  public func weights(of feature: UInt64) -> [Float]? {
    guard case .row(let slot) = slot(of: feature) else { return nil }
    return labels.indices.map { label in
      Float(Int8(bitPattern: file.bytes[rows + slot * stride + label])) * scale
    }
  }

  /// A model with the same labels and size in which some features have other weights and others are new.
  ///
  /// Of the new features the strongest find room in the slots that are free; what stands in the model stays.
  /// - Parameter weights: a row of `labels.count` numbers for each feature
  public func adapted(features: [UInt64], weights: [Float], start: [Float], transitions: [Float]) -> [UInt8] {
    let count = labels.count
    var contents = Array(file.bytes)
    func write(_ feature: Int, at slot: Int) {
      for label in 0..<count {
        let scaled = (weights[feature * count + label] / scale).rounded()
        contents[rows + slot * stride + label] = UInt8(bitPattern: Int8(max(-127, min(127, scaled))))
      }
    }
    var new: [(feature: Int, strength: Float)] = []
    for feature in features.indices {
      switch slot(of: features[feature]) {
      case .row(let slot): write(feature, at: slot)
      case .free, .full:
        let strength = weights[(feature * count)..<((feature + 1) * count)].reduce(0) { $0 + $1 * $1 }
        // Less than half a step of the scale in every label would be written as nothing.
        if strength > scale * scale / 4 { new.append((feature, strength)) }
      }
    }
    new.sort { ($1.strength, features[$0.feature]) < ($0.strength, features[$1.feature]) }
    for entry in new {
      guard let slot = firstFree(for: features[entry.feature], in: contents) else { continue }
      let print = Self.fingerprint(of: features[entry.feature])
      contents[fingerprints + 2 * slot] = UInt8(truncatingIfNeeded: print)
      contents[fingerprints + 2 * slot + 1] = UInt8(truncatingIfNeeded: print >> 8)
      write(entry.feature, at: slot)
    }
    let numbers = fingerprints - 4 * (count + count * count)
    for (index, value) in (start + transitions).enumerated() {
      for byte in 0..<4 {
        contents[numbers + 4 * index + byte] = UInt8(truncatingIfNeeded: value.bitPattern >> (8 * UInt32(byte)))
      }
    }
    return Checksum.seal(Array(contents[16...]), magic: Self.magic, version: Self.version)
  }

  private enum Slot {
    case row(Int), free, full
  }

  private static func fingerprint(of feature: UInt64) -> UInt16 { UInt16(truncatingIfNeeded: feature >> 48) | 1 }

  private func slot(of feature: UInt64) -> Slot {
    let print = Self.fingerprint(of: feature)
    var slot = Int(truncatingIfNeeded: feature) & mask
    for _ in 0..<Self.probes {
      let found = file.u16(fingerprints + 2 * slot)
      if found == 0 { return .free }
      if found == print { return .row(slot) }
      slot = (slot + 1) & mask
    }
    return .full
  }

  private func firstFree(for feature: UInt64, in contents: [UInt8]) -> Int? {
    let print = Self.fingerprint(of: feature)
    var slot = Int(truncatingIfNeeded: feature) & mask
    for _ in 0..<Self.probes {
      let found = UInt16(contents[fingerprints + 2 * slot]) | UInt16(contents[fingerprints + 2 * slot + 1]) << 8
      if found == 0 { return slot }
      // Another new feature that looks the same: the stronger one has come first.
      if found == print { return nil }
      slot = (slot + 1) & mask
    }
    return nil
  }
}
