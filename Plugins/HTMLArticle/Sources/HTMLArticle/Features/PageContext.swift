import KZPipeKit

/// Texts that the page says about itself, for features: UTF-8, empty when absent.
struct EvidenceWords: Sendable {
  var title: [UInt8] = []
  /// The title element alone.
  var pageTitle: [UInt8] = []
  var description: [UInt8] = []
  /// `articleBody` of structured data.
  var body: [UInt8] = []
}

/// What a block's features need to know of the rest of the page, computed once: prefix sums, signatures, the main run.
struct PageContext {
  /// Sums over the blocks that look alike.
  struct Sums {
    var count: Int32 = 0
    var words: Int32 = 0
    var goodWords: Int32 = 0
    var bytes: Int32 = 0
    var linkBytes: Int32 = 0
  }

  /// What was met since the article seems to have begun.
  struct Met {
    var badWords: Int32 = 0
    var longestGap: Int32 = 0
    var headings: Int32 = 0
    var linkedHeadings: Int32 = 0
    var firstHeadings: Int32 = 0
    var bylines: Int32 = 0
    var junk: Int32 = 0
    /// The last heading, wherever it stands; -1 for none.
    var heading: Int32 = -1
    /// Labels by family: subscribe, more, social, comment.
    var labels: SIMD4<Int32> = .zero
  }

  static let labelFamilies = [0, 3, 4, 5]
  private static let labelClasses: [ClassFamilies.Mask] = [.promo, .related, .share, .comment]

  let page: PageAnalysis
  let titleWords: Int32
  let descriptionWords: Int32

  // Prefix sums: entry `i` is the sum over the blocks before block `i`.
  private var wordSums: [Int32] = [0]
  private var goodSums: [Int32] = [0]
  private var byteSums: [Int32] = [0]
  private var linkSums: [Int32] = [0]

  private(set) var goodBefore: [Int32] = []
  private(set) var goodAfter: [Int32] = []
  private(set) var repeats: [Int32] = []
  private(set) var repeatedBefore: [Int32] = []

  private(set) var signatures: [Sums] = []
  private(set) var ownSignature: [Int32] = []
  private(set) var pairSignature: [Int32] = []
  private(set) var tripleSignature: [Int32] = []

  /// Blocks from the first to the last of the stretch with most prose and least else.
  private(set) var mainRun = 0...0
  private(set) var mainRunWords: Int32 = 0
  private(set) var paragraphPart: Float = 0

  /// What was met before each block.
  private(set) var met: [Met] = []
  /// The part below the element that holds nine tenths of the prose in which each block stands; 0 outside of it.
  private(set) var segment: [Int32] = []
  private(set) var segmentOrder: [Int32] = []

  private(set) var relatedShare: [Float] = []
  private(set) var dataShare: [Float] = []
  private(set) var ariaHidden: [Bool] = []
  private var articlesWithProse = 0
  private var twinCounts: [Int32] = []
  /// Place of each `article` element among those that hold prose.
  private(set) var articlePlace: [Int32: Int] = [:]

  init(_ page: PageAnalysis, evidence: EvidenceWords) {
    self.page = page
    titleWords = Int32(WordList.hashes(evidence.title).count)
    descriptionWords = Int32(WordList.hashes(evidence.description).count)
    addUp()
    group()
    findMainRun()
    walk()
    relate()
    compare(with: evidence.body)
    inherit()
    countTwins()
    divide()
    for article in page.articles {
      articlePlace[article] = min(20, articlesWithProse)
      if page.goodWords[Int(article)] > 0 { articlesWithProse += 1 }
    }
  }

  func wordsBefore(_ block: Int) -> Int32 { wordSums[block] }
  func wordsBetween(_ low: Int, _ high: Int) -> Int32 { low < high ? wordSums[high] - wordSums[low] : 0 }
  func goodBetween(_ low: Int, _ high: Int) -> Int32 { low < high ? goodSums[high] - goodSums[low] : 0 }
  func bytesBetween(_ low: Int, _ high: Int) -> Int32 { low < high ? byteSums[high] - byteSums[low] : 0 }
  func linksBetween(_ low: Int, _ high: Int) -> Int32 { low < high ? linkSums[high] - linkSums[low] : 0 }

  /// Nearest common ancestor of two elements.
  func common(_ a: Int32, _ b: Int32) -> Int32 {
    var node = a
    while node > 0, !(node <= b && b < page.nodes.end[Int(node)]) { node = page.nodes.parent[Int(node)] }
    return max(0, node)
  }

