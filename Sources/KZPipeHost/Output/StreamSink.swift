import Glibc
import KZPipeJSON
import KZPipeKit
import Logging

/// JSON Lines on standard output: the records of the exporters, or, when a document has none, each of its files as
/// `{"exporter", "name", "contents"}`.
final class StreamSink: ResultSink {
  private let letters: DeadLetterBox
  private let group: FileGroup
  private let descriptor: Int32
  private let log: Logger
  private var planned: [UInt8] = []
  private var hasWarned = false

  init(
    descriptor: Int32 = STDOUT_FILENO, log: Logger, letters: (FileGroup) -> DeadLetterBox
  ) throws(OutputError) {
    self.descriptor = descriptor
    self.log = log
    group = try FileGroup(temporaryDirectory: nil)
    self.letters = letters(group)
  }

  func add(_ result: inout DocumentResult) throws(OutputError) {
    switch result.outcome {
    case .exported(let outputs):
      if let names = result.names { plan(outputs, names) }
      result.outcome = .exported([])
      letters.remove(result.slug, result.letter)
    case .skipped: letters.remove(result.slug, result.letter)
    case .failed(var failure):
      failure.attempt = 1 + (result.letter?.attempt ?? letters.attempts(of: result.slug))
      try letters.add(result, failure)
      failure.content = []
      result.outcome = .failed(failure)
    }
  }

  private func plan(_ outputs: [DocumentResult.ExporterOutput], _ names: PathTemplate.Values) {
    var records: [[UInt8]] = []
    var files: [(exporter: String, name: String, contents: [UInt8])] = []
    for output in outputs {
      for piece in output.pieces {
        switch piece {
        case .record(_, let contents): records.append(contents)
        case .file(let name, let contents): files.append((output.exporter, name, contents))
        }
      }
    }
    for record in records { planned += Self.line(record) }
    if records.isEmpty {
      for file in files {
        planned += wrapped(file.exporter, PathTemplate.path(file.name, names) ?? file.name, file.contents)
      }
    } else if !files.isEmpty, !hasWarned {
      hasWarned = true
      let exporters = Set(files.map(\.exporter)).sorted().joined(separator: ", ")
      log.warn("-o - writes records only; the files of \(exporters) are left out")
    }
  }

  /// One line whatever the record holds; JSON has no line feed outside its own layout.
  private static func line(_ record: [UInt8]) -> [UInt8] {
    var line = record
    while line.last == UInt8(ascii: "\n") || line.last == UInt8(ascii: "\r") { line.removeLast() }
    for index in line.indices where line[index] == UInt8(ascii: "\n") { line[index] = UInt8(ascii: " ") }
    return line + [UInt8(ascii: "\n")]
  }

  private func wrapped(_ exporter: String, _ name: String, _ contents: [UInt8]) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.member("exporter", exporter)
    json.member("name", name)
    json.key("contents")
    json.string(utf8: contents)
    json.endObject()
    return json.bytes + [UInt8(ascii: "\n")]
  }

  /// Whoever reads the records does not wait for others.
  var isDue: Bool { true }

  func commit() throws(OutputError) {
    try group.publish()
    letters.removeSucceeded()
    defer { planned.removeAll(keepingCapacity: true) }
    do { try Descriptor.write(planned, to: descriptor) } catch {
      throw OutputError("write to", "standard output", error)
    }
  }

  var availableVolumes: Set<Int> { [] }

  func retreat() {}

  func finish(isComplete: Bool) throws(OutputError) { try commit() }
}
