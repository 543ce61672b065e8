public import KZPipeKit

/// The stage module `newsml_g2`.
public enum NewsMLG2Module: StageModule {
  public static let name: StaticString = "newsml_g2"
  public static let version: StaticString = "0.1.0"
  public static let stages: StaticString = "export:newsml_g2 parse:newsml_g2_reader"
  public static func register(in registrar: inout Registrar) {
    registrar.add(NewsMLG2.self)
    registrar.add(NewsMLG2Reader.self)
  }
}
