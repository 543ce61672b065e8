import KZPipeKit
import KZPipeRecord

/// An inspection as one HTML page that needs nothing else: the page's blocks at the left, the article with what was found
/// in it in the middle, the exported text at the right. No script, no address is fetched, all text is escaped.
public enum ExplanationPage {
  /// Bytes of each column, so that a page stays below 1 MB whatever the document is.
  private static let budgets = (blocks: 320_000, article: 360_000, export: 240_000)
  /// Bytes of a block that are shown.
  private static let blockBytes = 4000

  public static func html(of inspection: Inspection) -> [UInt8] {
    let title = HTMLText.escaped(String(inspection.item.uri.prefix(400)))
    var page = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title) explained by kzpipe</title>
      <style>
      \(ExplanationStyle.css)
      </style>
      </head>
      <body>
      <header>
      <h1>\(title)</h1>

      """
    page += summary(of: inspection)
    page += times(of: inspection)
    page += "<nav><a href=\"#blocks\">Page</a> <a href=\"#article\">Article</a> <a href=\"#export\">Export</a></nav>\n"
    page += "</header>\n<main>\n"
    page += section("blocks", "Page", blocks(of: inspection))
    page += section("article", "Article", article(of: inspection))
    page += section("export", "Export", exports(of: inspection))
    page += "</main>\n</body>\n</html>\n"
    return Array(page.utf8)
  }

  private static func section(_ id: String, _ title: String, _ content: String) -> String {
    "<section id=\"\(id)\">\n<h2>\(title)</h2>\n\(content)</section>\n"
  }

  // MARK: Head

  private static func summary(of inspection: Inspection) -> String {
    var parts: [String] = []
    if let source = inspection.article?.source ?? inspection.page?.source {
      parts += [source.mediaType, source.encoding].compactMap { $0 }
    }
    parts.append(NumberText.count(inspection.result.bytes, "byte"))
    var style = "good"
    switch inspection.result.outcome {
    case .exported: parts.append("would be exported")
    case .skipped:
      style = "bad"
      parts.append("would be skipped: no article")
    case .failed(let failure):
      style = "bad"
      parts.append("would go to the dead letter: \(failure.stage): \(failure.error.description)")
    }
    return "<p class=\"\(style)\">\(HTMLText.escaped(parts.joined(separator: " · ")))</p>\n"
  }

  /// A bar for every stage, as long as its part of the time.
  private static func times(of inspection: Inspection) -> String {
    let longest = max(1, inspection.stages.map(\.nanoseconds).max() ?? 1)
    var html = "<details class=\"times\"><summary>Time in each stage</summary>\n<table>\n"
    for stage in inspection.stages {
      let time = stage.nanoseconds < 0 ? "did not run" : NumberText.milliseconds(stage.nanoseconds)
      let part = Double(max(0, stage.nanoseconds)) / Double(longest)
      html +=
        "<tr><td>\(stage.step.kind.rawValue)</td><th>\(HTMLText.escaped(stage.step.name))</th><td class=\"number\">\(time)</td>"
      html += "<td>\(bar(part))</td></tr>\n"
    }
    return html + "</table></details>\n"
  }

  private static func bar(_ part: Double) -> String {
    let percent = NumberText.fixed(max(0, min(1, part.isFinite ? part : 0)) * 100, 1)
    return "<span class=\"bar\"><span style=\"width:\(percent)%\"></span></span>"
  }

  // MARK: Left

  private static func blocks(of inspection: Inspection) -> String {
    guard let page = inspection.page else { return "<p class=\"note\">No clean stage ran on it.</p>\n" }
    var column = HTMLColumn(budget: budgets.blocks)
    let kept = page.blocks.count { $0.verdict.isKept }
    var line = "\(kept) of \(NumberText.count(page.blocks.count, "block")) kept"
    if let confidence = page.articleConfidence { line += ", article confidence \(NumberText.fixed(confidence, 2))" }
    let uses = uses(of: inspection)
    column.add("<p class=\"note\">\(line). What is struck was dropped; → tells what else came of a block.</p>")
    for (index, block) in page.blocks.enumerated() {
      let decision = block.verdict.decision.name
      let reason = block.verdict.reason.rawValue
      var remark = [block.kind.name, NumberText.fixed(Double(block.verdict.confidence), 2)]
      if !reason.isEmpty { remark.append(reason) }
      if let fields = uses[index] { remark.append("→ " + fields.joined(separator: ", ")) }
      let text = HTMLText.escaped(shortened(page.string(of: block)))
      let isLost = block.verdict.isDropped && uses[index] == nil
      column.add(
        "<div class=\"block \(decision)\(uses[index] == nil ? "" : " used")\" id=\"b\(index)\"><span class=\"why\">\(index) "
          + HTMLText.escaped(remark.joined(separator: " · "))
          + "</span><p dir=\"auto\">\(isLost ? "<s>\(text)</s>" : text)</p></div>")
    }
    return column.closed
  }

  /// Fields of the article, apart from its body, that were read from a block of the page.
  private static func uses(of inspection: Inspection) -> [Int: [String]] {
    var uses: [Int: [String]] = [:]
    for entry in inspection.article?.provenance ?? [] {
      guard let block = entry.block, let field = entry.at.split(separator: "/").first else { continue }
      if field == "body" || field == "page" { continue }
      let name = String(field).replacing("_", with: " ")
      if !uses[block, default: []].contains(name) { uses[block, default: []].append(name) }
    }
    return uses
  }

  private static func shortened(_ text: String) -> String {
    guard text.utf8.count > blockBytes else { return text }
    return String(decoding: text.utf8.prefix(blockBytes), as: UTF8.self) + "…"
  }

  // MARK: Middle

  private static func article(of inspection: Inspection) -> String {
    guard let article = inspection.article else { return "<p class=\"note\">There is no article.</p>\n" }
    var column = HTMLColumn(budget: budgets.article)
    let highlights = Highlights(article)
    let known = Set(article.annotations.entities.map(\.kind.word))
    let legend =
      Entity.Kind.allCases.map(\.word).filter(known.contains) + (article.annotations.roles.isEmpty ? [] : ["role"])
      + (article.annotations.quotations.isEmpty ? [] : ["quotation"])
      + (article.annotations.dates.isEmpty ? [] : ["date"])
      + (article.annotations.amounts.isEmpty ? [] : ["amount"])
    if !legend.isEmpty {
      column.add(
        "<p class=\"legend\">" + legend.map { "<span class=\"m \($0)\">\($0)</span>" }.joined(separator: " ") + "</p>")
    }
    if let headline = article.headline {
      column.add("<h3 dir=\"auto\">\(highlights.html(of: headline, at: .headline))</h3>")
    }
    if let deck = article.alternativeHeadline {
      column.add("<p class=\"deck\" dir=\"auto\">\(highlights.html(of: deck, at: .alternativeHeadline))</p>")
    }
    for (index, block) in article.body.enumerated() {
      column.add(body(block, highlights.html(of: block.text, at: .body(index)), index: index))
    }
    for (index, image) in article.images.enumerated() {
      guard let caption = image.caption else { continue }
      let credit = image.credit.map { " <span class=\"why\">\(HTMLText.escaped($0))</span>" } ?? ""
      column.add(
        "<p class=\"caption\" dir=\"auto\">▣ \(highlights.html(of: caption, at: .caption(index)))\(credit)</p>")
    }
    for topic in article.annotations.topics {
      let terms = topic.terms.isEmpty ? "" : " · " + topic.terms.joined(separator: ", ")
      column.add(
        "<div class=\"topic\"><b>\(HTMLText.escaped(topic.name))</b> \(bar(topic.confidence)) "
          + "<span class=\"why\">\(NumberText.fixed(topic.confidence, 2)) · "
          + HTMLText.escaped("\(topic.id) · \(topic.why)\(terms)") + "</span></div>")
    }
    table("fields", Fact.fields(of: article), open: true, to: &column)
    var before: Article?
    for stage in inspection.stages {
      guard case .article(let after)? = stage.snapshot else { continue }
      if let before, stage.step.kind == .enrich {
        let facts = Fact.added(from: before, to: after)
        table(
          "\(stage.step.name) · \(facts.count) · \(NumberText.milliseconds(stage.nanoseconds))", facts, open: false,
          to: &column)
      }
      before = after
    }
    return column.closed
  }

  private static func body(_ block: BodyBlock, _ text: String, index: Int) -> String {
    let kind = block.kind.rawValue
    let origin =
      block.origin.map { "<a class=\"why\" href=\"#b\($0)\">\(index) ← \($0)</a>" }
      ?? "<span class=\"why\">\(index)</span>"
    return "<div class=\"body \(kind)\">\(origin)<p dir=\"auto\">\(text)</p></div>"
  }

  private static func table(_ title: String, _ facts: [Fact], open: Bool, to column: inout HTMLColumn) {
    // Rows beyond are told, so that one stage cannot take the room of all others.
    let shown = facts.prefix(400)
    var html = "<details\(open ? " open" : "")><summary>\(HTMLText.escaped(title))</summary>\n<table>\n"
    for fact in shown {
      html +=
        "<tr><td>\(HTMLText.escaped(fact.label))</td><td dir=\"auto\">\(HTMLText.escaped(shortened(fact.text)))</td>"
      html += "<td class=\"why\">\(HTMLText.escaped(shortened(fact.detail)))</td></tr>\n"
    }
    html += "</table>"
    if facts.count > shown.count { html += "<p class=\"note\">\(facts.count - shown.count) more</p>" }
    column.add(html + "</details>")
  }

  // MARK: Right

  private static func exports(of inspection: Inspection) -> String {
    var column = HTMLColumn(budget: budgets.export)
    var isFirst = true
    for stage in inspection.stages {
      guard case .outputs(let outputs)? = stage.snapshot else { continue }
      for file in ExplainedFile.list(outputs, exporter: stage.step.name, names: inspection.result.names) {
        column.add(
          "<p class=\"file\">\(HTMLText.escaped(file.path)) <span class=\"why\">\(file.isShared ? "record of " : "")"
            + "\(NumberText.count(file.bytes, "byte"))</span></p>")
        guard isFirst else { continue }
        isFirst = false
        let limit = budgets.export / 3
        let text = String(decoding: file.contents.prefix(limit), as: UTF8.self)
        let cut = file.bytes > limit ? "<p class=\"note\">Only the first \(limit) bytes are shown.</p>" : ""
        column.add(
          "<details open><summary>Its text</summary>\n<pre dir=\"auto\">\(HTMLText.escaped(text))</pre>\(cut)</details>"
        )
      }
    }
    if isFirst { column.add("<p class=\"note\">Nothing was exported.</p>") }
    return column.closed
  }
}
