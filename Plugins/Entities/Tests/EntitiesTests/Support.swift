import KZPipeKit

@testable import Entities

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The stage as a run makes it, with the data files beside the test's executable.
enum Support {
  static var context: StageContext {
    let path = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 4096) { buffer in
      guard let start = buffer.baseAddress else { return "." }
      let length = max(0, readlink("/proc/self/exe", start, 4095))
      return String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    let directory = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    return StageContext(runTime: PartialDate(year: 2026), version: "test", moduleDirectory: directory)
  }

  static func stage(_ options: [String: OptionValue] = [:]) throws -> EntitiesStage {
    try EntitiesStage(options: Options(options, for: EntitiesStage.spec), context: context)
  }

  static func article(_ paragraphs: [String], language: String? = "en", headline: String? = nil) -> Article {
    var article = Article(id: "t", source: Source(uri: "t", mediaType: "text/plain"))
    article.language = language
    article.headline = headline
    article.body = paragraphs.map { BodyBlock(text: $0) }
    return article
  }

  /// `kind:text` of every mention, with the entity's ids of the given scheme.
  static func mentions(_ article: Article, ids scheme: String? = nil) -> [String] {
    let entities = Dictionary(article.annotations.entities.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return article.annotations.mentions.map { mention in
      guard let entity = entities[mention.entity] else { return "?" }
      let id = scheme.flatMap { entity.ids[$0] }.map { "=" + $0 } ?? ""
      return "\(entity.kind.rawValue):\(mention.text)\(id)"
    }
  }

  static func run(_ paragraphs: [String], language: String? = "en", ids: String? = nil) async throws -> [String] {
    var article = article(paragraphs, language: language)
    try await stage().enrich(&article)
    return mentions(article, ids: ids)
  }
}
