import KZPipeJSON
import KZPipeKit
import KZPipeRecord

/// What must hold of every page and article, however broken the bytes were.
enum PageRules {
  static func check(_ page: Page) {
    require(String(validating: page.text, as: UTF8.self) != nil, "the page's text is not UTF-8")
    var end: Int32 = 0
    for block in page.blocks {
      require(block.text.lowerBound >= end, "blocks overlap")
      end = block.text.upperBound
      require(isBoundary(block.text.lowerBound, page.text) && isBoundary(end, page.text), "a block cuts a character")
      require(block.source.lowerBound >= 0 && Int(block.source.upperBound) <= page.content.count, "source range")
      require((0...1).contains(block.verdict.confidence), "confidence of a block")
    }
    require(Int(end) <= page.text.count, "a block ends behind the text")
    for span in page.spans {
      require(span.range.lowerBound >= 0 && Int(span.range.upperBound) <= page.text.count, "a span outside the text")
      require(isBoundary(span.range.lowerBound, page.text), "a span cuts a character")
      require(isBoundary(span.range.upperBound, page.text), "a span cuts a character")
    }
    for image in page.images {
      require(image.caption.map { page.blocks.indices.contains(Int($0)) } ?? true, "caption of a picture")
      require((0...page.blocks.count).contains(Int(image.position)), "place of a picture")
    }
    for statement in page.evidence {
      require(statement.block >= -1 && Int(statement.block) < page.blocks.count, "block of a statement")
    }
    require(page.articleConfidence.map { (0...1).contains($0) } ?? true, "confidence of the page")
  }

  static func check(_ article: Article) {
    for block in article.body {
      require(!block.text.isEmpty, "an empty body block")
      for span in block.spans {
        require(
          span.range.lowerBound >= 0 && Int(span.range.upperBound) <= block.text.utf8.count, "a span outside its block")
      }
    }
    for exchange in article.annotations.exchanges {
      require((exchange.question + exchange.answer).allSatisfy(article.body.indices.contains), "turns of an exchange")
    }
    do {
      _ = try JSONValue.parse(ArticleRecord.json(of: article, provenance: true), maximumDepth: 32)
    } catch {
      require(false, "the record is no JSON: \(error)")
    }
  }

  private static func isBoundary(_ at: Int32, _ text: [UInt8]) -> Bool {
    Int(at) >= text.count || text[Int(at)] & 0xC0 != 0x80
  }
}
