import KZPipeKit

/// Gathers what a page says about itself: title, meta and link elements, JSON-LD, microdata, `time` elements, language.
struct EvidenceReader {
  let reader: PageReader
  private(set) var found: [Evidence] = []
  private(set) var words = EvidenceWords()
  private(set) var resolver: AddressResolver
  private var timeCount: Int32 = 0
  private var linkCount: Int32 = 0

  private static let scriptLimit = 2_000_000
  private static let valueLimit = 8_192

  /// - Parameter address: the page's address, when the input states it
  init(_ reader: PageReader, address: String?) {
    self.reader = reader
    resolver = AddressResolver(base: address)
    resolver = AddressResolver(base: base(address))
  }

  /// The base that the page sets, resolved against its address; else its address, stated or claimed.
  private func base(_ address: String?) -> String? {
    var canonical: String?
    for statement in reader.statements {
      let node = Int(statement.node)
      guard canonical == nil, reader.nodes.tag[node] == .link, let rel = reader.nodes.attribute(.rel, of: node) else {
        continue
      }
      if Bytes.equals("canonical", in: reader.bytes, Bytes.trimmed(reader.bytes, rel)) {
        canonical = attribute(.href, node)
      }
    }
    let own = address ?? canonical
    for statement in reader.statements where reader.nodes.tag[Int(statement.node)] == .base {
      guard let href = attribute(.href, Int(statement.node)) else { continue }
      return AddressResolver(base: own).resolve(href) ?? own
    }
    return own
  }

  /// Header fields that say something about the article or the page.
  private static let headerNames: Set<String> = [
    "content-language", "last-modified", "date", "x-robots-tag", "tdm-reservation", "tdm-policy",
  ]

  mutating func read(headers: [HeaderField] = []) {
    if let title = reader.title {
      let value = Self.folded(decoded(title))
      words.title = value
      words.pageTitle = value
      found.append(Evidence(.titleElement, property: "title", value: String(decoding: value, as: UTF8.self)))
    }
    readLanguage()
    for statement in reader.statements { readStatement(statement) }
    readLinkedData()
    var microdata = Microdata(reader, resolver)
    found += microdata.read()
    for (index, header) in headers.enumerated() where Self.headerNames.contains(header.name) {
      found.append(Evidence(.httpHeader, item: Int32(index), property: header.name, value: header.value))
    }
  }

  private mutating func readLanguage() {
    for node in 0..<min(reader.nodes.count, 64) where [.html, .body].contains(reader.nodes.tag[node]) {
      if let value = attribute(.lang, node) ?? attribute(.xmlLang, node), !value.isEmpty {
        found.append(Evidence(.meta, property: "lang", value: value))
        return
      }
    }
  }

  private mutating func readLinkedData() {
    var linked = LinkedData()
    for script in reader.scripts where script.isLinkedData {
      guard Int(script.end - script.start) < Self.scriptLimit else { continue }
      linked.read(Array(reader.bytes[Int(script.start)..<Int(script.end)]))
    }
    found += linked.found
    words.body = Array(linked.articleBody.utf8)
  }

  private mutating func readStatement(_ statement: PageReader.RawStatement) {
    let node = Int(statement.node)
    switch reader.nodes.tag[node] {
    case .meta: readMeta(node)
    case .link: readLink(node)
    case .time: readTime(statement)
    case .a:
      // A link that says it leads to the author.
      guard let rel = attribute(.rel, node), rel.lowercased().split(separator: " ").contains("author") else { return }
      let name = text(of: statement)
      guard !name.isEmpty, name.utf8.count < 200 else { return }
      found.append(Evidence(.link, item: linkCount, property: "author", value: name, block: statement.block))
      linkCount += 1
    default: break
    }
  }

  private mutating func readMeta(_ node: Int) {
    guard let range = reader.nodes.attribute(.content, of: node), range.count < Self.valueLimit,
      let name = reader.nodes.attribute(.property, of: node) ?? reader.nodes.attribute(.name, of: node)
    else { return }
    let value = Self.folded(decoded(range))
    guard !value.isEmpty else { return }
    let trimmed = Bytes.trimmed(reader.bytes, name)
    func isNamed(_ word: StaticString) -> Bool { Bytes.equals(word, in: reader.bytes, trimmed) }
    if isNamed("og:title") {
      words.title += [0x20] + value
    } else if isNamed("og:description") || isNamed("description") {
      words.description += [0x20] + value
    }
    let isGraph =
      Bytes.hasPrefix("og:", in: reader.bytes, trimmed) || Bytes.hasPrefix("article:", in: reader.bytes, trimmed)
      || Bytes.hasPrefix("book:", in: reader.bytes, trimmed) || Bytes.hasPrefix("profile:", in: reader.bytes, trimmed)
    let property = String(decoding: reader.bytes[trimmed], as: UTF8.self)
    var text = String(decoding: value, as: UTF8.self)
    if isGraph, property == "og:url" || property == "og:image" || property == "og:image:url",
      let whole = resolver.resolve(text)
    {
      text = whole
    }
    found.append(Evidence(isGraph ? .openGraph : .meta, property: property, value: text))
  }

