import KZPipeJSON
import KZPipeKit

/// A scalar of a YAML file with the value that shall stand in its place.
struct ScalarEdit: Sendable {
  var node: ConfigNode
  var value: JSONValue

  /// The file with every edit made; all other bytes stay. A scalar that goes over several lines is left as it is.
  /// - Returns: the new bytes and the number of edits made
  static func apply(_ edits: [ScalarEdit], to bytes: [UInt8]) -> (bytes: [UInt8], made: Int) {
    // By bytes: to a String a line feed behind a carriage return is no line feed.
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
    var last: Place?
    var made = 0
    // From the end, so that the columns before stay right.
    for edit in edits.sorted(by: { $1.node.place < $0.node.place }) {
      // An anchored value is expected wherever its alias stands; the first to differ decides.
      guard edit.node.place != last else { continue }
      last = edit.node.place
      let index = edit.node.place.line - 1
      guard lines.indices.contains(index), case .scalar(let scalar) = edit.node.value else { continue }
      let scalars = Array(lines[index].unicodeScalars)
      let start = edit.node.place.column - 1
      guard scalars.indices.contains(start), let end = end(of: scalar, in: scalars, from: start) else { continue }
      var line = String.UnicodeScalarView()
      line.append(contentsOf: scalars[..<start])
      line.append(contentsOf: edit.text.unicodeScalars)
      line.append(contentsOf: scalars[end...])
      lines[index] = String(line)
      made += 1
    }
    return (Array(lines.joined(separator: "\n").utf8), made)
  }

  private var text: String {
    if let text = value.string { return OptionText.yaml(.string(text)) }
    var json = JSONWriter()
    json.value(value)
    return String(decoding: json.bytes, as: UTF8.self)
  }

  /// Where the scalar ends in its line; `nil` when it does not end there.
  private static func end(of scalar: ConfigNode.Scalar, in line: [Unicode.Scalar], from start: Int) -> Int? {
    let first = line[start]
    if scalar.isPlain {
      // What is plain is written as it reads, as long as it is in one line.
      let end = start + scalar.text.unicodeScalars.count
      return end <= line.count && Array(scalar.text.unicodeScalars) == Array(line[start..<end]) ? end : nil
    }
    guard first == "\"" || first == "'" else { return nil }
    var index = start + 1
    while index < line.count {
      if first == "\"", line[index] == "\\" {
        index += 2
      } else if line[index] == first {
        guard first == "'", index + 1 < line.count, line[index + 1] == "'" else { return index + 1 }
        index += 2
      } else {
        index += 1
      }
    }
    return nil
  }
}

extension ConfigTester {
  /// Rewrites the expectations of a file that were not met and can be told in one value.
  /// - Returns: the number of values written
  /// - Throws: when the file cannot be read or written
  public static func update(_ file: String, _ outcomes: [Outcome]) throws(Diagnostic) -> Int {
    let bytes: [UInt8]
    do { bytes = try FileReader.read(file, limit: YAMLReader.Limits().bytes) } catch {
      throw Diagnostic(.unreadableConfig, "cannot read the configuration: \(error.reason)", at: Place(file))
    }
    let (edited, made) = ScalarEdit.apply(outcomes.flatMap(\.edits), to: bytes)
    guard made > 0 else { return 0 }
    do { try FileWriter.write(edited, to: file) } catch { throw error.diagnostic }
    return made
  }
}
