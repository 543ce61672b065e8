import KZPipeKit
import KZPipeLibXML
import KZPipeNews
import KZPipeXML

/// Reads a NITF document.
enum NITFReader {
  /// The document as an article; `nil` when it has no text.
  static func article(in root: XMLNode, source: Source) -> Article? {
    guard let body = root.first("body"), let content = body.first("body.content") else { return nil }
    let data = root.first("head")?.first("docdata")
    var reader = BodyReader(mentions: [:], takesNames: true)
    reader.read(content)
    if reader.blocks.isEmpty { return nil }
    var article = Article(id: identity(data?.first("doc-id")?.attribute("id-string") ?? source.sha256), source: source)
    article.body = reader.blocks
    article.images = reader.images
    article.annotations.entities = reader.entities
    article.annotations.mentions = reader.mentions
    readHead(root, data, into: &article)
    readBodyHead(body.first("body.head"), into: &article)
    let title = XMLText.label(root.first("head")?.first("title")?.text)
    article.headline = article.headline ?? title
    return article
  }

  private static func identity(_ id: String) -> String {
    guard id.hasPrefix("tag:"), let range = id.firstRange(of: ":kzpipe:text:") else { return id }
    return String(id[range.upperBound...])
  }

  private static func readHead(_ root: XMLNode, _ data: XMLNode?, into article: inout Article) {
    let language = LanguageTag.canonical(root.attribute("baselang") ?? root.first("body")?.language)
    article.language = language == LanguageTag.undetermined ? nil : language
    article.datePublished = data?.first("date.issue")?.attribute("norm").flatMap { PartialDate(iso8601: $0) }
    if let holder = XMLText.label(data?.first("doc.copyright")?.attribute("holder")) {
      article.publisher = Publisher(name: holder)
    }
    article.annotations.keywords = (data?.first("key-list")?.all("keyword") ?? []).compactMap { node in
      XMLText.label(node.attribute("key")).map { Keyword(text: $0, relevance: 1) }
    }
    let publication = root.first("head")?.first("pubdata")
    article.canonicalURL = WebAddress.web(publication?.attribute("ex-ref"))
    if let section = XMLText.label(publication?.attribute("position.section")) { article.section = [section] }
  }

  private static func readBodyHead(_ head: XMLNode?, into article: inout Article) {
    guard let head else { return }
    article.headline = XMLText.label(head.first("hedline")?.first("hl1")?.text)
    article.alternativeHeadline = XMLText.label(head.first("hedline")?.first("hl2")?.text)
    article.dateline = XMLText.label(head.first("dateline")?.text)
    article.annotations.summary = XMLText.label(head.first("abstract")?.text)
    for byline in head.all("byline") {
      let persons = byline.all("person").compactMap { XMLText.label($0.text) }
      let text = XMLText.label(byline.text).map { $0.hasPrefix("By ") ? String($0.dropFirst(3)) : $0 }
      article.authors += (persons.isEmpty ? [text].compactMap { $0 } : persons).map { Author(name: $0) }
    }
  }
}
