import KZPipeKit

/// Enrich stage `topics`: subjects of an article from the IPTC Media Topics.
public struct TopicsStage: EnrichStage {
  static let maximum = Option("maximum", default: 4, in: 1...20, summary: "Most direct topics per article.")
  static let minimumConfidence = Option(
    "minimum_confidence", default: 0.4, in: 0...1, summary: "Topics below this confidence are left out.")
  static let ancestors = Option(
    "ancestors", default: true, summary: "Also list the topics above the direct ones, marked as ancestors.")
  static let languages = Option(
    "languages", default: ["en", "ru", "kk", "ko"], type: .list(.choice(["en", "ru", "kk", "ko"])),
    summary: "Term tables of the module to use.")
  static let terms = Option(
    "terms", default: [], type: .list(.path), summary: "Further term tables, in the form of the module's own.",
    example: ["my-terms.tsv"])
  static let modelFile = Option<String?>(
    "model", type: .path, summary: "A model that kzpipe train topics has made; it counts beside the term tables.",
    example: "desk.topics")

  public static let spec = StageSpec(
    "topics", kind: .enrich,
    summary: "Finds the article's IPTC Media Topics, with confidence, relevance and the terms that speak for them.",
    reads: [.body], readsOptionally: [.headline, .images], writes: [.topics],
    options: [maximum.spec, minimumConfidence.spec, ancestors.spec, languages.spec, terms.spec, modelFile.spec])

  let vocabulary: Vocabulary
  let scorer: TopicScorer
  var model: TopicModel?
  let maximum: Int
  let minimumConfidence: Double
  let listsAncestors: Bool

  public init(options: Options, context: StageContext) throws(StageError) {
    let resources = ModuleResources(package: "Topics", target: "Topics", context: context)
    func lines(_ name: String) throws(StageError) -> Lines { Lines(file: name, bytes: try resources.bytes(of: name)) }
    vocabulary = try Vocabulary(lines("mediatopics.tsv"))
    var builder = TermIndexBuilder(vocabulary: vocabulary)
    for language in options[Self.languages] { try builder.add(lines("terms-\(language).tsv")) }
    for path in options[Self.terms] { try builder.add(Lines(file: path, bytes: MappedFile(path).contents())) }
    scorer = TopicScorer(index: builder.index())
    if let path = options[Self.modelFile] {
      model = try TopicModel(contents: MappedFile(path).contents(), file: path)
    }
    maximum = options[Self.maximum]
    minimumConfidence = options[Self.minimumConfidence]
    listsAncestors = options[Self.ancestors]
  }

  public func enrich(_ article: inout Article) async throws(StageError) {
    var scores = scorer.scores(of: article)
    if let model {
      scores = ModelBlend(model: model, vocabulary: vocabulary).scores(scores, of: TextFeatures(of: article))
    }
    let chosen = TopicChoice(vocabulary: vocabulary, maximum: maximum, minimumConfidence: minimumConfidence)
      .choose(from: scores)
    article.annotations.topics = chosen.map(topic) + (listsAncestors ? ancestors(of: chosen) : [])
    for (position, choice) in chosen.enumerated() {
      article.provenance.append(
        Provenance(
          stage: Self.spec.name, at: "/topics/\(position)", reason: choice.terms.joined(separator: ", "),
          confidence: choice.confidence))
    }
  }

  private func topic(_ choice: TopicChoice.Chosen) -> Topic {
    let concept = vocabulary.concepts[choice.concept]
    return Topic(
      id: concept.qcode, name: concept.name, broader: concept.parents.map { vocabulary.concepts[$0].qcode },
      confidence: choice.confidence, relevance: choice.relevance, terms: choice.terms)
  }

  /// Topics above the chosen ones that are not chosen themselves; as sure and as relevant as the best of those below.
  private func ancestors(of chosen: [TopicChoice.Chosen]) -> [Topic] {
    var seen = Set(chosen.map(\.concept))
    var topics: [Topic] = []
    for choice in chosen {
      for ancestor in vocabulary.ancestors(of: choice.concept) where seen.insert(ancestor).inserted {
        let concept = vocabulary.concepts[ancestor]
        topics.append(
          Topic(
            id: concept.qcode, name: concept.name, broader: concept.parents.map { vocabulary.concepts[$0].qcode },
            confidence: choice.confidence, relevance: choice.relevance, why: "ancestor"))
      }
    }
    return topics
  }
}

/// Registers the module's stage and what trains its model.
public enum TopicsModule: StageModule {
  public static let name: StaticString = "topics"
  public static let version: StaticString = "0.1.0"
  public static let stages: StaticString = "enrich:topics"
  public static func register(in registrar: inout Registrar) {
    registrar.add(TopicsStage.self)
    registrar.add(TopicModelTrainer.self)
  }
}
