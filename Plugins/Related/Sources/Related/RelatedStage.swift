import KZPipeKit

/// Enrich stage `related`: earlier articles of the run that are near-duplicates or tell the same story.
public struct RelatedStage: OrderedEnrichStage {
  static let window = Option(
    "window", default: 20_000, in: 1...1_000_000,
    summary: "Earlier articles that are remembered; older ones are forgotten.")
  static let duplicateSimilarity = Option(
    "duplicate_similarity", default: 0.6, in: 0.1...1,
    summary: "Share of common word sequences that makes a near-duplicate.")
  static let storySimilarity = Option(
    "story_similarity", default: 0.45, in: 0.1...1, summary: "Likeness of words and names that makes the same story.")
  static let maximum = Option("maximum", default: 10, in: 1...100, summary: "Most related articles.")

  public static let spec = StageSpec(
    "related", kind: .enrich,
    summary: "Finds earlier articles of the run that are near-duplicates or tell the same story.",
    reads: [.body], readsOptionally: [.headline, .entities, .metadata], writes: [.related],
    options: [window.spec, duplicateSimilarity.spec, storySimilarity.spec, maximum.spec])

  let duplicateSimilarity: Double
  let storySimilarity: Double
  let maximum: Int
  private let memory: Shared

  public init(options: Options, context: StageContext) throws(StageError) {
    duplicateSimilarity = options[Self.duplicateSimilarity]
    storySimilarity = options[Self.storySimilarity]
    maximum = options[Self.maximum]
    memory = Shared(Memory(window: options[Self.window]))
  }

  public func enrich(_ article: inout Article) async throws(StageError) {
    let signature = Signature(of: article)
    let found = memory.state.withLock { memory in
      let candidates = memory.candidates(for: signature)
      memory.remember(signature)
      return candidates
    }
    var related: [RelatedArticle] = []
    for other in found where other.id != signature.id {
      let overlap = signature.minHash.isEmpty ? 0 : signature.minHash.similarity(to: other.minHash)
      if overlap >= duplicateSimilarity {
        related.append(RelatedArticle(article: other.id, kind: .nearDuplicate, similarity: overlap))
        continue
      }
      let story = signature.storySimilarity(to: other)
      if story >= storySimilarity {
        related.append(RelatedArticle(article: other.id, kind: .sameStory, similarity: story))
      }
    }
    related.sort { a, b in a.similarity == b.similarity ? a.article < b.article : a.similarity > b.similarity }
    article.annotations.related = Array(related.prefix(maximum))
  }
}

/// Registers the module's stage.
public enum RelatedModule: StageModule {
  public static let name: StaticString = "related"
  public static let version: StaticString = "0.1.0"
  public static let stages: StaticString = "enrich:related"
  public static func register(in registrar: inout Registrar) { registrar.add(RelatedStage.self) }
}
