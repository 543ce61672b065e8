import Foundation
import KZPipeKit
import Language

/// The directory of the test binary, where SwiftPM lays the module's resources.
let context = StageContext(
  runTime: PartialDate(year: 2026), version: "test",
  moduleDirectory: URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path)

func makeStage(_ values: [String: OptionValue] = [:]) throws -> LanguageStage {
  try LanguageStage(options: Options(values, for: LanguageStage.spec), context: context)
}

func makeIdentifier() throws -> LanguageIdentifier {
  let resources = ModuleResources(package: "Language", target: "Language", context: context)
  return try LanguageIdentifier(profiles: try resources.bytes(of: "profiles.txt"))
}

/// An article of these paragraphs.
func article(_ paragraphs: [String], language: String? = nil) -> Article {
  var article = Article(id: "a", source: Source(uri: "a.txt", mediaType: "text/plain"))
  article.body = paragraphs.map { BodyBlock(text: $0) }
  article.language = language
  return article
}
