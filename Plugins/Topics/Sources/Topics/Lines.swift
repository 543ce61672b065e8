import KZPipeKit

/// Reads a table with one record a line and fields separated by tabs; lines that begin with `#` are remarks.
struct Lines {
  let file: String
  let bytes: [UInt8]

  /// Calls `body` with the fields of each record and its line number, from 1.
  func forEach(_ body: (_ fields: [Substring], _ line: Int) throws(StageError) -> Void) throws(StageError) {
    let text = String(decoding: bytes, as: UTF8.self)
    var number = 0
    // By bytes: finding the ends of characters would be half of the work of making the stage.
    for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      if line.isEmpty || line.first == UInt8(ascii: "#") { continue }
      try body(
        line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map { Substring($0) }, number)
    }
  }

  func damaged(_ reason: String, line: Int) -> StageError {
    StageError(.resource, "\(file) is damaged: \(reason)", place: "line \(line)", advice: "install the module anew")
  }
}
