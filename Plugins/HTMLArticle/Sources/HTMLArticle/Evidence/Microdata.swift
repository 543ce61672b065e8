import KZPipeKit

/// Flattens microdata (WHATWG HTML, section 5) into statements: items nested in items become paths.
struct Microdata {
  private let reader: PageReader
  private let resolver: AddressResolver
  /// Entry in `reader.statements` of an element with `itemscope`, by node.
  private var scopes: [Int32: Int] = [:]
  /// How often an item has a property, to know whether it needs an index.
  private var counts: [Key: Int] = [:]
  private var owners: Set<Int32> = []
  /// Links that are items: they are nobody's parent in the node table, but they have an end.
  private var linkScopes: [Int32] = []

  /// Stands for the item of properties that no element with `itemscope` holds.
  private static let noItem: Int32 = -1
  /// Properties that mean something without an item.
  private static let loose: Set<String> = [
    "headline", "author", "creator", "datePublished", "dateModified", "dateCreated", "articleSection", "publisher",
    "alternativeHeadline",
  ]

  private struct Key: Hashable {
    let owner: Int32
    let name: String
  }

  private static let depthLimit = 6
  private static let statementLimit = 2_000

  init(_ reader: PageReader, _ resolver: AddressResolver) {
    self.reader = reader
    self.resolver = resolver
  }

  mutating func read() -> [Evidence] {
    for (index, statement) in reader.statements.enumerated()
    where reader.nodes.attribute(.itemscope, of: Int(statement.node)) != nil { scopes[statement.node] = index }
    linkScopes = scopes.keys.filter { reader.nodes.tag[Int($0)] == .a }.sorted()
    var properties: [(statement: Int, name: String, owner: Int32)] = []
    for (index, statement) in reader.statements.enumerated() {
      guard properties.count < Self.statementLimit, let names = value(.itemprop, statement.node) else { continue }
      let owner = owner(of: statement.node)
      for name in names.split(separator: " ") where owner != Self.noItem || Self.loose.contains(String(name)) {
        let key = Key(owner: owner, name: String(name))
        counts[key, default: 0] += 1
        owners.insert(owner)
        properties.append((index, String(name), owner))
      }
    }
    return statements(properties)
  }

  private func statements(_ properties: [(statement: Int, name: String, owner: Int32)]) -> [Evidence] {
    var seen: [Key: Int] = [:]
    var paths: [Int32: String] = [:]
    var roots: [Int32: (item: Int32, type: String)] = [:]
    var found: [Evidence] = []
    for (index, name, owner) in properties {
      let statement = reader.statements[index]
      let key = Key(owner: owner, name: name)
      let place = seen[key, default: 0]
      seen[key] = place + 1
      let own = (counts[key] ?? 1) > 1 ? "\(name).\(place)" : name
      let path = paths[owner].map { $0 + "." + own } ?? own
      guard path.utf8.count < 200 else { continue }
      let top = root(of: owner)
      if roots[top] == nil { roots[top] = (Int32(roots.count), type(of: top)) }
      let (item, type) = roots[top] ?? (0, "")
      if scopes[statement.node] != nil {
        paths[statement.node] = path
        let inner = self.type(of: statement.node)
        if !inner.isEmpty {
          found.append(Evidence(.microdata, item: item, type: type, property: path + ".@type", value: inner))
        }
        // An item whose text is all there is: <span itemprop="author" itemscope>Name</span>.
        guard !hasProperties(statement.node) else { continue }
      }
      let value = self.value(of: statement)
      guard !value.isEmpty else { continue }
      found.append(
        Evidence(.microdata, item: item, type: type, property: path, value: value, block: block(of: statement)))
    }
    return found
  }

  private func hasProperties(_ node: Int32) -> Bool { owners.contains(node) }

  /// The item that a property of the element belongs to.
  private func owner(of node: Int32) -> Int32 {
    var at = reader.nodes.parent[Int(node)]
    while at >= 0, scopes[at] == nil { at = reader.nodes.parent[Int(at)] }
    if let link = linkScopes.last(where: { $0 < node }), link > at, reader.nodes.end[Int(link)] > node { return link }
    return at
  }

  private func root(of item: Int32) -> Int32 {
    var at = item
    for _ in 0..<Self.depthLimit {
      guard at >= 0, reader.nodes.attribute(.itemprop, of: Int(at)) != nil else { return at }
      let above = owner(of: at)
      guard above >= 0 else { return at }
      at = above
    }
    return at
  }

  private func type(of node: Int32) -> String {
    guard node >= 0, let type = value(.itemtype, node) else { return "" }
    return String(type.split(whereSeparator: { $0 == "/" || $0 == "#" || $0 == " " }).last ?? "")
  }

  private func value(_ name: AttributeName, _ node: Int32) -> String? {
    reader.nodes.attribute(name, of: Int(node)).map { String(decoding: reader.decodedAttribute($0), as: UTF8.self) }
  }

  private func block(of statement: PageReader.RawStatement) -> Int32 {
    statement.end > statement.start && Int(statement.block) < reader.blocks.count ? statement.block : -1
  }

  /// What the element gives as its value, by its kind.
  private func value(of statement: PageReader.RawStatement) -> String {
    let node = statement.node
    if let content = value(.content, node) { return content }
    switch reader.nodes.tag[Int(node)] {
    case .a, .area, .link:
      let text = EvidenceReader.text(of: statement, in: reader)
      // A link around a name is used for the name as often as for the address.
      if !text.isEmpty, reader.nodes.attribute(.itemprop, of: Int(node)).map({ isName($0) }) == true { return text }
      return value(.href, node).flatMap(resolver.resolve) ?? text
    case .img, .audio, .video, .source, .iframe, .embed, .track:
      return value(.src, node).flatMap(resolver.resolve) ?? ""
    case .time: return value(.datetime, node) ?? EvidenceReader.text(of: statement, in: reader)
    default: return EvidenceReader.text(of: statement, in: reader)
    }
  }

  private func isName(_ range: Range<Int>) -> Bool {
    ["name", "author", "headline", "articlesection", "creator", "publisher"].contains(
      String(decoding: reader.bytes[range], as: UTF8.self).lowercased())
  }
}
