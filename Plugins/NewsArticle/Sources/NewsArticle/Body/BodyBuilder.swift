import KZPipeKit

/// Makes the article's body of the blocks that the clean stages kept.
struct BodyBuilder {
  let page: PageView
  /// Comparison keys of the headline and of its other candidates.
  let headlineKeys: Set<[UInt8]>
  let headlineBlock: Int?
  let bylineBlocks: Set<Int>
  let dateBlocks: Set<Int>
  let keepsDateline: Bool
  let keepsDeck: Bool

  struct Result {
    var blocks: [BodyBlock] = []
    var exchanges: [Exchange] = []
    var dateline: String?
    var datelineBlock: Int?
    /// Whom the dateline names as the reporter.
    var reporter: String?
    var deck: (text: String, block: Int)?
    /// Kept blocks that are no body text, with the reason.
    var removed: [(block: Int, reason: String)] = []
  }

  func build() -> Result {
    var result = Result()
    var turns: [Turn] = []
    let captionBlocks = page.blocks.indices.filter { page.blocks[$0].kind == .caption }.prefix(64)
    let captions = Set(captionBlocks.map { Fold.key(page.bytes($0)) })
    let captionLengths = captionBlocks.map { page.range($0).count }
    let hasSections = page.isPlainText
    for (order, index) in page.body.enumerated() {
      let block = page.blocks[index]
      let range = Clean.trim(page.page.text, page.range(index))
      guard !range.isEmpty else { continue }
      // Only the first blocks can repeat the headline, and only a block of a caption's length can repeat the caption.
      let isCompared =
        order < 8 || range.count < 12 || captionLengths.contains { abs($0 - range.count) <= 24 }
      let key = isCompared ? Fold.key(page.page.text[range]) : [1]
      if let reason = notBody(index, order, block, key, captions) {
        result.removed.append((index, reason))
        continue
      }
      if block.kind == .deck {
        if result.deck == nil {
          result.deck = (Clean.line(String(decoding: page.page.text[range], as: UTF8.self)), index)
        }
        if !keepsDeck { continue }
      }
      let own = spans(in: range)
      result.blocks.append(bodyBlock(block, index, range, own))
      turns.append(
        Turn(
          text: Array(page.page.text[range]), form: form(block), isEmphasised: isEmphasised(own, range.count),
          section: hasSections ? block.group : -1))
    }
    if result.deck == nil { result.deck = droppedDeck() }
    readDateline(&result)
    readInterview(turns, &result)
    return result
  }

  private func notBody(_ index: Int, _ order: Int, _ block: Block, _ key: [UInt8], _ captions: Set<[UInt8]>) -> String?
  {
    if index == headlineBlock { return "headline" }
    if let headline = headlineBlock, index < headline, page.blocks[headline].kind == .heading, isLabel(index) {
      return "before_headline"
    }
    if bylineBlocks.contains(index) { return "byline" }
    if dateBlocks.contains(index) { return "date" }
    if key.isEmpty { return block.kind == .table || block.kind == .preformatted ? nil : "no_letters" }
    if order < 8, headlineKeys.contains(key), block.kind == .heading || key.count >= 12 { return "repeated_headline" }
    if key.count >= 24, captions.contains(key), block.kind == .paragraph { return "repeated_caption" }
    return nil
  }

  /// A short line without a sentence: above the headline it is a trail or a kicker.
  private func isLabel(_ index: Int) -> Bool {
    let range = Clean.trim(page.page.text, page.range(index))
    guard range.count <= 120, let last = page.page.text[range].last else { return false }
    return ![0x2E, 0x21, 0x3F, 0x22].contains(last)
  }

  private func form(_ block: Block) -> Turn.Form {
    switch block.kind {
    case .paragraph, .quote, .deck: .paragraph
    case .heading: .heading
    default: .other
    }
  }

