public import KZPipeKit

/// The stage module `markdown`.
public enum MarkdownModule: StageModule {
  public static let name: StaticString = "markdown"
  public static let version: StaticString = "0.1.0"
  public static let stages: StaticString = "export:markdown export:html"
  public static func register(in registrar: inout Registrar) {
    registrar.add(Markdown.self)
    registrar.add(HTMLPage.self)
  }
}
