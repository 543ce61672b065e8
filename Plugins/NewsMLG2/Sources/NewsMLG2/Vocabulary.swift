import KZPipeKit

/// The IPTC Media Topics: names, parents, retirement and twins in other vocabularies.
/// NewsCodes, © IPTC, https://iptc.org, CC BY 4.0; packed by Scripts/mediatopics.py.
struct Vocabulary: Sendable {
  struct Entry: Sendable {
    var name: String
    var isRetired: Bool
    /// Codes of the parents, without alias.
    var broader: [String]
    /// Subject Codes (`subj:`) of the same meaning.
    var subjectCodes: [String]
    /// Wikidata items of the same meaning.
    var wikidata: [String]
  }

  /// By code, without alias.
  private let entries: [String: Entry]

  /// Reads the table.
  /// - Throws: `StageError.Code.resource` when a line is damaged.
  init(_ table: [UInt8]) throws(StageError) {
    var entries: [String: Entry] = [:]
    entries.reserveCapacity(1500)
    func words(_ field: ArraySlice<UInt8>) -> [String] {
      field.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
    }
    var number = 0
    for line in table.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      if line.isEmpty || line.first == UInt8(ascii: "#") { continue }
      let fields = line.split(separator: 0x09, omittingEmptySubsequences: false)
      guard fields.count == 6, !fields[0].isEmpty, !fields[5].isEmpty else {
        throw StageError(.resource, "the media topic table is damaged", place: "line \(number)")
      }
      entries[String(decoding: fields[0], as: UTF8.self)] = Entry(
        name: String(decoding: fields[5], as: UTF8.self), isRetired: !fields[1].elementsEqual("-".utf8),
        broader: words(fields[2]), subjectCodes: words(fields[3]), wikidata: words(fields[4]))
    }
    self.entries = entries
  }

  static let alias = "medtop:"

  /// The entry of a QCode; `nil` when it is no media topic.
  subscript(qcode: String) -> Entry? {
    qcode.hasPrefix(Self.alias) ? entries[String(qcode.dropFirst(Self.alias.count))] : nil
  }

  /// The Subject Code of the concept or of the nearest broader one that has one, by QCode.
  func nearestSubjectCode(of qcode: String) -> (code: String, name: String, isExact: Bool)? {
    var todo = [String(qcode.dropFirst(Self.alias.count))]
    var next = 0
    // The vocabulary is at most seven deep; the bound holds for a damaged table too.
    while next < todo.count, next < 64 {
      guard let entry = entries[todo[next]] else { return nil }
      if let code = entry.subjectCodes.first { return (code, entry.name, next == 0) }
      todo += entry.broader
      next += 1
    }
    return nil
  }

  /// Every broader concept of `qcode`, as QCodes, nearest first.
  func ancestors(of qcode: String) -> [String] {
    var found: [String] = []
    var todo = self[qcode]?.broader ?? []
    while let code = todo.first, found.count < 64 {
      todo.removeFirst()
      let qcode = Self.alias + code
      if found.contains(qcode) { continue }
      found.append(qcode)
      todo += entries[code]?.broader ?? []
    }
    return found
  }
}
