import KZPipeKit

/// Facts of a page's blocks and elements, from one look at each block and two sweeps over the elements.
struct PageAnalysis {
  typealias RawBlock = PageReader.RawBlock

  let nodes: NodeTable
  let blocks: [RawBlock]
  var facts: [BlockFacts] = []
  var wordHashes: [UInt32] = []
  /// Blocks that read like prose: twelve words, few links, a sentence end; or twenty-five words.
  var isGood: [Bool] = []
  var linkShare: [Float] = []

  /// Nearest block-level element above each element; -1 for the root.
  var up: [Int32] = []
  /// Words of class families on each element that holds a block.
  var families: [UInt32] = []
  var signature: [UInt64] = []

  // Sums over the blocks inside each element.
  var words: [Int32] = []
  var goodWords: [Int32] = []
  var goodBlocks: [Int32] = []
  var blockCount: [Int32] = []
  var bytes: [Int32] = []
  var linkBytes: [Int32] = []
  var firstBlock: [Int32] = []

  var score: [Float] = []
  var topNode: Int32 = 0
  /// Smallest elements that hold 60, 80 and 90 hundredths of the page's good words.
  var shareNodes: [Int32] = [0, 0, 0]
  var densestNode: Int32 = 0
  /// Nearest `article` element of each element, -1 for none; and the `article` elements in page order.
  var articleOf: [Int32] = []
  var articles: [Int32] = []
  var headline: Int = -1
  /// Blocks whose elements say by their names that they are not the page's own text.
  var outsider: [Outsider] = []

  enum Outsider: UInt8, Sendable { case none, consent, comment, related }

  var totalWords: Int32 { words.first ?? 0 }
  var totalGood: Int32 { goodWords.first ?? 0 }

  init(_ reader: borrowing PageReader, title: [UInt8], description: [UInt8]) {
    nodes = reader.nodes
    blocks = reader.blocks
    look(at: reader.text, title: title, description: description)
    climb()
    nameFamilies(reader.bytes)
    sum()
    if passOverForeignProse() { sum() }
    passOverRelatedBoxes()
    rate()
    choose()
    findHeadline(titleWords: Int32(titleWordCount))
  }

  private var titleWordCount = 0

  /// Prose of consent windows and readers' comments is prose, but never the article's; false when the page has none.
  private mutating func passOverForeignProse() -> Bool {
    outsider = [Outsider](repeating: .none, count: blocks.count)
    var found = false
    for (index, block) in blocks.enumerated() {
      var node = block.node
      while node > 0 {
        let mask = ClassFamilies.Mask(rawValue: families[Int(node)])
        if !mask.isDisjoint(with: [.consentWindow, .commentItem]) {
          // A class on an element around everything says only that a window may open, or comments follow.
          guard nodes.tag[Int(node)] != .body, !holdsHeading(node) else { break }
          if mask.contains(.consentWindow), bytes[Int(node)] * 10 >= bytes[0] * 6 { break }
          outsider[index] = mask.contains(.consentWindow) ? .consent : .comment
          found = found || isGood[index]
          isGood[index] = false
          break
        }
        node = up[Int(node)]
      }
    }
    return found
  }

  /// Boxes that open with a heading which says that other stories follow. The box is the largest element that begins with
  /// the heading; it never holds the page's first heading.
  mutating func passOverRelatedBoxes() {
    for (index, block) in blocks.enumerated() where outsider[index] == .none && facts[index].words <= 8 {
      guard block.kind == .heading, block.level > 1 else { continue }
      let own = ClassFamilies.Mask(rawValue: families[Int(block.node)] | families[Int(block.inner)])
      let says = facts[index].firstCues & TextCues.more != 0
      guard own.contains(.related) || says else { continue }
      var box = block.node
      while up[Int(box)] > 0, firstBlock[Int(up[Int(box)])] == Int32(index) { box = up[Int(box)] }
      guard box != block.node, !holdsHeading(box), totalGood - goodWords[Int(box)] >= 40 else { continue }
      let links = Float(linkBytes[Int(box)]) / Float(max(1, bytes[Int(box)]))
      guard own.contains(.related) || links > 0.25 && goodWords[Int(box)] * 10 < totalGood * 7 else { continue }
      for other in index..<(index + Int(blockCount[Int(box)])) where outsider[other] == .none {
        outsider[other] = .related
      }
    }
  }

  /// Whether a heading of the first level stands inside the element.
  private func holdsHeading(_ node: Int32) -> Bool {
    let first = Int(firstBlock[Int(node)])
    return (first..<(first + min(40, Int(blockCount[Int(node)])))).contains {
      blocks[$0].level == 1 && blocks[$0].kind == .heading
    }
  }

