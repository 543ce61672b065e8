import KZPipeKit

/// What a page says about itself, arranged for look-up.
struct EvidenceIndex {
  /// JSON-LD and microdata objects that are articles, the page's own one first.
  private(set) var articles: [StructuredObject] = []
  /// Other structured objects, in page order.
  private(set) var others: [StructuredObject] = []
  /// Statements of meta, OpenGraph, link, title, time and text by lower-case property.
  private var named: [String: [Evidence]] = [:]
  private var titles: [String] = []
  /// What the server said, which is last to be believed: it knows the file, not the article.
  private var headers: [Evidence] = []

  init(_ evidence: [Evidence]) {
    var objects: [StructuredObject] = []
    var places: [ObjectKey: Int] = [:]
    for statement in evidence {
      switch statement.origin {
      case .jsonLD, .microdata:
        let key = ObjectKey(origin: statement.origin, item: statement.item)
        if let place = places[key] {
          objects[place].append(statement.property, statement.value)
        } else {
          places[key] = objects.count
          var object = StructuredObject(origin: statement.origin, item: statement.item, type: statement.type)
          object.append(statement.property, statement.value)
          objects.append(object)
        }
      case .titleElement:
        titles.append(statement.value)
      case .httpHeader:
        headers.append(statement)
      default:
        named[statement.property.lowercasedOnce, default: []].append(statement)
      }
    }
    articles = objects.filter(\.isArticle)
    others = objects.filter { !$0.isArticle }
    arrangeArticles()
  }

  private struct ObjectKey: Hashable {
    let origin: Evidence.Origin
    let item: Int32
  }

  /// The page's own article is the one that agrees with the page's title or address; among equals the one that says most,
  /// then the first. JSON-LD goes before microdata, since themes mark teasers with microdata too.
  private mutating func arrangeArticles() {
    guard articles.count > 1 else { return }
    let titleKeys = (titles + values("og:title") + values("twitter:title")).map { Fold.key(Clean.line($0)) }
    let address = Address.comparable(values("canonical").first ?? values("og:url").first ?? "")
    func score(_ object: StructuredObject) -> Int {
      var score = object.origin == .jsonLD ? 2 : 0
      if let headline = object.first(anyOf: ["headline", "name"]) {
        let key = Fold.key(Clean.line(headline))
        if key.count > 5, titleKeys.contains(where: { Fold.contains($0, key) || Fold.contains(key, $0) }) { score += 8 }
      }
      let own = object.first(anyOf: ["url", "mainEntityOfPage.@id", "mainEntityOfPage", "@id"]) ?? ""
      if !address.isEmpty, Address.comparable(own) == address { score += 6 }
      return score + min(object.weight, 4)
    }
    let scored = articles.enumerated().map { (score: score($0.element), order: $0.offset, object: $0.element) }
    articles = scored.sorted { $0.score != $1.score ? $0.score > $1.score : $0.order < $1.order }.map(\.object)
  }

  /// First header field with this name.
  func header(_ name: String) -> String? { headers.first { $0.property == name }?.value }

  /// Values of a property of meta, OpenGraph, link, time or text, in page order. `property` is in lower case.
  func values(_ property: String) -> [String] { (named[property] ?? []).map(\.value) }

  func statements(_ property: String) -> [Evidence] { named[property] ?? [] }

  func statements(of origin: Evidence.Origin) -> [Evidence] {
    named.values.joined().filter { $0.origin == origin }.sorted { ($0.item, $0.property) < ($1.item, $1.property) }
  }

  /// First non-empty value of the first property that has one.
  func first(of properties: [String]) -> (property: String, value: String)? {
    for property in properties {
      if let value = named[property]?.first(where: { !$0.value.isEmpty })?.value { return (property, value) }
    }
    return nil
  }

  /// Contents of the title element; the first is the page's, later ones belong to pictures.
  var pageTitle: String? { titles.first { !$0.isEmpty } }

  /// Name of the object whose `@id` is `reference`.
  func object(withID reference: String) -> StructuredObject? {
    articles.first { $0.first("@id") == reference } ?? others.first { $0.first("@id") == reference }
  }
}
