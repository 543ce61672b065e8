import GRDB

/// What earlier runs left of the documents of this one, in the order in which they are read.
///
/// Reads the newest volume in pages ahead of the run, since most documents come in the order of the last run; any other
/// is looked up by its slug.
struct LedgerLookahead {
  private static let pageSize = 512

  private let ledger: Ledger
  private let volume: Int
  private var page: [KnownDocument] = []
  private var position = 0
  /// First sequence number behind the page.
  private var next = 0
  private var isExhausted: Bool

  init(_ ledger: Ledger, volume: Int?) {
    self.ledger = ledger
    self.volume = volume ?? 0
    isExhausted = volume == nil
  }

  mutating func entry(_ slug: String) throws(OutputError) -> KnownDocument? {
    if position == page.count, !isExhausted { try turn(to: next) }
    if position < page.count, page[position].entry.slug == slug {
      position += 1
      return page[position - 1]
    }
    guard let found = try ledger.entry(slug) else { return nil }
    if found.volume == volume, !isExhausted { try turn(to: found.sequence + 1) }
    return KnownDocument(found)
  }

  private mutating func turn(to sequence: Int) throws(OutputError) {
    page = try ledger.entries(in: volume, from: sequence, count: Self.pageSize).map(KnownDocument.init)
    position = 0
    next = (page.last?.entry.sequence ?? sequence) + 1
    isExhausted = page.isEmpty
  }
}

extension Ledger {
  func entry(_ slug: String) throws(OutputError) -> LedgerEntry? {
    try read { db in
      let statement = try db.cachedStatement(sql: "SELECT \(LedgerSchema.columns) FROM document WHERE slug = ?")
      return try Row.fetchOne(statement, arguments: [slug]).flatMap(LedgerSchema.entry)
    }
  }

  /// In the order of their sequence.
  func entries(in volume: Int, from sequence: Int, count: Int) throws(OutputError) -> [LedgerEntry] {
    try read { db in
      let statement = try db.cachedStatement(
        sql: """
          SELECT \(LedgerSchema.columns) FROM document WHERE volume = ? AND sequence >= ?
          ORDER BY sequence LIMIT ?
          """)
      var entries: [LedgerEntry] = []
      entries.reserveCapacity(count)
      let rows = try Row.fetchCursor(statement, arguments: [volume, sequence, count])
      while let row = try rows.next() {
        if let entry = try LedgerSchema.entry(row) { entries.append(entry) }
      }
      return entries
    }
  }
}
