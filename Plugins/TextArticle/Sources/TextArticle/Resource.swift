import KZPipeKit
import KZPipeLearn

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Data files beside the module.
enum Resource {
  /// The bytes of the file at `path`.
  static func read(_ path: String) throws(StageError) -> [UInt8] {
    guard let file = fopen(path, "rb") else { throw missing(path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      bytes.append(contentsOf: chunk[..<count])
      if count < chunk.count { break }
    }
    guard ferror(file) == 0 else { throw missing(path) }
    return bytes
  }

  /// The packed trees at `path`, when they were trained on exactly these features.
  static func model(_ path: String, _ names: [String]) throws(StageError) -> TreeEnsemble {
    let trees: TreeEnsemble
    do throws(TreeModelError) {
      trees = try TreeEnsemble(contentsOf: path)
    } catch {
      throw StageError(.resource, "\(error).", place: path, advice: "reinstall the module text_article")
    }
    guard trees.featureNames == names else {
      throw StageError(
        .resource, "The model was trained on other features than this module computes.", place: path,
        advice: "reinstall the module text_article")
    }
    return trees
  }

  private static func missing(_ path: String) -> StageError {
    StageError(
      .resource, "The data file \(path) cannot be read.", place: path, advice: "reinstall the module text_article")
  }
}
