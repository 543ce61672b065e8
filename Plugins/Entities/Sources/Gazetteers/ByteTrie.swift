/// A radix trie over bytes, laid out for reading in place.
///
/// A node is: length of its label (1), label, value + 1 or 0 (3), number of children (1), first byte of each child in
/// rising order, offset of each child (3 each). The byte that leads to a node stands in its parent, not in its label.
public struct ByteTrie: Sendable {
  let file: DataFile
  let base: Int
  let root: Int

  public init(file: DataFile, base: Int, root: Int) {
    self.file = file
    self.base = base
    self.root = root
  }

  /// A place in the trie: a node, and how much of its label has been read.
  public struct Cursor: Sendable {
    var labelAt: Int
    var labelLeft: Int
  }

  public var start: Cursor { Cursor(labelAt: base + root + 1, labelLeft: Int(file.u8(base + root))) }

  /// Reads one more byte; false when no key goes on like this.
  @inline(__always)
  public func step(_ cursor: inout Cursor, _ byte: UInt8) -> Bool {
    if cursor.labelLeft > 0 {
      guard file.u8(cursor.labelAt) == byte else { return false }
      cursor.labelAt += 1
      cursor.labelLeft -= 1
      return true
    }
    let count = Int(file.u8(cursor.labelAt + 3))
    let keys = cursor.labelAt + 4
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) >> 1
      if file.u8(keys + middle) < byte { low = middle + 1 } else { high = middle }
    }
    guard low < count, file.u8(keys + low) == byte else { return false }
    let node = base + file.u24(keys + count + 3 * low)
    cursor.labelAt = node + 1
    cursor.labelLeft = Int(file.u8(node))
    return true
  }

  /// The value of the key read so far; `nil` when it is only a prefix.
  @inline(__always)
  public func value(_ cursor: Cursor) -> Int? {
    guard cursor.labelLeft == 0 else { return nil }
    let stored = file.u24(cursor.labelAt)
    return stored == 0 ? nil : stored - 1
  }

  /// Looks a whole key up.
  public func value(of key: some Collection<UInt8>) -> Int? {
    var cursor = start
    for byte in key where !step(&cursor, byte) { return nil }
    return value(cursor)
  }

  /// Lays out sorted unique keys. Returns the bytes and the offset of the root in them.
  public static func build(_ entries: [(key: [UInt8], value: Int)]) -> (bytes: [UInt8], root: Int) {
    var out: [UInt8] = []
    let root = node(entries[...], depth: 0, &out)
    return (out, root)
  }

  /// Writes children first, so that their offsets are known. Depth of recursion is bounded by the longest key.
  private static func node(_ entries: ArraySlice<(key: [UInt8], value: Int)>, depth: Int, _ out: inout [UInt8]) -> Int {
    guard let first = entries.first, let last = entries.last else {
      let at = out.count
      out += [0, 0, 0, 0, 0]
      return at
    }
    var end = depth
    while end < first.key.count, end < last.key.count, first.key[end] == last.key[end], end - depth < 255 { end += 1 }
    let label = first.key[depth..<end]
    var rest = entries
    var value = 0
    if first.key.count == end {
      value = first.value + 1
      rest = rest.dropFirst()
    }
    var heads: [UInt8] = []
    var offsets: [Int] = []
    var index = rest.startIndex
    while index < rest.endIndex {
      let head = rest[index].key[end]
      var stop = index
      while stop < rest.endIndex, rest[stop].key[end] == head { stop += 1 }
      heads.append(head)
      offsets.append(node(rest[index..<stop], depth: end + 1, &out))
      index = stop
    }
    let at = out.count
    out.append(UInt8(label.count))
    out += label
    out.append(u24: value)
    out.append(UInt8(heads.count))
    out += heads
    for offset in offsets { out.append(u24: offset) }
    return at
  }
}
