/// A table from words to values: open addressing over word keys, made once, read from many tasks.
public struct WordTable<Value: Sendable>: Sendable {
  private var slots: [Int32]
  private var keys: [UInt64] = []
  private var values: [Value] = []

  public init() { slots = [Int32](repeating: -1, count: 16) }

  public var count: Int { keys.count }

  /// The value of a word token; nil for other tokens.
  @inline(__always)
  public subscript(_ token: Token) -> Value? { token.kind == .word ? value(token.key) : nil }
  public subscript(_ key: WordKey) -> Value? { value(key.hash) }

  private func value(_ hash: UInt64) -> Value? {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & mask
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if keys[index] == hash { return values[index] }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// The first value given to a word stays.
  public mutating func add(_ key: WordKey, _ value: Value) {
    if self.value(key.hash) != nil { return }
    if (keys.count + 1) * 2 > slots.count { grow() }
    keys.append(key.hash)
    values.append(value)
    place(keys.count - 1)
  }

  /// Every word of `words`, separated by blanks or line ends.
  public mutating func add(_ words: String, _ value: Value) {
    for word in words.split(whereSeparator: { $0 == " " || $0 == "\n" }) { add(WordKey(word), value) }
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for index in keys.indices { place(index) }
  }

  private mutating func place(_ index: Int) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: keys[index] ^ keys[index] >> 32) & mask
    while slots[slot] >= 0 { slot = (slot + 1) & mask }
    slots[slot] = Int32(index)
  }
}

/// A set of words.
public struct WordSet: Sendable {
  private var table = WordTable<Void>()

  /// Words separated by blanks or line ends.
  public init(_ words: String = "") { table.add(words, ()) }

  public mutating func add(_ words: String) { table.add(words, ()) }
  public func contains(_ token: Token) -> Bool { table[token] != nil }
  public func contains(_ key: WordKey) -> Bool { table[key] != nil }
}

/// Words with endings attached, for languages that inflect: every stem with every ending.
public func inflected(_ stems: String, _ endings: String) -> String {
  var out: [String] = []
  let tails = endings.split(separator: " ")
  for stem in stems.split(separator: " ") {
    out.append(String(stem))
    for tail in tails { out.append(String(stem) + tail) }
  }
  return out.joined(separator: " ")
}
