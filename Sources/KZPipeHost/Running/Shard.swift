/// One of `count` disjoint parts of an input, told by the documents' ids alone: adding a document moves no other.
public struct Shard: Sendable, Hashable {
  /// From 0.
  public var index: Int
  public var count: Int

  /// `i/n` with `i` from 0 to n - 1; `nil` for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]), (1...100_000).contains(count),
      (0..<count).contains(index)
    else { return nil }
    self.index = index
    self.count = count
  }

  /// The name of its directory and, with `.json` behind it, of its completion marker.
  public var name: String { "part-\(index)-of-\(count)" }

  /// The shard whose name this is.
  init?(name: String) {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 4, parts[0] == "part", parts[2] == "of" else { return nil }
    self.init("\(parts[1])/\(parts[3])")
    guard self.name == name else { return nil }
  }

  func takes(_ slug: String) -> Bool {
    // The low bits of FNV-1a alone are weak; the finaliser of MurmurHash3 (Appleby) spreads them.
    var hash = SlugMaker.hash(slug)
    hash = (hash ^ hash >> 33) &* 0xFF51_AFD7_ED55_8CCD
    hash = (hash ^ hash >> 33) &* 0xC4CE_B9FE_1A85_EC53
    return (hash ^ hash >> 33) % UInt64(count) == UInt64(index)
  }
}
