import KZPipeKit
import KZPipeText
import KZPipeXML

/// Everything decided about one article before a byte is written.
struct ItemPlan {
  struct Creator {
    var name: String
    /// Profile page.
    var uri: String?
    var isOrganisation: Bool
    var role: String?
    var email: String?
  }

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

  let article: Article
  /// The article's id as far as it fits an identifier.
  let id: String
  let language: String
  let isRightToLeft: Bool
  let headline: String
  let deck: String?
  let byline: String?
  let creators: [Creator]
  /// The publisher as the page names it.
  let publisherName: String?
  /// The publisher by name, else by the host of its page; `nil` when the page does not tell.
  let publisher: (name: String, uri: String?)?
  /// Page that the article stands on.
  let page: String?
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

  var textGUID: String { guidBase + "text:" + id }
  var packageGUID: String { guidBase + "package:" + id }
  var entitiesGUID: String { guidBase + "entities:" + id }

  /// - Throws: `missing_headline`, `no_body`
  init(
    _ article: Article, settings: Settings, vocabulary: Vocabulary, ledger: VersionLedger?, runTime: PartialDate
  ) throws(StageError) {
    guard let headline = XMLText.label(article.headline) else {
      throw StageError(
        "missing_headline", "the article has no headline, and an item must have one", place: "/headline",
        advice: "look at what the parse stage found with explain")
    }
    self.article = article
    self.headline = headline
    guard let id = Self.identifier(article.id) else {
      throw StageError("missing_id", "the article has no id", place: "/id", advice: "a parse stage has to set it")
    }
    self.id = id
    guidBase = "tag:\(settings.authority):kzpipe:"
    language = LanguageTag.canonical(article.language)
    isRightToLeft = LanguageTag.isRightToLeft(language)
    deck = XMLText.label(article.alternativeHeadline).flatMap { $0 == headline ? nil : $0 }
    creators = Self.creators(article.authors, withEmail: settings.withEmail)
    byline = Self.byline(creators.map(\.name), language: language)
    page = WebAddress.web(article.canonicalURL) ?? WebAddress.web(article.source.url)
    publisherName = XMLText.label(article.publisher?.name)
    publisher = Self.publisher(publisherName, uri: article.publisher?.uri.flatMap(WebAddress.link), page: page)
    created = article.datePublished.map(Self.truncated)
    modified = Self.modified(article)
    keywords = Self.keywords(article.annotations.keywords)
    topics = TopicSubjects(
      article.annotations.topics, vocabulary: vocabulary, withSubjectCodes: settings.withSubjectCodes)
    entities = EntityConcepts(article.annotations)
    located = Self.located(article, entities)
    var pictures: [Picture] = []
    var mute: [String] = []
    for (index, image) in article.images.enumerated() {
      guard let address = WebAddress.web(image.url) else { continue }
      guard let caption = XMLText.label(image.caption) ?? XMLText.label(image.alternateText) else {
        mute.append(address)
        continue
      }
      if pictures.contains(where: { $0.address == address && $0.caption == caption }) { continue }
      let isShort = caption.utf8.count <= 200
      pictures.append(
        Picture(
          index: index, guid: "\(guidBase)picture:\(id)-\(pictures.count + 1)", address: address,
          mediaType: MediaType.ofPicture(at: address) ?? "application/octet-stream", caption: caption,
          credit: XMLText.label(image.credit), headline: isShort ? caption : headline,
          width: image.width.flatMap { $0 > 0 ? $0 : nil }, height: image.height.flatMap { $0 > 0 ? $0 : nil }))
    }
    self.pictures = pictures
    mutePictures = mute
    (version, isChanged) = Self.version(
      of: article, id: id, authority: settings.authority, ledger: ledger, runTime: runTime)
  }

  /// `id` with everything but letters, digits and `-._` percent-encoded.
  private static func identifier(_ id: String) -> String? {
    if id.isEmpty || id.utf8.count > 500 { return nil }
    let plain = id.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x2D || byte == 0x2E
        || byte == 0x5F
    }
    if plain { return id }
    var out = ""
    for byte in id.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: out.unicodeScalars.append(Unicode.Scalar(byte))
      default: out += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return out
  }

  /// Authors with a usable name, each once. A word such as "By" is not part of a name, and an address is none.
  private static func creators(_ authors: [Author], withEmail: Bool) -> [Creator] {
    var creators: [Creator] = []
    for author in authors {
      guard var name = XMLText.label(author.name) else { continue }
      let start = name.utf8.prefix(3).map { $0 | 0x20 }
      if start == [0x62, 0x79, 0x20], name.utf8.count > 3 { name = String(name.utf8.dropFirst(3)) ?? name }
      if name.utf8.contains(UInt8(ascii: "@")) || WebAddress.scheme(of: name) != nil { continue }
      if creators.contains(where: { $0.name == name }) { continue }
      let uri = WebAddress.web(author.url)
      creators.append(
        Creator(
          name: name, uri: creators.contains { $0.uri == uri } ? nil : uri, isOrganisation: author.isOrganisation,
          role: XMLText.label(author.role), email: withEmail ? XMLText.label(author.email) : nil))
    }
    return creators
  }

  private static func publisher(_ name: String?, uri: String?, page: String?) -> (name: String, uri: String?)? {
    guard let page, let host = WebAddress.host(of: page), let scheme = WebAddress.scheme(of: page) else {
      return name.map { ($0, uri) }
    }
    return (name ?? host, uri ?? "\(scheme)://\(host)/")
  }

  private static func byline(_ names: [String], language: String) -> String? {
    guard let last = names.last else { return nil }
    guard language == "en" || language.hasPrefix("en-") else { return names.joined(separator: ", ") }
    if names.count == 1 { return "By " + last }
    return "By " + names.dropLast().joined(separator: ", ") + " and " + last
  }

  /// What the schema takes: a year, month or day, or a moment with its zone.
  private static func truncated(_ date: PartialDate) -> String {
    if date.hour != nil, date.zone == nil { return date.dayOnly.description }
    var date = date
    if let second = date.second { date.second = min(second, 59) }
    return date.description
  }

  private static func modified(_ article: Article) -> String? {
    guard let modified = article.dateModified else { return nil }
    if let published = article.datePublished, modified.secondsSinceEpoch < published.secondsSinceEpoch { return nil }
    return truncated(modified)
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
