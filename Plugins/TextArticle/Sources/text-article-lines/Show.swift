import KZPipeKit
import TextArticle

enum Show {
  /// Prints every block of the files with its verdict, then the evidence.
  static func files(_ paths: ArraySlice<String>, executable: String) async throws {
    let directory = executable.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    let context = StageContext(
      runTime: PartialDate(year: 2026), version: "0", moduleDirectory: directory.isEmpty ? "." : directory)
    let stage = try TextArticleStage(options: Options(for: TextArticleStage.spec), context: context)
    for path in paths {
      var page = Page(
        id: path, source: Source(uri: path, mediaType: "text/plain"), content: try TextFile.bytes(at: path))
      try await stage.clean(&page)
      print("== \(path) confidence \(page.articleConfidence.map { "\($0)" } ?? "none")")
      for block in page.blocks { print(line(block, of: page)) }
      for evidence in page.evidence {
        print("  \(evidence.property) [\(evidence.block)] \(evidence.value.prefix(100))")
      }
    }
  }

  private static func line(_ block: Block, of page: Page) -> String {
    let sign = block.verdict.isKept ? "+" : "-"
    let percent = Int(block.verdict.confidence * 100)
    return "\(sign) \(percent) \(block.group) \(block.kind) \(block.verdict.reason.rawValue)\t"
      + String(page.string(of: block).prefix(150))
  }
}
