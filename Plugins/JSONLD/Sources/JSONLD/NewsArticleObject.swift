import KZPipeJSON
import KZPipeKit
import KZPipeNews
import KZPipeXML

/// One article in the terms of schema.org.
struct NewsArticleObject {
  private let item: NewsItem
  private let provider: Provider
  private let withText: Bool

  init(_ item: NewsItem, provider: Provider, withText: Bool) {
    self.item = item
    self.provider = provider
    self.withText = withText
  }

  func json() -> [UInt8] {
    var json = JSONWriter(pretty: true)
    json.beginObject()
    json.member("@context", "https://schema.org")
    json.member("@type", "NewsArticle")
    json.member("@id", provider.guidBase + "text:" + item.id)
    writeHead(to: &json)
    writePeople(to: &json)
    writePictures(to: &json)
    writeSubjects(to: &json)
    writeText(to: &json)
    json.endObject()
    return json.bytes + [0x0A]
  }

  /// A list of objects of one type or, when `type` is `nil`, of the type that `members` writes; nothing when it is empty.
  private func list<Element>(
    _ name: String, _ type: String?, of elements: [Element], to json: inout JSONWriter,
    _ members: (Element, inout JSONWriter) -> Void
  ) {
    if elements.isEmpty { return }
    json.key(name)
    json.beginArray()
    for element in elements {
      json.beginObject()
      json.member("@type", type)
      members(element, &json)
      json.endObject()
    }
    json.endArray()
  }

  private func writeHead(to json: inout JSONWriter) {
    let article = item.article
    json.member("headline", item.headline)
    json.member("alternativeHeadline", item.deck)
    json.member("description", XMLText.label(article.annotations.summary))
    json.member("url", item.page)
    json.member("mainEntityOfPage", item.page)
    if item.language != LanguageTag.undetermined { json.member("inLanguage", item.language) }
    json.member("datePublished", article.datePublished.map(NewsDates.truncated))
    json.member("dateModified", NewsDates.modified(article).map(NewsDates.truncated))
    json.member("dateline", XMLText.label(article.dateline))
    json.member("articleSection", article.section.compactMap { XMLText.label($0) })
    json.member("keywords", article.annotations.keywords.compactMap { XMLText.label($0.text) })
    json.member("genre", Genre(of: article)?.name)
    json.member("copyrightNotice", XMLText.label(article.copyrightNotice))
  }

  private func writePeople(to json: inout JSONWriter) {
    list("author", nil, of: item.creators, to: &json) { creator, json in
      json.member("@type", creator.isOrganisation ? "Organization" : "Person")
      json.member("name", creator.name)
      json.member("jobTitle", creator.isOrganisation ? nil : creator.role)
      json.member("url", creator.uri)
      json.member("email", creator.email)
    }
    guard let publisher = item.publisher else { return }
    json.key("publisher")
    json.beginObject()
    json.member("@type", "Organization")
    json.member("name", publisher.name)
    json.member("url", publisher.uri)
    json.endObject()
  }

  private func writePictures(to json: inout JSONWriter) {
    let pictures = item.article.images.compactMap { image in WebAddress.web(image.url).map { (image, $0) } }
    list("image", "ImageObject", of: pictures, to: &json) { entry, json in
      let (image, address) = entry
      json.member("contentUrl", address)
      if let type = MediaType.ofPicture(at: address) { json.member("encodingFormat", "\(type)") }
      json.member("caption", XMLText.label(image.caption))
      json.member("creditText", XMLText.label(image.credit))
      json.member("description", XMLText.label(image.alternateText))
      if let width = image.width, width > 0 { json.member("width", width) }
      if let height = image.height, height > 0 { json.member("height", height) }
    }
  }

  private func writeSubjects(to json: inout JSONWriter) {
    let topics = item.article.annotations.topics.compactMap { topic in topic.vocabularyAddress.map { (topic, $0) } }
    list("about", "DefinedTerm", of: topics, to: &json) { entry, json in
      json.member("@id", entry.1)
      json.member("name", XMLText.label(entry.0.name))
      json.member("termCode", entry.0.id)
      json.member("inDefinedTermSet", "http://cv.iptc.org/newscodes/mediatopic/")
    }
    let entities = item.article.annotations.entities.filter { $0.kind != .group && XMLText.label($0.name) != nil }
    list("mentions", nil, of: entities, to: &json) { entity, json in
      switch entity.kind {
      case .person: json.member("@type", "Person")
      case .organisation: json.member("@type", "Organization")
      case .place: json.member("@type", "Place")
      case .event, .group: json.member("@type", "Event")
      }
      json.member("name", XMLText.label(entity.name))
      json.member("sameAs", entity.vocabularyAddresses)
      if entity.kind == .place, let position = entity.knownPosition {
        json.key("geo")
        json.beginObject()
        json.member("@type", "GeoCoordinates")
        json.key("latitude")
        json.number(position.latitude, places: 6)
        json.key("longitude")
        json.number(position.longitude, places: 6)
        json.endObject()
      }
    }
  }

  private func writeText(to json: inout JSONWriter) {
    let article = item.article
    list("hasPart", "Question", of: article.annotations.exchanges, to: &json) { exchange, json in
      json.member("text", text(of: exchange.question))
      if let answer = text(of: exchange.answer) {
        json.key("acceptedAnswer")
        json.beginObject()
        json.member("@type", "Answer")
        json.member("text", answer)
        json.endObject()
      }
    }
    json.member(
      "wordCount", article.annotations.statistics?.words ?? article.body.reduce(0) { $0 + WordCount.count($1.text) })
    if withText, !article.body.isEmpty { json.member("articleBody", article.text) }
  }

  private func text(of blocks: [Int]) -> String? {
    let texts = blocks.filter(item.article.body.indices.contains).map { item.article.body[$0].text }
    return texts.isEmpty ? nil : texts.joined(separator: "\n\n")
  }
}
