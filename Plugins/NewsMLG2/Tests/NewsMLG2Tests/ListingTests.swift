import KZPipeKit
import KZPipeLibXML
import NewsMLG2
import SampleArticles
import Testing

/// The IPTC's example listings: every text in them is read whole, everything else is refused with a reason. Prints a table.
@Suite(.enabled(if: SharedSchemas.examples != nil, "skipped: no listings beside the repository"))
struct ListingTests {
  private struct Row {
    var name: String
    /// Root and, of items, the class.
    var kind: String
    var outcome: String
    var isSound = true
  }

  @Test func everyTextIsReadWhole() async throws {
    let folder = try #require(SharedSchemas.examples)
    let stage = try NewsMLG2Reader(
      options: Options([:], for: NewsMLG2Reader.spec),
      context: StageContext(runTime: runTime, version: "0.1.0", moduleDirectory: ""))
    var rows: [Row] = []
    for name in SharedSchemas.names(in: folder) {
      let bytes = try MappedFile(folder + "/" + name).contents()
      let page = Page(id: "1", source: Source(uri: name, mediaType: "application/xml"), content: bytes)
      let document = try XMLDocument(bytes)
      do {
        let article = try await stage.parse(page)
        rows.append(try #require(document.withRoot { root in Self.row(name, root, article) }))
      } catch let error as StageError {
        let kind = document.withRoot(Self.kind) ?? ""
        let hasText = document.withRoot { root in Self.text(in: root) != nil } ?? false
        rows.append(Row(name: name, kind: kind, outcome: error.code.rawValue, isSound: !hasText))
      }
    }
    for row in rows { print("\(row.isSound ? "  " : "! ")\(row.name) | \(row.kind) | \(row.outcome)") }
    #expect(rows.count >= 28)
    let read = rows.count { $0.outcome.hasPrefix("read") }
    #expect(read >= 3)
    let lossy = rows.filter { !$0.isSound }.map(\.name)
    #expect(lossy.isEmpty)
  }

  private static func row(_ name: String, _ root: XMLNode, _ article: Article) -> Row {
    let item = text(in: root)
    var losses: [String] = []
    func compare(_ what: String, _ written: [String], _ read: [String]) {
      if written != read { losses.append("\(what) \(written.count)/\(read.count)") }
    }
    let meta = item?.first("contentMeta")
    func labels(_ element: String, _ child: String? = nil) -> [String] {
      (meta?.all(element) ?? []).compactMap { node in
        let text = (child.map { node.first($0)?.text ?? "" } ?? node.text).split(whereSeparator: \.isWhitespace)
        return text.isEmpty ? nil : text.joined(separator: " ")
      }
    }
    compare("headline", Array(labels("headline").prefix(1)), article.headline.map { [$0] } ?? [])
    if !labels("creator", "name").isEmpty {
      compare("creators", labels("creator", "name"), article.authors.map(\.name))
    }
    compare("keywords", labels("keyword"), article.annotations.keywords.map(\.text))
    let topics = (meta?.all("subject") ?? []).compactMap { $0.attribute("qcode") }.filter { $0.hasPrefix("medtop:") }
    compare("topics", topics, article.annotations.topics.map(\.id))
    let written = item.map(body) ?? ""
    let read = article.body.map(\.text) + article.images.flatMap { [$0.caption ?? "", $0.credit ?? ""] }
    let missing = letters(written).subtracting(letters(read.joined(separator: " ")))
    if !missing.isEmpty { losses.append("words: \(missing.sorted().prefix(8))") }
    return Row(
      name: name, kind: kind(root),
      outcome: losses.isEmpty ? "read whole" : "read, lost \(losses.joined(separator: ", "))",
      isSound: losses.isEmpty)
  }

  private static func kind(_ root: XMLNode) -> String {
    let item = root.first("itemSet")?.elements.first ?? root
    let code = item.first("itemMeta")?.first("itemClass")?.attribute("qcode")
    return root.name + (code.map { " \($0)" } ?? "")
  }

  /// The item with a text that can be read.
  private static func text(in root: XMLNode) -> XMLNode? {
    let items = root.name == "newsMessage" ? root.all("itemSet").flatMap(\.elements) : [root]
    return items.first { item in
      let code = item.first("itemMeta")?.first("itemClass")?.attribute("qcode")
      return item.name == "newsItem" && code.map { $0 == "ninat:text" } ?? true && !body(item).isEmpty
    }
  }

  /// All text of the body that is read.
  private static func body(_ item: XMLNode) -> String {
    for content in item.first("contentSet")?.all("inlineXML") ?? [] {
      for top in content.elements where top.name == "html" || top.name == "nitf" {
        let body = top.first("body")
        return spaced(top.name == "html" ? body : body?.first("body.content"))
      }
    }
    return ""
  }

  /// Text with a blank at every tag; headlines and bylines are metadata.
  private static func spaced(_ node: XMLNode?) -> String {
    guard let node, node.name != "h1", node.attribute("class") != "byline" else { return "" }
    return node.contents.reduce(into: "") { text, content in
      switch content {
      case .text(let piece): text += piece
      case .element(let child): text += " " + spaced(child) + " "
      }
    }
  }

  private static func letters(_ text: String) -> Set<String> {
    Set(text.split { !$0.isLetter && !$0.isNumber }.map(String.init))
  }
}
