import KZPipeKit

/// Documents that answers of other processes are applied to. Names in them are invented.
enum Samples {
  static let fields: [Field] = [
    .language, .entities, .quotations, .exchanges, .dates, .amounts, .roles, .topics, .countries, .keywords, .summary,
    .statistics, .related, .metadata,
  ]

  static let article: Article = {
    var article = Article(id: "urn:example:1", source: Source(uri: "sample.txt", mediaType: "text/plain"))
    article.headline = "Example Hill library reopens"
    article.language = "en"
    article.body = [
      BodyBlock(text: "Dana Example of Example Hill said on Monday: “The café is open.”"),
      BodyBlock(kind: .question, text: "How much was it?"), BodyBlock(kind: .answer, text: "It cost 5 million euros."),
    ]
    article.images = [Image(url: "https://example.com/1.jpg", caption: "The reading room")]
    return article
  }()

  static let page = Page(
    id: "sample", source: Source(uri: "sample.txt", mediaType: "text/plain"),
    content: Array("Example Hill library reopens\n\nThe café is open.\n".utf8))
}
