import GRDB
import Glibc
import KZPipeKit

/// What became of every document, in `.kzpipe/ledger.sqlite` of an output directory.
///
/// One process writes at a time (`OutputLock`); others may read meanwhile. Everything is written in groups: a row says
/// "exported" only once its outputs lie under their names and are durable.
final class Ledger: Sendable {
  static let folder = ".kzpipe"

  /// The shared files of a run.
  struct Volume: Sendable, Hashable {
    enum State: Int, Sendable {
      /// Its files lie among the parts and grow.
      case open = 1
      /// Complete; on the way to their names.
      case sealed
      case published
    }

    var number: Int
    var setup: Int
    /// The first so many documents of the run are in it and durable.
    var documents = 0
    var state = State.open
  }

  struct SharedFile: Sendable, Hashable {
    var exporter: String
    /// Relative to the exporter's directory.
    var name: String
    /// The name as the exporter gave it; its frame goes by it.
    var template: String
    /// Durable bytes, without closing while the volume is open.
    var length: Int
  }

  /// What a group writes.
  struct Changes {
    var entries: [LedgerEntry] = []
    var stale: [String] = []
    var volume: Volume?
    /// Documents at the start of another volume whose records `volume` begins with.
    var adopted: (volume: Int, documents: Int)?
    var sharedFiles: [SharedFile] = []
  }

  let path: String
  private let writer: DatabaseQueue
  private let reader: DatabaseQueue

  /// - Parameter folder: `.kzpipe` of the output directory; exists
  init(folder: String) throws(OutputError) {
    path = Self.path(in: folder)
    do {
      writer = try DatabaseQueue(path: path, configuration: Self.configuration())
      try writer.writeWithoutTransaction { db in
        let format = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        if format == 0 {
          try db.inTransaction {
            try db.execute(sql: LedgerSchema.tables)
            try db.execute(sql: "PRAGMA user_version = \(LedgerSchema.format)")
            return .commit
          }
        } else if format == 1 {
          try db.inTransaction {
            try db.execute(sql: LedgerSchema.additionsOfFormat2)
            try db.execute(sql: "PRAGMA user_version = \(LedgerSchema.format)")
            return .commit
          }
        } else if format != LedgerSchema.format {
          throw OtherFormat(format: format)
        }
      }
      var configuration = Self.configuration()
      configuration.readonly = true
      reader = try DatabaseQueue(path: path, configuration: configuration)
    } catch {
      throw Self.error(error, path)
    }
  }

  static func path(in folder: String) -> String { FilePath.join(folder, "ledger.sqlite") }

  /// Removes a ledger that cannot be used.
  static func remove(in folder: String) {
    for ending in ["", "-wal", "-shm", "-journal"] { unlink(path(in: folder) + ending) }
  }

  private static func configuration() -> Configuration {
    var configuration = Configuration()
    configuration.journalMode = .wal
    configuration.busyMode = .timeout(10)
    configuration.prepareDatabase { db in
      // A group is durable when its commit returns.
      try db.execute(sql: "PRAGMA synchronous = FULL")
    }
    return configuration
  }

  func close() {
    // Whatever cannot be closed now is closed by the next one that opens it.
    try? reader.close()
    try? writer.close()
  }

  // MARK: Errors

  private struct OtherFormat: Error { var format: Int }

  func read<Result>(_ body: (Database) throws -> Result) throws(OutputError) -> Result {
    do { return try reader.read(body) } catch { throw Self.error(error, path) }
  }

  func write<Result>(_ body: (Database) throws -> Result) throws(OutputError) -> Result {
    do { return try writer.write(body) } catch { throw Self.error(error, path) }
  }

  static func error(_ error: any Error, _ path: String) -> OutputError {
    if let error = error as? OutputError { return error }
    if let other = error as? OtherFormat {
      var error = OutputError("use the ledger", path, FileError(reason: "it has the unknown format \(other.format)"))
      error.code = .ledgerDamaged
      error.notes = ["use the kzpipe that wrote it, or start over with --fresh"]
      return error
    }
    guard let problem = error as? DatabaseError else {
      return OutputError("use the ledger", path, FileError(reason: "unexpected error"))
    }
    let cause: FileError =
      switch problem.resultCode {
      case .SQLITE_FULL: FileError(number: ENOSPC)
      case .SQLITE_IOERR: FileError(number: EIO)
      case .SQLITE_READONLY: FileError(number: EROFS)
      case .SQLITE_CANTOPEN: FileError(reason: "it cannot be opened")
      case .SQLITE_BUSY, .SQLITE_LOCKED: FileError(reason: "another process holds it")
      case .SQLITE_NOTADB, .SQLITE_CORRUPT: FileError(reason: "it is damaged")
      default: FileError(reason: "SQLite error \(problem.extendedResultCode.rawValue)")
      }
    var error = OutputError("use the ledger", path, cause)
    if problem.resultCode == .SQLITE_NOTADB || problem.resultCode == .SQLITE_CORRUPT {
      error.code = .ledgerDamaged
      error.notes = ["start over with --fresh"]
    }
    return error
  }

