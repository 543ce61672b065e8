import Foundation
import Gazetteers

enum Build {
  static func read(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  static func write(_ bytes: [UInt8], _ path: String) throws { try Data(bytes).write(to: URL(fileURLWithPath: path)) }

  static func gazetteer(_ arguments: [String]) throws {
    guard let out = arguments.first else { return }
    let entries = try arguments.dropFirst().flatMap { try GazetteerEntry.parse(try read($0), path: $0) }
    let bytes = GazetteerBuilder.build(entries)
    try write(bytes, out)
    print("\(entries.count) entries, \(bytes.count) bytes")
  }

  static func lexicon(_ arguments: [String]) throws {
    guard arguments.count == 2 else { return }
    var words: [(word: String, bits: UInt32)] = []
    for line in try read(arguments[1]).split(separator: "\n") where !line.hasPrefix("#") {
      let columns = line.split(separator: "\t")
      if columns.count == 2, let bits = UInt32(columns[1]) { words.append((String(columns[0]), bits)) }
    }
    let bytes = Lexicon.build(words)
    try write(bytes, arguments[0])
    print("\(words.count) words, \(bytes.count) bytes")
  }
}
