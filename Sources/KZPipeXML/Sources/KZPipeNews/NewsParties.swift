public import KZPipeKit
import KZPipeXML

/// An author as news formats take one: with a usable name, once.
public struct Creator: Sendable, Hashable {
  public var name: String
  /// Profile page.
  public var uri: String?
  public var isOrganisation: Bool
  public var role: String?
  public var email: String?

  /// The article's authors. A word such as "By" is not part of a name, and an address is none.
  public static func creators(of article: Article, withEmail: Bool) -> [Creator] {
    var creators: [Creator] = []
    for author in article.authors.prefix(100) {
      guard let label = XMLText.label(author.name) else { continue }
      let name = BylineWord.removed(from: label)
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

  /// The byline of `creators`: "By A and B" in English, the names alone in other languages.
  /// - Parameter language: canonical tag
  public static func byline(_ creators: [Creator], language: String) -> String? {
    guard let last = creators.last?.name else { return nil }
    let names = creators.map(\.name)
    guard language == "en" || language.hasPrefix("en-") else { return names.joined(separator: ", ") }
    if names.count == 1 { return "By " + last }
    return "By " + names.dropLast().joined(separator: ", ") + " and " + last
  }
}

/// The publisher of a page as far as the page tells.
public struct KnownPublisher: Sendable, Hashable {
  /// Stated name, else the host of the page.
  public var name: String
  public var uri: String?
  /// True when the page states a name, and it is not its host.
  public var isStated: Bool

  /// `nil` when the page tells neither a name nor its address.
  /// - Parameter page: address of the page, see `page(of:)`
  public init?(of article: Article, page: String?) {
    let stated = XMLText.label(article.publisher?.name)
    let host = WebAddress.host(of: page)
    guard let name = stated ?? host else { return nil }
    self.name = name
    uri = article.publisher?.uri.flatMap(WebAddress.link) ?? page.flatMap(WebAddress.site)
    isStated = stated != nil && stated != host
  }

  /// `nil` when the page tells neither a name nor its address.
  public init?(of article: Article) { self.init(of: article, page: Self.page(of: article)) }

  /// Address of the page that the article stands on.
  public static func page(of article: Article) -> String? {
    WebAddress.web(article.canonicalURL) ?? WebAddress.web(article.source.url)
  }
}
