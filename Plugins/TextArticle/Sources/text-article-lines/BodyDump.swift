import KZPipeKit
import TextArticle

/// Writes what the stage makes of many files, for measuring.
enum BodyDump {
  /// For each file listed on standard input: `#path`, then a line a block: kept or dropped, kind, reason, probability, text; then the
  /// evidence.
  static func write(modules: String) async throws {
    let context = StageContext(runTime: PartialDate(year: 2026), version: "0", moduleDirectory: modules)
    let stage = try TextArticleStage(options: Options(for: TextArticleStage.spec), context: context)
    while let path = readLine() {
      var page = Page(
        id: path, source: Source(uri: path, mediaType: "text/plain"), content: try TextFile.bytes(at: path))
      try await stage.clean(&page)
      print("#\(path)\t\(page.articleConfidence ?? -1)")
      for block in page.blocks {
        let sign = block.verdict.isKept ? "+" : "-"
        print(
          "\(sign)\t\(block.kind)\t\(block.verdict.reason.rawValue)\t\(block.verdict.confidence)\t\(page.string(of: block))"
        )
      }
      for evidence in page.evidence { print("=\t\(evidence.property)\t\(evidence.block)\t\(evidence.value)") }
    }
  }
}
