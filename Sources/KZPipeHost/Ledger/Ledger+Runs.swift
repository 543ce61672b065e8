import GRDB
import KZPipeKit

extension Ledger {
  /// A run, as the ledger counts it.
  struct RunRecord: Sendable, Hashable {
    var number: Int
    var setup: Int
    /// What differs from the setup of the run before, when there was one.
    var differences: [String] = []
    /// An earlier run is carried on, so its failures stand.
    var isResumed = false
    /// False on an empty ledger, where nothing has to be looked up.
    var knowsDocuments = false
  }

  /// Begins a run, or carries the last one on.
  /// - Parameter resumes: whether what the last run did, failures included, counts for this one
  func beginRun(_ setup: LedgerSetup, moment: PartialDate, resumes: Bool) throws(OutputError) -> RunRecord {
    try write { db in
      let identifier = try Self.identifier(of: setup, db)
      let last = try Row.fetchOne(db, sql: "SELECT number, setup, is_finished FROM run ORDER BY number DESC LIMIT 1")
      let before = try last.flatMap { row in try Self.setup(row[1], db) }
      var record = RunRecord(number: 1, setup: identifier)
      record.knowsDocuments = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM document)") ?? false
      record.differences = before.map { setup.differences(from: $0) } ?? []
      if let last, resumes {
        record.number = last[0]
        record.isResumed = true
        try db.execute(
          sql: "UPDATE run SET setup = ?, is_finished = 0 WHERE number = ?", arguments: [identifier, record.number])
      } else {
        record.number = (last?[0] ?? 0) + 1
        try db.execute(
          sql: "INSERT INTO run (number, setup, moment) VALUES (?, ?, ?)",
          arguments: [record.number, identifier, moment.description])
        try db.execute(sql: "DELETE FROM run WHERE number < ?", arguments: [record.number - 100])
      }
      return record
    }
  }

  private static func identifier(of setup: LedgerSetup, _ db: Database) throws -> Int {
    let values: StatementArguments = [setup.configSHA256, setup.kzpipe, setup.modulesJSON]
    try db.execute(
      sql: "INSERT OR IGNORE INTO setup (config_sha256, kzpipe, modules) VALUES (?, ?, ?)", arguments: values)
    return try Int.fetchOne(
      db, sql: "SELECT id FROM setup WHERE config_sha256 = ? AND kzpipe = ? AND modules = ?", arguments: values) ?? 0
  }

  static func setup(_ identifier: Int, _ db: Database) throws -> LedgerSetup? {
    try Row.fetchOne(
      db, sql: "SELECT config_sha256, kzpipe, modules FROM setup WHERE id = ?", arguments: [identifier]
    ).map { LedgerSetup(configSHA256: $0[0], kzpipe: $0[1], modules: LedgerSetup.modules(json: $0[2])) }
  }

  func finishRun(_ number: Int) throws(OutputError) {
    try write { try $0.execute(sql: "UPDATE run SET is_finished = 1 WHERE number = ?", arguments: [number]) }
  }

  /// Forgets every document; what they left on the disk becomes stale.
  func startOver(stale paths: (LedgerEntry) -> [String]) throws(OutputError) {
    try write { db in
      let rows = try Row.fetchCursor(db, sql: "SELECT \(LedgerSchema.columns) FROM document")
      let statement = try db.cachedStatement(sql: "INSERT OR IGNORE INTO stale (path) VALUES (?)")
      while let row = try rows.next() {
        guard let entry = try LedgerSchema.entry(row) else { continue }
        for path in paths(entry) { try statement.execute(arguments: [path]) }
      }
      for table in ["document", "volume", "shared_file", "run"] { try db.execute(sql: "DELETE FROM \(table)") }
    }
  }

  // MARK: Publishing

  /// The files of `volume` are complete among the parts and about to get their names.
  func seal(_ volume: Volume, _ files: [SharedFile]) throws(OutputError) {
    var volume = volume
    volume.state = .sealed
    try commit(Changes(volume: volume, sharedFiles: files))
  }

  /// The files of `volume` have their names; no other volume holds records any more.
  func publish(_ volume: Int) throws(OutputError) {
    try write { db in
      try db.execute(
        sql: "UPDATE volume SET state = ? WHERE number = ?", arguments: [Volume.State.published.rawValue, volume])
      try db.execute(sql: "DELETE FROM volume WHERE number <> ?", arguments: [volume])
      try db.execute(sql: "DELETE FROM shared_file WHERE volume <> ?", arguments: [volume])
      try db.execute(sql: "UPDATE document SET volume = 0 WHERE volume <> 0 AND volume <> ?", arguments: [volume])
    }
  }

  /// The moment of the last run, when it was not finished.
  static func momentOfUnfinishedRun(in folder: String) -> PartialDate? {
    do {
      var configuration = Configuration()
      configuration.readonly = true
      let queue = try DatabaseQueue(path: path(in: folder), configuration: configuration)
      let text = try queue.read {
        try String.fetchOne(
          $0,
          sql: "SELECT moment FROM run WHERE is_finished = 0 AND number = (SELECT max(number) FROM run)")
      }
      return text.flatMap { PartialDate(iso8601: $0) }
    } catch {
      // No ledger, or none that can be read: opening it for the run tells.
      return nil
    }
  }
}
