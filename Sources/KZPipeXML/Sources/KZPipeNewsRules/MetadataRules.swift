import KZPipeNews

/// Rights, management and descriptive metadata of an item.
struct MetadataRules {
  let tree: NewsTree
  let item: Int

  private static let classes = [
    "newsItem": "ninat:", "packageItem": "ninat:composite", "conceptItem": "cinat:", "knowledgeItem": "cinat:",
    "planningItem": "plinat:", "catalogItem": "catinat:",
  ]

  private var line: Int { tree[item].line }
  private var isNews: Bool { tree[item].name == "newsItem" || tree[item].name == "packageItem" }

  func check(_ report: inout Report) {
    checkRights(&report)
    checkManagement(&report)
    let metas = tree.all("contentMeta", in: item)
    if isNews, metas.count != 1 {
      report.add(.contentMeta, line, "the item has \(metas.count) contentMeta; readers want exactly one")
    }
    for meta in metas {
      checkLabels(meta, &report)
      checkSubjects(meta, &report)
      checkPeople(meta, &report)
    }
  }

  private func checkRights(_ report: inout Report) {
    let rights = tree.all("rightsInfo", in: item)
    if rights.isEmpty {
      report.add(.rights, line, "the item has no rightsInfo; name the holder, or say that none is stated")
    }
    for number in rights {
      let holder = tree.first("copyrightHolder", in: number)
      if holder == nil, tree.first("copyrightNotice", in: number) == nil {
        report.add(.rights, tree[number].line, "rightsInfo has neither copyrightHolder nor copyrightNotice; write one")
      }
      if let holder, tree.text(tree.first("name", in: holder)).isEmpty, !hasIdentifier(holder) {
        report.add(.rights, tree[holder].line, "the copyright holder has neither name nor identifier; give it one")
      }
    }
  }

  private func hasIdentifier(_ number: Int) -> Bool {
    ["qcode", "uri", "literal"].contains { !(tree[number].attribute($0) ?? "").isEmpty }
  }

  private func checkManagement(_ report: inout Report) {
    guard let meta = tree.first("itemMeta", in: item) else {
      return report.add(.itemMeta, line, "the item has no itemMeta; it carries class, provider, dates and status")
    }
    if let number = tree.first("itemClass", in: meta), let code = tree[number].attribute("qcode"),
      let wanted = Self.classes[tree[item].name], !code.hasPrefix(wanted)
    {
      report.add(
        .itemMeta, tree[number].line, "itemClass is \(NewsForm.quoted(code)); a \(tree[item].name) has \(wanted)")
    }
    for name in ["itemClass", "provider", "versionCreated", "pubStatus", "title", "generator"]
    where tree.first(name, in: meta) == nil {
      report.add(.itemMeta, tree[meta].line, "itemMeta has no \(name); write it")
    }
    if let title = tree.first("title", in: meta), tree.text(title).isEmpty {
      report.add(.itemMeta, tree[title].line, "the title is empty; repeat the headline")
    }
    if let provider = tree.first("provider", in: meta), !hasIdentifier(provider) {
      report.add(.itemMeta, tree[provider].line, "the provider has no identifier; give it a uri, qcode or literal")
    }
  }

  private func checkLabels(_ meta: Int, _ report: inout Report) {
    if isNews, tree.all("headline", in: meta).allSatisfy({ tree.text($0).isEmpty }) {
      report.add(.noHeadline, tree[meta].line, "contentMeta has no headline; an item must have one")
    }
    let labels = ["headline", "slugline", "by", "dateline", "creditline", "keyword", "description"]
    for number in tree.children(meta) where labels.contains(tree[number].name) && tree[number].vocabulary == .newsML {
      let text = tree.ownText(number)
      let isSpaced =
        text.hasPrefix(" ") || text.hasSuffix(" ") || text.contains("  ")
        || text.utf8.contains(where: { $0 == 0x0A || $0 == 0x09 || $0 == 0x0D })
      if isSpaced {
        report.add(
          .labelSpace, tree[number].line,
          "white space in \(tree[number].name) \(NewsForm.quoted(text)); write it on one line with single blanks")
      }
    }
  }

  private func checkSubjects(_ meta: Int, _ report: inout Report) {
    var seen = Set<String>()
    for number in tree.children(meta) {
      let element = tree[number]
      guard ["subject", "genre", "keyword"].contains(element.name), element.vocabulary == .newsML else { continue }
      let code = ["qcode", "uri", "literal"].lazy.compactMap { element.attribute($0) }.first
      guard let code = code ?? (element.name == "keyword" ? tree.text(number) : nil) else {
        report.add(.subjectCode, element.line, "the \(element.name) has no qcode, uri or literal; give it one")
        continue
      }
      if !seen.insert(element.name + " " + code).inserted {
        report.add(
          .repeatedSubject, element.line,
          "the \(element.name) \(NewsForm.quoted(code)) stands here twice; write it once")
      }
      guard element.name == "subject" else { continue }
      if element.attribute("type") == nil, element.attribute("typeuri") == nil {
        report.add(
          .subjectName, element.line, "the subject \(NewsForm.quoted(code)) has no type; write for example cpnat:person"
        )
      }
      if tree.first("name", in: number) == nil {
        report.add(
          .subjectName, element.line, "the subject \(NewsForm.quoted(code)) has no name; readers show names, not codes")
      }
    }
  }

  private func checkPeople(_ meta: Int, _ report: inout Report) {
    for number in tree.inside(meta) where tree[number].vocabulary == .newsML {
      let element = tree[number]
      guard ["creator", "contributor", "infoSource"].contains(element.name) else { continue }
      let name = tree.text(tree.first("name", in: number))
      if name.isEmpty, element.attribute("qcode") == nil, element.attribute("uri") == nil {
        report.add(.creator, element.line, "the \(element.name) has neither name nor identifier; give it one")
      }
      if element.name == "creator", BylineWord.removed(from: name) != name {
        report.add(
          .creator, element.line, "the creator \(NewsForm.quoted(name)) still has the byline word; leave it out")
      }
      if name.contains("@") || name.contains("http:") || name.contains("https:") {
        report.add(.creator, element.line, "the name \(NewsForm.quoted(name)) holds an address; leave it out")
      }
    }
  }
}
