import KZPipeKit

/// Enrich stage `names`: joins entities whose names are one name in several spellings or scripts.
public struct NamesStage: EnrichStage {
  public static let spec = StageSpec(
    "names", kind: .enrich, summary: "Joins entities that are one name written in several scripts or spellings.",
    reads: [.entities], readsOptionally: [.quotations, .exchanges, .roles],
    writes: [.entities, .quotations, .exchanges, .roles], options: [])

  private let comparer: NameComparer

  public init(options: Options, context: StageContext) throws(StageError) {
    comparer = try NameComparer.standard(
      directory: ModuleResources(package: "Entities", target: "Entities", context: context).directory)
  }

  public func enrich(_ article: inout Article) async throws(StageError) {
    NameJoiner(comparer: comparer).join(&article)
  }
}
