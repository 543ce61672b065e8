import Glibc
import KZPipeText

/// Ranks sentences by how much they share with the others (LexRank, Erkan and Radev 2004) with a lead that counts for news.
struct SentenceGraph {
  /// One sentence: hashes of its words' beginnings, each once, in ascending order, and its place.
  struct Node {
    var words: [UInt32]
    /// 0 for the first sentence, rising.
    var position: Int
  }

  let nodes: [Node]

  /// Importance of each sentence; sums to 1.
  func ranks() -> [Double] {
    let count = nodes.count
    guard count > 1 else { return nodes.map { _ in 1 } }
    let rarity = inverseFrequencies()
    let norms = nodes.map { node in node.words.reduce(0) { $0 + pow(rarity[$1] ?? 0, 2) }.squareRoot() }
    var weights = [Double](repeating: 0, count: count * count)
    for a in 0..<count {
      for b in a + 1..<count {
        let value = similarity(a, b, rarity, norms)
        // Faint likeness is noise; 0.1 is the paper's threshold.
        guard value >= 0.1 else { continue }
        weights[a * count + b] = value
        weights[b * count + a] = value
      }
    }
    let lead = nodes.map { 1 / (1 + Double($0.position) / 3) }
    let leadSum = lead.reduce(0, +)
    let sums = (0..<count).map { row in weights[row * count..<(row + 1) * count].reduce(0, +) }
    var rank = [Double](repeating: 1 / Double(count), count: count)
    for _ in 0..<30 {
      var next = lead.map { 0.25 * $0 / leadSum }
      for a in 0..<count {
        if sums[a] == 0 {
          // A sentence that shares nothing gives its weight to the lead.
          for b in 0..<count { next[b] += 0.75 * rank[a] * lead[b] / leadSum }
          continue
        }
        for b in 0..<count where weights[a * count + b] > 0 {
          next[b] += 0.75 * rank[a] * weights[a * count + b] / sums[a]
        }
      }
      rank = next
    }
    return rank
  }

  /// Cosine of the two sentences over their shared words.
  func similarity(_ a: Int, _ b: Int, _ rarity: [UInt32: Double], _ norms: [Double]) -> Double {
    guard norms[a] > 0, norms[b] > 0 else { return 0 }
    var (i, j) = (0, 0)
    var shared = 0.0
    let (first, second) = (nodes[a].words, nodes[b].words)
    while i < first.count, j < second.count {
      if first[i] == second[j] {
        shared += pow(rarity[first[i]] ?? 0, 2)
        i += 1
        j += 1
      } else if first[i] < second[j] {
        i += 1
      } else {
        j += 1
      }
    }
    return shared / (norms[a] * norms[b])
  }

  /// log(sentences / sentences with the word): words of every sentence weigh nothing, so no stop list is needed.
  func inverseFrequencies() -> [UInt32: Double] {
    var counts: [UInt32: Int] = [:]
    for node in nodes { for word in node.words { counts[word, default: 0] += 1 } }
    return counts.mapValues { log(Double(nodes.count + 1) / Double($0)) }
  }
}

extension SentenceGraph.Node {
  /// - Parameter sentence: UTF-8. Of each word the first six letters count, which joins most inflected forms.
  init(_ sentence: [UInt8], position: Int) {
    let lower = UTF8Text.lowercased(sentence)
    var hashes: Set<UInt32> = []
    for word in Segmenter.words(in: lower) {
      var hash: UInt32 = 2_166_136_261
      var letters = 0
      for element in ScalarIterator(lower[word.range]) {
        letters += 1
        if letters > 6 { break }
        hash = (hash ^ element.scalar.value) &* 16_777_619
      }
      if letters > 2 || word.kind == .ideographic { hashes.insert(hash) }
    }
    self.init(words: hashes.sorted(), position: position)
  }
}
