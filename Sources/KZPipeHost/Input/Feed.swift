import KZPipeJSON
import KZPipeKit
import KZPipeLibXML

/// The entries of a feed (RSS 2.0 and 1.0, Atom: RFC 4287), labelled by their number from 1.
///
/// An entry becomes a page that says what the feed says: its title, text, author, dates and address. What the feed only
/// links to is not fetched.
final class Feed: Container {
  private var entries: ArraySlice<Contained>

  /// Root elements of feeds.
  static func isFeed(root name: String) -> Bool { ["rss", "feed", "RDF"].contains(name) }

  init(path: String, isGzip: Bool, limit: Int) throws(FileError) {
    entries = Self.entries(of: try FileReader.read(path, limit: limit + 1), isGzip: isGzip, limit: limit)[...]
  }

  func next() -> Contained? { entries.popFirst() }

  private static func entries(of bytes: [UInt8], isGzip: Bool, limit: Int) -> [Contained] {
    func broken(_ error: StageError) -> [Contained] {
      [Contained(label: 1, content: .broken(error, bytes: bytes, fileExtension: isGzip ? "gz" : "xml"))]
    }
    guard bytes.count <= limit else { return broken(DocumentReader.tooLarge(bytes: nil, limit: limit)) }
    do {
      let content = isGzip ? try GzipInflater.inflate(bytes, limit: limit) : bytes
      let document = try XMLDocument(content)
      let pages = document.withRoot { root in FeedPages(root).pages } ?? []
      guard !pages.isEmpty else { return broken(StageError(.noArticle, "the feed has no entries")) }
      return pages.enumerated().map {
        Contained(label: $0.offset + 1, content: .record($0.element), bytes: $0.element.count)
      }
    } catch let finding as XMLFinding {
      return broken(
        StageError(.malformed, "the feed is not well-formed: \(finding.message)", place: "line \(finding.line)"))
    } catch GzipError.tooLarge {
      return broken(DocumentReader.tooLarge(bytes: nil, limit: limit))
    } catch GzipError.bomb {
      return broken(DocumentReader.bomb)
    } catch {
      return broken(StageError(.malformed, "the gzip data is damaged"))
    }
  }
}

/// Writes each entry of a feed as a line of JSON Lines with a small page in it.
private struct FeedPages {
  private(set) var pages: [[UInt8]] = []
  private let site: String
  private let language: String?

  /// Bytes of what every entry repeats: a long one would make gigabytes of pages of a feed of megabytes.
  private static let sharedBytes = 256

  init(_ root: XMLNode) {
    let channel = root.first("channel") ?? root
    site = Self.shortened(Self.line(channel.first("title")))
    language = (channel.first("language").map { Self.line($0) } ?? root.language).map { Self.shortened($0) }
    // RSS 1.0 puts its items beside the channel.
    let items = channel.all("item") + (root.name == "RDF" ? root.all("item") : []) + root.all("entry")
    pages = items.map { page(of: $0) }
  }

  private func page(of entry: XMLNode) -> [UInt8] {
    let url = Self.address(of: entry)
    let title = Self.line(entry.first("title"))
    let escape = HTMLText.escaped
    let tag = (language ?? entry.language.map { Self.shortened($0) }).map { " lang=\"\(escape($0))\"" } ?? ""
    var html = "<!DOCTYPE html><html\(tag)><head><title>\(escape(title))</title>"
    html += "<meta property=\"og:type\" content=\"article\"><meta property=\"og:title\" content=\"\(escape(title))\">"
    func meta(_ key: String, _ value: String?) {
      guard let value, !value.isEmpty else { return }
      html += "<meta \(key) content=\"\(escape(value))\">"
    }
    meta("property=\"og:site_name\"", site)
    for author in Self.authors(of: entry) { meta("name=\"author\"", author) }
    meta("property=\"article:published_time\"", Self.first(["published", "pubDate", "date", "issued"], in: entry))
    meta("property=\"article:modified_time\"", Self.first(["updated", "modified"], in: entry))
    if let url { html += "<link rel=\"canonical\" href=\"\(escape(url))\">" }
    html += "</head><body><article><h1>\(escape(title))</h1>\(Self.content(of: entry))</article></body></html>"
    var json = JSONWriter()
    json.beginObject()
    if let url {
      json.key("url")
      json.string(url)
    }
    json.key("html")
    json.string(html)
    json.endObject()
    return json.bytes
  }

  /// The longest text that the entry has, as HTML.
  private static func content(of entry: XMLNode) -> String {
    let texts = entry.elements.filter { ["encoded", "content", "description", "summary"].contains($0.name) }
    return texts.map { html(of: $0) }.max { $0.utf8.count < $1.utf8.count } ?? ""
  }

  /// Escaped HTML in most feeds; Atom says so in `type`, and may hold elements or plain text.
  private static func html(of node: XMLNode) -> String {
    switch node.attribute("type") {
    case "xhtml": node.contents.map { markup($0) }.joined()
    case "text": "<p>\(HTMLText.escaped(node.text))</p>"
    default: node.text.contains("<") ? node.text : "<p>\(node.text)</p>"
    }
  }

  private static func markup(_ content: XMLNode.Content) -> String {
    switch content {
    case .text(let text): return HTMLText.escaped(text)
    case .element(let node):
      let attributes = node.attributes.map { " \($0.name)=\"\(HTMLText.escaped($0.value))\"" }.joined()
      let inside = node.contents.map { markup($0) }.joined()
      let isVoid = inside.isEmpty && ["br", "img", "hr", "wbr"].contains(node.name)
      return isVoid ? "<\(node.name)\(attributes)>" : "<\(node.name)\(attributes)>\(inside)</\(node.name)>"
    }
  }

  /// Address of the page that the entry is about.
  private static func address(of entry: XMLNode) -> String? {
    let links = entry.all("link")
    let link = links.first { ["alternate", nil].contains($0.attribute("rel")) }
    let candidates = [link?.attribute("href"), link?.text, entry.first("guid")?.text]
    return candidates.compactMap { $0.map { trimmed($0) } }.first {
      $0.hasPrefix("http://") || $0.hasPrefix("https://")
    }
  }

  private static func authors(of entry: XMLNode) -> [String] {
    let people = entry.all("author") + entry.all("creator")
    return people.map { line($0.first("name") ?? $0) }.filter { !$0.isEmpty }
  }

  private static func first(_ names: [String], in entry: XMLNode) -> String? {
    names.lazy.compactMap { entry.first($0) }.first.map { line($0) }
  }

  private static func shortened(_ text: String) -> String {
    guard text.utf8.count > sharedBytes else { return text }
    let scalars = text.unicodeScalars.prefix(sharedBytes)
    var bytes = 0
    return String(
      String.UnicodeScalarView(
        scalars.prefix { scalar in
          bytes += UTF8.width(scalar)
          return bytes <= sharedBytes
        }))
  }

  private static func line(_ node: XMLNode?) -> String { trimmed(node?.text ?? "") }

  private static func trimmed(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
