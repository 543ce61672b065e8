import Glibc
import KZPipeKit
import KZPipeText

/// An article as weighted words and pairs of words, for a linear model.
///
/// A word counts by its first seven characters, which joins most inflected forms; the headline counts three times.
struct TextFeatures: Sendable {
  /// One word or pair.
  struct Feature: Sendable {
    var hash: UInt32
    /// log2(1 + weighted uses), scaled so that the squares of an article sum to 1.
    var value: Float
    /// As first printed, in lower case.
    var text: String
  }

  /// Ascending by hash, each hash once.
  private(set) var features: [Feature] = []

  /// Words beyond this add nothing that the beginning has not said.
  static let wordsRead = 5000
  static let letters = 7

  init(of article: Article) {
    var counts: [UInt32: (count: Float, text: String)] = [:]
    var room = Self.wordsRead
    func add(_ hash: UInt32, _ weight: Float, _ text: () -> String) {
      if let known = counts[hash] {
        counts[hash] = (known.count + weight, known.text)
      } else {
        counts[hash] = (weight, text())
      }
    }
    func read(_ text: String, weight: Float) {
      guard room > 0 else { return }
      let words = Words(text)
      var previous: (hash: UInt32, range: Range<Int>)?
      for range in words.ranges.prefix(room) {
        let hash = Self.hash(words.bytes[range])
        add(hash, weight) { String(decoding: words.bytes[range], as: UTF8.self) }
        if let last = previous {
          add(Self.joined(last.hash, hash), weight) {
            String(decoding: words.bytes[last.range], as: UTF8.self) + " "
              + String(decoding: words.bytes[range], as: UTF8.self)
          }
        }
        previous = (hash, range)
      }
      room -= words.ranges.count
    }
    if let headline = article.headline { read(headline, weight: 3) }
    if let deck = article.alternativeHeadline { read(deck, weight: 2) }
    for block in article.body { read(block.text, weight: 1) }
    for image in article.images { if let caption = image.caption { read(caption, weight: 0.5) } }

    let ordered = counts.sorted { $0.key < $1.key }
    let values = ordered.map { log2(1 + $0.value.count) }
    let length = max(values.reduce(0) { $0 + $1 * $1 }.squareRoot(), 1e-6)
    features = zip(ordered, values).map { Feature(hash: $0.key, value: $1 / length, text: $0.value.text) }
  }

  /// FNV-1a over the first characters.
  private static func hash(_ word: ArraySlice<UInt8>) -> UInt32 {
    var hash: UInt32 = 2_166_136_261
    var characters = 0
    for byte in word {
      if byte & 0xC0 != 0x80 { characters += 1 }
      if characters > letters { break }
      hash = (hash ^ UInt32(byte)) &* 16_777_619
    }
    return hash
  }

  private static func joined(_ first: UInt32, _ second: UInt32) -> UInt32 {
    let mixed = (UInt64(first) &* 0x9E37_79B9_7F4A_7C15) ^ (UInt64(second) &* 0xBF58_476D_1CE4_E5B9)
    return UInt32(truncatingIfNeeded: mixed >> 32)
  }
}
