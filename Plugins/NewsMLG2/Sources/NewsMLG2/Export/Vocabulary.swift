import KZPipeKit

/// The IPTC Media Topics: names, parents, retirement and twins in other vocabularies.
/// NewsCodes, © IPTC, https://iptc.org, CC BY 4.0; packed by Scripts/mediatopics.py.
struct Vocabulary: Sendable {
  struct Entry: Sendable {
    var name: String
    var isRetired: Bool
    /// QCodes of the parents.
    var broader: [String]
    /// Numbers of all broader concepts, nearest first.
    var ancestors: [UInt32] = []
    /// QCodes of the same meaning: Subject Codes and Wikidata items.
    var sameAs: [String]
    /// QCode and name of the Subject Code of the concept, or of the nearest broader one that has one.
    var subjectCode: (qcode: String, name: String)?
    fileprivate var parents: [UInt32]
  }

  private var entries: [UInt32: Entry] = [:]

  static let alias = "medtop:"

  /// Reads the table.
  /// - Throws: `StageError.Code.resource` when a line is damaged.
  init(_ table: [UInt8]) throws(StageError) {
    entries.reserveCapacity(1500)
    var line = 0
    for row in table.split(separator: 0x0A, omittingEmptySubsequences: false) {
      line += 1
      if row.isEmpty || row.first == UInt8(ascii: "#") { continue }
      let fields = row.split(separator: 0x09, omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self)
      }
      guard fields.count == 6, let number = UInt32(fields[0]), !fields[5].isEmpty else {
        throw StageError(.resource, "the media topic table is damaged", place: "line \(line)")
      }
      let parents = fields[2].split(separator: " ")
      let codes = fields[3].split(separator: " ").map { "subj:" + $0 }
      entries[number] = Entry(
        name: fields[5], isRetired: fields[1] != "-", broader: parents.map { Self.alias + $0 },
        sameAs: codes + fields[4].split(separator: " ").map { "wikidata:" + $0 },
        subjectCode: codes.first.map { ($0, fields[5]) }, parents: parents.compactMap { UInt32($0) })
    }
    resolve()
  }

  /// Follows the parents once, so that exporting looks each topic up and no more.
  private mutating func resolve() {
    for number in entries.keys {
      var ancestors: [UInt32] = []
      var todo = entries[number]?.parents ?? []
      // The vocabulary is at most seven deep; the bound holds for a damaged table too.
      while let next = todo.first, ancestors.count < 64 {
        todo.removeFirst()
        if next == number || ancestors.contains(next) { continue }
        ancestors.append(next)
        todo += entries[next]?.parents ?? []
      }
      entries[number]?.ancestors = ancestors
    }
    let own = entries.mapValues(\.subjectCode)
    for (number, entry) in entries where entry.subjectCode == nil {
      entries[number]?.subjectCode = entry.ancestors.lazy.compactMap { own[$0] ?? nil }.first
    }
  }

  /// Number of a QCode: `medtop:20000639` is 20000639.
  static func number(of qcode: String) -> UInt32? {
    let bytes = qcode.utf8
    guard bytes.count == 15, bytes.starts(with: alias.utf8) else { return nil }
    var number: UInt32 = 0
    for byte in bytes.dropFirst(7) {
      guard (0x30...0x39).contains(byte) else { return nil }
      number = number * 10 + UInt32(byte - 0x30)
    }
    return number
  }

  subscript(number: UInt32) -> Entry? { entries[number] }
}
