import KZPipeKit
import KZPipeText

/// Decides which documents need not be done again: same bytes, same configuration, same kzpipe and modules, and outputs
/// that still lie where they were put.
struct Reuse: Sendable {
  /// The output directory.
  let directory: String
  let setup: Int
  /// The run whose failures stand; `nil` when failed documents are tried again.
  let resumedRun: Int?
  /// Volumes whose records can be taken over.
  let volumes: Set<Int>
  /// False when a stage compares documents, so that each has to be seen again.
  let isPossible: Bool

  /// A document of the ledger that is not read at all, since only others are looked at.
  func unread(_ item: InputItem) -> DocumentResult? {
    guard item.isKept, item.known != nil else { return nil }
    var result = DocumentResult(of: item)
    result.isKept = true
    result.isPassedBy = true
    return result
  }

  /// The result of a document that is done.
  func kept(_ item: InputItem, _ sha256: [UInt8], bytes: Int) -> DocumentResult? {
    guard isPossible, let known = item.known?.entry, known.setup == setup, known.contentSHA256 == sha256,
      known.uri == item.uri
    else { return nil }
    switch known.state {
    case .skipped: break
    case .failed: if known.run != resumedRun { return nil }
    case .exported:
      // What could not be read is not done, whatever it was before.
      guard !sha256.isEmpty else { return nil }
      for output in known.outputs {
        if output.offset != nil {
          guard volumes.contains(known.volume) else { return nil }
        } else {
          let path = FilePath.join(directory, output.exporter + "/" + output.name)
          guard FileSize.of(path) == output.length else { return nil }
        }
      }
    }
    var result = DocumentResult(of: item)
    result.isKept = true
    result.bytes = bytes
    return result
  }
}

extension DocumentResult {
  init(of item: InputItem) {
    self.init(slug: item.slug, uri: item.uri, outcome: .skipped)
    known = item.known
    letter = item.letter
  }
}

extension Output {
  /// The exporter's own name for it.
  var name: String {
    switch self {
    case .file(let name, _), .record(let name, _): name
    }
  }

  var contents: [UInt8] {
    switch self {
    case .file(_, let contents), .record(_, let contents): contents
    }
  }
}

extension DocumentResult.ExporterOutput {
  /// Hashes every piece, here on the worker, where it is done in parallel.
  mutating func hash() {
    sha256 = pieces.map { SHA256.digest(of: $0.contents) }
  }
}
