import KZPipeKit
import KZPipeText

/// What is known of an item from earlier runs.
struct VersionRecord: Sendable, Hashable {
  var version: Int
  /// Digest of the content that the version was given for.
  var digest: String
  /// xs:dateTime.
  var firstCreated: String
  /// xs:dateTime.
  var versionCreated: String
}

/// The versions that earlier runs gave, read from their `versions.tsv`.
///
/// The exporter itself remembers nothing: it writes a line an article into `versions.tsv` of this run, behind the lines
/// of the runs before, and the next run reads that file. For one article the last line counts.
struct VersionLedger: Sendable {
  private let records: [String: VersionRecord]
  /// The lines of earlier runs, one an article, for the start of this run's file.
  let carried: [UInt8]

  static let file = "versions.tsv"
  /// Nothing is exported more often.
  private static let highest = 1_000_000_000
  static let empty = VersionLedger(records: [:], carried: [])

  private init(records: [String: VersionRecord], carried: [UInt8]) {
    self.records = records
    self.carried = carried
  }

  /// Reads a ledger.
  /// - Throws: `StageError.Code.resource` when a line is damaged.
  init(_ bytes: [UInt8]) throws(StageError) {
    var records: [String: VersionRecord] = [:]
    var order: [String] = []
    var number = 0
    for line in bytes.split(separator: 0x0A) {
      number += 1
      let fields = line.split(separator: 0x09, omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self)
      }
      guard fields.count == 5, let version = Int(fields[1]), (1...Self.highest).contains(version),
        Self.isMoment(fields[3]),
        Self.isMoment(fields[4])
      else {
        throw StageError(
          .resource, "the version ledger is damaged", place: "line \(number)",
          advice: "give the versions.tsv of an earlier run, or remove the option state to start anew")
      }
      let record = VersionRecord(
        version: version, digest: fields[2], firstCreated: fields[3], versionCreated: fields[4])
      if records.updateValue(record, forKey: fields[0]) == nil { order.append(fields[0]) }
    }
    self.records = records
    carried = order.flatMap { id in records[id].map { Self.line(id: id, $0) } ?? [] }
  }

  subscript(id: String) -> VersionRecord? { records[id] }

  static func line(id: String, _ record: VersionRecord) -> [UInt8] {
    Array(
      "\(id)\t\(record.version)\t\(record.digest)\t\(record.firstCreated)\t\(record.versionCreated)\n".utf8)
  }

  private static func isMoment(_ text: String) -> Bool {
    PartialDate(iso8601: text).map { $0.hour != nil && $0.zone != nil } ?? false
  }
}
