import Foundation
import Glibc

@testable import KZPipeFetch

/// A directory of a test's own, removed with everything in it.
final class Scratch {
  private let directory: URL

  init() throws {
    directory = FileManager.default.temporaryDirectory.appendingPathComponent("kzpipe-fetch-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: directory) }

  func path(_ name: String) -> String { directory.appendingPathComponent(name).path }

  func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path(name)))) }

  func append(_ bytes: [UInt8], to name: String) throws {
    let before = (try? Data(contentsOf: URL(fileURLWithPath: path(name)))) ?? Data()
    try (before + Data(bytes)).write(to: URL(fileURLWithPath: path(name)))
  }
}

/// The records of an archive as text; every one has to end as the standard says.
struct ArchiveText {
  struct Record {
    var fields: [String: String]
    var block: String

    subscript(name: String) -> String? { fields[name] }
  }

  private(set) var records: [Record] = []

  /// Addresses of the responses, in their order.
  var responses: [String] { records.filter { $0["warc-type"] == "response" }.map { $0["warc-target-uri"] ?? "" } }

  struct Malformed: Error {}

  init(_ path: String) throws {
    var text: [UInt8] = []
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    guard Gzip.inflate(bytes, limit: 1 << 28, { text += $0 }) == .whole else { throw Malformed() }
    var rest = text[...]
    while !rest.isEmpty {
      guard rest.starts(with: "WARC/1.1\r\n".utf8) else { throw Malformed() }
      var fields: [String: String] = [:]
      while let end = rest.firstIndex(of: 0x0A) {
        let line = String(decoding: rest[..<end].dropLast(), as: UTF8.self)
        rest = rest[(end + 1)...]
        if line.isEmpty { break }
        let pair = line.split(separator: ": ", maxSplits: 1)
        if pair.count == 2 { fields[pair[0].lowercased()] = String(pair[1]) }
      }
      guard let length = fields["content-length"].flatMap({ Int($0) }),
        rest.dropFirst(length).starts(with: "\r\n\r\n".utf8)
      else { throw Malformed() }
      records.append(Record(fields: fields, block: String(decoding: rest.prefix(length), as: UTF8.self)))
      rest = rest.dropFirst(length + 4)
    }
  }
}
