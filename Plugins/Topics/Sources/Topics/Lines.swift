import KZPipeKit

/// Reads a table with one record a line and fields separated by tabs; lines that begin with `#` are remarks.
struct Lines {
  let file: String
  let bytes: [UInt8]

  /// Calls `body` with the fields of each record and its line number, from 1.
  func forEach(_ body: (_ fields: [Substring], _ line: Int) throws(StageError) -> Void) throws(StageError) {
    let text = String(decoding: bytes, as: UTF8.self)
    var number = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      if line.isEmpty || line.hasPrefix("#") { continue }
      try body(line.split(separator: "\t", omittingEmptySubsequences: false), number)
    }
  }

  func damaged(_ reason: String, line: Int) -> StageError {
    StageError(.resource, "\(file) is damaged: \(reason)", place: "line \(line)", advice: "install the module anew")
  }
}
