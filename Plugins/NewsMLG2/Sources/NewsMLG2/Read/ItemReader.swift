import KZPipeKit
import KZPipeLibXML
import KZPipeNews
import KZPipeXML

/// Reads one newsItem.
struct ItemReader {
  private let item: XMLNode
  private let content: XMLNode?
  private let asserts: [String: XMLNode]

  init(_ item: XMLNode) {
    self.item = item
    content = item.first("contentMeta")
    asserts = Dictionary(
      item.all("assert").compactMap { node in Self.key(of: node).map { ($0, node) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// What ties an assert to the properties that speak of the same concept.
  private static func key(of node: XMLNode) -> String? {
    node.attribute("qcode") ?? node.attribute("uri") ?? node.attribute("literal").map { "literal " + $0 }
  }

  /// Whether the item is a text: by its class, else by its content.
  var isText: Bool {
    if let kind = item.first("itemMeta")?.first("itemClass")?.attribute("qcode") { return kind == "ninat:text" }
    return item.first("contentSet")?.first("inlineXML") != nil
  }

  /// The item as an article with the pictures of `others`; `nil` without text that can be read.
  func article(source: Source, others: [XMLNode]) -> Article? {
    guard let bodies = item.first("contentSet")?.all("inlineXML"),
      let top = bodies.compactMap({ $0.elements.first { $0.name == "html" || $0.name == "nitf" } }).first
    else { return nil }
    var article = Article(id: identity, source: source)
    readHead(into: &article)
    readPeople(into: &article)
    readByline(into: &article)
    let concepts = readConcepts(into: &article)
    var ids: [String: (entity: String, confidence: Double)] = [:]
    for reference in item.all("inlineRef") {
      guard let qcode = reference.attribute("qcode"), concepts.contains(qcode) else { continue }
      let confidence = Self.share(reference.attribute("confidence")) ?? 1
      for id in (reference.attribute("idrefs") ?? "").split(separator: " ") { ids[String(id)] = (qcode, confidence) }
    }
    var body = BodyReader(mentions: ids)
    if let root = top.name == "html" ? top.first("body") : top.first("body")?.first("body.content") { body.read(root) }
    article.body = body.blocks
    readParts(body.indexes, into: &article)
    let items = others.map { ItemReader($0) }.filter { $0.picture != nil }
    article.images = items.compactMap(\.picture) + linkedPictures
    // Captions in the text come behind the pictures that are items.
    let before = article.images.count
    article.annotations.mentions = body.mentions.map { mention in
      guard case .caption(let index) = mention.range.at else { return mention }
      var mention = mention
      mention.range.at = .caption(index + before)
      return mention
    }
    article.images += body.images
    for (index, picture) in items.enumerated() { picture.readSubjects(ofCaption: index, concepts, into: &article) }
    if article.headline == nil { article.headline = XMLText.label(top.first("head")?.first("title")?.text) }
    return article.body.isEmpty ? nil : article
  }

  /// The id that kzpipe gave, when the item is one of its own; else the guid.
  private var identity: String {
    let guid = item.attribute("guid") ?? ""
    return Self.articleID(of: guid) ?? guid
  }

  /// Id of the article that an identity of kzpipe stands for.
  private static func articleID(of guid: String?) -> String? {
    guard let guid, guid.hasPrefix("tag:"), let range = guid.firstRange(of: ":kzpipe:text:") else { return nil }
    return guid[range.upperBound...].removingPercentEncoding
  }

  /// What a picture is about: an empty range says that the caption is about the entity, not where it names it.
  private func readSubjects(ofCaption index: Int, _ concepts: Set<String>, into article: inout Article) {
    for subject in content?.all("subject") ?? [] {
      guard let qcode = subject.attribute("qcode"), concepts.contains(qcode) else { continue }
      article.annotations.mentions.append(
        Mention(entity: qcode, range: TextRange(.caption(index), 0..<0), text: ""))
    }
  }

  private func readHead(into article: inout Article) {
    let management = item.first("itemMeta")
    let heads = content?.all("headline") ?? []
    article.headline = XMLText.label((heads.first ?? management?.first("title"))?.text)
    article.alternativeHeadline = XMLText.label(heads.dropFirst().first?.text)
    let tag = content?.first("language")?.attribute("tag") ?? item.language
    let language = LanguageTag.canonical(tag)
    article.language = language == LanguageTag.undetermined ? nil : language
    article.datePublished = content?.first("contentCreated").flatMap { PartialDate(iso8601: $0.text) }
    article.dateModified = content?.first("contentModified").flatMap { PartialDate(iso8601: $0.text) }
    // What tells of the moment when nothing else does.
    article.source.fetched = article.source.fetched ?? XMLText.label(management?.first("versionCreated")?.text)
    // The model has no genre of its own: the section is where pages say it.
    if let genre = XMLText.label(
      content?.first("genre")?.all("name").first { $0.language?.hasPrefix("en") ?? true }?.text)
    {
      article.section = [genre]
    }
    article.annotations.related = (management?.all("link") ?? []).compactMap { link in
      guard link.attribute("rel") == "irel:seeAlso", let id = Self.articleID(of: link.attribute("residref")) else {
        return nil
      }
      return RelatedArticle(article: id, kind: .sameStory, similarity: 1)
    }
    article.dateline = XMLText.label(content?.first("dateline")?.text)
    article.canonicalURL = management?.all("link").first {
      $0.attribute("rel") == "irel:derivedFrom" && $0.attribute("href") != nil
    }?.attribute("href")
    let rights = item.first("rightsInfo")
    let notice = XMLText.label(rights?.first("copyrightNotice")?.text)
    article.copyrightNotice = notice == "\(ItemWriter.silenceOnRights)" ? nil : notice
    article.dataMining = rights?.first("dataMining").flatMap {
      XMLText.label($0.first("name")?.text) ?? $0.attribute("qcode") ?? $0.attribute("uri")
    }
    article.annotations.keywords = (content?.all("keyword") ?? []).compactMap { node in
      XMLText.label(node.text).map { Keyword(text: $0, relevance: Self.share(node.attribute("relevance")) ?? 1) }
    }
    article.annotations.summary = XMLText.label(
      content?.all("description").first { $0.attribute("role") == "drol:summary" }?.text)
  }

  private func readPeople(into article: inout Article) {
    let source = content?.first("infoSource") ?? item.first("rightsInfo")?.first("copyrightHolder")
    if let source, let name = XMLText.label(source.first("name")?.text),
      name != WebAddress.host(of: article.canonicalURL)
    {
      article.publisher = Publisher(name: name, uri: source.attribute("uri"))
    }
    article.authors = (content?.all("creator") ?? []).compactMap { creator in
      guard let name = XMLText.label(creator.first("name")?.text) else { return nil }
      let facts = Self.key(of: creator).flatMap { asserts[$0] }
      let type = facts?.first("type")?.attribute("qcode") ?? creator.attribute("type")
      let details = facts?.first("personDetails") ?? facts?.first("organisationDetails")
      return Author(
        name: name, email: XMLText.label(details?.first("contactInfo")?.first("email")?.text),
        role: XMLText.label(facts?.first("definition")?.text), url: WebAddress.web(creator.attribute("uri")),
        isOrganisation: type == "cpnat:organisation")
    }
  }

  /// The byline as printed, for an item that names no creators.
  private func readByline(into article: inout Article) {
    guard article.authors.isEmpty, let line = XMLText.label(content?.first("by")?.text) else { return }
    article.authors = [Author(name: line.hasPrefix("By ") ? String(line.dropFirst(3)) : line)]
  }

  /// Topics and entities; returns the QCodes of the entities.
  private func readConcepts(into article: inout Article) -> Set<String> {
    var known: Set<String> = []
    for subject in content?.all("subject") ?? [] {
      guard let qcode = subject.attribute("qcode") else { continue }
      let confidence = Self.share(subject.attribute("confidence"))
      let relevance = Self.share(subject.attribute("relevance"))
      if qcode.hasPrefix(Vocabulary.alias) {
        article.annotations.topics.append(
          Topic(
            id: qcode, name: XMLText.label(subject.first("name")?.text) ?? qcode,
            broader: subject.all("broader").compactMap { $0.attribute("qcode") }, confidence: confidence ?? 1,
            relevance: relevance ?? 1, why: subject.attribute("why") == "why:ancestor" ? "ancestor" : "direct"))
      } else if let kind = Self.kinds[subject.attribute("type") ?? ""], known.insert(qcode).inserted {
        let facts = asserts[qcode]
        guard let name = XMLText.label((subject.first("name") ?? facts?.first("name"))?.text) else { continue }
        var entity = Entity(id: qcode, kind: kind, name: name, confidence: confidence ?? 1, relevance: relevance ?? 1)
        Self.addIdentifiers(qcode, subject.all("sameAs") + (facts?.all("sameAs") ?? []), to: &entity)
        Self.addFacts(facts, to: &entity)
        article.annotations.entities.append(entity)
        if let definition = XMLText.label(facts?.first("definition")?.text) {
          // The item says what the concept is, not where the text says it.
          article.annotations.roles.append(
            Role(entity: qcode, range: TextRange(.headline, 0..<0), text: definition))
        }
      }
    }
    return known
  }

  private static let kinds: [String: Entity.Kind] = [
    "cpnat:person": .person, "cpnat:organisation": .organisation, "cpnat:geoArea": .place, "cpnat:poi": .place,
    "cpnat:event": .event,
  ]

  private static func addIdentifiers(_ qcode: String, _ same: [XMLNode], to entity: inout Entity) {
    for code in [qcode] + same.compactMap({ $0.attribute("qcode") }) {
      let parts = code.split(separator: ":", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { continue }
      switch parts[0] {
      case "iso3166-1a2": entity.ids["iso3166"] = parts[1]
      case "geonames": entity.ids["geonames"] = parts[1]
      case "wikidata": entity.ids["wikidata"] = parts[1]
      default: break
      }
    }
  }

  private static func addFacts(_ facts: XMLNode?, to entity: inout Entity) {
    guard let facts else { return }
    for name in facts.all("name").dropFirst() {
      if let language = name.language, let text = XMLText.label(name.text) { entity.names[language] = text }
    }
    if let position = facts.first("geoAreaDetails")?.first("position"),
      let latitude = position.attribute("latitude").flatMap(Double.init),
      let longitude = position.attribute("longitude").flatMap(Double.init)
    {
      entity.position = Position(latitude: latitude, longitude: longitude)
    }
  }

  /// Questions and answers.
  private func readParts(_ indexes: [String: Int], into article: inout Article) {
    var exchanges: [(seq: String, exchange: Exchange)] = []
    for part in item.all("partMeta") {
      guard let seq = part.attribute("seq"), let role = part.first("role")?.attribute("qcode") else { continue }
      let blocks = (part.attribute("contentrefs") ?? "").split(separator: " ").compactMap { indexes[String($0)] }
      guard !blocks.isEmpty else { continue }
      if role == "kzpart:question" {
        exchanges.append((seq, Exchange(question: blocks, answer: [])))
      } else if role == "kzpart:answer", let last = exchanges.indices.last, exchanges[last].seq == seq {
        exchanges[last].exchange.answer = blocks
        exchanges[last].exchange.speaker = part.first("creator")?.attribute("qcode")
      }
    }
    article.annotations.exchanges = exchanges.map(\.exchange)
  }

  /// The item as a picture; `nil` when it has no address.
  private var picture: Image? {
    guard let remote = item.first("contentSet")?.first("remoteContent"),
      let address = WebAddress.web(remote.attribute("href"))
    else { return nil }
    let captions = content?.all("description") ?? []
    let caption = captions.first { ($0.attribute("role") ?? "").contains("caption") } ?? captions.first
    let holder = item.first("rightsInfo")?.first("copyrightHolder")
    return Image(
      url: address, caption: XMLText.label(caption?.text),
      // A holder with an address is the publisher of the page, not who took the picture.
      credit: holder?.attribute("uri") != nil
        ? nil : XMLText.label((content?.first("creditline") ?? holder?.first("name"))?.text),
      width: remote.attribute("width").flatMap(Int.init), height: remote.attribute("height").flatMap(Int.init))
  }

  /// Pictures that the item names by address only.
  private var linkedPictures: [Image] {
    (item.first("itemMeta")?.all("link") ?? []).compactMap { link in
      guard link.attribute("rel") == "irel:seeAlso", link.attribute("residref") == nil else { return nil }
      return WebAddress.web(link.attribute("href")).map { Image(url: $0) }
    }
  }

  /// Hundredths as a share of one.
  private static func share(_ hundredths: String?) -> Double? {
    hundredths.flatMap(Int.init).map { Double(min(max($0, 0), 100)) / 100 }
  }
}

extension Substring {
  /// The text with `%XX` decoded; as it is when that gives no UTF-8.
  fileprivate var removingPercentEncoding: String {
    var bytes: [UInt8] = []
    var rest = utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let value = UInt8(Substring(rest.prefix(2)), radix: 16), rest.count >= 2 {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self) ?? String(self)
  }
}
