import Glibc

/// What standard input holds, told from its first bytes: one document, or a web archive on its way through a pipe.
enum StandardInput {
  /// Enough to tell, and to inflate the first word of a packed archive.
  private static let needed = 1024

  enum Form: Hashable {
    case document
    case webArchive(isGzip: Bool)
  }

  /// Reads the first bytes; what follows stays in the pipe.
  static func head() throws(FileError) -> [UInt8] {
    try FileReader.read(descriptor: STDIN_FILENO, limit: needed, expecting: 0)
  }

  static func form(of head: [UInt8]) -> Form {
    if head.starts(with: "WARC/1.".utf8) { return .webArchive(isGzip: false) }
    guard head.starts(with: [0x1F, 0x8B]) else { return .document }
    var opening: [UInt8] = []
    head.withUnsafeBufferPointer { input in
      // Whatever is no gzip is a document, and says so when it is read.
      try? GzipInflater().inflate(input) { piece in
        opening += piece.prefix(8)
        return opening.count < 8
      }
    }
    return opening.starts(with: "WARC/1.".utf8) ? .webArchive(isGzip: true) : .document
  }
}
