import HTMLArticle
import KZPipeKit

/// The module `html_article`: one clean stage.
enum HTMLArticleModule: StageModule {
  static var name: StaticString { "html_article" }
  static var version: StaticString { "1.0.0" }
  static var stages: StaticString { "clean:html_article" }

  static func register(in registrar: inout Registrar) {
    registrar.add(HTMLArticleStage.self)
  }
}

@c public func kzpipe_module_manifest(_ out: UnsafeMutableRawPointer) {
  HTMLArticleModule.writeManifest(to: out)
}

@c public func kzpipe_module_register(_ registrar: UnsafeMutableRawPointer) {
  HTMLArticleModule.register(into: registrar)
}
