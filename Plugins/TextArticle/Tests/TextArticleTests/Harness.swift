import Foundation
import KZPipeKit
import TextArticle

/// Makes the stage with the resources that lie beside the test program.
enum Harness {
  static let context = StageContext(
    runTime: PartialDate(year: 2026), version: "test",
    moduleDirectory: URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path)

  static func resource(_ name: String) -> String {
    context.moduleDirectory + "/TextArticle_TextArticle.resources/" + name
  }

  static func stage() throws -> TextArticleStage {
    try TextArticleStage(options: Options(for: TextArticleStage.spec), context: context)
  }

  static func clean(_ content: [UInt8], headers: [HeaderField] = []) async throws -> Page {
    var page = Page(
      id: "test", source: Source(uri: "test.txt", mediaType: "text/plain", headers: headers), content: content)
    try await stage().clean(&page)
    return page
  }

  static func clean(_ text: String) async throws -> Page { try await clean(Array(text.utf8)) }
}

extension Page {
  /// Texts of the kept blocks of one kind.
  func kept(_ kind: Block.Kind) -> [String] {
    blocks.filter { $0.verdict.isKept && $0.kind == kind }.map(string(of:))
  }
}
