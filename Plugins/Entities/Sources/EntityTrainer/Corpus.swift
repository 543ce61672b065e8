import EntityTagging
import EntityText

/// Labelled texts as sentences of feature numbers.
struct Corpus {
  struct Sequence {
    var features: Range<Int>
    var labels: [Int]
    var weight: Float
  }

  private(set) var sequences: [Sequence] = []
  /// Index into `known` for each feature of each token; -1 for those left out.
  private(set) var features: [Int32] = []
  /// Hashes of the features that take part, ascending.
  private(set) var known: [UInt64] = []

  /// - Parameters:
  ///   - minimumCount: features seen less often are left out, unless `isKnown`
  init(
    _ data: [LabelledText], labels: [String], extractor: FeatureExtractor, minimumCount: Int,
    isKnown: (UInt64) -> Bool = { _ in false }
  ) {
    let index = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
    var hashes: [UInt64] = []
    for example in data {
      let text = TokenizedText(example.text)
      let gold = example.labelled(text.tokens, index)
      let found = extractor.features(of: text)
      var first = 0
      while first < text.tokens.count {
        let end = Tagger.sentenceEnd(text.tokens, from: first)
        let at = hashes.count
        hashes += found[(first * FeatureExtractor.count)..<(end * FeatureExtractor.count)]
        sequences.append(
          Sequence(features: at..<hashes.count, labels: Array(gold[first..<end]), weight: example.weight))
        first = end
      }
    }
    var counts: [UInt64: Int32] = [:]
    counts.reserveCapacity(hashes.count / 8)
    for hash in hashes { counts[hash, default: 0] += 1 }
    known = counts.filter { $0.value >= Int32(minimumCount) || isKnown($0.key) }.map(\.key).sorted()
    var ids: [UInt64: Int32] = [:]
    ids.reserveCapacity(known.count)
    for (id, hash) in known.enumerated() { ids[hash] = Int32(id) }
    features = hashes.map { ids[$0] ?? -1 }
  }

  var size: String {
    "\(sequences.count) sentences, \(features.count / FeatureExtractor.count) tokens, \(known.count) features"
  }
}
