public import KZPipeKit
import KZPipeMarkup
import KZPipeNews
import KZPipeXML

/// Writes the articles of a run as one RSS 2.0 feed, `feed.xml`, in the order of the input.
///
/// Source: RSS Advisory Board, RSS 2.0 Specification; Dublin Core, content and media modules.
public struct RSS: ExportStage {
  public static let spec = StageSpec(
    "rss", kind: .export, summary: "Writes the run's articles as one RSS 2.0 feed.", reads: [.headline, .body],
    readsOptionally: [.authors, .images, .metadata, .language, .keywords, .summary], options: FeedSettings.specs)

  private let settings: FeedSettings

  public init(options: Options, context: StageContext) throws(StageError) { settings = try FeedSettings(options) }

  public func frame(of file: String) -> Frame {
    var xml = XMLWriter(depth: 2)
    xml.element("title", settings.title)
    xml.element("link", settings.link)
    xml.element("description", settings.description)
    xml.element("generator", "kzpipe")
    let opening: StaticString = """
      <?xml version="1.0" encoding="UTF-8"?>
      <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" \
      xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
        <channel>
      """
    return Frame(
      opening: Array("\(opening)".utf8) + xml.bytes, closing: Array("\n  </channel>\n</rss>\n".utf8))
  }

  public func export(_ article: Article) async throws(StageError) -> [Output] {
    let item = try NewsItem(article, withEmail: false)
    var xml = XMLWriter(depth: 2)
    xml.open("item")
    xml.element("title", item.headline)
    xml.element("link", item.page)
    xml.open("guid", mixed: true)
    xml.attribute("isPermaLink", literal: "false")
    xml.text(settings.guid(item))
    xml.close()
    if let published = article.datePublished {
      // RSS wants a whole moment; what is not known to the second goes into Dublin Core only.
      if published.hour != nil, published.zone != nil { xml.element("pubDate", MailDate.text(of: published)) }
      xml.element("dc:date", NewsDates.truncated(published))
    }
    for creator in item.creators { xml.element("dc:creator", creator.name) }
    if item.language != LanguageTag.undetermined { xml.element("dc:language", item.language) }
    for section in article.section { xml.element("category", XMLText.label(section)) }
    for keyword in article.annotations.keywords { xml.element("category", XMLText.label(keyword.text)) }
    xml.element("description", settings.summary(item))
    if settings.withText {
      var body = XMLWriter(indented: false)
      body.open("x")
      var renderer = BodyRenderer(article, dialect: .xhtml)
      renderer.render(to: &body)
      body.close()
      guard renderer.blockCount > 0 else { throw NewsItem.noBody }
      xml.element("content:encoded", String(decoding: body.bytes.dropFirst(3).dropLast(5), as: UTF8.self))
    }
    for image in article.images { writePicture(image, to: &xml) }
    xml.close()
    return [.record(file: FeedSettings.file, contents: xml.bytes)]
  }

  private func writePicture(_ image: Image, to xml: inout XMLWriter) {
    guard let address = WebAddress.web(image.url) else { return }
    xml.open("media:content")
    xml.attribute("url", address)
    xml.attribute("medium", literal: "image")
    if let type = MediaType.ofPicture(at: address) { xml.attribute("type", literal: type) }
    xml.element("media:description", XMLText.label(image.caption))
    xml.element("media:credit", XMLText.label(image.credit))
    xml.close()
  }
}

/// Dates of mail headers (RFC 5322, section 3.3), which RSS uses.
enum MailDate {
  static func text(of date: PartialDate) -> String {
    let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let month = min(max(date.month ?? 1, 1), 12)
    let day = date.day ?? 1
    let sinceEpoch = PartialDate.daysSinceEpoch(year: date.year, month: month, day: day)
    let weekday = days[(sinceEpoch % 7 + 7) % 7]
    func two(_ value: Int) -> String { (value < 10 ? "0" : "") + String(value) }
    let zone = date.zone ?? 0
    let time = "\(two(date.hour ?? 0)):\(two(date.minute ?? 0)):\(two(min(date.second ?? 0, 59)))"
    let year = String(repeating: "0", count: max(0, 4 - String(date.year).utf8.count)) + String(date.year)
    return "\(weekday), \(two(day)) \(months[month - 1]) \(year) \(time) "
      + (zone < 0 ? "-" : "+") + two(abs(zone) / 60) + two(abs(zone) % 60)
  }
}
