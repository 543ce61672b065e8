import KZPipeKit
import KZPipeNews
import KZPipeXML

/// Everything decided about one article before a byte is written.
struct ItemPlan {
  struct Picture {
    /// Index in the article's images.
    var index: Int
    var guid: String
    var address: String
    var mediaType: StaticString
    var caption: String
    var credit: String?
    var headline: String
    var width: Int?
    var height: Int?
  }

  /// Pictures beyond these are left out.
  private static let mostPictures = 500

  let item: NewsItem
  let byline: String?
  let pictures: [Picture]
  /// Addresses of pictures that say nothing of themselves: no caption, no alternate text.
  let mutePictures: [String]
  let created: String?
  let modified: String?
  let keywords: [String]
  let topics: TopicSubjects
  let entities: EntityConcepts
  let located: Int?
  let guidBase: String
  let version: VersionRecord
  /// True when this run raised the version.
  let isChanged: Bool

  var textGUID: String { guidBase + "text:" + item.id }
  var packageGUID: String { guidBase + "package:" + item.id }
  var entitiesGUID: String { guidBase + "entities:" + item.id }

  /// - Throws: `missing_headline`, `missing_id`
  init(
    _ article: Article, settings: Settings, vocabulary: Vocabulary, ledger: VersionLedger?, runTime: PartialDate
  ) throws(StageError) {
    item = try NewsItem(article, withEmail: settings.withEmail)
    guidBase = settings.provider.guidBase
    byline = Creator.byline(item.creators, language: item.language)
    created = article.datePublished.map(NewsDates.truncated)
    modified = NewsDates.modified(article).map(NewsDates.truncated)
    keywords = Self.keywords(article.annotations.keywords)
    topics = TopicSubjects(
      article.annotations.topics, vocabulary: vocabulary, withSubjectCodes: settings.withSubjectCodes)
    entities = EntityConcepts(article.annotations)
    located = Self.located(article, entities)
    var pictures: [Picture] = []
    var mute: [String] = []
    for (index, image) in article.images.prefix(Self.mostPictures).enumerated() {
      guard let address = WebAddress.web(image.url) else { continue }
      guard let caption = XMLText.label(image.caption) ?? XMLText.label(image.alternateText) else {
        mute.append(address)
        continue
      }
      if pictures.contains(where: { $0.address == address && $0.caption == caption }) { continue }
      let isShort = caption.utf8.count <= 200
      pictures.append(
        Picture(
          index: index, guid: "\(guidBase)picture:\(item.id)-\(pictures.count + 1)", address: address,
          mediaType: MediaType.ofPicture(at: address) ?? "application/octet-stream", caption: caption,
          credit: XMLText.label(image.credit), headline: isShort ? caption : item.headline,
          width: image.width.flatMap { $0 > 0 ? $0 : nil }, height: image.height.flatMap { $0 > 0 ? $0 : nil }))
    }
    self.pictures = pictures
    mutePictures = mute
    (version, isChanged) = Self.version(
      of: article, id: item.id, authority: settings.provider.authority, ledger: ledger, runTime: runTime)
  }

  private static func keywords(_ keywords: [Keyword]) -> [String] {
    var seen: Set<String> = []
    return keywords.compactMap { keyword in
      guard let text = XMLText.label(keyword.text), seen.insert(text).inserted else { return nil }
      return text
    }
  }

  /// The place that the dateline begins with, by its concept.
  private static func located(_ article: Article, _ entities: EntityConcepts) -> Int? {
    guard let dateline = XMLText.label(article.dateline) else { return nil }
    let place = dateline.prefix { $0 != "," && $0 != "(" && $0 != "/" && !$0.isNumber }.lowercased()
    let name = XMLText.label(place)
    for (index, entity) in article.annotations.entities.enumerated()
    where entity.kind == .place && entities.index[index] >= 0 {
      if entity.name.lowercased() == name { return entities.index[index] }
    }
    return nil
  }
}
