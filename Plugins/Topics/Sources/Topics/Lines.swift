import KZPipeKit

/// Reads a table with one record a line and fields separated by tabs; lines that begin with `#` are remarks.
///
/// Works over bytes and makes no string: reading the tables is what making the stage costs.
struct Lines {
  let file: String
  let bytes: [UInt8]

  /// Calls `body` with the fields of each record and its line number, from 1.
  func forEach(
    _ body: (_ fields: [ArraySlice<UInt8>], _ line: Int) throws(StageError) -> Void
  ) throws(StageError) {
    var number = 0
    var start = 0
    var fields: [ArraySlice<UInt8>] = []
    while start < bytes.count {
      number += 1
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      defer { start = end + 1 }
      if start == end || bytes[start] == UInt8(ascii: "#") { continue }
      fields.removeAll(keepingCapacity: true)
      var field = start
      for index in start..<end where bytes[index] == UInt8(ascii: "\t") {
        fields.append(bytes[field..<index])
        field = index + 1
      }
      fields.append(bytes[field..<end])
      try body(fields, number)
    }
  }

  func damaged(_ reason: String, line: Int) -> StageError {
    StageError(.resource, "\(file) is damaged: \(reason)", place: "line \(line)", advice: "install the module anew")
  }
}
