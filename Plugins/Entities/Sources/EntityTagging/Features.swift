import EntityText
import Gazetteers

/// Turns tokens into hashed features for a linear-chain model: words, affixes, shapes, word lists, gazetteer matches and
/// the run of capitalised words around, each for the token and its neighbours (after Ratinov and Roth, CoNLL 2009).
public struct FeatureExtractor: Sendable {
  /// Features of one token.
  public static let count = 40

  private let lexicon: Lexicon
  private let matcher: GazetteerMatcher

  public init(lexicon: Lexicon, matcher: GazetteerMatcher) {
    self.lexicon = lexicon
    self.matcher = matcher
  }

  /// What is known of one token before its neighbours are looked at.
  struct TokenFacts {
    var word: UInt64 = 0
    var suffix2: UInt64 = 0
    var suffix3: UInt64 = 0
    var suffix4: UInt64 = 0
    var prefix3: UInt64 = 0
    var shape: UInt64 = 0
    var lists: UInt64 = 0
    var wordClass: UInt64 = 0
    var gazetteer: UInt64 = 0
    var runFirst: UInt64 = 0
    var runLast: UInt64 = 0
    var runPlace: UInt64 = 0
    var starts: UInt64 = 0
    /// Cyrillic words: without the longest Kazakh ending, and that ending.
    var stem: UInt64 = 0
    var ending: UInt64 = 0
  }

  /// Hashed features of all tokens, `count` for each.
  public func features(of text: TokenizedText, matches: [GazetteerMatch]? = nil) -> [UInt64] {
    var out: [UInt64] = []
    Self.write(facts(of: text, matches ?? matcher.matches(in: text)), 0..<text.tokens.count, to: &out)
    return out
  }

  /// What is known of the tokens of a text, for `write`.
  func facts(of text: TokenizedText, matches: [GazetteerMatch]?) -> [TokenFacts] {
    facts(of: text, matches ?? matcher.matches(in: text))
  }

  /// Hashed features of the tokens in `range`, `count` for each, in place of what `out` holds.
  static func write(_ facts: [TokenFacts], _ range: Range<Int>, to out: inout [UInt64]) {
    out.removeAll(keepingCapacity: true)
    out.append(contentsOf: repeatElement(0, count: range.count * count))
    let none = TokenFacts()
    facts.withUnsafeBufferPointer { facts in
      out.withUnsafeMutableBufferPointer { out in
        let last = facts.count - 1
        for index in range {
          let p = index > 0 ? facts[index - 1] : none
          let n = index < last ? facts[index + 1] : none
          let p2word = index > 1 ? facts[index - 2].word : 1
          let p2lists = index > 1 ? facts[index - 2].lists : 1
          let n2word = index + 2 <= last ? facts[index + 2].word : 2
          let n2shape = index + 2 <= last ? facts[index + 2].shape : 0
          let place = out.baseAddress.map { $0 + (index - range.lowerBound) * count }
          write(facts[index], p, n, p2word, p2lists, n2word, n2shape, place)
        }
      }
    }
  }

