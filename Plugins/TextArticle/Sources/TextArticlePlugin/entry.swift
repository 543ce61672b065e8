import KZPipeKit
import TextArticle

enum TextArticleModule: StageModule {
  static let name: StaticString = "text_article"
  static let version: StaticString = "1.0.0"
  static let stages: StaticString = "clean:text_article"

  static func register(in registrar: inout Registrar) {
    registrar.add(TextArticleStage.self)
  }
}

@c public func kzpipe_module_manifest(_ out: UnsafeMutableRawPointer) {
  TextArticleModule.writeManifest(to: out)
}

@c public func kzpipe_module_register(_ registrar: UnsafeMutableRawPointer) {
  TextArticleModule.register(into: registrar)
}
