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
      broader = row.parents.map { Vocabulary.alias + $0 }
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
    /// Codes of the parents.
    var parents: [Substring]
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
    for text in String(decoding: table, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false) {
      line += 1
      if text.isEmpty || text.hasPrefix("#") { continue }
      let fields = text.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count == 6, let number = UInt32(fields[0]), fields[0].utf8.count == 8, !fields[5].isEmpty else {
        throw StageError(.resource, "the media topic table is damaged", place: "line \(line)")
      }
      rows[number] = Row(
        qcode: Self.alias + fields[0], name: String(fields[5]), isRetired: fields[1] != "-",
        parents: fields[2].split(separator: " "), subjectCodes: fields[3].split(separator: " ").map { "subj:" + $0 },
        wikidata: fields[4].split(separator: " ").map { "wikidata:" + $0 })
    }
    resolve(rows)
  }

  /// Follows the parents once, so that exporting looks each topic up and no more.
  private mutating func resolve(_ rows: [UInt32: Row]) {
    entries.reserveCapacity(rows.count)
    for (number, var row) in rows {
      // A parent that is gone is no parent any more: rule NG036.
      row.parents.removeAll { UInt32($0).flatMap { rows[$0] }?.isRetired ?? true }
      var ancestors: [UInt32] = []
      var todo = row.parents.compactMap { UInt32($0) }
      // The vocabulary is at most seven deep; the bound holds for a damaged table too.
      while let next = todo.first, ancestors.count < 64 {
        todo.removeFirst()
        if next == number || ancestors.contains(next) { continue }
        ancestors.append(next)
        todo += rows[next]?.parents.compactMap { UInt32($0) } ?? []
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
    var number: UInt32 = 0
    for byte in bytes.dropFirst(7) {
      guard (0x30...0x39).contains(byte) else { return nil }
      number = number * 10 + UInt32(byte - 0x30)
    }
    return number
  }

  subscript(number: UInt32) -> Entry? { entries[number] }
}
