import KZPipeJSON
import KZPipeKit
import KZPipeMarkup
import KZPipeNews
import KZPipeXML

/// Versions of ninjs by the names of their members.
enum NinjsEdition: Sendable {
  /// 2.2: `versioncreated`.
  case two
  /// 3.1: `versionCreated`.
  case three

  var number: String { self == .two ? "2.2" : "3.1" }

  /// Name of a member, given as 3.1 writes it.
  func name(_ member: String) -> String { self == .two ? member.lowercased() : member }
}

/// One article as a ninjs object.
struct NinjsRecord {
  private let item: NewsItem
  private let provider: Provider
  private let edition: NinjsEdition
  private let urgency: Int?
  private let html: String
  private let words: Int

  /// - Throws: `no_body`
  init(_ item: NewsItem, provider: Provider, edition: NinjsEdition, urgency: Int?) throws(StageError) {
    self.item = item
    self.provider = provider
    self.edition = edition
    self.urgency = urgency
    var xml = XMLWriter(indented: false)
    xml.open("body")
    var renderer = BodyRenderer(item.article, dialect: .xhtml)
    renderer.render(to: &xml)
    xml.close()
    guard renderer.blockCount > 0 else { throw NewsItem.noBody }
    // The blocks alone, without the element that held them.
    html = String(decoding: xml.bytes.dropFirst(6).dropLast(8), as: UTF8.self)
    words = Self.words(in: html)
  }

  /// Words as a reader of the markup counts them: a tag ends a word.
  private static func words(in html: String) -> Int {
    var isTag = false
    let text = html.utf8.map { byte in
      if byte == UInt8(ascii: "<") { isTag = true }
      defer { if byte == UInt8(ascii: ">") { isTag = false } }
      return isTag ? 0x20 : byte
    }
    return text.withUnsafeBufferPointer { WordCount.count($0) }
  }

  func json() -> [UInt8] {
    var json = JSONWriter(pretty: true)
    json.beginObject()
    writeManagement(to: &json)
    writeTexts(to: &json)
    writeEntities(to: &json)
    writeSubjects(to: &json)
    writeSources(to: &json)
    writePictures(to: &json)
    if let genre = Genre(of: item.article) {
      list("genres", of: [genre], to: &json) { genre, json in
        json.member("name", genre.name)
        json.member("uri", genre.address)
      }
    }
    json.endObject()
    return json.bytes + [0x0A]
  }

  /// A list of objects; nothing when it is empty.
  private func list<Element>(
    _ name: String, of elements: [Element], to json: inout JSONWriter, _ members: (Element, inout JSONWriter) -> Void
  ) {
    if elements.isEmpty { return }
    json.key(edition.name(name))
    json.beginArray()
    for element in elements {
      json.beginObject()
      members(element, &json)
      json.endObject()
    }
    json.endArray()
  }

  private func member(_ name: String, _ value: String?, to json: inout JSONWriter) {
    json.member(edition.name(name), value)
  }

  private func writeManagement(to json: inout JSONWriter) {
    let article = item.article
    json.key("standard")
    json.beginObject()
    json.member("name", "ninjs")
    json.member("version", edition.number)
    json.member("schema", "http://www.iptc.org/std/ninjs/ninjs-schema_\(edition.number).json")
    json.endObject()
    json.member("uri", provider.guidBase + "text:" + item.id)
    json.member("type", "text")
    member("representationType", "full", to: &json)
    json.member("version", "1")
    let moment = NewsDates.version(of: article, authority: provider.authority)
    member("firstCreated", moment, to: &json)
    member("versionCreated", moment, to: &json)
    member("contentCreated", NewsDates.exact(article.datePublished), to: &json)
    member("pubStatus", "usable", to: &json)
    json.member("urgency", urgency)
    json.member("language", item.language)
    member("copyrightHolder", item.publisher?.name, to: &json)
    member("copyrightNotice", XMLText.label(article.copyrightNotice), to: &json)
  }

  private func writeTexts(to json: inout JSONWriter) {
    json.member("title", item.headline)
    list("headlines", of: [("main", item.headline)] + (item.deck.map { [("sub", $0)] } ?? []), to: &json) {
      entry, json in
      json.member("role", entry.0)
      json.member("value", entry.1)
    }
    json.member("by", Creator.byline(item.creators, language: item.language))
    list("bodies", of: [html], to: &json) { html, json in
      json.member("role", "main")
      member("contentType", "text/html", to: &json)
      json.member(edition.name("wordCount"), words)
      json.member("value", html)
    }
    if let summary = XMLText.label(item.article.annotations.summary) {
      list("descriptions", of: [summary], to: &json) { summary, json in
        json.member("role", "summary")
        member("contentType", "text/plain", to: &json)
        json.member("value", summary)
      }
    }
  }

