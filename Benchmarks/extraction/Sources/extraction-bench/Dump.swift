import KZPipeKit

/// Everything that clean and parse say about pages, for comparing two builds byte by byte.
enum Dump {
  static func text(of page: Page, chain: Chain) -> String {
    var out = "== \(page.id) \(page.source.encoding ?? "-") \(page.articleConfidence ?? -1)\n"
    for block in page.blocks {
      out += "\(block.kind) \(block.level) \(block.group) \(block.source) \(block.verdict.decision)"
      out += " \(block.verdict.confidence) \(block.verdict.reason.rawValue) \(page.string(of: block))\n"
    }
    for span in page.spans { out += "\(span.kind) \(span.range) \(span.target)\n" }
    for image in page.images { out += "\(image)\n" }
    for statement in page.evidence {
      out += "\(statement.origin) \(statement.item) \(statement.type) \(statement.property) \(statement.block)"
      out += " \(statement.value)\n"
    }
    do {
      var article = try chain.parser.article(of: page)
      let provenance = article.provenance
      article.provenance = []
      dump(article, to: &out)
      for entry in provenance { out += "\(entry)\n" }
    } catch {
      out += "\(error)\n"
    }
    return out
  }
}
