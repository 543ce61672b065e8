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

  enum Finding: Equatable {
    /// Nothing speaks against an article.
    case none
    /// The page holds none, and why.
    case objection(Reason)
    /// Most of what was kept are teasers, but an article stands before or beside them.
    case teasers([Int])
  }

  func finding() -> Finding {
    let kept = isBody.indices.filter { isBody[$0] }
    guard !kept.isEmpty else { return .none }
    let words = kept.reduce(Int32(0)) { $0 + analysis.facts[$1].words }
    if words <= 150, namesError() { return .objection("error_page") }
    if words <= 220, isNotice(kept) { return .objection("notice_page") }
    return list(kept, words)
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

  /// Least words of an article beside its teasers.
  private static let articleWords: Int32 = 25

  /// Whether most of what was kept stands in several elements of one kind, each with a link to its own story.
  private func list(_ kept: [Int], _ words: Int32) -> Finding {
    var teased: Int32 = 0
    var told: Int32 = 0
    var teasers: [Int] = []
    var units: Set<Int32> = []
    for index in kept {
      if let unit = teaser(around: index) {
        teased += analysis.facts[index].words
        teasers.append(index)
        units.insert(unit)
      } else if analysis.isGood[index], analysis.blocks[index].kind != .heading {
        told += analysis.facts[index].words
      }
    }
    guard units.count >= 4, teased * 10 >= words * 7 else { return .none }
    let headline = analysis.headline
    // A headline that leads elsewhere is that of a teaser.
    let isOwn = headline >= 0 && analysis.linkShare[headline] < 0.5 && teaser(around: headline) == nil
    if told >= Self.articleWords, isOwn { return .teasers(teasers) }
    return saysArticle ? .none : .objection("index_page")
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
