public import KZPipeKit
import KZPipeLibXML
import KZPipeNews

/// Reads NewsML-G2 items and messages and NITF documents back into articles, so that what agencies send can be enriched,
/// converted and exported again.
///
/// An article is the first text item of a message with the pictures that stand beside it. What the model does not hold
/// (renditions but the first, embargoes, foreign extensions) is left behind.
public struct NewsMLG2Reader: ParseStage {
  public static let spec = StageSpec(
    "newsml_g2_reader", kind: .parse, summary: "Reads NewsML-G2 items and NITF documents into articles.",
    accepts: [
      "application/vnd.iptc.g2.newsmessage+xml", "application/vnd.iptc.g2.newsitem+xml", "application/nitf+xml",
      "application/xml", "text/xml",
    ], reads: [.content],
    writes: [
      .headline, .authors, .body, .images, .metadata, .language, .entities, .exchanges, .roles, .topics, .keywords,
      .summary,
    ])

  static let namespace = "http://iptc.org/std/nar/2006-10-01/"
  static let nitfNamespace = "http://iptc.org/std/NITF/2006-10-18/"

  public init(options: Options, context: StageContext) throws(StageError) {}

  /// - Throws: `malformed` for what is no well-formed XML, `no_article` for XML without a text item.
  public func parse(_ page: Page) async throws(StageError) -> Article {
    let document: XMLDocument
    do {
      document = try XMLDocument(page.content)
    } catch {
      throw StageError(
        .malformed, "the document is no well-formed XML (libxml2 error \(error.number))", place: "line \(error.line)")
    }
    if document.hasDocumentType {
      throw StageError(
        .malformed, "the document has a document type declaration, which neither NewsML-G2 nor NITF 3.6 allows",
        advice: "remove the DOCTYPE, its entities would not be read")
    }
    let article = document.withRoot { root in Self.article(in: root, source: page.source) } ?? nil
    guard let article else {
      throw StageError(.noArticle, "the document holds no text item", advice: "only newsItem and nitf hold articles")
    }
    return article
  }

  private static func article(in root: XMLNode, source: Source) -> Article? {
    switch (root.name, root.namespace) {
    case ("nitf", _): return NITFReader.article(in: root, source: source)
    case ("newsItem", namespace): return ItemReader(root).article(source: source, others: [])
    case ("newsMessage", namespace):
      let items = root.all("itemSet").flatMap(\.elements)
      let texts = items.filter { $0.name == "newsItem" && ItemReader($0).isText }
      guard let text = texts.first else { return nil }
      return ItemReader(text).article(
        source: source, others: items.filter { $0.name == "newsItem" && !ItemReader($0).isText })
    default: return nil
    }
  }
}
