import KZPipeKit

/// Tells pages that hold no article although some of their text reads like one: lists of teasers, error pages, notices.
///
/// It looks at what the judge kept. Long texts are never taken for a notice, and a page that calls itself an article is never
/// taken for a list.
struct PageNature {
  let analysis: PageAnalysis
  let context: PageContext
  let isBody: [Bool]
  /// Text of all blocks.
  let text: [UInt8]
  let title: [UInt8]
  let saysArticle: Bool

  /// Why the page holds no article; `nil` when nothing speaks against it.
  func objection() -> Reason? {
    let kept = isBody.indices.filter { isBody[$0] }
    guard !kept.isEmpty else { return nil }
    let words = kept.reduce(Int32(0)) { $0 + analysis.facts[$1].words }
    if words <= 150, namesError() { return "error_page" }
    if words <= 220, isNotice(kept) { return "notice_page" }
    if !saysArticle, isList(kept, words) { return "index_page" }
    return nil
  }

  // MARK: Errors

  /// Whether the title or one of the first headings says that the page itself is missing, closed or broken.
  private func namesError() -> Bool {
    if NoticeWords.nameError(title) { return true }
    let headings = analysis.blocks.indices.filter { analysis.blocks[$0].kind == .heading && isNearStart($0) }.prefix(3)
    return headings.contains { NoticeWords.nameError(Array(text(of: $0))) }
  }

  /// Headings of the page's own text, not of boxes behind it.
  private func isNearStart(_ index: Int) -> Bool {
    guard let first = isBody.firstIndex(of: true), let last = isBody.lastIndex(of: true) else { return false }
    return index >= first - 6 && index <= last
  }

  // MARK: Notices

  private static let noticeCues: UInt32 = 1 << 0 | 1 << 1 | 1 << 5 | 1 << 11

  /// Consent, subscription, login, robots: text that speaks to its reader about the site, where news speaks about others.
  private func isNotice(_ kept: [Int]) -> Bool {
    var words: Int32 = 0
    var cued: Int32 = 0
    var hits: Int32 = 0
    var addressed: Int32 = 0
    TextCues.standard.withTable { cues in
      // A heading may still be that of the story behind the wall.
      for index in kept where analysis.blocks[index].kind != .heading {
        let before = hits
        var previous: UInt64 = 0
        for hash in WordList.hashes(Array(text(of: index))) {
          let pair = previous == 0 ? 0 : cues[WordHash.pair(previous, hash)]
          if (cues[hash] | pair) & Self.noticeCues != 0 || NoticeWords.isNotice(hash) { hits += 1 }
          if NoticeWords.isAddress(hash) { addressed += 1 }
          previous = hash
        }
        words += analysis.facts[index].words
        if hits > before { cued += analysis.facts[index].words }
      }
    }
    guard cued * 2 >= words, hits >= 2 else { return false }
    // A few words that hold little else than "subscribe" need not say "you".
    return hits * 25 >= words && addressed >= 2 && addressed * 28 >= words || hits * 11 >= words && words <= 30
  }

  // MARK: Lists

  /// Words that a teaser has at most.
  private static let teaserWords: Int32 = 70

  /// Whether most of what was kept stands in five or more elements of one kind, each with a link to its own story.
  private func isList(_ kept: [Int], _ words: Int32) -> Bool {
    var teased: Int32 = 0
    var units: Set<Int32> = []
    for index in kept {
      guard let unit = teaser(around: index) else { continue }
      teased += analysis.facts[index].words
      units.insert(unit)
    }
    return units.count >= 4 && teased * 10 >= words * 7
  }

  /// The smallest element around the block that stands in a row of its kind and holds one linked headline.
  private func teaser(around index: Int) -> Int32? {
    var node = analysis.blocks[index].node
    for _ in 0..<6 {
      guard node > 0, analysis.words[Int(node)] <= Self.teaserWords else { return nil }
      if context.twinCount(node) >= 5, hasLinkedHeadline(node, but: index) { return node }
      node = analysis.up[Int(node)]
    }
    return nil
  }

  private func hasLinkedHeadline(_ node: Int32, but index: Int) -> Bool {
    let first = Int(analysis.firstBlock[Int(node)])
    return (first..<(first + Int(analysis.blockCount[Int(node)]))).contains { other in
      guard analysis.facts[other].words >= 2 || analysis.facts[other].isWide else { return false }
      let isHeading = analysis.blocks[other].kind == .heading
      return analysis.linkShare[other] >= 0.7 && (other != index || isHeading)
    }
  }

  private func text(of index: Int) -> ArraySlice<UInt8> {
    text[Int(analysis.blocks[index].start)..<Int(analysis.blocks[index].end)]
  }
}