  private mutating func addUp() {
    let count = page.blocks.count
    var index = HashIndex(capacity: count)
    var seen = [Int32](repeating: 0, count: count)
    var numbers: [Int32] = []
    numbers.reserveCapacity(count)
    var last: Int32 = -1
    for block in 0..<count {
      let facts = page.facts[block]
      wordSums.append(wordSums[block] + facts.words)
      goodSums.append(goodSums[block] + (page.isGood[block] ? facts.words : 0))
      byteSums.append(byteSums[block] + facts.bytes)
      linkSums.append(linkSums[block] + page.blocks[block].linkBytes)
      goodBefore.append(last)
      if page.isGood[block] { last = Int32(block) }
      let number = index.number(of: facts.hash)
      numbers.append(number)
      repeatedBefore.append(seen[Int(number)])
      seen[Int(number)] += 1
    }
    repeats = numbers.map { seen[Int($0)] }
    goodAfter = [Int32](repeating: -1, count: count)
    var next: Int32 = -1
    for index in stride(from: count - 1, through: 0, by: -1) {
      goodAfter[index] = next
      if page.isGood[index] { next = Int32(index) }
    }
  }

  private mutating func group() {
    var found = HashIndex(capacity: page.blocks.count * 3)
    func key(_ block: Int, _ levels: Int) -> UInt64 {
      var node = Int(page.blocks[block].node)
      var hash = page.signature[node]
      for _ in 0..<levels {
        guard page.up[node] >= 0 else { break }
        node = Int(page.up[node])
        hash = WordHash.pair(hash, page.signature[node])
      }
      return WordHash.finish(hash &+ UInt64(levels))
    }
    for levels in 0..<3 {
      var indices: [Int32] = []
      indices.reserveCapacity(page.blocks.count)
      for block in page.blocks.indices {
        let key = key(block, levels)
        let index = found.number(of: key)
        if Int(index) == signatures.count { signatures.append(Sums()) }
        let facts = page.facts[block]
        signatures[Int(index)].count += 1
        signatures[Int(index)].words += facts.words
        signatures[Int(index)].bytes += facts.bytes
        signatures[Int(index)].linkBytes += page.blocks[block].linkBytes
        if page.isGood[block] { signatures[Int(index)].goodWords += facts.words }
        indices.append(index)
      }
      switch levels {
      case 0: ownSignature = indices
      case 1: pairSignature = indices
      default: tripleSignature = indices
      }
    }
  }

  /// The stretch of blocks with the highest sum of prose words less other words (Bentley's maximum segment).
  private mutating func findMainRun() {
    var best: Float = 0
    var sum: Float = 0
    var start = 0
    var paragraphs: Int32 = 0
    for index in page.blocks.indices {
      let facts = page.facts[index]
      let isShown = !page.blocks[index].isHidden
      sum += page.isGood[index] && isShown ? Float(facts.words) : -(0.5 * Float(facts.words) + 4)
      if sum <= 0 {
        sum = 0
        start = index + 1
      } else if sum > best {
        best = sum
        mainRun = start...index
      }
      if page.nodes.tag[Int(page.blocks[index].node)] == .p, page.isGood[index] { paragraphs += facts.words }
    }
    mainRunWords = page.blocks.isEmpty ? 0 : goodBetween(mainRun.lowerBound, mainRun.upperBound + 1)
    paragraphPart = ratio(paragraphs, page.totalGood)
  }

  /// Counts what was met since the article seems to have begun.
  private mutating func walk() {
    let start = page.headline >= 0 ? min(page.headline + 1, mainRun.lowerBound) : mainRun.lowerBound
    var gap: Int32 = 0
    var sum = Met()
    met.reserveCapacity(page.blocks.count)
    for index in page.blocks.indices {
      met.append(sum)
      let block = page.blocks[index]
      let facts = page.facts[index]
      if block.kind == .heading { sum.heading = Int32(index) }
      guard index >= start else { continue }
      if page.isGood[index] {
        gap = 0
      } else {
        sum.badWords += facts.words
        gap += facts.words
        if index > mainRun.lowerBound { sum.longestGap = max(sum.longestGap, gap) }
      }
      if block.kind == .heading {
        sum.headings += 1
        if block.linkBytes * 2 > facts.bytes { sum.linkedHeadings += 1 }
        if block.level == 1 { sum.firstHeadings += 1 }
      }
      guard facts.words < 20 else { continue }
      let mask = ClassFamilies.Mask(rawValue: page.families[Int(block.node)])
      if !mask.isDisjoint(with: [.byline, .date]) || facts.firstCues & (1 << 7) != 0 { sum.bylines += 1 }
      for place in 0..<4
      where facts.firstCues >> UInt32(Self.labelFamilies[place]) & 1 == 1 || mask.contains(Self.labelClasses[place]) {
        sum.labels[place] += 1
      }
      if facts.firstCues & 0b111001 != 0 || !mask.isDisjoint(with: .boilerplate) { sum.junk += 1 }
    }
  }

