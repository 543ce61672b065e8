import KZPipeKit

/// Where the outputs of a run go. Called in the order of the input, from one place at a time.
protocol Destination: AnyObject {
  /// Plans the outputs of one document without writing any of them.
  /// - Throws: `StageError` when an output of this document can have no place; the document then fails
  func plan(_ outputs: [DocumentResult.ExporterOutput], names: PathTemplate.Values) throws(StageError)
  /// Writes what was planned since the last commit.
  func commit() throws(OutputError)
  /// Completes what documents share. Nothing may be planned afterwards.
  func finish() throws(OutputError)
}