  @inline(__always)
  private static func write(
    _ t: TokenFacts, _ p: TokenFacts, _ n: TokenFacts, _ p2word: UInt64, _ p2lists: UInt64, _ n2word: UInt64,
    _ n2shape: UInt64, _ out: UnsafeMutablePointer<UInt64>?
  ) {
    guard let out else { return }
    out[0] = mix(1, t.word)
    out[1] = mix(2, p.word)
    out[2] = mix(3, n.word)
    out[3] = mix(4, p2word)
    out[4] = mix(5, n2word)
    out[5] = mix(6, p.word, t.word)
    out[6] = mix(7, t.word, n.word)
    out[7] = mix(8, t.suffix2)
    out[8] = mix(9, t.suffix3)
    out[9] = mix(10, t.suffix4)
    out[10] = mix(11, t.prefix3)
    out[11] = mix(12, p.suffix3)
    out[12] = mix(13, n.suffix3)
    out[13] = mix(14, t.shape, t.starts)
    out[14] = mix(15, p.shape, t.shape)
    out[15] = mix(16, t.shape, n.shape)
    out[16] = mix(17, p.shape << 8 | t.shape, n.shape << 8 | n2shape)
    out[17] = mix(18, t.gazetteer, t.shape)
    out[18] = mix(19, p.gazetteer, t.gazetteer)
    out[19] = mix(20, t.gazetteer, n.gazetteer)
    out[20] = mix(21, t.gazetteer, t.lists)
    out[21] = mix(22, t.lists, t.shape)
    out[22] = mix(23, p.lists, t.lists)
    out[23] = mix(24, t.lists, n.lists)
    out[24] = mix(25, t.wordClass, t.shape)
    out[25] = mix(26, p.wordClass, t.shape)
    out[26] = mix(27, n.wordClass, t.shape)
    out[27] = mix(28, p.word, t.shape)
    out[28] = mix(29, t.shape, n.word)
    out[29] = mix(30, t.runFirst, t.runPlace)
    out[30] = mix(31, t.runLast, t.runPlace)
    out[31] = mix(32, t.runPlace, t.lists)
    out[32] = mix(33, p2word, p.word)
    out[33] = mix(34, n.word, n2word)
    out[34] = mix(35, p2lists, p.lists << 32 | t.shape)
    out[35] = mix(36, t.suffix3, t.shape << 8 | n.shape)
    out[36] = mix(37, t.stem)
    out[37] = mix(38, p.stem, t.stem)
    out[38] = mix(39, t.stem, n.stem)
    out[39] = mix(40, t.ending, n.stem)
  }

  @inline(__always)
  static func mix(_ template: UInt64, _ a: UInt64, _ b: UInt64 = 0) -> UInt64 {
    var h = (a ^ template &* 0x9E37_79B9_7F4A_7C15) &* 0xBF58_476D_1CE4_E5B9
    h ^= h >> 29
    h = (h ^ b) &* 0x94D0_49BB_1331_11EB
    return h ^ h >> 32
  }

  private func facts(of text: TokenizedText, _ matches: [GazetteerMatch]) -> [TokenFacts] {
    var facts = [TokenFacts](repeating: TokenFacts(), count: text.tokens.count)
    text.folded.withUnsafeBufferPointer { folded in
      for (index, token) in text.tokens.enumerated() {
        facts[index] = Self.wordFacts(folded, token)
        if token.isWord, token.shape != .digit {
          let bits = lexicon.bits(of: text.folded[token.foldRange])
          facts[index].lists = UInt64(bits & 0x7FF)
          if token.script == .cyrillic { Self.cutEnding(folded, token, &facts[index]) }
          facts[index].wordClass = UInt64(bits >> 24) | (bits == 0 ? 0x100 : 0)
        }
      }
    }
    mark(matches, text, &facts)
    markRuns(text, &facts)
    return facts
  }

  private static func wordFacts(_ folded: UnsafeBufferPointer<UInt8>, _ token: Token) -> TokenFacts {
    var facts = TokenFacts()
    facts.starts = token.startsSentence ? 1 : 0
    facts.shape = UInt64(token.shape.rawValue) + 1
    let start = Int(token.foldStart)
    let end = Int(token.foldEnd)
    if token.shape == .digit {
      facts.word = 0xD161 &+ UInt64(min(end - start, 8))
      return facts
    }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var characters = 0
    for index in start..<end {
      let byte = folded[index]
      if byte & 0xC0 != 0x80 { characters += 1 }
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
      if characters == 3, index + 1 < end, folded[index + 1] & 0xC0 != 0x80, facts.prefix3 == 0 { facts.prefix3 = hash }
    }
    facts.word = hash
    facts.shape |= UInt64(min(characters, 4)) << 4
    var back: UInt64 = 0x9E37_79B9
    var seen = 0
    var index = end - 1
    while index >= start, seen < 5 {
      let byte = folded[index]
      back = (back ^ UInt64(byte)) &* 0x100_0000_01B3
      if byte & 0xC0 != 0x80 {
        seen += 1
        if seen == 2 { facts.suffix2 = back }
        if seen == 3 { facts.suffix3 = back }
        if seen == 4 { facts.suffix4 = back }
      }
      index -= 1
    }
    return facts
  }