  /// How much of a block's vocabulary the main run shares with it, other blocks' words only.
  private mutating func relate() {
    var owner = [Int32](repeating: -1, count: 8192)
    var counts = [UInt8](repeating: 0, count: 8192)
    if !page.blocks.isEmpty {
      for index in mainRun where page.isGood[index] {
        for word in Int(page.facts[index].firstWord)..<Int(page.facts[index].lastWord) {
          let slot = Int(page.wordHashes[word] & 8191)
          if owner[slot] < 0 { owner[slot] = Int32(index) } else if owner[slot] != Int32(index) { counts[slot] = 1 }
        }
      }
    }
    relatedShare = page.blocks.indices.map { index in
      let facts = page.facts[index]
      guard facts.lastWord > facts.firstWord else { return 0 }
      var shared: Int32 = 0
      for word in Int(facts.firstWord)..<Int(facts.lastWord) {
        let slot = Int(page.wordHashes[word] & 8191)
        if counts[slot] > 0 || owner[slot] >= 0 && owner[slot] != Int32(index) { shared += 1 }
      }
      return Float(shared) / Float(facts.lastWord - facts.firstWord)
    }
  }

  /// Share of a block's triples of words that structured data repeats as the article's body; -1 when it has none.
  private mutating func compare(with body: [UInt8]) {
    let hashes = body.count < 200 ? [] : WordList.hashes(body)
    guard hashes.count > 20 else {
      dataShare = [Float](repeating: -1, count: page.blocks.count)
      return
    }
    var known = [Bool](repeating: false, count: 1 << 16)
    func slot(_ a: UInt32, _ b: UInt32, _ c: UInt32) -> Int {
      Int(truncatingIfNeeded: WordHash.pair(WordHash.pair(UInt64(a), UInt64(b)), UInt64(c)) >> 8) & 0xFFFF
    }
    let words = hashes.map { UInt32(truncatingIfNeeded: $0 >> 16) }
    for index in 2..<words.count { known[slot(words[index - 2], words[index - 1], words[index])] = true }
    dataShare = page.facts.map { facts in
      let range = Int(facts.firstWord)..<Int(facts.lastWord)
      guard range.count >= 3 else { return 0 }
      var found = 0
      for index in (range.lowerBound + 2)..<range.upperBound
      where known[slot(page.wordHashes[index - 2], page.wordHashes[index - 1], page.wordHashes[index])] { found += 1 }
      return Float(found) / Float(range.count - 2)
    }
  }

  private mutating func inherit() {
    ariaHidden = [Bool](repeating: false, count: page.nodes.count)
    for node in 0..<page.nodes.count {
      let parent = Int(page.nodes.parent[node])
      ariaHidden[node] = page.nodes.flags[node].contains(.ariaHidden) || parent >= 0 && ariaHidden[parent]
    }
  }

  /// Cuts the element that holds most prose into its parts, to tell one article from the next.
  private mutating func divide() {
    let whole = page.shareNodes[2]
    var order: [Int32: Int32] = [:]
    for block in page.blocks {
      var node = block.node
      while node > 0, page.up[Int(node)] != whole { node = page.up[Int(node)] }
      let inside = node > 0 ? node : 0
      segment.append(inside)
      if inside > 0, order[inside] == nil, page.goodWords[Int(inside)] * 20 >= page.totalGood {
        order[inside] = Int32(order.count)
      }
      segmentOrder.append(order[inside] ?? -1)
    }
  }

  /// How often an element like this one stands under the same parent.
  private mutating func countTwins() {
    twinCounts = [Int32](repeating: 0, count: page.nodes.count)
    let holders = (1..<max(1, page.nodes.count)).filter { page.signature[$0] != 0 && page.blockCount[$0] > 0 }
    var found = HashIndex(capacity: holders.count)
    var counts = [Int32](repeating: 0, count: holders.count)
    let numbers = holders.map {
      Int(found.number(of: WordHash.pair(page.signature[$0], UInt64(page.nodes.parent[$0]))))
    }
    for number in numbers { counts[number] += 1 }
    for (node, number) in zip(holders, numbers) { twinCounts[node] = counts[number] }
  }

  /// Number of elements like this one under its parent, itself included; 0 for one that holds no block.
  func twinCount(_ node: Int32) -> Int32 { twinCounts[Int(node)] }

  /// Most twins among the elements two to five levels above the block that hold more than it.
  func twins(of block: Int) -> Int32 {
    var most: Int32 = 0
    var node = page.up[Int(page.blocks[block].node)]
    for _ in 0..<4 {
      guard node > 0 else { break }
      most = max(most, twinCounts[Int(node)])
      node = page.up[Int(node)]
    }
    return most
  }
}
