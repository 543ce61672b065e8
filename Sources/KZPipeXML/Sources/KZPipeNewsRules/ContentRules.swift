import KZPipeXML

/// What an item holds: text, renditions, groups or concepts.
struct ContentRules {
  let tree: NewsTree
  let item: Int

  private var itemClass: String {
    tree.first(["itemMeta", "itemClass"], in: item).flatMap { tree[$0].attribute("qcode") } ?? ""
  }

  func check(_ report: inout Report) {
    switch tree[item].name {
    case "newsItem": checkNews(&report)
    case "packageItem": PackageRules(tree: tree, item: item).check(&report)
    case "conceptItem", "knowledgeItem": checkConcepts(&report)
    default: break
    }
  }

  private func checkNews(_ report: inout Report) {
    let itemClass = itemClass
    if itemClass == "ninat:picture" { checkPicture(&report) }
    guard let content = tree.first("contentSet", in: item) else {
      return report.add(.noBody, tree[item].line, "the item has no contentSet; put the text or the picture there")
    }
    let inline = tree.all("inlineXML", in: content)
    let remote = tree.all("remoteContent", in: content)
    let data = tree.first("inlineData", in: content)
    if itemClass == "ninat:text", inline.isEmpty, remote.isEmpty, data == nil {
      report.add(.noBody, tree[content].line, "the text item has no text; write inlineXML, or do not send the item")
    }
    if itemClass == "ninat:picture", remote.isEmpty, data == nil {
      report.add(.remoteContent, tree[content].line, "the picture has no remoteContent; say where it is")
    }
    for number in inline { checkInline(number, isText: itemClass == "ninat:text", &report) }
    for number in remote { checkRemote(number, &report) }
  }

  private func checkPicture(_ report: inout Report) {
    for meta in tree.all("contentMeta", in: item) {
      if !tree.all("description", in: meta).contains(where: { (tree[$0].attribute("role") ?? "").contains("caption") })
      {
        report.add(
          .caption, tree[meta].line, "the picture has no description in the role drol:caption; write its caption")
      }
      let hasHolder = tree.inside(item).contains { tree[$0].name == "copyrightHolder" && !tree.text($0).isEmpty }
      if tree.text(tree.first("creditline", in: meta)).isEmpty, !hasHolder {
        report.add(
          .credit, tree[meta].line, "the picture has neither creditline nor copyright holder; say where it comes from")
      }
    }
  }

  private func checkRemote(_ number: Int, _ report: inout Report) {
    let element = tree[number]
    func add(_ message: String) { report.add(.remoteContent, element.line, message) }
    let href = element.attribute("href")
    if href == nil, element.attribute("residref") == nil {
      add("remoteContent has neither href nor residref; say where it is")
    }
    if let href, !NewsForm.isWebAddress(href) {
      add("remoteContent/@href \(NewsForm.quoted(href)) is no absolute http(s) address; write the whole address")
    }
    let type = (element.attribute("contenttype") ?? "").split(separator: "/", omittingEmptySubsequences: false)
    if type.count != 2 || type.contains(where: \.isEmpty) {
      add("remoteContent has no media type; write for example image/jpeg")
    }
    if element.attribute("rendition") == nil, element.attribute("renditionuri") == nil {
      add("remoteContent has no rendition; write for example rnd:web")
    }
    for name in ["width", "height", "size"] {
      if let value = element.attribute(name), !NewsForm.isCount(value) {
        add("\(name) \(NewsForm.quoted(value)) is no number from 1; leave it out when it is unknown")
      }
    }
  }

  private func checkInline(_ number: Int, isText: Bool, _ report: inout Report) {
    let element = tree[number]
    let type = element.attribute("contenttype") ?? ""
    let children = tree.children(number)
    guard let top = children.first, children.count == 1 else {
      return report.add(.bodyType, element.line, "inlineXML holds \(children.count) elements; it takes exactly one")
    }
    var body: Int?
    if type.hasPrefix("application/xhtml+xml") {
      guard tree[top].name == "html", tree[top].vocabulary == .xhtml else {
        return report.add(
          .bodyType, element.line,
          "the content type says XHTML, but the root is \(tree[top].name) of another namespace; make them agree")
      }
      body = XHTMLRules(tree: tree, item: item, top: top).check(&report)
    } else if type.hasPrefix("application/nitf+xml") {
      guard tree[top].name == "nitf", tree[top].vocabulary == .nitf else {
        return report.add(
          .bodyType, element.line,
          "the content type says NITF, but the root is \(tree[top].name) of another namespace; make them agree")
      }
      body = tree.first(["body", "body.content"], in: top)
      if body == nil { report.add(.bodyType, tree[top].line, "the NITF has no body.content; put the text there") }
    } else if type.isEmpty {
      report.add(.bodyType, element.line, "inlineXML has no contenttype; write for example application/xhtml+xml")
    }
    if let body { checkText(of: body, in: element, isText: isText, &report) }
  }

  private func checkText(of body: Int, in element: NewsTree.Element, isText: Bool, _ report: inout Report) {
    let paragraphs = BodyText(tree: tree).paragraphs(of: body)
    let words = paragraphs.reduce(0) { $0 + WordCount.count($1.text) }
    if let count = element.attribute("wordcount") {
      // Hyphens and markup are counted in more than one way.
      if abs((Int(count) ?? 0) - words) > max(3, words * 3 / 100) {
        report.add(.wordCount, element.line, "wordcount is \(count), but the text has \(words) words; count again")
      }
    } else {
      report.add(.wordCount, element.line, "inlineXML has no wordcount; write \(words)")
    }
    // Chinese and Japanese have few blanks: there the size tells.
    let size = paragraphs.reduce(0) { $0 + $1.text.utf8.count }
    if words < 20, size < 150, isText {
      report.add(.shortBody, element.line, "the text has only \(words) words; see whether the page was read completely")
    }
    var seen = Set<String>()
    for paragraph in paragraphs where !seen.insert(paragraph.text).inserted && WordCount.count(paragraph.text) > 8 {
      report.add(
        .repeatedParagraph, paragraph.line,
        "the paragraph \(NewsForm.quoted(paragraph.text)) stands twice; write it once")
    }
  }

  private func checkConcepts(_ report: inout Report) {
    var seen = Set<String>()
    for number in tree.inside(item) where tree[number].name == "concept" && tree[number].vocabulary == .newsML {
      let line = tree[number].line
      let id = tree.first("conceptId", in: number)
      guard let code = id.flatMap({ tree[$0].attribute("qcode") ?? tree[$0].attribute("uri") }) else {
        report.add(.concept, line, "the concept has no conceptId; give it a qcode or uri")
        continue
      }
      if !seen.insert(code).inserted {
        report.add(.concept, line, "the concept \(NewsForm.quoted(code)) stands here twice; put both into one")
      }
      if tree.all("name", in: number).allSatisfy({ tree.text($0).isEmpty }) {
        report.add(.concept, line, "the concept \(NewsForm.quoted(code)) has no name; readers show names, not codes")
      }
      if tree.first("type", in: number) == nil {
        report.add(.concept, line, "the concept \(NewsForm.quoted(code)) has no type; write for example cpnat:person")
      }
      if let created = id.flatMap({ tree[$0].attribute("created") }), !NewsForm.isMoment(created),
        !NewsForm.isDate(created)
      {
        report.add(
          .date, line, "conceptId/@created \(NewsForm.quoted(created)) is no date; write for example 2026-03-20")
      }
    }
  }
}
