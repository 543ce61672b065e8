import Foundation
import GRDB

/// Binds the row of a document.
enum RowBinding {
  static func insert(_ entry: LedgerEntry, _ statement: Statement) throws {
    try statement.execute(arguments: [
      entry.slug, entry.uri, Data(entry.contentSHA256), entry.setup, entry.run, entry.volume, entry.sequence,
      entry.state.rawValue, entry.attempts, entry.stage, entry.code, entry.articleID,
      LedgerOutputText.text(of: entry.outputs), entry.item?.guid, entry.item?.version,
    ])
  }
}
