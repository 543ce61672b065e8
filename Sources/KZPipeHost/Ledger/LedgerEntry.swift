/// What the ledger holds of one document.
public struct LedgerEntry: Sendable, Hashable {
  public enum State: Int, Sendable, CaseIterable {
    case exported = 1
    /// A page without an article, by the configuration's will.
    case skipped = 2
    /// In the dead letter.
    case failed = 3
  }

  /// The document's input id: its slug, unique in a run, which also names its outputs.
  public var slug: String
  public var uri: String
  /// SHA-256 of the bytes as received (a file as it lies there, a line of a JSON Lines file); empty when unreadable.
  public var contentSHA256: [UInt8]
  /// Number of the `LedgerSetup` that it was processed with.
  public var setup: Int
  /// Run that processed it last.
  public var run: Int
  /// Volume that holds its records; 0 when they are in none any more.
  public var volume: Int
  /// Position in its volume, from 0.
  public var sequence: Int
  public var state: State
  /// How often it failed; 0 for a document that never did.
  public var attempts: Int
  /// Of the failure.
  public var stage: String?
  public var code: String?
  public var articleID: String?
  /// Identity and version of the news item that was made of it, when an output names them.
  public var item: NewsItemIdentity?
  public var outputs: [LedgerOutput]

  var hasRecords: Bool { outputs.contains { $0.offset != nil } }
}

/// An entry that many hold: a document and its result are copied from task to task, an entry has many parts to copy.
final class KnownDocument: Sendable {
  let entry: LedgerEntry

  init(_ entry: LedgerEntry) { self.entry = entry }
}

/// A piece of output that is on the disk.
public struct LedgerOutput: Sendable, Hashable {
  public var exporter: String
  /// Relative to the exporter's directory, placeholders filled in, as the exporter wished it.
  public var wanted: String
  /// The name that it got.
  public var name: String
  /// Where the contents begin in the file that documents share; `nil` for a file of its own.
  public var offset: Int?
  /// Name of the part of a pack that holds the contents; `nil` when the file `name` does.
  public var part: String?
  /// Bytes.
  public var length: Int
  /// 32 bytes.
  public var sha256: [UInt8]

  /// Name of the file that holds the contents, relative to the exporter's directory.
  public var file: String { part ?? name }

  /// End of the contents in a shared file, with what a pack's framing puts behind them.
  var end: Int {
    (offset ?? 0) + length + (part.flatMap(Packing.format)?.trailingBytes(behind: length) ?? 0)
  }

  /// Where the contents lie in a shared file.
  struct Place: Sendable, Hashable {
    var offset: Int
    var part: String?
  }

  mutating func lie(at place: Place) { (offset, part) = (place.offset, place.part) }

  /// The same record, wherever it lies.
  func hasContents(of other: LedgerOutput) -> Bool {
    exporter == other.exporter && wanted == other.wanted && name == other.name && length == other.length
      && sha256 == other.sha256 && (offset == nil) == (other.offset == nil)
  }
}
