import KZPipeKit
import KZPipeMarkup
import KZPipeNews
import KZPipeXML

/// What both feeds are told.
struct FeedSettings: Sendable {
  static let title = Option<String?>(
    "title", summary: "Title of the feed. Default: the provider's name.", example: "Example news")
  static let link = Option<String?>(
    "link", type: .uri, summary: "Page that the feed belongs to. Default: the provider's URI.",
    example: "https://example.com/news")
  static let description = Option(
    "description", default: "Articles exported by kzpipe", summary: "What the feed holds, in a sentence.")
  static let fullText = Option(
    "full_text", default: true, summary: "Whether entries carry the whole text, or the summary only.")

  static let specs = [
    Provider.option.spec, Provider.authorityOption.spec, title.spec, link.spec, description.spec, fullText.spec,
  ]

  /// The file that holds the feed.
  static let file = "feed.xml"

  var provider: Provider
  var title: String
  var link: String
  var description: String
  var withText: Bool

  /// - Throws: `StageError.Code.badOption`
  init(_ options: Options) throws(StageError) {
    provider = try Provider(options)
    guard let title = XMLText.label(options[Self.title] ?? provider.name),
      let description = XMLText.label(options[Self.description])
    else { throw StageError(.badOption, "title or description of the feed has nothing to read") }
    guard let link = WebAddress.link(options[Self.link] ?? provider.uri) else {
      throw StageError(.badOption, "link is no http or https address", advice: "for example https://example.com/news")
    }
    self.title = title
    self.description = description
    self.link = link
    withText = options[Self.fullText]
  }

  func guid(_ item: NewsItem) -> String { provider.guidBase + "text:" + item.id }

  /// Summary, standfirst or first paragraph.
  func summary(_ item: NewsItem) -> String? {
    XMLText.label(item.article.annotations.summary) ?? item.deck
      ?? item.article.body.lazy.compactMap { $0.kind == .paragraph ? XMLText.label($0.text) : nil }.first
  }
}
