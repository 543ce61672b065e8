public import KZPipeKit
import KZPipeXML

/// What every news format asks of an article first: identity, headline, language, people.
public struct NewsItem: Sendable {
  public let article: Article
  /// The article's id as a part of identifiers.
  public let id: String
  /// On one line.
  public let headline: String
  /// Standfirst, when it says something else than the headline.
  public let deck: String?
  /// Canonical BCP 47 tag; `und` when unknown.
  public var language: String
  public let isRightToLeft: Bool
  public let creators: [Creator]
  public let publisher: KnownPublisher?
  /// Address of the page that the article stands on.
  public let page: String?

  /// - Throws: `missing_headline`, `missing_id`
  public init(_ article: Article, withEmail: Bool) throws(StageError) {
    guard let headline = XMLText.label(article.headline) else {
      throw StageError(
        "missing_headline", "the article has no headline, and an item must have one", place: "/headline",
        advice: "look at what the parse stage found with explain")
    }
    guard let id = Provider.identifier(article.id) else {
      throw StageError(
        "missing_id", "the article has no usable id", place: "/id", advice: "a parse stage has to set it")
    }
    self.article = article
    self.headline = headline
    self.id = id
    deck = XMLText.label(article.alternativeHeadline).flatMap { $0 == headline ? nil : $0 }
    language = LanguageTag.canonical(article.language)
    isRightToLeft = LanguageTag.isRightToLeft(language)
    creators = Creator.creators(of: article, withEmail: withEmail)
    page = KnownPublisher.page(of: article)
    publisher = KnownPublisher(of: article, page: page)
  }

  /// What to throw for an article without text.
  public static let noBody = StageError(
    "no_body", "the article has no text, and a text item must have some", place: "/body",
    advice: "look at what the clean and parse stages kept with explain")
}
