import KZPipeKit

/// What kind of block each is, from its elements' classes beside their tags, and what sort of boilerplate.
struct BlockRoles {
  let reader: PageReader
  let analysis: PageAnalysis
  typealias Mask = ClassFamilies.Mask

  /// Class families of the block's own elements: its innermost element, its block element and the one above.
  func near(_ index: Int) -> Mask {
    let block = reader.blocks[index]
    var mask = analysis.families[Int(block.inner)] | analysis.families[Int(block.node)]
    let above = analysis.up[Int(block.node)]
    if above >= 0, analysis.blockCount[Int(above)] <= 3 { mask |= analysis.families[Int(above)] }
    return Mask(rawValue: mask)
  }

  /// Class families of the elements around the block, up to six levels.
  func around(_ index: Int) -> Mask {
    var mask: UInt32 = 0
    var node = reader.blocks[index].node
    for _ in 0..<6 {
      guard node > 0 else { break }
      mask |= analysis.families[Int(node)]
      node = analysis.up[Int(node)]
    }
    return Mask(rawValue: mask)
  }

  func isInside(_ tag: Tag, _ index: Int, levels: Int) -> Bool {
    var node = reader.blocks[index].node
    for _ in 0..<levels {
      guard node > 0 else { return false }
      if reader.nodes.tag[Int(node)] == tag { return true }
      node = analysis.up[Int(node)]
    }
    return false
  }

  /// The kind as classes and place tell it, for blocks that tags alone leave open. Of blocks that the model would keep only
  /// what the elements say plainly is believed.
  func kind(_ index: Int, isLikelyBody: Bool, firstBody: Int) -> Block.Kind {
    let raw = reader.blocks[index]
    let facts = analysis.facts[index]
    guard raw.kind != .heading, raw.kind != .table, raw.kind != .preformatted, raw.kind != .caption else {
      return raw.kind
    }
    let mask = near(index)
    if isInside(.figure, index, levels: 4), raw.kind != .quote { return .caption }
    if mask.contains(.caption), facts.words <= 100, !mask.contains(.tags) { return .caption }
    let isShort = facts.words <= 25
    if isShort {
      if mask.contains(.trail) || isInside(.nav, index, levels: 4) && around(index).contains(.trail) { return .trail }
      if mask.contains(.byline) { return .byline }
      if facts.words <= 14, mask.contains(.date) || !isLikelyBody && isDate(facts) { return .date }
    }
    let isBeforeBody = isLikelyBody ? index <= firstBody : index < firstBody && index > analysis.headline
    if mask.contains(.deck), isBeforeBody, raw.kind == .paragraph, analysis.linkShare[index] < 0.3,
      (6...90).contains(facts.words), !mask.contains(.related)
    {
      return .deck
    }
    return raw.kind
  }

  private func isDate(_ facts: BlockFacts) -> Bool {
    facts.hasYear && (facts.calendarWords > 0 || facts.hasTime) && facts.words <= 10
  }

  /// Why a block that the model left out was left out, as far as its elements show it.
  func reason(_ index: Int, kind: Block.Kind, lastBody: Int) -> Reason {
    let raw = reader.blocks[index]
    let facts = analysis.facts[index]
    if raw.isHidden { return "hidden" }
    switch kind {
    case .caption: return "caption"
    case .byline: return "byline"
    case .date: return "date"
    case .trail: return "breadcrumb"
    default: break
    }
    if index == analysis.headline { return "headline" }
    if analysis.headline >= 0, facts.hash == analysis.facts[analysis.headline].hash { return "repeated_headline" }
    let mask = around(index)
    if mask.contains(.consent) { return "consent" }
    if mask.contains(.comment) { return "comment" }
    if mask.contains(.related) { return "related" }
    if mask.contains(.share) { return "share_bar" }
    if !mask.isDisjoint(with: [.promo, .wall]) { return "promo" }
    if mask.contains(.advertisement) { return "advertisement" }
    if mask.contains(.tags) { return "tags" }
    if !mask.isDisjoint(with: [.navigation, .headerFooter, .sidebar]) || isInside(.nav, index, levels: 8)
      || isInside(.footer, index, levels: 8)
    {
      return "navigation"
    }
    if index > lastBody { return "after_article" }
    if analysis.linkShare[index] > 0.6 { return "links" }
    return "model"
  }
}