  private mutating func look(at text: [UInt8], title: [UInt8], description: [UInt8]) {
    var scanner = TextScanner()
    var empty = TextScanner()
    for (mask, source) in [(UInt8(1), title), (UInt8(2), description)] {
      for hash in WordList.hashes(source) { scanner.marked.insert(hash, mask) }
    }
    facts.reserveCapacity(blocks.count)
    linkShare.reserveCapacity(blocks.count)
    isGood.reserveCapacity(blocks.count)
    scanner.wordHashes.reserveCapacity(text.count / 5)
    TextScanner.withTables { tables in
      title.withUnsafeBufferPointer { titleWordCount = Int(empty.facts(of: $0, tables).words) }
      text.withUnsafeBufferPointer { text in
        for block in blocks {
          look(scanner.facts(of: UnsafeBufferPointer(rebasing: text[Int(block.start)..<Int(block.end)]), tables), block)
        }
      }
    }
    wordHashes = scanner.wordHashes
  }

  private mutating func look(_ facts: BlockFacts, _ block: RawBlock) {
    let share = Float(block.linkBytes) / Float(max(1, facts.bytes))
    self.facts.append(facts)
    linkShare.append(share)
    let ends = facts.ending != .other && facts.ending != .comma && facts.ending != .colon
    isGood.append(
      facts.words >= 12 && share < 0.35 && ends && facts.codeSigns * 12 < facts.bytes && !block.isHidden
        || facts.words >= 25 && share < 0.35 && facts.codeSigns * 12 < facts.bytes)
  }

  private mutating func climb() {
    up = [Int32](repeating: -1, count: nodes.count)
    articleOf = [Int32](repeating: -1, count: nodes.count)
    for node in 0..<nodes.count {
      let parent = Int(nodes.parent[node])
      if parent >= 0 {
        up[node] = nodes.tag[parent].traits.contains(.block) ? Int32(parent) : up[parent]
        articleOf[node] = articleOf[parent]
      }
      if nodes.tag[node] == .article {
        articleOf[node] = Int32(node)
        articles.append(Int32(node))
      }
    }
  }

  private mutating func nameFamilies(_ page: UnsafeBufferPointer<UInt8>) {
    var table = ClassFamilies.Reader(page)
    families = [UInt32](repeating: 0, count: nodes.count)
    signature = [UInt64](repeating: 0, count: nodes.count)
    for block in blocks {
      for start in [Int(block.inner), Int(block.node)] {
        var node = start
        while node >= 0, signature[node] == 0 {
          var hash = WordHash.step(WordHash.seed, nodes.tag[node].rawValue)
          var mask: UInt32 = 0
          for index in nodes.attributeRange(of: node) {
            let attribute = nodes.attributes[index]
            let range = Int(attribute.start)..<Int(attribute.end)
            switch attribute.name {
            case .class:
              mask |= table.families(range, hash: &hash).rawValue
            case .id, .role, .itemprop, .dataTestid, .dataComponent, .dataType, .ariaLabel:
              mask |= table.families(range).rawValue
            default: break
            }
          }
          families[node] = mask
          signature[node] = WordHash.finish(hash)
          node = Int(nodes.parent[node])
        }
      }
    }
  }

  private mutating func sum() {
    let count = nodes.count
    words = [Int32](repeating: 0, count: count)
    goodWords = words
    goodBlocks = words
    blockCount = words
    bytes = words
    linkBytes = words
    firstBlock = [Int32](repeating: Int32.max, count: count)
    for (index, block) in blocks.enumerated() {
      let node = Int(block.node)
      let facts = facts[index]
      words[node] += facts.words
      bytes[node] += facts.bytes
      linkBytes[node] += block.linkBytes
      blockCount[node] += 1
      firstBlock[node] = min(firstBlock[node], Int32(index))
      if isGood[index] {
        goodWords[node] += facts.words
        goodBlocks[node] += 1
      }
    }
    for node in stride(from: count - 1, to: 0, by: -1) where blockCount[node] > 0 {
      let parent = Int(nodes.parent[node])
      words[parent] += words[node]
      bytes[parent] += bytes[node]
      linkBytes[parent] += linkBytes[node]
      blockCount[parent] += blockCount[node]
      goodWords[parent] += goodWords[node]
      goodBlocks[parent] += goodBlocks[node]
      firstBlock[parent] = min(firstBlock[parent], firstBlock[node])
    }
  }

