/// The XHTML body of an item: nothing that runs, nothing relative, blocks where blocks belong.
struct XHTMLRules {
  let tree: NewsTree
  let item: Int
  let top: Int

  private static let allowed: Set<String> = [
    "html", "head", "title", "body", "h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "a", "em", "strong", "b", "i",
    "u", "s", "small", "sub", "sup", "span", "q", "cite", "abbr", "code", "time", "mark", "blockquote", "pre", "ul",
    "ol",
    "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "colgroup", "col",
    "figure",
    "figcaption", "img", "section", "article", "header", "footer", "aside", "div", "meta", "link", "bdi", "bdo", "ruby",
    "rt", "rp", "del", "ins",
  ]

  private static let blocks: Set<String> = ["p", "div", "ul", "ol", "table", "blockquote", "h2", "h3", "figure", "pre"]

  /// - Returns: the body
  func check(_ report: inout Report) -> Int? {
    if tree.text(tree.first(["head", "title"], in: top)).isEmpty {
      report.add(.uncleanBody, tree[top].line, "the XHTML has no head/title; repeat the headline there")
    }
    guard let body = tree.first("body", in: top) else {
      report.add(.noBody, tree[top].line, "the XHTML has no body; put the text there")
      return nil
    }
    if let own = tree[top].language ?? tree[top].attribute("lang"), let language = tree[item].language,
      own.prefix(while: { $0 != "-" }) != language.prefix(while: { $0 != "-" })
    {
      report.add(.languagesDiffer, tree[top].line, "the XHTML is in \(own), the item in \(language); make them agree")
    }
    if !NewsForm.collapsed(tree.ownText(body)).isEmpty {
      report.add(.bodyNesting, tree[body].line, "text stands directly in body; put it into a paragraph")
    }
    for number in tree.inside(top) { check(number, &report) }
    checkHeadline(body, &report)
    return body
  }

  private func check(_ number: Int, _ report: inout Report) {
    let element = tree[number]
    guard element.vocabulary == .xhtml else {
      return report.add(
        .uncleanBody, element.line, "the element \(element.name) is not of the XHTML namespace; remove it")
    }
    if !Self.allowed.contains(element.name) {
      report.add(.uncleanBody, element.line, "<\(element.name)> has no place in the text of a news item; remove it")
    }
    for attribute in element.attributes {
      let value = NewsForm.collapsed(attribute.value).lowercased()
      let runs = ["javascript:", "data:", "vbscript:"].contains(where: value.hasPrefix)
      if attribute.name.hasPrefix("on") || attribute.name == "style" || runs {
        report.add(
          .uncleanBody, element.line,
          "the attribute \(attribute.name) of <\(element.name)> is style or script; remove it")
      }
    }
    if element.name == "a", let href = element.attribute("href"),
      !["http:", "https:", "mailto:", "tel:", "tag:", "urn:"].contains(where: href.hasPrefix)
    {
      report.add(
        .bodyAddress, element.line, "the link \(NewsForm.quoted(href)) is not absolute; write the whole address")
    }
    if element.name == "img",
      !["http:", "https:", "tag:", "urn:"].contains(where: (element.attribute("src") ?? "").hasPrefix)
    {
      report.add(.bodyAddress, element.line, "img/@src is not absolute; write the whole address")
    }
    if element.name == "p", tree.inside(number).dropFirst().contains(where: { Self.blocks.contains(tree[$0].name) }) {
      report.add(.bodyNesting, element.line, "a block stands inside <p>; end the paragraph before it")
    }
  }

  private func checkHeadline(_ body: Int, _ report: inout Report) {
    let titles = tree.inside(body).filter { tree[$0].name == "h1" }
    guard let first = titles.first else { return }
    if titles.count > 1 {
      report.add(.bodyHeadline, tree[titles[1]].line, "a second h1; use h2 and below inside the text")
    }
    let headlines = tree.all("contentMeta", in: item).flatMap { tree.all("headline", in: $0) }.map { tree.text($0) }
    if !headlines.isEmpty, !headlines.contains(tree.text(first)) {
      report.add(
        .bodyHeadline, tree[first].line,
        "h1 \(NewsForm.quoted(tree.text(first))) is not the headline; repeat the headline")
    }
  }
}

/// The paragraphs of a body, XHTML or NITF.
struct BodyText {
  let tree: NewsTree

  private static let leaves: Set<String> = [
    "p", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "dt", "dd", "pre", "figcaption", "caption", "hl2",
    "blockquote",
  ]

  private static let skipped: Set<String> = ["h1", "header", "time"]

  /// Texts of the blocks without headline, byline and time, each with its line.
  func paragraphs(of body: Int) -> [(line: Int, text: String)] {
    var out: [(line: Int, text: String)] = []
    collect(body, into: &out)
    return out
  }

  private func collect(_ number: Int, into out: inout [(line: Int, text: String)]) {
    let element = tree[number]
    if Self.skipped.contains(element.name) { return }
    if element.name == "p", element.attribute("class") == "byline" { return }
    if Self.leaves.contains(element.name), !holdsLeaf(number) {
      let text = tree.text(number)
      if !text.isEmpty { out.append((element.line, text)) }
      return
    }
    // Text beside blocks: what stands between two of them is one run, whatever its inline markup.
    var run = ""
    func flush() {
      let text = NewsForm.collapsed(run)
      if !text.isEmpty { out.append((element.line, text)) }
      run = ""
    }
    for content in element.contents {
      switch content {
      case .text(let text): run += text
      case .element(let child):
        let name = tree[child].name
        if Self.leaves.contains(name) || Self.skipped.contains(name) || holdsLeaf(child) {
          flush()
          collect(child, into: &out)
        } else {
          run += tree.rawText(child)
        }
      }
    }
    flush()
  }

  private func holdsLeaf(_ number: Int) -> Bool {
    tree.inside(number).dropFirst().contains { Self.leaves.contains(tree[$0].name) }
  }
}
