/// A compiled gazetteer, read in place.
public struct Gazetteer: Sendable {
  public let trie: ByteTrie
  public let count: Int
  private let file: DataFile
  private let lists: Int
  private let records: Int
  private let strings: Int

  /// Maps the file at `path` and checks it.
  public init(path: String) throws(DataFileError) {
    try self.init(file: DataFile(path: path), path: path)
  }

  /// Compiles entries in memory, for packs given as TSV.
  public init(entries: [GazetteerEntry]) throws(DataFileError) {
    try self.init(file: DataFile(contents: GazetteerBuilder.build(entries)), path: "memory")
  }

  init(file: DataFile, path: String) throws(DataFileError) {
    try file.check(magic: GazetteerBuilder.magic, version: GazetteerBuilder.version, path: path)
    self.file = file
    trie = ByteTrie(file: file, base: Int(file.u32(16)), root: Int(file.u32(20)))
    lists = Int(file.u32(24))
    records = Int(file.u32(28))
    count = Int(file.u32(32))
    strings = Int(file.u32(36))
    guard file.u32(16) == 48, lists >= 48, records >= lists, records + count * 32 <= strings,
      strings <= file.bytes.count
    else { throw DataFileError(path: path, reason: .damaged) }
  }

  /// An entry that a form stands for.
  public struct Posting: Sendable, Hashable {
    public var entry: Int
    public var flags: FormFlags
  }

  /// What the trie value stands for, in the order of the TSV file.
  public func postings(_ value: Int) -> [Posting] {
    let at = lists + value * 4
    let count = min(Int(file.u32(at)), 64)
    return (0..<count).map { index in
      let word = file.u32(at + 4 + 4 * index)
      return Posting(entry: Int(word >> 4), flags: FormFlags(rawValue: UInt8(word & 0xF)))
    }
  }

  public func postings(of key: some Collection<UInt8>) -> [Posting] { trie.value(of: key).map(postings) ?? [] }

  private func at(_ entry: Int) -> Int { records + min(max(entry, 0), max(count - 1, 0)) * 32 }

  public func kind(_ entry: Int) -> EntryKind { EntryKind(rawValue: file.u8(at(entry))) ?? .place }
  /// Two bytes of the country's code as one number; 0 for none.
  public func countryCode(_ entry: Int) -> UInt16 { file.u16(at(entry) + 2) }
  public func country(_ entry: Int) -> String? {
    let code = countryCode(entry)
    return code == 0 ? nil : String(decoding: [UInt8(code & 0xFF), UInt8(code >> 8)], as: UTF8.self)
  }
  public func geonames(_ entry: Int) -> UInt32 { file.u32(at(entry) + 4) }
  public func wikidata(_ entry: Int) -> UInt32 { file.u32(at(entry) + 8) }
  public func weight(_ entry: Int) -> UInt32 { file.u32(at(entry) + 12) }
  public func name(_ entry: Int) -> String { string(Int(file.u32(at(entry) + 24))) }

  /// Degrees north and east.
  public func position(_ entry: Int) -> (latitude: Double, longitude: Double)? {
    guard file.u8(at(entry) + 1) == 1 else { return nil }
    return (
      Double(Int32(bitPattern: file.u32(at(entry) + 16))) / 100_000,
      Double(Int32(bitPattern: file.u32(at(entry) + 20))) / 100_000
    )
  }

  /// Preferred names by BCP 47 tag.
  public func names(_ entry: Int) -> [String: String] {
    var out: [String: String] = [:]
    for part in string(Int(file.u32(at(entry) + 28))).split(separator: ";") {
      guard let equals = part.firstIndex(of: "=") else { continue }
      out[String(part[..<equals])] = String(part[part.index(after: equals)...])
    }
    return out
  }

  private func string(_ offset: Int) -> String {
    let start = strings + offset
    let length = Int(file.u16(start))
    guard start >= strings, start + 2 + length <= file.bytes.count else { return "" }
    return String(decoding: file.bytes[(start + 2)..<(start + 2 + length)], as: UTF8.self)
  }
}
