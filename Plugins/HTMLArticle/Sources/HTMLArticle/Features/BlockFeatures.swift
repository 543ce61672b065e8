import KZPipeKit

/// Writes the features of every block of a page, in one fixed order.
///
/// The groups follow what pays in boilerplate detection: text facts (Kohlschütter et al. 2010), scores of the elements
/// around (arc90's Readability), neighbours, place, and the share of prose among blocks that look alike.
struct BlockFeatures {
  let page: PageAnalysis
  let context: PageContext

  static let neighbours = [-2, -1, 1, 2]
  static let ancestorLevels = 5
  static let familyLevelLimit = 12

  init(_ page: PageAnalysis, evidence: EvidenceWords) {
    self.page = page
    context = PageContext(page, evidence: evidence)
  }

  /// Blocks that need a look: all but short links far from prose.
  var open: [Int] { page.blocks.indices.filter { !isClear($0) } }

  /// The features of `blocks`; `width` is the number of columns, `nil` to learn their names.
  func matrix(_ blocks: [Int], width: Int?) -> FeatureMatrix {
    FeatureMatrix(blocks: blocks, width: width) { block, row in
      putText(block, into: &row)
      putTags(block, into: &row)
      putScores(block, into: &row)
      putAncestors(block, into: &row)
      putFamilies(block, into: &row)
      putNeighbours(block, into: &row)
      putPlace(block, into: &row)
      putPage(block, into: &row)
    }
  }

  /// A short link far from prose is never body: more than half of a page's blocks need no features.
  private func isClear(_ index: Int) -> Bool {
    guard page.linkShare[index] >= 0.8, page.facts[index].words <= 20 else { return false }
    let before = context.goodBefore[index]
    let after = context.goodAfter[index]
    return (before < 0 || index - Int(before) > 3) && (after < 0 || Int(after) - index > 3)
  }

  // MARK: The text itself

  private func putText(_ index: Int, into row: inout FeatureRow) {
    let facts = page.facts[index]
    let block = page.blocks[index]
    row.put("bytes", facts.bytes)
    row.put("words", facts.words)
    row.put("good", page.isGood[index])
    row.put("link_share", page.linkShare[index])
    row.put("links", block.links)
    row.put("starts_with_link", block.startsWithLink)
    row.put("ends_with_link", block.endsWithLink)
    row.put("strong_share", ratio(block.strongBytes, facts.bytes))
    row.put("breaks", block.breaks)
    row.put("sentences", facts.sentences)
    row.put("ending", Float(facts.ending.rawValue))
    row.put("ends_sentence", facts.ending == .sentence || facts.ending == .question)
    row.put("commas", facts.commas)
    row.put("quotes", facts.quotes)
    row.put("separators", facts.separators)
    row.put("code_signs", ratio(facts.codeSigns, facts.bytes))
    row.put("capital_words", ratio(facts.capitalWords, facts.words))
    row.put("capitals", ratio(facts.capitals, facts.letters))
    row.put("digits", ratio(facts.digits, facts.bytes))
    row.put("letters", ratio(facts.letters, facts.bytes))
    row.put("function_words", ratio(facts.functionWords, facts.words))
    row.put("cue_share", ratio(facts.cueCount, facts.words))
    row.put("calendar_words", facts.calendarWords)
    row.put("longest_word", facts.longestWord)
    row.put("mean_word", ratio(facts.bytes, facts.words))
    row.put("starts_capital", facts.startsCapital)
    row.put("starts_lower", facts.startsLower)
    row.put("first_byte", Float(facts.firstByte))
    row.put("has_time", facts.hasTime)
    row.put("has_year", facts.hasYear)
    row.put("has_address", facts.hasAddress)
    row.put("has_url", facts.hasURL)
    row.put("repeats", context.repeats[index])
    row.put("repeated_before", context.repeatedBefore[index])
    for family in TextCues.names.indices where family != 13 {
      row.put("cue_\(TextCues.names[family])", facts.cues >> UInt32(family) & 1 == 1)
    }
    for family in [0, 3, 4, 7, 9, 11] {
      row.put("first_cue_\(TextCues.names[family])", facts.firstCues >> UInt32(family) & 1 == 1)
    }
    row.put("title_words", ratio(facts.titleWords, facts.words))
    row.put("title_coverage", ratio(facts.titleWords, context.titleWords))
    row.put("description_words", ratio(facts.descriptionWords, facts.words))
    row.put("description_coverage", ratio(facts.descriptionWords, context.descriptionWords))
    row.put("related_words", context.relatedShare[index])
    row.put("data_share", context.dataShare[index])
  }

  // MARK: Elements around

