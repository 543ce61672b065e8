public import KZPipeKit

/// A document that waits to be read.
public struct InputItem: Sendable {
  public enum Content: Sendable {
    case file(path: String, isGzip: Bool)
    /// Standard input from its first bytes, which are read already.
    case standardInput(head: [UInt8])
    /// A line of a JSON Lines file.
    case record([UInt8])
    /// A record of a web archive.
    case capture(WARCCapture)
    /// A page that is in memory already.
    case page(Page)
    /// The input itself is broken here.
    case failure(StageError)
    /// A part of a container is broken; these are its bytes.
    case broken(StageError, bytes: [UInt8], fileExtension: String)
  }

  /// Path as given, with `#line` inside a JSON Lines file and `#offset` inside a web archive; the address of a page that came
  /// through a pipe in an archive.
  public var uri: String
  /// Unique in the run; names the document's outputs.
  public var slug: String
  public var content: Content
  /// When the file's name tells.
  public var mediaType: String?
  /// Bytes that the document will take in memory, as far as is known before reading it.
  public var estimatedBytes: Int
  /// Position in the run, from 0; set when the document is handed to a worker.
  var sequence = 0
  /// What the ledger holds of the document.
  var known: KnownDocument?
  /// The file may be gone before it is read, which is no failure.
  var mayVanish = false
  /// Taken over from the ledger without a look at its bytes.
  var isKept = false
  /// The dead letter that is tried again.
  var letter: Letter?

  public init(uri: String, slug: String, content: Content, mediaType: String? = nil, estimatedBytes: Int = 0) {
    self.uri = uri
    self.slug = slug
    self.content = content
    self.mediaType = mediaType
    self.estimatedBytes = estimatedBytes
  }
}
