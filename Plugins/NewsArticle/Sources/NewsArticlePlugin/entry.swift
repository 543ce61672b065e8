import KZPipeKit
import NewsArticle

enum NewsArticleModule: StageModule {
  static let name: StaticString = "news_article"
  static let version: StaticString = "1.0.0"
  static let stages: StaticString = "parse:news_article"

  static func register(in registrar: inout Registrar) {
    registrar.add(NewsArticleStage.self)
  }
}

@c public func kzpipe_module_manifest(_ out: UnsafeMutableRawPointer) {
  NewsArticleModule.writeManifest(to: out)
}

@c public func kzpipe_module_register(_ registrar: UnsafeMutableRawPointer) {
  NewsArticleModule.register(into: registrar)
}
