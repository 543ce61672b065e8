import EntityTagging
import EntityText
import EntityTrainer
import KZPipeKit

/// Trains the tagger of a language on from the one that the module ships, on articles whose mentions people have corrected.
public struct EntityModelTrainer: ModelTrainer {
  static let language = Option(
    "language", default: "en", type: .choice(EntityResources.taggers.map(\.0)),
    summary: "Language of the tagger; articles in other languages are passed over.")
  static let epochs = Option("epochs", default: 6, in: 1...50, summary: "Times that each sentence is learnt from.")

  public static let spec = TrainerSpec(
    "entities", summary: "The tagger of persons, organisations, places, events and nationality words.",
    usage: "entities: {models: {en: FILE}}", options: [language.spec, epochs.spec])

  /// Articles of the language that are the least to learn from.
  static let fewestArticles = 5

  let language: String
  private let epochs: Int
  private let context: StageContext
  private let shipped: EntitiesStage

  public init(options: Options, context: StageContext) throws(StageError) {
    language = options[Self.language]
    epochs = options[Self.epochs]
    self.context = context
    shipped = EntitiesStage(resources: try Self.resources(with: [:], context))
  }

  public func train(on articles: [Article], report: (String) -> Void) throws(StageError) -> [UInt8] {
    let own = articles.filter(isOwn)
    guard own.count >= Self.fewestArticles, own.contains(where: { !$0.annotations.mentions.isEmpty }) else {
      throw StageError(
        .tooFewExamples, "\(own.count) articles are in the language \"\(language)\", and that is too few to learn from",
        advice: "give more corrected articles with mentions, or choose another language with --set language=…")
    }
    if own.count < articles.count {
      report("\(articles.count - own.count) articles in other languages are passed over")
    }
    let tagger = language == "kk" ? shipped.resources.kazakh : shipped.resources.english
    let labels = MentionLabels(language: language, tagger: tagger)
    var settings = Trainer.Settings.adapting
    settings.epochs = epochs
    return Trainer.adapt(
      tagger.model, extractor: tagger.extractor, to: own.flatMap(labels.texts), settings: settings, report: report)
  }

  /// Mentions that are right in place and kind.
  public func evaluate(_ model: [UInt8]?, on articles: [Article]) async throws(StageError) -> [ModelScore] {
    var stage = shipped
    if let model { stage = EntitiesStage(resources: try Self.resources(with: [language: .contents(model)], context)) }
    var all = ModelScore("all")
    var kinds = Entity.Kind.allCases.map { ModelScore($0.rawValue) }
    for article in articles where isOwn(article) {
      var found = article
      found.annotations = Annotations()
      try await stage.enrich(&found)
      let (right, wrong) = (Self.marks(of: found), Self.marks(of: article))
      for (index, kind) in Entity.Kind.allCases.enumerated() {
        let (given, wanted) = (right.filter { $0.kind == kind }, wrong.filter { $0.kind == kind })
        kinds[index].right += given.intersection(wanted).count
        kinds[index].given += given.count
        kinds[index].wanted += wanted.count
      }
    }
    for score in kinds {
      all.right += score.right
      all.given += score.given
      all.wanted += score.wanted
    }
    return [all] + kinds.filter { $0.given + $0.wanted > 0 }
  }

  private func isOwn(_ article: Article) -> Bool {
    switch EntityLanguage(tag: article.language, blocks: EntitiesStage.blocks(of: article)) {
    case .english: language == "en"
    case .kazakh: language == "kk"
    default: false
    }
  }

  private static func resources(
    with models: [String: TaggerSource], _ context: StageContext
  ) throws(StageError) -> EntityResources {
    try EntityResources(packs: ["kazakhstan", "world"], files: [], models: models, context: context)
  }

  private struct Mark: Hashable {
    var range: TextRange
    var kind: Entity.Kind
  }

  private static func marks(of article: Article) -> Set<Mark> {
    let kinds = Dictionary(article.annotations.entities.map { ($0.id, $0.kind) }) { first, _ in first }
    return Set(
      article.annotations.mentions.compactMap { mention in
        kinds[mention.entity].map { Mark(range: mention.range, kind: $0) }
      })
  }
}

/// Mentions of an article as labels of a tagger.
///
/// A tagger may know labels that no mention has (works, dates): where people marked nothing, what it finds of these now counts as right,
/// so that it does not unlearn them.
struct MentionLabels {
  let language: String
  let tagger: Tagger

  private func label(_ kind: Entity.Kind) -> String {
    switch kind {
    case .person: language == "kk" ? "PERSON" : "PER"
    case .organisation: language == "kk" ? "ORGANISATION" : "ORG"
    case .place: language == "kk" ? "GPE" : "LOC"
    case .event: language == "kk" ? "EVENT" : "EVT"
    case .group: "NORP"
    }
  }

  /// Labels of places beside the plain one.
  private static let placeLabels: Set<String> = ["LOCATION", "FACILITY"]

  func texts(of article: Article) -> [LabelledText] {
    let kinds = Dictionary(article.annotations.entities.map { ($0.id, $0.kind) }) { first, _ in first }
    let mentions = Dictionary(grouping: article.annotations.mentions, by: \.range.at)
    let marked = Set(Entity.Kind.allCases.map(label)).union(Self.placeLabels)
    return EntitiesStage.blocks(of: article).map { block in
      let own = tagger.tag(block.text).map { span in
        (
          range: Int(
            block.text.tokens[span.tokens.lowerBound].start)..<Int(block.text.tokens[span.tokens.upperBound - 1].end),
          label: span.label
        )
      }
      var spans = (mentions[block.at] ?? []).compactMap { mention -> (range: Range<Int>, label: String)? in
        guard let kind = kinds[mention.entity] else { return nil }
        // The mention says "place"; which kind of place is the tagger's own business.
        let finer = own.first { $0.range == mention.range.bytes && Self.placeLabels.contains($0.label) }
        return (mention.range.bytes, kind == .place ? finer?.label ?? label(kind) : label(kind))
      }
      let taken = spans.map(\.range)
      spans += own.filter { span in
        !marked.contains(span.label) && !taken.contains { $0.overlaps(span.range) }
      }
      return LabelledText(text: block.text.text(0..<block.text.bytes.count), spans: spans)
    }
  }
}
