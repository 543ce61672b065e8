/// The file that a trained model is written to: it appears whole, or not at all.
public struct ModelFile: Sendable {
  public let path: String

  /// Proves that a file can be made in the directory of `path`, so that nobody trains for nothing.
  public init(_ path: String) throws(Diagnostic) {
    self.path = path
    do { try FileWriter.check(path) } catch { throw OutputError("write the model", path, error.cause).diagnostic }
  }

  public func write(_ contents: [UInt8]) throws(Diagnostic) {
    do { try FileWriter.write(contents, to: path) } catch {
      throw OutputError("write the model", path, error.cause).diagnostic
    }
  }
}
