/// Numbers the distinct ones among well mixed hashes, in the order of their first coming. Sized once; linear probing.
struct HashIndex {
  private var keys: [UInt64]
  private var values: [Int32]
  private let mask: Int
  private(set) var count: Int32 = 0

  /// - Parameter capacity: most distinct hashes that will come
  init(capacity: Int) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    keys = [UInt64](repeating: 0, count: size)
    values = [Int32](repeating: 0, count: size)
    mask = size - 1
  }

  /// Number of `hash`; a new one gets the next.
  mutating func number(of hash: UInt64) -> Int32 {
    let key = hash | 1
    var slot = Int(truncatingIfNeeded: key >> 1) & mask
    while keys[slot] != 0 {
      if keys[slot] == key { return values[slot] }
      slot = (slot + 1) & mask
    }
    keys[slot] = key
    values[slot] = count
    count += 1
    return values[slot]
  }
}
