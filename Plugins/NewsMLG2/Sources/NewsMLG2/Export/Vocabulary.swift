import KZPipeKit

/// The IPTC Media Topics: names, parents, retirement and twins in other vocabularies.
/// NewsCodes, © IPTC, https://iptc.org, CC BY 4.0; packed by Scripts/mediatopics.py.
struct Vocabulary: Sendable {
  /// One topic. A class, so that plans share it instead of copying its lists.
  final class Entry: Sendable {
    let number: UInt32
    /// `medtop:20000639`.
    let qcode: String
    let name: String
    let isRetired: Bool
    /// QCodes of the parents.
    let broader: [String]
    /// Numbers of all broader concepts, nearest first.
    let ancestors: [UInt32]
    /// QCodes of the same meaning: Subject Codes and Wikidata items.
    let sameAs: [String]
    /// QCode and name of the Subject Code of the concept, or of the nearest broader one that has one.
    let subjectCode: (qcode: String, name: String)?

    fileprivate init(_ row: Row, number: UInt32, ancestors: [UInt32], subjectCode: (qcode: String, name: String)?) {
      self.number = number
      qcode = row.qcode
      name = row.name
      isRetired = row.isRetired
      broader = row.parents.map { Vocabulary.qcode($0) }
      self.ancestors = ancestors
      sameAs = row.subjectCodes + row.wikidata
      self.subjectCode = subjectCode
    }
  }

  /// A line of the table.
  fileprivate struct Row {
    var qcode: String
    var name: String
    var isRetired: Bool
    /// Numbers of the parents.
    var parents: [UInt32]
    /// QCodes.
    var subjectCodes: [String]
    /// QCodes.
    var wikidata: [String]
  }

  private var entries: [UInt32: Entry] = [:]

  static let alias = "medtop:"

  /// Reads the table.
  /// - Throws: `StageError.Code.resource` when a line is damaged.
  init(_ table: [UInt8]) throws(StageError) {
    var rows: [UInt32: Row] = [:]
    rows.reserveCapacity(1500)
    var line = 0
    var start = 0
    // By bytes: finding the ends of characters would be most of the work.
    while start < table.count {
      line += 1
      let end = table[start...].firstIndex(of: UInt8(ascii: "\n")) ?? table.count
      let text = table[start..<end]
      start = end + 1
      if text.isEmpty || text.first == UInt8(ascii: "#") { continue }
      let fields = text.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
      guard fields.count == 6, let number = Self.number(fields[0]), !fields[5].isEmpty else {
        throw StageError(.resource, "the media topic table is damaged", place: "line \(line)")
      }
      rows[number] = Row(
        qcode: Self.qcode(number), name: String(decoding: fields[5], as: UTF8.self),
        isRetired: !fields[1].elementsEqual([UInt8(ascii: "-")]),
        parents: Self.words(fields[2]).compactMap(Self.number),
        subjectCodes: Self.words(fields[3]).map { "subj:" + String(decoding: $0, as: UTF8.self) },
        wikidata: Self.words(fields[4]).map { "wikidata:" + String(decoding: $0, as: UTF8.self) })
    }
    resolve(rows)
  }

  /// Follows the parents once, so that exporting looks each topic up and no more.
  private mutating func resolve(_ rows: [UInt32: Row]) {
    entries.reserveCapacity(rows.count)
    for (number, var row) in rows {
      // A parent that is gone is no parent any more: rule NG036.
      row.parents.removeAll { rows[$0]?.isRetired ?? true }
      var ancestors: [UInt32] = []
      var todo = row.parents
      // The vocabulary is at most seven deep; the bound holds for a damaged table too.
      while let next = todo.first, ancestors.count < 64 {
        todo.removeFirst()
        if next == number || ancestors.contains(next) { continue }
        ancestors.append(next)
        todo += rows[next]?.parents ?? []
      }
      let twin = ([number] + ancestors).lazy.compactMap { rows[$0] }.first { !$0.subjectCodes.isEmpty }
      entries[number] = Entry(
        row, number: number, ancestors: ancestors,
        subjectCode: twin.flatMap { row in row.subjectCodes.first.map { ($0, row.name) } })
    }
  }

  /// Number of a QCode: `medtop:20000639` is 20000639.
  static func number(of qcode: String) -> UInt32? {
    let bytes = qcode.utf8
    guard bytes.count == 15, bytes.starts(with: alias.utf8) else { return nil }
    return number(bytes.dropFirst(7))
  }

  /// Eight digits as a number.
  private static func number(_ digits: some Collection<UInt8>) -> UInt32? {
    guard digits.count == 8, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return digits.reduce(0) { $0 * 10 + UInt32($1 - 0x30) }
  }

  private static func qcode(_ number: UInt32) -> String {
    let digits = String(number)
    return alias + String(repeating: "0", count: max(0, 8 - digits.utf8.count)) + digits
  }

  private static func words(_ field: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    field.isEmpty ? [] : field.split(separator: UInt8(ascii: " "))
  }

  subscript(number: UInt32) -> Entry? { entries[number] }
}
