public import KZPipeLibXML

/// Holds documents to the rules of news formats: NewsML-G2 2.35 and NITF 3.6 by their meaning, every other XML by its form.
///
/// One book checks the documents of one set: it remembers the items, so that identities are unique across the set.
public struct RuleBook: Sendable {
  /// Larger documents are refused, in bytes.
  public static let maximumSize = 64 << 20

  private let schema: XMLSchema?
  private let topics: MediaTopicList?
  private let isForeign: Bool
  /// Place of each identity seen, by guid and version.
  private var seen: [String: String] = [:]
  private var references: [Reference] = []

  struct Reference: Sendable {
    var file: String
    var line: Int
    var guid: String
  }

  /// - Parameters:
  ///   - schema: what documents are validated against; none when absent
  ///   - topics: without the list media topics are not looked up
  ///   - isForeign: the documents were made by others: `NewsRule.isOwn` rules only warn
  public init(schema: XMLSchema? = nil, topics: MediaTopicList? = nil, isForeign: Bool = false) {
    self.isForeign = isForeign
    self.schema = schema
    self.topics = topics
  }

  /// What is wrong with a document, in the order of its lines; at most 200 findings.
  /// - Parameter file: name for messages about other documents
  public mutating func findings(in bytes: [UInt8], file: String) -> [NewsFinding] {
    var report = Report()
    if bytes.count > Self.maximumSize {
      return [NewsFinding(.notWellFormed, line: 0, "the document is larger than 64 MiB; split the message")]
    }
    do throws(XMLFinding) {
      let document = try XMLDocument(bytes)
      check(document, bytes, file, &report)
    } catch {
      report.add(
        .notWellFormed, error.line, "not well formed: \(error.message); mend the markup, nothing else was checked")
    }
    return isForeign ? report.sorted.map(Self.lenient) : report.sorted
  }

  private static func lenient(_ finding: NewsFinding) -> NewsFinding {
    var finding = finding
    if finding.rule.isOwn { finding.severity = .warning }
    return finding
  }

  private mutating func check(
    _ document: borrowing XMLDocument, _ bytes: [UInt8], _ file: String, _ report: inout Report
  ) {
    if let encoding = document.declaredEncoding, encoding.lowercased() != "utf-8" {
      report.add(.encoding, 1, "the encoding is \(NewsForm.quoted(encoding)); write UTF-8")
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      report.add(.encoding, 1, "the file begins with a byte order mark; leave it out")
    }
    if let schema {
      for finding in schema.findings(in: document).prefix(20) {
        report.add(.schema, finding.line, "the schema forbids this: \(finding.message)")
      }
    }
    let tree = NewsTree(document)
    guard !tree.elements.isEmpty else { return }
    if tree[0].vocabulary == .newsML || tree[0].vocabulary == .nitf, document.hasDocumentType {
      report.add(.documentType, 1, "a document type declaration; leave it out, receivers refuse it")
    }
    switch (tree[0].vocabulary, tree[0].name) {
    case (.newsML, "newsMessage"), (.newsML, "newsItem"), (.newsML, "packageItem"), (.newsML, "conceptItem"),
      (.newsML, "knowledgeItem"), (.newsML, "planningItem"), (.newsML, "catalogItem"):
      checkNewsML(tree, file, &report)
    case (.nitf, "nitf"):
      TextRules(tree: tree).check(&report)
      NITFRules(tree: tree).check(&report)
    default:
      report.add(
        .unknownRoot, tree[0].line,
        "the root \(NewsForm.quoted(tree[0].name)) is neither a NewsML-G2 item or message nor NITF; only "
          + (schema == nil ? "its form was checked" : "its form and the schema were checked"))
    }
  }

  private mutating func checkNewsML(_ tree: NewsTree, _ file: String, _ report: inout Report) {
    TextRules(tree: tree).check(&report)
    var items = [0]
    if tree[0].name == "newsMessage" {
      MessageRules(tree: tree).check(&report)
      items = tree.all("itemSet", in: 0).flatMap { tree.children($0) }
    }
    for item in items {
      let element = tree[item]
      let version = element.attribute("version") ?? ""
      if let guid = element.attribute("guid"), element.name != "catalogItem" {
        let place = "\(file):\(element.line)"
        if let other = seen.updateValue(place, forKey: "\(guid) \(version)") {
          report.add(
            .repeatedItem, element.line,
            "guid and version are those of the item in \(other); raise the version or give another guid")
        }
      }
      ItemRules(tree: tree, item: item).check(&report)
      CodeRules(tree: tree, item: item, topics: topics).check(&report)
      MetadataRules(tree: tree, item: item).check(&report)
      ReferenceRules(tree: tree, item: item).check(&report)
      ContentRules(tree: tree, item: item).check(&report)
      for number in tree.inside(item) where tree[number].vocabulary == .newsML {
        guard tree[number].name == "link" || tree[number].name == "itemRef" else { continue }
        guard let guid = tree[number].attribute("residref") else { continue }
        if references.count < 100_000 { references.append(Reference(file: file, line: tree[number].line, guid: guid)) }
      }
    }
  }

  /// Links from the documents seen so far to items that are not among them: `file` and what was found there.
  public func unresolved() -> [(file: String, finding: NewsFinding)] {
    let known = Set(seen.keys.map { $0.prefix { $0 != " " } })
    return references.filter { !known.contains($0.guid[...]) }.map {
      (
        $0.file,
        NewsFinding(
          .outsideReference, line: $0.line,
          "\(NewsForm.quoted($0.guid)) is not among these documents; send it along, or make sure that receivers have it"
        )
      )
    }
  }
}

/// Collects findings of one document.
struct Report {
  private static let most = 200
  private var findings: [NewsFinding] = []

  mutating func add(_ rule: NewsRule, _ line: Int, _ message: @autoclosure () -> String) {
    if findings.count < Self.most { findings.append(NewsFinding(rule, line: line, message())) }
  }

  var sorted: [NewsFinding] {
    findings.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element)
  }
}
