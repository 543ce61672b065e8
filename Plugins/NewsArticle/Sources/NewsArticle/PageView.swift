import KZPipeKit

/// A cleaned page with what several readers need of it.
struct PageView {
  let page: Page
  let evidence: EvidenceIndex
  /// Blocks of the body, as the clean stages decided; all text blocks when none of them judged.
  let body: [Int]
  /// Language of the page as it states it; empty when it does not.
  let language: String
  /// Address of the page, when anything tells it.
  let address: String?
  let host: String?

  var blocks: [Block] { page.blocks }
  var firstBodyBlock: Int? { body.first }
  var isPlainText: Bool { page.source.mediaType == "text/plain" }

  init(_ page: Page) {
    self.page = page
    evidence = EvidenceIndex(page.evidence)
    let isJudged = page.blocks.contains { $0.verdict.decision != .undecided }
    body = page.blocks.indices.filter { index in
      let block = page.blocks[index]
      if isJudged ? !block.verdict.isKept : block.verdict.isDropped { return false }
      switch block.kind {
      case .caption, .byline, .date, .trail: return false
      default: return true
      }
    }
    language = LanguageTag.stated(by: evidence) ?? ""
    address = PageAddress.canonical(page: page, evidence: evidence)?.url
    host = (address ?? page.source.url).flatMap { Address.host($0) }
  }

  /// Block that a statement stands in, when it names one that exists.
  func block(of statement: Evidence) -> Int? {
    page.blocks.indices.contains(Int(statement.block)) ? Int(statement.block) : nil
  }

  /// Bytes of a block, clamped to the text.
  func range(_ index: Int) -> Range<Int> {
    let range = page.blocks[index].text
    let low = max(0, min(Int(range.lowerBound), page.text.count))
    return low..<max(low, min(Int(range.upperBound), page.text.count))
  }

  func bytes(_ index: Int) -> ArraySlice<UInt8> { page.text[range(index)] }

  func string(_ index: Int) -> String { String(decoding: bytes(index), as: UTF8.self) }
}
