import KZPipeKit

/// The module: stages `entities` and `names`, and the trainer of the taggers.
public enum EntitiesModule: StageModule {
  public static let name: StaticString = "entities"
  public static let version: StaticString = "0.1.0"
  public static let stages: StaticString = "enrich:entities enrich:names"

  public static func register(in registrar: inout Registrar) {
    registrar.add(EntitiesStage.self)
    registrar.add(NamesStage.self)
    registrar.add(EntityModelTrainer.self)
  }
}
