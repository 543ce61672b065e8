import KZPipeKit

/// The statements of one JSON-LD or microdata object, with the paths as the page writes them.
struct StructuredObject {
  let origin: Evidence.Origin
  let item: Int32
  let type: String
  /// Path and value, in page order.
  private(set) var properties: [(path: String, value: String)] = []

  init(origin: Evidence.Origin, item: Int32, type: String) {
    self.origin = origin
    self.item = item
    self.type = type
  }

  mutating func append(_ path: String, _ value: String) { properties.append((path, value)) }

  func first(_ path: String) -> String? {
    properties.first { $0.path == path && !$0.value.isEmpty }?.value
  }

  func first(anyOf paths: [String]) -> String? {
    for path in paths { if let value = first(path) { return value } }
    return nil
  }

  /// Statements at `path` or below it, with the rest of the path: for `author`, `0.name` or the empty string.
  func below(_ path: String) -> [(rest: String, value: String)] {
    let length = path.utf8.count
    return properties.compactMap { property in
      let utf8 = property.path.utf8
      guard utf8.count >= length, utf8.starts(with: path.utf8) else { return nil }
      if utf8.count == length { return ("", property.value) }
      let rest = utf8.dropFirst(length)
      return rest.first == 0x2E ? (String(decoding: rest.dropFirst(), as: UTF8.self), property.value) : nil
    }
  }

  /// schema.org's article types: `NewsArticle` and its kin, `BlogPosting`, `Report`.
  var isArticle: Bool {
    type.has("Article") || type.has("Posting") || type.has("Report") || type == "CreativeWork"
  }

  var isPage: Bool { type.has("WebPage") || type == "ItemPage" || type == "MediaObject" }

  var isSite: Bool { type == "WebSite" || type.has("Organization") || type == "Corporation" }

  /// Number of facts that an article has and a teaser has not.
  var weight: Int {
    var weight = 0
    for path in ["headline", "datePublished", "articleBody", "dateModified", "articleSection"] where first(path) != nil
    {
      weight += 1
    }
    if !below("author").isEmpty { weight += 1 }
    return weight
  }
}