  /// Letters that have to stay of a word when its ending is cut off, in bytes.
  private static let shortestStem = 6

  /// Words that differ in case and possession only share their stem.
  private static func cutEnding(_ folded: UnsafeBufferPointer<UInt8>, _ token: Token, _ facts: inout TokenFacts) {
    let start = Int(token.foldStart)
    let end = Int(token.foldEnd)
    var cut = max(start + shortestStem, end - WordEndings.longest)
    while cut < end, !WordEndings.kazakh.contains(Array(folded[cut..<end])) { cut += 1 }
    facts.stem = hash(folded, start, cut)
    facts.ending = cut < end ? hash(folded, cut, end) : 1
  }

  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in start..<max(start, min(end, bytes.count)) { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01B3 }
    return hash
  }

  /// Notes which kinds of entry begin at a token (low bits) and which go on in it (high bits).
  private func mark(_ matches: [GazetteerMatch], _ text: TokenizedText, _ facts: inout [TokenFacts]) {
    for match in matches {
      let first = text.tokens[match.tokens.lowerBound]
      guard first.isCapitalised || first.script == .hangul || first.script == .han || first.script == .kana else {
        continue
      }
      var bits: UInt64 = 0
      for posting in match.postings {
        if posting.flags.contains(.capitals), first.shape != .upper { continue }
        let kind: UInt64
        switch matcher.gazetteers[match.source].kind(posting.entry) {
        case .person: kind = 1
        case .organisation, .event: kind = 2
        case .country, .region: kind = 4
        case .place: kind = 8
        case .group: kind = 16
        }
        bits |= posting.flags.contains(.weak) ? (kind == 8 ? 32 : kind == 4 ? 64 : kind) : kind
      }
      for token in match.tokens {
        facts[token].gazetteer |= token == match.tokens.lowerBound ? bits : bits << 8
      }
    }
  }

  /// Runs of capitalised words; a small word between two of them keeps the run going.
  private func markRuns(_ text: TokenizedText, _ facts: inout [TokenFacts]) {
    var index = 0
    while index < text.tokens.count {
      guard text.tokens[index].isCapitalised else {
        index += 1
        continue
      }
      var end = index + 1
      var strictEnd = index + 1
      var links = 0
      while end < text.tokens.count, end - index < 24 {
        let token = text.tokens[end]
        if token.isCapitalised, !token.startsSentence {
          end += 1
          if links == 0 { strictEnd = end }
        } else if Self.isLink(text, end) {
          // One or two links, then a capital again.
          var next = end + 1
          if next < text.tokens.count, Self.isLink(text, next) { next += 1 }
          guard next < text.tokens.count, text.tokens[next].isCapitalised, !text.tokens[next].startsSentence else {
            break
          }
          links += 1
          end = next + 1
        } else {
          break
        }
      }
      for at in index..<end {
        let inStrict = at < strictEnd
        facts[at].runFirst = facts[index].word
        facts[at].runLast = facts[end - 1].word &+ (facts[strictEnd - 1].word << 1)
        let length = UInt64(min(strictEnd - index, 4))
        let place = UInt64(min(at - index, 3))
        facts[at].runPlace = 1 + place + length << 3 + UInt64(min(links, 2)) << 6 + (inStrict ? 0x100 : 0)
      }
      index = end
    }
  }

  private static func isLink(_ text: TokenizedText, _ token: Int) -> Bool {
    text.isWord(token, "of") || text.isWord(token, "for") || text.isWord(token, "and") || text.isWord(token, "the")
      || text.isByte(token, UInt8(ascii: "&"))
  }
}
