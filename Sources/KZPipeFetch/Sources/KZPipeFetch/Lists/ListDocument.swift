import KZPipeLibXML

/// A feed (RSS 2.0 and 1.0, Atom: RFC 4287) or sitemap (sitemaps.org 0.9) as a list of addresses.
struct ListDocument {
  struct Entry: Sendable, Hashable {
    var address: String
    /// A sitemap named by another one.
    var isList = false
  }

  /// Entries that are taken from one document: what the sitemap protocol allows in one.
  static let limit = 50_000

  private(set) var entries: [Entry] = []

  /// - Parameter base: address of the document, which relative ones count from
  init(_ bytes: [UInt8], base: PageAddress? = nil) throws(FetchFailure) {
    let found: [Entry]?
    do throws(XMLFinding) {
      let document = try XMLDocument(bytes)
      found = document.withRoot { root in Self.entries(of: root) } ?? nil
    } catch {
      throw FetchFailure(.list, "the list is not well-formed XML: \(error.message) (line \(error.line))")
    }
    guard let found else { throw FetchFailure(.list, "the document is neither a feed nor a sitemap") }
    entries = found.prefix(Self.limit).map { entry in
      guard let base, let address = try? base.resolve(entry.address) else { return entry }
      return Entry(address: address.description, isList: entry.isList)
    }
  }

  /// `nil` for a document of another kind.
  private static func entries(of root: XMLNode) -> [Entry]? {
    switch root.name {
    case "rss", "RDF", "feed":
      let channel = root.first("channel") ?? root
      let items = channel.all("item") + (root.name == "RDF" ? root.all("item") : []) + root.all("entry")
      return items.compactMap { link(of: $0).map { Entry(address: $0) } }
    case "urlset": return root.all("url").compactMap { location(of: $0).map { Entry(address: $0) } }
    case "sitemapindex":
      return root.all("sitemap").compactMap { location(of: $0).map { Entry(address: $0, isList: true) } }
    default: return nil
    }
  }

  private static func location(of node: XMLNode) -> String? { node.first("loc").flatMap { text($0.text) } }

  /// Address of the page that an entry is about.
  private static func link(of entry: XMLNode) -> String? {
    let links = entry.all("link")
    let link = links.first { $0.attribute("rel") == "alternate" || $0.attribute("rel") == nil }
    let guid = entry.first("guid").flatMap { $0.attribute("isPermaLink") == "false" ? nil : $0.text }
    return (link?.attribute("href")).flatMap(text) ?? (link?.text).flatMap(text) ?? guid.flatMap(text)
  }

  private static func text(_ text: String) -> String? {
    let words = text.split(whereSeparator: \.isWhitespace)
    return words.first.map(String.init)
  }
}
