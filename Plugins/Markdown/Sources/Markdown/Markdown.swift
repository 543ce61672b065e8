public import KZPipeKit
import KZPipeJSON
import KZPipeNews
import KZPipeXML

/// Writes each article as Markdown (CommonMark with tables) under a YAML front matter, as site generators take it.
public struct Markdown: ExportStage {
  static let frontMatter = Option(
    "front_matter", default: true, summary: "Whether the article's metadata stand before the text as YAML.")
  static let includeEmail = Option(
    "include_email", default: false, summary: "Whether authors' e-mail addresses are written; they are personal data.")

  public static let spec = StageSpec(
    "markdown", kind: .export, summary: "Writes articles as Markdown with YAML front matter.",
    reads: [.headline, .body],
    readsOptionally: [.authors, .images, .metadata, .language, .topics, .keywords, .summary, .countries],
    options: [frontMatter.spec, includeEmail.spec])

  private let withFrontMatter: Bool
  private let withEmail: Bool

  public init(options: Options, context: StageContext) throws(StageError) {
    withFrontMatter = options[Self.frontMatter]
    withEmail = options[Self.includeEmail]
  }

  public func export(_ article: Article) async throws(StageError) -> [Output] {
    let item = try NewsItem(article, withEmail: withEmail)
    var writer = MarkdownWriter()
    if withFrontMatter { writer.raw(Self.frontMatter(of: item)) }
    writer.heading(item.headline, level: 1)
    if let deck = item.deck { writer.paragraph(deck, spans: [Span(kind: .strong, range: 0..<Int32(deck.utf8.count))]) }
    guard writer.body(of: article) else { throw NewsItem.noBody }
    return [.file(name: "{slug}.md", contents: writer.bytes)]
  }

  /// YAML between two lines of hyphens. Strings are written as JSON strings, which YAML 1.2 reads as they are.
  private static func frontMatter(of item: NewsItem) -> String {
    let article = item.article
    var lines = ["---"]
    func quoted(_ text: String) -> String {
      var json = JSONWriter()
      json.string(text)
      return String(decoding: json.bytes, as: UTF8.self)
    }
    func add(_ key: String, _ value: String?) {
      if let value = XMLText.label(value) { lines.append("\(key): \(quoted(value))") }
    }
    func add(_ key: String, _ values: [String]) {
      let values = values.compactMap { XMLText.label($0) }
      if !values.isEmpty { lines.append("\(key): [\(values.map(quoted).joined(separator: ", "))]") }
    }
    add("title", item.headline)
    add("subtitle", item.deck)
    add("id", item.id)
    add("date", article.datePublished.map(NewsDates.truncated))
    add("updated", NewsDates.modified(article).map(NewsDates.truncated))
    add("authors", item.creators.map { creator in creator.email.map { "\(creator.name) <\($0)>" } ?? creator.name })
    add("publisher", item.publisher?.name)
    add("language", item.language == LanguageTag.undetermined ? nil : item.language)
    add("source", item.page)
    add("section", article.section)
    add("topics", article.annotations.topics.map(\.name))
    add("tags", article.annotations.keywords.map(\.text))
    add("countries", article.annotations.countries)
    add("summary", article.annotations.summary)
    return (lines + ["---", "", ""]).joined(separator: "\n")
  }
}
