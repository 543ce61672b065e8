import KZPipeKit

extension BlockFeatures {
  // MARK: Neighbours

  func putNeighbours(_ index: Int, into row: inout FeatureRow) {
    let node = page.blocks[index].node
    for offset in Self.neighbours {
      let other = index + offset
      let label = offset < 0 ? "before\(-offset)" : "after\(offset)"
      let exists = page.blocks.indices.contains(other)
      row.put("\(label)_words", exists ? page.facts[other].words : -1)
      row.put("\(label)_links", exists ? page.linkShare[other] : -1)
      row.put("\(label)_ends", exists ? Float(page.facts[other].ending.rawValue) : -1)
      row.put("\(label)_tag", exists ? Float(page.nodes.tag[Int(page.blocks[other].node)].rawValue) : -1)
      row.put("\(label)_same", exists && context.pairSignature[other] == context.pairSignature[index])
      row.put(
        "\(label)_levels",
        exists ? page.nodes.levels(from: node, to: context.common(node, page.blocks[other].node)) : -1)
      row.put("\(label)_good", exists && page.isGood[other])
    }
    let before = context.goodBefore[index]
    let after = context.goodAfter[index]
    row.put("to_good_before", before >= 0 ? min(Float(index - Int(before)), 200) : 999)
    row.put("to_good_after", after >= 0 ? min(Float(Int(after) - index), 200) : 999)
    row.put("words_since_good", before >= 0 ? context.wordsBefore(index) - context.wordsBefore(Int(before) + 1) : 9999)
    row.put("words_until_good", after >= 0 ? context.wordsBefore(Int(after)) - context.wordsBefore(index + 1) : 9999)
    row.put("levels_to_good_before", before >= 0 ? levels(node, Int(before)) : 99)
    row.put("levels_to_good_after", after >= 0 ? levels(node, Int(after)) : 99)
    row.put("levels_from_good_before", before >= 0 ? levels(page.blocks[Int(before)].node, index) : 99)
    row.put("levels_from_good_after", after >= 0 ? levels(page.blocks[Int(after)].node, index) : 99)
    for width in [3, 8, 20] {
      let low = max(0, index - width)
      let high = min(page.blocks.count, index + width + 1)
      row.put("window\(width)_good", ratio(context.goodBetween(low, high), context.wordsBetween(low, high)))
      row.put("window\(width)_good_words", context.goodBetween(low, high))
      row.put("window\(width)_links", ratio(context.linksBetween(low, high), context.bytesBetween(low, high)))
    }
    let ahead = min(page.blocks.count, index + 12)
    row.put("ahead_good_words", context.goodBetween(index + 1, ahead))
    row.put("behind_good_words", context.goodBetween(max(0, index - 11), index))
  }

  private func levels(_ node: Int32, _ block: Int) -> Float {
    page.nodes.levels(from: node, to: context.common(node, page.blocks[block].node))
  }

  // MARK: Place in the page and in the article

  func putPlace(_ index: Int, into row: inout FeatureRow) {
    let count = Int32(page.blocks.count)
    row.put("place", ratio(Int32(index), count))
    row.put("words_before", ratio(context.wordsBefore(index), page.totalWords))
    row.put("good_before", ratio(context.goodBetween(0, index), page.totalGood))
    row.put("good_words_before", context.goodBetween(0, index))
    row.put("good_words_after", context.goodBetween(index + 1, Int(count)))
    let headline = page.headline
    row.put("after_headline", headline < 0 ? -1 : Float(max(-50, min(200, index - headline))))
    row.put("words_after_headline", headline < 0 ? -1 : index <= headline ? -2 : context.wordsBetween(headline, index))
    row.put(
      "levels_from_headline",
      headline < 0
        ? -1
        : page.nodes.levels(
          from: page.blocks[headline].node,
          to: context.common(page.blocks[index].node, page.blocks[headline].node)))
    row.put("is_headline", index == headline)
    row.put("like_headline", headline >= 0 && index != headline && page.facts[index].hash == page.facts[headline].hash)
    // The main run of prose, and what came between it and this block.
    let run = context.mainRun
    row.put("after_run", index > run.upperBound ? Float(index - run.upperBound) : index < run.lowerBound ? -1 : 0)
    row.put("before_run", index < run.lowerBound ? Float(run.lowerBound - index) : 0)
    row.put("words_after_run", index > run.upperBound ? context.wordsBetween(run.upperBound + 1, index) : 0)
    let met = context.met[index]
    row.put("bad_words_in_article", met.badWords)
    row.put("longest_gap", met.longestGap)
    row.put("headings_since_start", met.headings)
    row.put("linked_headings_since_start", met.linkedHeadings)
    row.put("first_headings_since_start", met.firstHeadings)
    row.put("bylines_since_start", met.bylines)
    row.put("junk_since_start", met.junk)
    for (place, family) in PageContext.labelFamilies.enumerated() {
      row.put("\(TextCues.names[family])_since_start", met.labels[place])
    }
    let startNode = page.blocks[run.lowerBound].node
    let meeting = context.common(page.blocks[index].node, startNode)
    row.put("levels_to_run_start", page.nodes.levels(from: page.blocks[index].node, to: meeting))
    row.put("levels_from_run_start", page.nodes.levels(from: startNode, to: meeting))
    let segment = Int(context.segment[index])
    row.put("segment_order", context.segmentOrder[index])
    row.put("segment_good_share", segment > 0 ? ratio(page.goodWords[segment], page.totalGood) : -1)
    row.put("segment_good_part", segment > 0 ? ratio(page.goodWords[segment], page.words[segment]) : -1)
    row.put("segment_words", segment > 0 ? page.words[segment] : -1)
    row.put("segment_is_first", segment > 0 && segment == Int(context.segment[run.lowerBound]))
    // Appended articles.
    let article = page.articleOf[Int(page.blocks[index].node)]
    row.put("article_index", Float(context.articleIndex(article)))
    row.put("article_good_share", article < 0 ? -1 : ratio(page.goodWords[Int(article)], page.totalGood))
    row.put(
      "article_has_headline",
      headline >= 0 && article >= 0 && page.articleOf[Int(page.blocks[headline].node)] == article)
    row.put("article_is_nested", article >= 0 && context.isNested(article))
    row.put("article_levels_to_main", article < 0 ? -1 : context.levelsToMainArticle(article))
    // Alone or one of many of its kind beside each other.
    row.put("twins", context.twins(of: index))
    row.put("heading_above", context.headingAbove(index))
    row.put("heading_above_cues", context.headingAboveIsJunk(index))
    row.put("heading_level_above", context.headingLevelAbove(index))
  }

  // MARK: The page

  func putPage(_ index: Int, into row: inout FeatureRow) {
    row.put("page_blocks", page.blocks.count)
    row.put("page_words", page.totalWords)
    row.put("page_good_words", page.totalGood)
    row.put("page_good_part", ratio(page.totalGood, page.totalWords))
    row.put("page_links", ratio(page.linkBytes[0], page.bytes[0]))
    row.put("page_articles", page.articles.count)
    row.put("page_run_words", context.mainRunWords)
    row.put("page_paragraph_part", context.paragraphPart)
    row.put("top_good_share", ratio(page.goodWords[Int(page.topNode)], page.totalGood))
    row.put("top_links", ratio(page.linkBytes[Int(page.topNode)], page.bytes[Int(page.topNode)]))
  }
}
