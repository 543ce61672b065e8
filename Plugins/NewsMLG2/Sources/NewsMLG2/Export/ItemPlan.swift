import KZPipeKit
import KZPipeMarkup
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
    /// Concepts that the caption names, by index, in its order.
    var subjects: [Int]
  }

  /// Pictures beyond these are left out.
  private static let mostPictures = 500
  /// As are related items.
  private static let mostRelated = 20

  /// Where the text was written, as far as its dateline tells: indexes of concepts.
  struct Location {
    var place: Int
    /// The country or region that the dateline names behind the place.
    var area: Int?
  }

  var item: NewsItem
  let byline: String?
  var pictures: [Picture]
  /// Addresses of pictures that say nothing of themselves: no caption, no alternate text.
  let mutePictures: [String]
  let genre: Genre?
  let slugline: String?
  var created: String?
  var modified: String?
  let keywords: [String]
  let topics: TopicSubjects
  var entities: EntityConcepts
  let location: Location?
  /// Mentions to mark in the text.
  let marks: [InlineMark]
  /// Body blocks that get an id, by index.
  let identified: Set<Int>
  /// Identities of items of the run that tell the same.
  let related: [String]
  var guidBase: String
  var version: VersionRecord
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
    genre = Genre(of: article)
    slugline = settings.slugline.text(article, keywords: keywords)
    location = Self.location(article, entities)
    let concepts = entities
    marks = settings.withMentions ? InlineMark.marks(in: article) { concepts.index[$0] >= 0 } : []
    identified = article.annotations.exchanges.reduce(into: []) { $0.formUnion($1.question + $1.answer) }
    let textBase = guidBase + "text:"
    related = article.annotations.related.prefix(Self.mostRelated).compactMap {
      Provider.identifier($0.article).map { textBase + $0 }
    }
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
          width: Self.size(image.width), height: Self.size(image.height),
          subjects: Self.subjects(ofCaption: index, article.annotations, entities)))
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

  /// No picture is wider or higher; what is larger is no size.
  private static let largestSize = 1_000_000

  private static func size(_ pixels: Int?) -> Int? {
    pixels.flatMap { (1...Self.largestSize).contains($0) ? $0 : nil }
  }

  private static func subjects(
    ofCaption image: Int, _ annotations: Annotations, _ entities: EntityConcepts
  ) -> [Int] {
    var subjects: [Int] = []
    for mention in annotations.mentions where mention.range.at == .caption(image) {
      guard let number = annotations.entities.firstIndex(where: { $0.id == mention.entity }) else { continue }
      let concept = entities.index[number]
      if concept >= 0, !subjects.contains(concept) { subjects.append(concept) }
    }
    return subjects
  }

  /// The places that the dateline names: the first is where the text was written, the next the area around it.
  private static func location(_ article: Article, _ entities: EntityConcepts) -> Location? {
    guard let dateline = XMLText.label(article.dateline) else { return nil }
    let parts = dateline.prefix { $0 != "(" && $0 != "/" && !$0.isNumber }.split(separator: ",").map {
      XMLText.label(String($0))?.lowercased() ?? ""
    }
    func concept(_ part: String) -> Int? {
      for (number, entity) in article.annotations.entities.enumerated()
      where entity.kind == .place && entities.index[number] >= 0 {
        if entity.name.lowercased() == part || entity.names.values.contains(where: { $0.lowercased() == part }) {
          return entities.index[number]
        }
      }
      return nil
    }
    guard let place = parts.first.flatMap(concept) else { return nil }
    let area = parts.dropFirst().first.flatMap(concept)
    return Location(place: place, area: area == place ? nil : area)
  }
}