  private func bodyBlock(_ block: Block, _ index: Int, _ range: Range<Int>, _ spans: [Span]) -> BodyBlock {
    let kind: BodyBlock.Kind =
      switch block.kind {
      case .heading: .heading
      case .quote: .quote
      case .listItem: .listItem
      case .preformatted: .preformatted
      case .table: .table
      default: .paragraph
      }
    let level: Int =
      switch kind {
      case .heading: min(6, max(2, Int(block.level)))
      case .listItem: max(1, Int(block.level))
      default: 0
      }
    return BodyBlock(
      kind: kind, text: String(decoding: page.page.text[range], as: UTF8.self), level: level, spans: spans,
      origin: index)
  }

  /// The page's spans that lie in `range`, cut to it and counted from its start.
  private func spans(in range: Range<Int>) -> [Span] {
    let all = page.page.spans
    var low = 0
    var high = all.count
    // Spans are ordered by start, and none is longer than its block.
    while low < high {
      let middle = (low + high) / 2
      if Int(all[middle].range.lowerBound) < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    while low > 0, Int(all[low - 1].range.upperBound) > range.lowerBound { low -= 1 }
    var out: [Span] = []
    while low < all.count, Int(all[low].range.lowerBound) <= range.upperBound {
      let span = all[low]
      low += 1
      let start = max(Int(span.range.lowerBound), range.lowerBound)
      let end = min(Int(span.range.upperBound), range.upperBound)
      guard start < end || start == end && span.kind == .lineBreak && start > range.lowerBound && end < range.upperBound
      else { continue }
      guard isBoundary(start), isBoundary(end) else { continue }
      var own = span
      own.range = Int32(start - range.lowerBound)..<Int32(end - range.lowerBound)
      out.append(own)
    }
    return out
  }

  private func isBoundary(_ at: Int) -> Bool { at >= page.page.text.count || page.page.text[at] & 0xC0 != 0x80 }

  private func isEmphasised(_ spans: [Span], _ length: Int) -> Bool {
    spans.contains { ($0.kind == .strong || $0.kind == .emphasis) && $0.range.count * 10 >= length * 9 }
  }

  /// A deck that the clean stage left out of the body.
  private func droppedDeck() -> (text: String, block: Int)? {
    guard let first = page.firstBodyBlock else { return nil }
    for index in page.blocks.indices where page.blocks[index].kind == .deck && index <= first + 2 {
      let text = Clean.line(page.string(index))
      if (12...1200).contains(text.utf8.count), !headlineKeys.contains(Fold.key(text)) { return (text, index) }
    }
    return nil
  }

  private func readDateline(_ result: inout Result) {
    for index in result.blocks.indices.prefix(4) where result.blocks[index].kind == .paragraph {
      guard let origin = result.blocks[index].origin, page.blocks[origin].kind != .deck else { continue }
      guard let found = Dateline.read(Array(result.blocks[index].text.utf8)) else {
        if index > 1 { return }
        continue
      }
      result.dateline = found.text
      result.reporter = found.reporter
      result.datelineBlock = origin
      if !keepsDateline {
        let text = result.blocks[index].text
        result.blocks[index].text = String(text.utf8.dropFirst(found.length)) ?? text
        let cut = Int32(found.length)
        result.blocks[index].spans = result.blocks[index].spans.compactMap { span in
          guard span.range.upperBound > cut else { return nil }
          var span = span
          span.range = max(0, span.range.lowerBound - cut)..<(span.range.upperBound - cut)
          return span
        }
      }
      return
    }
  }

  private func readInterview(_ turns: [Turn], _ result: inout Result) {
    for exchange in InterviewReader(turns).exchanges() {
      for index in exchange.question where canTurn(result.blocks[index].kind) { result.blocks[index].kind = .question }
      for index in exchange.answer where canTurn(result.blocks[index].kind) { result.blocks[index].kind = .answer }
      for index in exchange.question + exchange.answer where result.blocks[index].kind != .heading {
        if result.blocks[index].kind == .question || result.blocks[index].kind == .answer {
          result.blocks[index].level = 0
        }
      }
      result.exchanges.append(
        Exchange(
          question: exchange.question, answer: exchange.answer, speakerName: exchange.speaker.map(NameCase.usual)))
    }
  }

  private func canTurn(_ kind: BodyBlock.Kind) -> Bool { kind == .paragraph || kind == .heading || kind == .quote }
}
