import KZPipeKit

/// Puts the blocks' probabilities together: which blocks are the body, and whether the page holds an article at all.
struct PageJudge {
  let analysis: PageAnalysis
  let roles: BlockRoles
  let probabilities: [Float]
  let threshold: Float

  struct Judgement {
    var isBody: [Bool]
    var kinds: [Block.Kind]
    /// Reasons of blocks that rules, not the model, took out.
    var reasons: [Int: Reason]
    var confidence: Double
  }

  func judge() -> Judgement {
    var isBody = probabilities.map { $0 > threshold }
    keepAnnouncedLists(&isBody)
    var reasons: [Int: Reason] = [:]
    var seen: Set<UInt64> = []
    var headings: [UInt64: Int] = [:]
    for (index, block) in analysis.blocks.enumerated() where block.kind == .heading {
      headings[analysis.facts[index].hash, default: 0] += 1
    }
    var repeats: [UInt64: Int] = [:]
    for facts in analysis.facts where facts.words <= 3 { repeats[facts.hash, default: 0] += 1 }
    var kinds = analysis.blocks.map(\.kind)
    let firstBody = isBody.firstIndex(of: true) ?? 0
    for index in isBody.indices where isBody[index] {
      let block = analysis.blocks[index]
      let facts = analysis.facts[index]
      let kind = roles.kind(index, isLikelyBody: true, firstBody: firstBody)
      if analysis.outsider[index] != .none {
        isBody[index] = false
        reasons[index] = Self.reason(analysis.outsider[index])
      } else if Self.isNoBody(kind) {
        isBody[index] = false
        kinds[index] = kind
      } else if index == analysis.headline, block.kind == .heading {
        isBody[index] = false
        reasons[index] = "headline"
      } else if facts.words <= 60, roles.near(index).contains(.promo) {
        isBody[index] = false
        reasons[index] = "promo"
      } else if isLinkedShout(index) || isPointer(index) {
        isBody[index] = false
        reasons[index] = "linked_teaser"
      } else if analysis.headline >= 0, facts.hash == analysis.facts[analysis.headline].hash {
        isBody[index] = false
        reasons[index] = "repeated_headline"
      } else if block.kind == .heading, facts.words >= 3, index < firstBody + 6, (headings[facts.hash] ?? 0) > 1 {
        // A heading that the page prints twice near the start is its headline.
        isBody[index] = false
        reasons[index] = "repeated_headline"
      } else if facts.words >= 8, !seen.insert(facts.hash).inserted {
        isBody[index] = false
        reasons[index] = "repeated"
      } else if facts.words <= 3, block.kind == .paragraph, (repeats[facts.hash] ?? 0) >= 5 {
        // A label that the page prints again and again.
        isBody[index] = false
        reasons[index] = "repeated_label"
      }
    }
    let first = isBody.firstIndex(of: true) ?? isBody.count
    for index in isBody.indices where !Self.isNoBody(kinds[index]) {
      kinds[index] = roles.kind(index, isLikelyBody: isBody[index], firstBody: first)
    }
    return Judgement(isBody: isBody, kinds: kinds, reasons: reasons, confidence: confidence(isBody))
  }

  private static func reason(_ outsider: PageAnalysis.Outsider) -> Reason {
    switch outsider {
    case .none: "model"
    case .consent: "consent"
    case .comment: "comment"
    case .related: "related"
    }
  }

  /// A list right below a paragraph of the body that ends with a colon belongs to it as a whole: items are short, and one
  /// by one the trees are less sure of them.
  private func keepAnnouncedLists(_ isBody: inout [Bool]) {
    var index = 1
    while index < isBody.count {
      let announces =
        isBody[index - 1] && probabilities[index - 1] > 0.8 && analysis.facts[index - 1].ending == .colon
        && analysis.blocks[index].kind == .listItem
      guard announces else {
        index += 1
        continue
      }
      let group = analysis.blocks[index].group
      let start = index
      while index < isBody.count, analysis.blocks[index].kind == .listItem, analysis.blocks[index].group == group {
        index += 1
      }
      // One item that is kept by itself vouches for the others; a list of links is none of the text.
      guard (start..<index).contains(where: { isBody[$0] }) else { continue }
      for item in start..<index where probabilities[item] > 0.2 && analysis.linkShare[item] < 0.6 {
        isBody[item] = true
      }
    }
  }

  /// A short paragraph that begins with words such as "read also" and goes on with a link.
  private func isPointer(_ index: Int) -> Bool {
    let facts = analysis.facts[index]
    return facts.firstCues & TextCues.more != 0 && analysis.linkShare[index] > 0.3 && facts.words <= 30
      && analysis.blocks[index].kind == .paragraph
  }

  /// A paragraph in capitals that is one link: the way to another story.
  private func isLinkedShout(_ index: Int) -> Bool {
    let facts = analysis.facts[index]
    return analysis.linkShare[index] > 0.95 && facts.words >= 4 && facts.capitals * 10 > facts.letters * 7
      && analysis.blocks[index].kind == .paragraph
  }

  /// Kinds of block that a body never has.
  static func isNoBody(_ kind: Block.Kind) -> Bool {
    switch kind {
    case .caption, .byline, .date, .trail: true
    default: false
    }
  }

  /// Takes teasers out that were kept beside an article.
  func drop(_ teasers: [Int], from judgement: inout Judgement) {
    for index in teasers {
      judgement.isBody[index] = false
      judgement.reasons[index] = "related"
    }
    judgement.confidence = confidence(judgement.isBody)
  }

  /// How sure it is that the page holds one article: the certainty of the kept words, how much prose they are, and how
  /// much of the page's prose they hold.
  private func confidence(_ isBody: [Bool]) -> Double {
    var words: Float = 0
    var certain: Float = 0
    var good: Float = 0
    for index in isBody.indices where isBody[index] {
      let count = Float(analysis.facts[index].words)
      words += count
      certain += count * probabilities[index]
      // A table of figures reads like prose by its length alone.
      if analysis.isGood[index], analysis.blocks[index].kind != .table || analysis.facts[index].sentences > 0 {
        good += count
      }
    }
    guard words > 0 else { return 0 }
    let mean = certain / words
    // Ten words of prose prove little, a hundred much.
    let amount = good / (good + 30)
    return Double(min(1, mean * (0.05 + 0.95 * amount)))
  }
}