  // MARK: Groups

  /// Writes a group; all of it or nothing.
  func commit(_ changes: Changes) throws(OutputError) {
    try write { db in
      if let volume = changes.volume {
        try db.cachedStatement(
          sql: """
            INSERT INTO volume (number, setup, documents, state) VALUES (?, ?, ?, ?)
            ON CONFLICT (number) DO UPDATE SET documents = excluded.documents, state = excluded.state
            """
        ).execute(arguments: [volume.number, volume.setup, volume.documents, volume.state.rawValue])
        for file in changes.sharedFiles {
          try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO shared_file (volume, exporter, name, template, length) VALUES (?, ?, ?, ?, ?)"
          ).execute(arguments: [volume.number, file.exporter, file.name, file.template, file.length])
        }
        if let adopted = changes.adopted {
          try db.execute(
            sql: "UPDATE document SET volume = ? WHERE volume = ? AND sequence < ?",
            arguments: [volume.number, adopted.volume, adopted.documents])
        }
      }
      let statement = try db.cachedStatement(
        sql: """
          INSERT INTO document (\(LedgerSchema.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (slug) DO UPDATE SET uri = excluded.uri, content_sha256 = excluded.content_sha256,
            setup = excluded.setup, run = excluded.run, volume = excluded.volume, sequence = excluded.sequence,
            state = excluded.state, attempts = excluded.attempts, stage = excluded.stage, code = excluded.code,
            article_id = excluded.article_id, outputs = excluded.outputs, guid = excluded.guid,
            version = excluded.version
          """)
      for entry in changes.entries { try RowBinding.insert(entry, statement) }
      for path in changes.stale {
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO stale (path) VALUES (?)").execute(arguments: [path])
      }
    }
  }

  // MARK: Volumes

  /// The newest one; others only hold records until the run ends.
  func volumes() throws(OutputError) -> [Volume] {
    try write { db in
      try Row.fetchAll(db, sql: "SELECT number, setup, documents, state FROM volume ORDER BY number DESC").map {
        Volume(number: $0[0], setup: $0[1], documents: $0[2], state: Volume.State(rawValue: $0[3]) ?? .open)
      }
    }
  }

  func sharedFiles(of volume: Int) throws(OutputError) -> [SharedFile] {
    try write { db in
      try Row.fetchAll(
        db, sql: "SELECT exporter, name, template, length FROM shared_file WHERE volume = ? ORDER BY exporter, name",
        arguments: [volume]
      ).map { SharedFile(exporter: $0[0], name: $0[1], template: $0[2], length: $0[3]) }
    }
  }

  /// Ends of the last record of the first `documents` documents, by exporter and name.
  func recordEnds(in volume: Int, documents: Int, of files: Set<SharedFiles.Key>) throws(OutputError) -> [SharedFiles
    .Key: Int]
  {
    try write { db in
      var ends: [SharedFiles.Key: Int] = [:]
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT \(LedgerSchema.columns) FROM document WHERE volume = ? AND sequence < ? ORDER BY sequence DESC
          """, arguments: [volume, documents])
      while ends.count < files.count, let row = try rows.next() {
        guard let entry = try LedgerSchema.entry(row) else { continue }
        for output in entry.outputs {
          guard output.offset != nil else { continue }
          let key = SharedFiles.Key(exporter: output.exporter, name: output.file)
          ends[key] = max(ends[key] ?? 0, output.end)
        }
      }
      return ends
    }
  }

  // MARK: Stale outputs

  func stale() throws(OutputError) -> [String] {
    try write { try String.fetchAll($0, sql: "SELECT path FROM stale ORDER BY path") }
  }

  func clearStale() throws(OutputError) { try write { try $0.execute(sql: "DELETE FROM stale") } }
}
