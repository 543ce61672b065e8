import GRDB
import KZPipeText

/// Compares what lies in an output directory with its ledger.
struct OutputCheck {
  let directory: String

  /// A line each: outputs that are missing or have other bytes than the ledger says.
  func problems(_ db: Database) throws -> [String] {
    var problems: [String] = []
    let reading = OpenFile()
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT \(LedgerSchema.columns(in: db)), volume IN (SELECT number FROM volume WHERE state = 3) FROM document
        ORDER BY volume, sequence
        """)
    while let row = try rows.next() {
      guard let entry = try LedgerSchema.entry(row) else {
        problems.append("a row of the ledger is damaged")
        continue
      }
      // Records among the parts of an unfinished run have no name yet.
      let isPublished: Bool = row[15]
      for output in entry.outputs where output.offset == nil || isPublished {
        let name = output.exporter + "/" + output.file
        if let problem = problem(output, FilePath.join(directory, name), reading) {
          problems.append("\(entry.slug): \(name) \(problem)")
        }
      }
    }
    return problems
  }

  private func problem(_ output: LedgerOutput, _ path: String, _ reading: OpenFile) -> String? {
    do {
      let bytes: [UInt8]
      if let offset = output.offset {
        bytes = try reading.bytes(of: path, offset: offset, length: output.length)
      } else {
        bytes = try FileReader.read(path, limit: output.length + 1)
      }
      return SHA256.digest(of: bytes) == output.sha256 ? nil : "is not what was written"
    } catch {
      return "cannot be read: \(error.reason)"
    }
  }
}
