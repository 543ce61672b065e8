import EntityTagging
import EntityText
import Gazetteers
import KZPipeKit

/// Enrich stage `entities`: persons, organisations, places, events and nationality words, with identifiers where certain.
public struct EntitiesStage: EnrichStage {
  static let gazetteerNames = Option(
    "gazetteers", default: ["kazakhstan", "world"],
    summary: "Gazetteer packs that come with the module, the more telling first.", example: ["kazakhstan", "world"])
  static let gazetteerFiles = Option<[String]>(
    "gazetteer_files", default: [], type: .list(.path),
    summary: "Further packs: TSV files or compiled packs; they come before those of the module.",
    example: ["gazetteers/uzbekistan.tsv"])
  static let language = Option<String?>(
    "language", summary: "Language to assume when the article does not say (BCP 47).", example: "en")
  static let minimumConfidence = Option(
    "minimum_confidence", default: 0.0, in: 0...1, summary: "Mentions below are left out.")
  static let models = Option<[String: String]>(
    "models", default: [:], as: .object([:]),
    type: .object(
      EntityResources.taggers.map { language, _ in
        OptionSpec(language, .path, summary: "Tagger for articles in this language.")
      }),
    summary: "Taggers that kzpipe train has made; they stand in for the module's own.",
    example: ["en": "desk.tagger"])

  public static let spec = StageSpec(
    "entities", kind: .enrich, summary: "Finds persons, organisations, places and events, and links them.",
    reads: [.body], readsOptionally: [.headline, .language, .images], writes: [.entities, .countries],
    options: [gazetteerNames.spec, gazetteerFiles.spec, language.spec, minimumConfidence.spec, models.spec])

  let resources: EntityResources
  private let fallbackLanguage: String?
  private let minimumConfidence: Double

  public init(options: Options, context: StageContext) throws(StageError) {
    resources = try EntityResources(
      packs: options[Self.gazetteerNames], files: options[Self.gazetteerFiles],
      models: options[Self.models].mapValues { .file($0) }, context: context)
    fallbackLanguage = options[Self.language]
    minimumConfidence = options[Self.minimumConfidence]
  }

  init(resources: EntityResources) {
    self.resources = resources
    fallbackLanguage = nil
    minimumConfidence = 0
  }

  public func enrich(_ article: inout Article) async throws(StageError) {
    let blocks = Self.blocks(of: article)
    let language = EntityLanguage(tag: article.language ?? fallbackLanguage, blocks: blocks)
    var document = EntityDocument(blocks: blocks, language: language, resources: resources)
    document.findMentions()
    document.resolve()
    document.write(to: &article, minimumConfidence: minimumConfidence)
  }

  /// Every string of the article that mentions are looked for in, in reading order.
  static func blocks(of article: Article) -> [EntityBlock] {
    var blocks: [EntityBlock] = []
    if let headline = article.headline { blocks.append(EntityBlock(at: .headline, text: headline)) }
    if let deck = article.alternativeHeadline { blocks.append(EntityBlock(at: .alternativeHeadline, text: deck)) }
    for (index, block) in article.body.enumerated() { blocks.append(EntityBlock(at: .body(index), text: block.text)) }
    for (index, image) in article.images.enumerated() {
      if let caption = image.caption { blocks.append(EntityBlock(at: .caption(index), text: caption)) }
    }
    return blocks
  }
}

/// One string of the article, cut into tokens.
struct EntityBlock: Sendable {
  var at: TextLocation
  var text: TokenizedText

  init(at: TextLocation, text: String) {
    self.at = at
    self.text = TokenizedText(text)
  }
}

/// Which rules a document is read with.
enum EntityLanguage: Sendable {
  case english, russian, kazakh, korean, other

  /// Tag of the names in the packs; `nil` where the English name serves.
  var tag: String? {
    switch self {
    case .russian: "ru"
    case .kazakh: "kk"
    case .korean: "ko"
    case .english, .other: nil
    }
  }

  init(tag: String?, blocks: [EntityBlock]) {
    switch tag?.prefix(2).lowercased() {
    case "en": self = .english
    case "ru": self = .russian
    case "kk": self = .kazakh
    case "ko": self = .korean
    case .some: self = .other
    case nil: self = Self.guess(blocks)
    }
    if self == .kazakh, Self.scripts(blocks).cyrillic == 0 { self = .other }
  }

  private static func scripts(_ blocks: [EntityBlock]) -> (latin: Int, cyrillic: Int, hangul: Int) {
    var counts = (latin: 0, cyrillic: 0, hangul: 0)
    for block in blocks.prefix(40) {
      for token in block.text.tokens.prefix(400) {
        switch token.script {
        case .latin: counts.latin += 1
        case .cyrillic: counts.cyrillic += 1
        case .hangul: counts.hangul += 1
        default: break
        }
      }
    }
    return counts
  }

  /// By script alone; Kazakh by the letters that Russian lacks.
  private static func guess(_ blocks: [EntityBlock]) -> EntityLanguage {
    let counts = scripts(blocks)
    if counts.hangul > counts.latin, counts.hangul > counts.cyrillic { return .korean }
    guard counts.cyrillic > counts.latin else { return .english }
    var special = 0
    var all = 0
    for block in blocks.prefix(40) {
      for scalar in block.text.text(0..<min(block.text.bytes.count, 4000)).unicodeScalars {
        switch scalar.value {
        case 0x493, 0x49B, 0x4A3, 0x4AF, 0x4B1, 0x4BB, 0x4D9, 0x4E9, 0x456: special += 1
        case 0x430...0x44F: all += 1
        default: break
        }
      }
    }
    return special * 40 > all ? .kazakh : .russian
  }
}
