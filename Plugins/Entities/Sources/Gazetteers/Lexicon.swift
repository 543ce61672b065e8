import EntityText

/// What is known of single words, for the tagger's features: name lists and word classes.
public struct Lexicon: Sendable {
  static let magic: UInt32 = 0x584C_5A4B
  static let version: UInt32 = 1

  /// Bits of a word's entry. The upper eight bits hold the class of its commonest noun sense, 0 for none.
  public enum Bit {
    public static let firstName: UInt32 = 1
    public static let surname: UInt32 = 1 << 1
    public static let common: UInt32 = 1 << 2
    public static let title: UInt32 = 1 << 3
    public static let bodyHead: UInt32 = 1 << 4
    public static let companyEnd: UInt32 = 1 << 5
    public static let placeHead: UInt32 = 1 << 6
    public static let month: UInt32 = 1 << 7
    public static let verbOfSaying: UInt32 = 1 << 8
    public static let eventHead: UInt32 = 1 << 9
    public static let group: UInt32 = 1 << 10
  }

  private let trie: ByteTrie
  private let file: DataFile
  private let values: Int

  public init(path: String) throws(DataFileError) { try self.init(file: DataFile(path: path), path: path) }

  public init(words: [(word: String, bits: UInt32)]) throws(DataFileError) {
    try self.init(file: DataFile(contents: Self.build(words)), path: "memory")
  }

  private init(file: DataFile, path: String) throws(DataFileError) {
    try file.check(magic: Self.magic, version: Self.version, path: path)
    self.file = file
    trie = ByteTrie(file: file, base: Int(file.u32(16)), root: Int(file.u32(20)))
    values = Int(file.u32(24))
    guard file.u32(16) == 28, values >= 28, values <= file.bytes.count else {
      throw DataFileError(path: path, reason: .damaged)
    }
  }

  /// Bits of a folded word; 0 when unknown.
  public func bits(of word: ArraySlice<UInt8>) -> UInt32 {
    guard let value = trie.value(of: word) else { return 0 }
    return file.u32(values + 4 * value)
  }

  /// Compiles words to the file's bytes.
  public static func build(_ words: [(word: String, bits: UInt32)]) -> [UInt8] {
    var bits: [[UInt8]: UInt32] = [:]
    for (word, value) in words {
      let key = Folding.key(word)
      guard !key.isEmpty, key.count < 100 else { continue }
      bits[key, default: 0] |= value
    }
    var values: [UInt32] = []
    var known: [UInt32: Int] = [:]
    var entries: [(key: [UInt8], value: Int)] = []
    for key in bits.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let value = bits[key] ?? 0
      let at = known[value] ?? values.count
      if at == values.count {
        known[value] = at
        values.append(value)
      }
      entries.append((key, at))
    }
    let built = ByteTrie.build(entries)
    var body: [UInt8] = []
    body.append(u32: 28)
    body.append(u32: UInt32(built.root))
    body.append(u32: UInt32(28 + built.bytes.count))
    body += built.bytes
    for value in values { body.append(u32: value) }
    return Checksum.seal(body, magic: magic, version: version)
  }
}