  private func writeEntities(to json: inout JSONWriter) {
    var seen: Set<String> = []
    let entities = item.article.annotations.entities.filter { entity in
      guard let name = XMLText.label(entity.name) else { return false }
      return seen.insert(entity.kind.rawValue + (entity.vocabularyAddresses.first ?? name)).inserted
    }
    let people = item.creators.filter { !$0.isOrganisation }
    let persons = entities.filter { $0.kind == .person }
    if !people.isEmpty || !persons.isEmpty {
      json.key("people")
      json.beginArray()
      for creator in people { writeAuthor(creator, to: &json) }
      for person in persons { writeEntity(person, to: &json) }
      json.endArray()
    }
    for (name, kind) in [("organisations", Entity.Kind.organisation), ("places", .place), ("events", .event)] {
      let found = entities.filter { $0.kind == kind }
      if found.isEmpty { continue }
      json.key(name)
      json.beginArray()
      for entity in found { writeEntity(entity, to: &json) }
      json.endArray()
    }
  }

  private func writeAuthor(_ creator: Creator, to json: inout JSONWriter) {
    json.beginObject()
    json.member("name", creator.name)
    json.member("rel", "author")
    json.member("uri", creator.uri)
    if let email = creator.email {
      list("contactInfo", of: [email], to: &json) { email, json in
        json.member("type", "email")
        json.member("value", email)
      }
    }
    json.endObject()
  }

  private func writeEntity(_ entity: Entity, to json: inout JSONWriter) {
    json.beginObject()
    json.member("name", XMLText.label(entity.name))
    json.member("rel", "about")
    json.member("uri", entity.vocabularyAddresses.first)
    if entity.kind == .place, let position = entity.knownPosition {
      json.key(edition.name("geoJSON"))
      json.beginObject()
      json.member("type", "Point")
      json.key("coordinates")
      json.beginArray()
      json.number(position.longitude, places: 6)
      json.number(position.latitude, places: 6)
      json.endArray()
      json.endObject()
    }
    json.endObject()
  }

  private func writeSubjects(to json: inout JSONWriter) {
    var seen: Set<String> = []
    let topics = item.article.annotations.topics.compactMap { topic in
      topic.vocabularyAddress.flatMap { seen.insert($0).inserted ? ($0, topic) : nil }
    }
    list("subjects", of: topics, to: &json) { entry, json in
      json.member("name", XMLText.label(entry.1.name))
      json.member("uri", entry.0)
      json.member("rel", entry.1.why == "ancestor" ? "ancestor" : "about")
      if entry.1.why != "ancestor" {
        json.member("relevance", percent(entry.1.relevance))
        json.member("confidence", percent(entry.1.confidence))
      }
    }
  }

  private func writeSources(to json: inout JSONWriter) {
    if let publisher = item.publisher {
      list("infoSources", of: [publisher], to: &json) { publisher, json in
        json.member("name", publisher.name)
        json.member("role", "publisher")
        json.member("uri", publisher.uri)
      }
    }
    if let page = item.page {
      list("altIds", of: [page], to: &json) { page, json in
        json.member("role", "web")
        json.member("value", page)
      }
    }
  }

  private func writePictures(to json: inout JSONWriter) {
    let pictures = item.article.images.compactMap { image in WebAddress.web(image.url).map { (image, $0) } }
    list("associations", of: Array(pictures.enumerated()), to: &json) { entry, json in
      let (number, (image, address)) = (entry.offset + 1, entry.element)
      let caption = XMLText.label(image.caption) ?? XMLText.label(image.alternateText)
      json.member("name", "picture-\(number)")
      json.member("uri", provider.guidBase + "picture:\(item.id)-\(number)")
      json.member("type", "picture")
      json.member("version", "1")
      json.member("language", item.language)
      json.member("by", XMLText.label(image.credit))
      if let caption {
        list("descriptions", of: [caption], to: &json) { caption, json in
          json.member("role", "caption")
          json.member("value", caption)
        }
      }
      list("renditions", of: [address], to: &json) { address, json in
        json.member("name", "web")
        json.member("href", address)
        if let type = MediaType.ofPicture(at: address) { member("contentType", "\(type)", to: &json) }
        if let width = image.width, width > 0 { json.member("width", width) }
        if let height = image.height, height > 0 { json.member("height", height) }
      }
    }
  }

  /// A share of one as a whole number of hundredths.
  private func percent(_ share: Double) -> Int { share.isFinite ? Int((min(max(share, 0), 1) * 100).rounded()) : 0 }
}
