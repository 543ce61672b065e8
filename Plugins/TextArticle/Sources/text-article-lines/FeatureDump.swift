import Glibc
import TextArticle

/// Writes lines and features for the training scripts.
struct FeatureDump {
  let reader: LineReader
  /// Packed line model; when given, headline candidates are written instead of all lines.
  let lineModel: String?

  init(roles: String, vocabulary: String, lineModel: String? = nil) throws {
    self.lineModel = lineModel
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
      let content = try TextFile.bytes(at: path)
      let page =
        try lineModel.map { try reader.headlineFeatures(of: content, lineModel: $0) } ?? reader.features(of: content)
      page.values.withUnsafeBytes { _ = fwrite($0.baseAddress, 1, $0.count, values) }
      let text = "#\(path) \(page.lines.count)\n" + page.lines.map { $0 + "\n" }.joined()
      fputs(text, lines)
    }
  }
}
