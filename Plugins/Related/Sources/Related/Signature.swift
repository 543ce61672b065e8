import KZPipeKit
import KZPipeText

/// What is remembered of an article: enough to compare it, a few hundred bytes.
struct Signature: Sendable {
  var id: String
  var minHash: MinHash
  /// Hashes of its most telling words in ascending order, with weights whose squares sum to 1. A sorted list, not a
  /// dictionary: sums over it have one order and so one value.
  var terms: [Term]
  /// Hashes of its entities' identifiers.
  var entities: Set<UInt64>
  /// Hashes of the identifiers of those that are linked: the same in every language.
  var links: Set<UInt64>
  /// Hash of the primary language; 0 when it is unknown.
  var language: UInt64
  /// Days since 1970 of its publication.
  var day: Int?

  struct Term: Sendable {
    var word: UInt64
    var weight: Double
  }

  static let termsKept = 40

  init(
    id: String, minHash: MinHash, terms: [Term], entities: Set<UInt64>, links: Set<UInt64>, language: UInt64, day: Int?
  ) {
    self.id = id
    self.minHash = minHash
    self.terms = terms
    self.entities = entities
    self.links = links
    self.language = language
    self.day = day
  }

  init(of article: Article) {
    id = article.id
    var words: [UInt64] = []
    var weights: [UInt64: Double] = [:]
    func read(_ text: String, weight: Double) {
      let bytes = Array(text.utf8)
      for word in Segmenter.words(in: bytes) {
        let lower = UTF8Text.lowercased(bytes[word.range])
        let scalars = UTF8Text.scalarCount(lower)
        words.append(Self.hash(lower[...]))
        // Short words are mostly grammar; of the others the first seven letters count, which joins most forms.
        guard scalars >= 4 || word.kind == .ideographic || word.kind == .number else { continue }
        let stem = Self.hash(Self.prefix(lower, scalars: 7))
        let first = UTF8Text.decode(bytes, at: word.range.lowerBound, end: bytes.count).scalar
        weights[stem, default: 0] += UTF8Text.isUppercase(first) ? 2 * weight : weight
      }
    }
    if let headline = article.headline { read(headline, weight: 2) }
    for block in article.body { read(block.text, weight: 1) }
    minHash = MinHash(of: words)
    terms = Self.telling(weights)
    var (entities, links): (Set<UInt64>, Set<UInt64>) = ([], [])
    for entity in article.annotations.entities where entity.kind != .group {
      let link = entity.ids["wikidata"] ?? entity.ids["geonames"] ?? entity.ids["iso3166"]
      let hash = Self.hash(Array((link ?? entity.name).utf8)[...])
      entities.insert(hash)
      if link != nil { links.insert(hash) }
    }
    self.entities = entities
    self.links = links
    let tag = article.language.map { Array($0.utf8.prefix { $0 != UInt8(ascii: "-") }) } ?? []
    language = tag.isEmpty ? 0 : Self.hash(tag[...])
    day = article.datePublished.flatMap { date in
      date.day.map { PartialDate.daysSinceEpoch(year: date.year, month: date.month ?? 1, day: $0) }
    }
  }

  /// The heaviest words with the square root of their weight, scaled to length 1.
  private static func telling(_ weights: [UInt64: Double]) -> [Term] {
    let heaviest = weights.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(termsKept)
    let length = heaviest.reduce(0) { $0 + $1.value }.squareRoot()
    guard length > 0 else { return [] }
    // In the precision of the file, so that an article compares alike with one of this run and one of an earlier run.
    return heaviest.map { Term(word: $0.key, weight: Double(Float($0.value.squareRoot() / length))) }.sorted {
      $0.word < $1.word
    }
  }

  private static func prefix(_ bytes: [UInt8], scalars: Int) -> ArraySlice<UInt8> {
    var end = 0
    for (count, element) in ScalarIterator(bytes).enumerated() where count < scalars { end = element.range.upperBound }
    return bytes[..<end]
  }

  private static func hash(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  /// How likely two articles tell the same story, 0...1: shared words and names, less the more days lie between them.
  func storySimilarity(to other: Signature) -> Double {
    var cosine = 0.0
    var (i, j) = (0, 0)
    while i < terms.count, j < other.terms.count {
      if terms[i].word == other.terms[j].word { cosine += terms[i].weight * other.terms[j].weight }
      let isBehind = terms[i].word <= other.terms[j].word
      if terms[i].word >= other.terms[j].word { j += 1 }
      if isBehind { i += 1 }
    }
    var value = cosine
    if !entities.isEmpty, !other.entities.isEmpty {
      let shared = Double(entities.intersection(other.entities).count)
      value = 0.65 * cosine + 0.35 * shared / Double(min(entities.count, other.entities.count))
    }
    if let day, let otherDay = other.day {
      let days = Double(abs(day - otherDay))
      value *= days <= 3 ? 1 : max(0, 1 - (days - 3) / 30)
    }
    return max(min(1, value), translationSimilarity(to: other))
  }

  /// Fewest linked entities that tell a story by themselves, and how many days a translation may lag behind.
  static let fewestLinks = 4
  static let translationDays = 3

  /// How likely two articles in different languages tell the same story: they share no words, but the things that they name.
  private func translationSimilarity(to other: Signature) -> Double {
    guard language != 0, other.language != 0, language != other.language, let day, let otherDay = other.day,
      abs(day - otherDay) <= Self.translationDays, min(links.count, other.links.count) >= Self.fewestLinks
    else { return 0 }
    let shared = links.intersection(other.links).count
    return shared >= Self.fewestLinks ? 0.9 * Double(shared) / Double(max(links.count, other.links.count)) : 0
  }
}
