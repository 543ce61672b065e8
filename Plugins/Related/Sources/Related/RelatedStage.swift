import KZPipeKit

/// Enrich stage `related`: earlier articles, of the run and of runs before it, that are near-duplicates or tell the same story.
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

  static let memoryFile = Option<String?>(
    "memory", type: .path,
    summary: "File that keeps signatures from run to run; without it only articles of the run are compared.",
    example: "state/related.memory")

  public static let spec = StageSpec(
    "related", kind: .enrich,
    summary: "Finds earlier articles that are near-duplicates or tell the same story.",
    reads: [.body], readsOptionally: [.headline, .entities, .metadata], writes: [.related],
    options: [window.spec, duplicateSimilarity.spec, storySimilarity.spec, maximum.spec, memoryFile.spec])

  let duplicateSimilarity: Double
  let storySimilarity: Double
  let maximum: Int
  private let memory: Shared
  private let window: Int
  private let file: MemoryFile?

  public init(options: Options, context: StageContext) throws(StageError) {
    duplicateSimilarity = options[Self.duplicateSimilarity]
    storySimilarity = options[Self.storySimilarity]
    maximum = options[Self.maximum]
    window = options[Self.window]
    file = options[Self.memoryFile].map(MemoryFile.init)
    var memory = Memory(window: window)
    if let file {
      try file.check()
      memory.recall(try file.read())
    }
    self.memory = Shared(memory)
  }

  public func enrich(_ article: inout Article) async throws(StageError) {
    let signature = Signature(of: article)
    let found = memory.state.withLock { memory in
      let candidates = memory.candidates(for: signature)
      memory.remember(signature)
      return candidates
    }
    var related: [RelatedArticle] = []
    // An article that came again is itself, and so is its older text in the file.
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
    var named: Set<String> = []
    article.annotations.related = Array(related.filter { named.insert($0.article).inserted }.prefix(maximum))
  }
}

extension RelatedStage {
  /// Writes the signatures of the run to the file.
  public func finish() async throws(StageError) {
    guard let file else { return }
    try file.add(memory.state.withLock { $0.own }, limit: window)
  }
}

/// Registers the module's stage.
public enum RelatedModule: StageModule {
  public static let name: StaticString = "related"
  public static let version: StaticString = "0.1.0"
  public static let stages: StaticString = "enrich:related"
  public static func register(in registrar: inout Registrar) { registrar.add(RelatedStage.self) }
}
