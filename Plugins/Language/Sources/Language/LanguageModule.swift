public import KZPipeKit

public enum LanguageModule: StageModule {
  public static let name: StaticString = "language"
  public static let version: StaticString = "1.0.0"
  public static let stages: StaticString = "enrich:language"

  public static func register(in registrar: inout Registrar) { registrar.add(LanguageStage.self) }
}
