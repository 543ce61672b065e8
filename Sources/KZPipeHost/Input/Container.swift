import KZPipeKit

/// A file that holds many documents; read forward, one document at a time.
protocol Container: AnyObject {
  func next() -> Contained?
}

struct Contained {
  /// Unique in the container: number of the line, offset of the record.
  var label: Int
  /// What the document is called, when the container's own name and the label would say nothing.
  var name: String?
  /// `nil` for what is no document.
  var content: InputItem.Content?
  /// Bytes that it takes in memory.
  var bytes = 0
}

/// One page a line; empty lines are passed over.
final class JSONLines: Container {
  private let reader: LineReader
  private let limit: Int

  init(path: String, isGzip: Bool, limit: Int) throws(FileError) {
    reader = try LineReader(path: path, isGzip: isGzip, limit: limit)
    self.limit = limit
  }

  func next() -> Contained? {
    while let line = reader.next() {
      switch line {
      case .text(let bytes):
        if bytes.allSatisfy({ $0 <= 0x20 }) { continue }
        return Contained(label: reader.number, content: .record(bytes), bytes: bytes.count)
      case .tooLong(let count):
        return Contained(label: reader.number, content: .failure(DocumentReader.tooLarge(bytes: count, limit: limit)))
      case .broken(let reason):
        let error = StageError(.malformed, "the file cannot be read on: \(reason)", place: "line \(reader.number)")
        return Contained(label: reader.number, content: .failure(error))
      }
    }
    return nil
  }
}

/// The captures of a web archive, labelled by the offset at which their record begins.
final class WebArchive: Container {
  private let reader: WARCReader
  private let isPiped: Bool

  init(path: String, isGzip: Bool, limit: Int) throws(FileError) {
    reader = try WARCReader(path: path, isGzip: isGzip, limit: limit)
    isPiped = false
  }

  /// An archive in standard input, whose first bytes are read already. Its pages are named by their addresses: the next
  /// archive through the pipe has others at the same offsets.
  init(standardInput head: [UInt8], isGzip: Bool, limit: Int) {
    reader = WARCReader(ArchiveBytes(standardInput: head, isGzip: isGzip), limit: limit)
    isPiped = true
  }

  func next() -> Contained? {
    guard let entry = reader.next() else { return nil }
    switch entry {
    case .page(let capture):
      return Contained(
        label: reader.offset, name: isPiped ? capture.url : nil, content: .capture(capture),
        bytes: capture.record.count)
    case .other: return Contained(label: reader.offset)
    case .broken(let error, let bytes):
      return Contained(
        label: reader.offset, content: .broken(error, bytes: bytes, fileExtension: "warc"), bytes: bytes.count)
    }
  }
}