  private func putTags(_ index: Int, into row: inout FeatureRow) {
    let block = page.blocks[index]
    let nodes = page.nodes
    let node = Int(block.node)
    let parent = page.up[node]
    let grandparent = parent >= 0 ? page.up[Int(parent)] : -1
    row.put("tag", Float(nodes.tag[node].rawValue))
    row.put("parent_tag", parent >= 0 ? Float(nodes.tag[Int(parent)].rawValue) : -1)
    row.put("grandparent_tag", grandparent >= 0 ? Float(nodes.tag[Int(grandparent)].rawValue) : -1)
    row.put("inner_tag", Float(nodes.tag[Int(block.inner)].rawValue))
    row.put("kind", Float(block.kind.rawValue))
    row.put("level", Float(block.level))
    row.put("is_paragraph", nodes.tag[node] == .p)
    row.put("depth", Float(nodes.depth[node]))
    row.put("is_hidden", block.isHidden)
    row.put("is_aria_hidden", context.ariaHidden[node])
    let near = context.nearest(of: node)
    row.put("to_article", near.article)
    row.put("to_main", near.main)
    row.put("to_aside", near.aside)
    row.put("to_nav", near.nav)
    row.put("to_figure", near.figure)
    row.put("to_list", near.list)
    row.put("to_table", near.table)
    row.put("to_header", near.header)
    row.put("to_footer", near.footer)
    row.put("to_section", near.section)
    row.put("to_quote", near.quote)
    row.put("to_form", near.form)
    // The list or table as one unit.
    let unit = near.unit >= 0 ? Int(near.unit) : node
    row.put("unit_words", near.unit >= 0 ? page.words[unit] : -1)
    row.put("unit_blocks", near.unit >= 0 ? page.blockCount[unit] : -1)
    row.put("unit_good", near.unit >= 0 ? ratio(page.goodWords[unit], page.words[unit]) : -1)
    row.put("unit_links", near.unit >= 0 ? ratio(page.linkBytes[unit], page.bytes[unit]) : -1)
    row.put("unit_mean", near.unit >= 0 ? ratio(page.words[unit], page.blockCount[unit]) : -1)
  }

  // MARK: Scores of elements, signatures

  private func putScores(_ index: Int, into row: inout FeatureRow) {
    let node = page.blocks[index].node
    let top = page.topNode
    let common = context.common(node, top)
    row.put("in_top", common == top)
    row.put("levels_to_top", page.nodes.levels(from: node, to: common))
    row.put("levels_from_top", page.nodes.levels(from: top, to: common))
    var best: Float = 0
    var at = node
    var level = 0
    while at >= 0, level < 6 {
      best = max(best, page.score[Int(at)])
      at = page.up[Int(at)]
      level += 1
    }
    let highest = page.score[Int(top)]
    row.put("best_score", highest > 0 ? best / highest : 0)
    let parent = page.up[Int(node)]
    row.put("own_score", highest > 0 ? page.score[Int(node)] / highest : 0)
    row.put("parent_score", highest > 0 && parent >= 0 ? page.score[Int(parent)] / highest : 0)
    for (place, shareNode) in page.shareNodes.enumerated() {
      let meeting = context.common(node, shareNode)
      row.put("in_share_\(place)", meeting == shareNode)
      row.put("levels_to_share_\(place)", page.nodes.levels(from: node, to: meeting))
      row.put("levels_from_share_\(place)", page.nodes.levels(from: shareNode, to: meeting))
    }
    let meeting = context.common(node, page.densestNode)
    row.put("in_densest", meeting == page.densestNode)
    row.put("levels_from_densest", page.nodes.levels(from: page.densestNode, to: meeting))
    for (name, group) in [
      ("own", context.ownSignature[index]), ("pair", context.pairSignature[index]),
      ("triple", context.tripleSignature[index]),
    ] {
      let sums = context.signatures[Int(group)]
      row.put("\(name)_good_share", ratio(sums.goodWords, page.totalGood))
      row.put("\(name)_good_part", ratio(sums.goodWords, sums.words))
      row.put("\(name)_count", sums.count)
      row.put("\(name)_mean", ratio(sums.words, sums.count))
      row.put("\(name)_links", ratio(sums.linkBytes, sums.bytes))
    }
  }

  private func putAncestors(_ index: Int, into row: inout FeatureRow) {
    let facts = page.facts[index]
    var node = page.blocks[index].node
    for level in 0..<Self.ancestorLevels {
      guard node >= 0 else {
        for name in ["words", "good_share", "good_part", "links", "good_blocks", "blocks", "place"] {
          row.put("up\(level)_\(name)", -1 as Float)
        }
        continue
      }
      let at = Int(node)
      row.put("up\(level)_words", page.words[at] - facts.words)
      row.put("up\(level)_good_share", ratio(page.goodWords[at], page.totalGood))
      row.put("up\(level)_good_part", ratio(page.goodWords[at], page.words[at]))
      row.put("up\(level)_links", ratio(page.linkBytes[at], page.bytes[at]))
      row.put("up\(level)_good_blocks", page.goodBlocks[at])
      row.put("up\(level)_blocks", page.blockCount[at])
      row.put("up\(level)_place", ratio(Int32(index) - page.firstBlock[at], page.blockCount[at]))
      node = page.up[at]
    }
  }

  private func putFamilies(_ index: Int, into row: inout FeatureRow) {
    let levels = context.familyLevels(of: page.blocks[index])
    for family in 0..<ClassFamilies.Mask.familyCount {
      row.put("class_\(ClassFamilies.names[family])", Float(levels[family]))
    }
    row.put("class_boilerplate", Float(levels[ClassFamilies.Mask.familyCount]))
  }
}

extension NodeTable {
  /// Levels from `node` up to its ancestor `ancestor`.
  func levels(from node: Int32, to ancestor: Int32) -> Float {
    Float(Int(depth[Int(node)]) - Int(depth[Int(ancestor)]))
  }
}
