/// Numbers by hash, for keys that are hashes already: no second hashing, no growth, room for a known number of keys.
struct HashTable {
  private var keys: [UInt64]
  private var values: [Int32]
  private let mask: Int

  /// - Parameter capacity: greatest number of different keys
  init(capacity: Int) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    keys = Array(repeating: 0, count: size)
    values = Array(repeating: 0, count: size)
    mask = size - 1
  }

  /// The number stored for `key`, 0 at first. Keys must not be 0; `WordHash` makes none.
  subscript(key: UInt64) -> Int32 {
    get { values[place(of: key)] }
    set {
      let place = place(of: key)
      keys[place] = key
      values[place] = newValue
    }
  }

  @inline(__always)
  private func place(of key: UInt64) -> Int {
    var place = Int(truncatingIfNeeded: key) & mask
    while keys[place] != 0, keys[place] != key { place = (place + 1) & mask }
    return place
  }
}