  /// Scores elements by the paragraphs below them, as arc90's Readability did: a point a paragraph, a comma and a hundred
  /// characters, whole for the parent, half for its parent, less above.
  private mutating func rate() {
    score = [Float](repeating: 0, count: nodes.count)
    var started = [Bool](repeating: false, count: nodes.count)
    for (index, block) in blocks.enumerated() where facts[index].bytes >= 25 && !block.isHidden {
      let facts = facts[index]
      guard linkShare[index] < 0.5, block.kind != .heading, block.kind != .caption else { continue }
      let points = (1 + Float(facts.commas) + min(Float(facts.bytes) / 100, 3)) * (1 - linkShare[index])
      var node = nodes.tag[Int(block.node)] == .p || block.kind == .listItem ? up[Int(block.node)] : block.node
      var level: Float = 0
      while node >= 0, level < 5 {
        if !started[Int(node)] {
          started[Int(node)] = true
          score[Int(node)] += baseScore(Int(node))
        }
        score[Int(node)] += points / (level == 0 ? 1 : level == 1 ? 2 : level * 3)
        node = up[Int(node)]
        level += 1
      }
    }
    var best: Float = 0
    for node in 0..<nodes.count where started[node] {
      score[node] *= 1 - Float(linkBytes[node]) / Float(max(1, bytes[node]))
      if score[node] > best {
        best = score[node]
        topNode = Int32(node)
      }
    }
  }

  private func baseScore(_ node: Int) -> Float {
    var base: Float =
      switch nodes.tag[node] {
      case .div, .article, .main, .section: 5
      case .pre, .td, .blockquote: 3
      case .address, .ol, .ul, .dl, .dd, .dt, .li, .form: -3
      case .th, .h1, .h2, .h3, .h4, .h5, .h6: -5
      default: 0
      }
    let mask = ClassFamilies.Mask(rawValue: families[node])
    if !mask.isDisjoint(with: [.body, .article, .content, .paragraph]) { base += 25 }
    if !mask.isDisjoint(with: .boilerplate) { base -= 25 }
    return base
  }

  private mutating func choose() {
    let total = totalGood
    for (index, share) in [Int32(60), 80, 90].enumerated() {
      var best: Int32 = 0
      // Nodes come before their descendants, so the last that fits is the deepest.
      for node in 0..<nodes.count where goodWords[node] * 100 >= total * share && total > 0 { best = Int32(node) }
      shareNodes[index] = best
    }
    var highest: Float = 0
    for node in 0..<nodes.count where goodWords[node] > 0 {
      let bad = words[node] - goodWords[node]
      let value = Float(goodWords[node]) - 0.7 * Float(bad) - 3 * Float(blockCount[node] - goodBlocks[node])
      if value >= highest {
        highest = value
        densestNode = Int32(node)
      }
    }
  }

  /// The block that repeats the title best: an `h1` before other headings before anything short.
  private mutating func findHeadline(titleWords: Int32) {
    var best: Float = 0
    for (index, block) in blocks.enumerated() where facts[index].words <= 40 && facts[index].words > 0 {
      let facts = facts[index]
      let overlap = Float(facts.titleWords) / Float(max(1, facts.words))
      let coverage = Float(facts.titleWords) / Float(max(1, titleWords))
      var value = overlap * min(1, coverage * 1.5)
      if block.kind == .heading { value += block.level == 1 ? 0.5 : 0.2 }
      if block.isHidden { value -= 0.3 }
      if linkShare[index] > 0.5 { value -= 0.25 }
      if value > best + 0.001, value > 0.45 {
        best = value
        headline = index
      }
    }
  }
}

/// Hashes of the words of a text that is no block.
enum WordList {
  static func hashes(_ text: [UInt8]) -> [UInt64] { text.withUnsafeBufferPointer(hashes) }

  private static func hashes(_ text: UnsafeBufferPointer<UInt8>) -> [UInt64] {
    var found: [UInt64] = []
    // A word is a run of bytes; -1 between words.
    var start = -1
    func end(_ at: Int) {
      if start >= 0 { found.append(WordHash.of(UnsafeBufferPointer(rebasing: text[start..<at]))) }
      start = -1
    }
    var at = 0
    var previousWide: Range<Int>?
    while at < text.count {
      let byte = text[at]
      if byte < 0x80 {
        if !ASCII.isAlphanumeric(byte) { end(at) } else if start < 0 { start = at }
        at += 1
        continue
      }
      let length = min(byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4, text.count - at)
      if byte == 0xC2 || byte == 0xE2 || byte >= 0xEF || byte == 0xE3 && length > 1 && text[at + 1] == 0x80 {
        end(at)
        previousWide = nil
      } else if (0xE3...0xE9).contains(byte) {
        end(at)
        let character = at..<(at + length)
        if let previousWide {
          found.append((Array(text[previousWide]) + text[character]).withUnsafeBufferPointer(WordHash.of))
        }
        previousWide = character
      } else if start < 0 {
        start = at
      }
      at += length
    }
    end(text.count)
    return found
  }
}
