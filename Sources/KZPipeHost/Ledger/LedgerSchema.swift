import GRDB

/// Tables of a ledger. They are `STRICT`, so that a value always has the type that reading it expects.
enum LedgerSchema {
  /// `PRAGMA user_version`; a ledger of a newer format is refused, one of an older is brought up to this.
  static let format = 2

  /// * `setup`: everything that decided what documents became, see `LedgerSetup`
  /// * `run`: one row a run; `moment` is the run's own time, which a resumed run keeps
  /// * `volume`: the shared files of one run; `documents` are the first so many of it, whose records are durable
  /// * `shared_file`: their lengths, without closing while the volume is open
  /// * `document`: one row a document, see `LedgerEntry`
  /// * `stale`: outputs of documents that have others now, to be removed when the run ends
  static let tables = """
    CREATE TABLE setup (
      id INTEGER PRIMARY KEY, config_sha256 TEXT NOT NULL, kzpipe TEXT NOT NULL, modules TEXT NOT NULL,
      UNIQUE (config_sha256, kzpipe, modules)) STRICT;
    CREATE TABLE run (
      number INTEGER PRIMARY KEY, setup INTEGER NOT NULL REFERENCES setup, moment TEXT NOT NULL,
      is_finished INTEGER NOT NULL DEFAULT 0) STRICT;
    CREATE TABLE volume (
      number INTEGER PRIMARY KEY, setup INTEGER NOT NULL REFERENCES setup, documents INTEGER NOT NULL,
      state INTEGER NOT NULL) STRICT;
    CREATE TABLE shared_file (
      volume INTEGER NOT NULL, exporter TEXT NOT NULL, name TEXT NOT NULL, template TEXT NOT NULL,
      length INTEGER NOT NULL, PRIMARY KEY (volume, exporter, name)) STRICT, WITHOUT ROWID;
    CREATE TABLE document (
      slug TEXT NOT NULL UNIQUE, uri TEXT NOT NULL, content_sha256 BLOB NOT NULL, setup INTEGER NOT NULL,
      run INTEGER NOT NULL, volume INTEGER NOT NULL, sequence INTEGER NOT NULL, state INTEGER NOT NULL,
      attempts INTEGER NOT NULL, stage TEXT, code TEXT, article_id TEXT, outputs TEXT NOT NULL,
      guid TEXT, version INTEGER) STRICT;
    CREATE INDEX document_order ON document (volume, sequence);
    CREATE TABLE stale (path TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
    """

  /// What brings a ledger of format 1 up to 2. Its documents get their guids when they are done again.
  static let additionsOfFormat2 = """
    ALTER TABLE document ADD COLUMN guid TEXT;
    ALTER TABLE document ADD COLUMN version INTEGER;
    """

  static let columns =
    "slug, uri, content_sha256, setup, run, volume, sequence, state, attempts, stage, code, article_id, outputs, "
    + "guid, version"

  /// The columns in a ledger that may only be read and is of format 1 perhaps.
  static func columns(in db: Database) throws -> String {
    try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0 < 2
      ? columns.replacing("guid, version", with: "NULL, NULL") : columns
  }

  /// - Returns: `nil` when the row is damaged
  static func entry(_ row: Row) throws -> LedgerEntry? {
    guard let state = LedgerEntry.State(rawValue: row[7]), let outputs = LedgerOutputText.outputs(of: row[12]) else {
      return nil
    }
    let sha256 = try row.withUnsafeData(atIndex: 2) { $0.map { [UInt8]($0) } ?? [] }
    let guid: String? = row[13]
    return LedgerEntry(
      slug: row[0], uri: row[1], contentSHA256: sha256, setup: row[3], run: row[4], volume: row[5], sequence: row[6],
      state: state, attempts: row[8], stage: row[9], code: row[10], articleID: row[11],
      item: guid.map { NewsItemIdentity(guid: $0, version: row[14] ?? 1) }, outputs: outputs)
  }
}
