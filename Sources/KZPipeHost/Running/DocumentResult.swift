public import KZPipeKit

/// What became of one document.
public struct DocumentResult: Sendable {
  public enum Outcome: Sendable {
    /// The pieces of output of every exporter, in the order of the exporters.
    case exported([ExporterOutput])
    /// A page without an article, by the configuration's will.
    case skipped
    case failed(Failure)
  }

  public struct ExporterOutput: Sendable {
    public var exporter: String
    public var pieces: [Output]
    /// SHA-256 of every piece, for the ledger; empty without one.
    var sha256: [[UInt8]] = []
  }

  struct OutputSize: Sendable {
    var exporter: String
    var pieces: Int
    var bytes: Int
  }

  public struct Failure: Sendable {
    /// Name of the stage; `input` before the first one, `output` behind the last.
    public var stage: String
    public var error: StageError
    /// The document as received; empty when it could not be read.
    public var content: [UInt8]
    public var fileExtension: String
    /// Known once a parse stage has run.
    public var articleID: String?
    /// How often the document has failed, this time included.
    public var attempt = 1
  }

  public var slug: String
  public var uri: String
  public var outcome: Outcome
  /// What output paths are made of; only for an exported document.
  public var names: PathTemplate.Values?
  /// Identity of the article; only for an exported document.
  public var articleID: String?
  /// How much every exporter made of it; only for an exported document.
  var outputSizes: [OutputSize] = []
  /// Bytes of the document, inflated.
  public var bytes = 0
  /// Nanoseconds in each step of the pipeline; -1 for one that did not run.
  public var nanoseconds: [Int64] = []
  /// What the outputs call the news item; only with a ledger.
  var item: NewsItemIdentity?
  /// SHA-256 of the bytes as received; empty when they could not be read, or without a ledger.
  var contentSHA256: [UInt8] = []
  /// What the ledger holds of the document.
  var known: KnownDocument?
  /// The document was done before and nothing about it has changed: no stage has seen it.
  var isKept = false
  /// What the ledger holds of a document that is kept.
  var kept: LedgerEntry? { isKept ? known?.entry : nil }
  /// The dead letter that was tried again.
  var letter: Letter?
  /// Taken over without a look, or gone before it could be read, so that it does not count as one of the run's documents.
  var isPassedBy = false
}
