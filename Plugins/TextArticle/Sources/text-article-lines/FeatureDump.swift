import Glibc
import TextArticle

/// Writes lines and features for the training scripts.
struct FeatureDump {
  let reader: LineReader

  init(roles: String, vocabulary: String) throws {
    reader = try LineReader(roles: try TextFile.bytes(at: roles), vocabulary: try TextFile.bytes(at: vocabulary))
  }

  func write(to prefix: String) throws {
    guard let values = fopen(prefix + ".f32", "wb"), let lines = fopen(prefix + ".lines", "wb") else {
      throw FileProblem(path: prefix)
    }
    defer {
      fclose(values)
      fclose(lines)
    }
    while let path = readLine() {
      let page = reader.features(of: try TextFile.bytes(at: path))
      page.values.withUnsafeBytes { _ = fwrite($0.baseAddress, 1, $0.count, values) }
      let text = "#\(path) \(page.lines.count)\n" + page.lines.map { $0 + "\n" }.joined()
      fputs(text, lines)
    }
  }
}
