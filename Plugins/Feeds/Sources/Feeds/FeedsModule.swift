public import KZPipeKit

/// The stage module `feeds`.
public enum FeedsModule: StageModule {
  public static let name: StaticString = "feeds"
  public static let version: StaticString = "0.1.0"
  public static let stages: StaticString = "export:rss export:atom"
  public static func register(in registrar: inout Registrar) {
    registrar.add(RSS.self)
    registrar.add(Atom.self)
  }
}