  private static let relations: [(word: StaticString, name: String)] = [
    ("canonical", "canonical"), ("amphtml", "amphtml"), ("author", "author"), ("license", "license"),
    ("shortlink", "shortlink"), ("image_src", "image_src"), ("next", "next"), ("prev", "prev"),
    ("publisher", "publisher"),
  ]

  private mutating func readLink(_ node: Int) {
    guard let rel = reader.nodes.attribute(.rel, of: node), reader.nodes.attribute(.href, of: node) != nil else {
      return
    }
    // Most link elements name style sheets and icons: their addresses are not looked at.
    var address: String??
    var at = rel.lowerBound
    while at < rel.upperBound {
      var end = at
      while end < rel.upperBound, !ASCII.isSpace(reader.bytes[end]) { end += 1 }
      if let (_, name) = Self.relations.first(where: { Bytes.equals($0.word, in: reader.bytes, at..<end) }) {
        let whole = address ?? attribute(.href, node).flatMap(resolver.resolve)
        address = .some(whole)
        if let whole {
          found.append(Evidence(.link, item: linkCount, property: name, value: whole))
          linkCount += 1
        }
      }
      at = end + 1
    }
  }

  /// A `time` element: its machine-readable value, else its text; the property is its mark, else `datetime`.
  private mutating func readTime(_ statement: PageReader.RawStatement) {
    let node = Int(statement.node)
    let stated = attribute(.datetime, node).flatMap { $0.isEmpty ? nil : $0 }
    let value = stated ?? text(of: statement)
    guard !value.isEmpty, value.utf8.count < 100 else { return }
    var property = attribute(.itemprop, node) ?? "datetime"
    if property == "datetime", let names = attribute(.class, node)?.lowercased().split(separator: " ") {
      let marks = ["published", "pubdate", "entry-date", "dt-published", "updated", "modified", "dt-updated"]
      if let mark = marks.first(where: { names.contains(Substring($0)) }) { property = mark }
    }
    found.append(Evidence(.timeElement, item: timeCount, property: property, value: value, block: statement.block))
    timeCount += 1
  }

  /// Whether the page calls itself an article: by its OpenGraph type, or by structured data about a single one.
  var saysArticle: Bool {
    let states = found.contains { $0.origin == .openGraph && $0.property == "og:type" && $0.value.hasPrefix("article") }
    if states { return true }
    var items: Set<Int32> = []
    for statement in found where statement.origin == .jsonLD && LinkedData.isArticle(statement.type) {
      items.insert(statement.item)
    }
    return items.count == 1
  }

  // MARK: Values

  func attribute(_ name: AttributeName, _ node: Int) -> String? {
    reader.nodes.attribute(name, of: node).map { String(decoding: Self.folded(decoded($0)), as: UTF8.self) }
  }

  func text(of statement: PageReader.RawStatement) -> String {
    Self.text(of: statement, in: reader)
  }

  /// Text of the blocks inside the element, one blank between blocks.
  static func text(of statement: PageReader.RawStatement, in reader: PageReader) -> String {
    let end = min(Int(statement.end), reader.text.count)
    guard Int(statement.start) < end else { return "" }
    var out: [UInt8] = []
    var block = Int(statement.block)
    while block < reader.blocks.count, Int(reader.blocks[block].start) < end {
      let low = max(Int(reader.blocks[block].start), Int(statement.start))
      let high = min(Int(reader.blocks[block].end), end)
      if low < high {
        if !out.isEmpty { out.append(0x20) }
        out += reader.text[low..<high]
      }
      block += 1
      if out.count > Self.valueLimit { break }
    }
    return String(decoding: folded(out), as: UTF8.self)
  }

  func decoded(_ range: Range<Int>) -> [UInt8] { reader.decodedAttribute(range) }

  /// White space folded and trimmed.
  static func folded(_ bytes: [UInt8]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: bytes.count) { out, count in
      for byte in bytes {
        if !ASCII.isSpace(byte) {
          out[count] = byte
          count += 1
        } else if count > 0, out[count - 1] != 0x20 {
          out[count] = 0x20
          count += 1
        }
      }
      if count > 0, out[count - 1] == 0x20 { count -= 1 }
    }
  }
}

extension PageReader {
  /// An attribute's value with its references decoded.
  func decodedAttribute(_ range: Range<Int>) -> [UInt8] {
    let value = UnsafeBufferPointer(rebasing: bytes[range])
    guard value.contains(where: { $0 == UInt8(ascii: "&") || $0 == 0 }) else { return Array(value) }
    var out: [UInt8] = []
    out.reserveCapacity(range.count)
    var at = range.lowerBound
    while at < range.upperBound {
      if bytes[at] == UInt8(ascii: "&") {
        let after = references.decode(bytes, at: at, end: range.upperBound, inAttribute: true, into: &out)
        if after > at {
          at = after
          continue
        }
      }
      if bytes[at] != 0 { out.append(bytes[at]) }
      at += 1
    }
    return out
  }
}
