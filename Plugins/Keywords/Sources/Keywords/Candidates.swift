import KZPipeText

/// Words and phrases of an article that may be keywords, with what speaks for them.
struct Candidates {
  struct Phrase {
    /// As printed first; in scripts other than Latin the shortest form, which is nearest to the dictionary's. Never in capitals
    /// if there is another.
    var text: String
    var words: Int
    /// Uses, weighted by place.
    var weight: Double
    /// Use in headline or deck.
    var isInHeadline: Bool
    /// First letter was a capital inside a sentence: a name.
    var isName: Bool
    /// Order of first use.
    var order: Int
    /// Different forms were seen, so that what they share may be taken for the word.
    var hasForms = false
  }

  /// By the lower-case words with their endings cut, joined by spaces.
  private(set) var phrases: [String: Phrase] = [:]
  let isStopword: (ArraySlice<UInt8>) -> Bool

  static let longestPhrase = 3

  init(isStopword: @escaping (ArraySlice<UInt8>) -> Bool) { self.isStopword = isStopword }

  /// Reads one string. Phrases never cross punctuation, a line or a stop word.
  mutating func read(_ text: String, weight: Double, isHeadline: Bool) {
    let bytes = Array(text.utf8)
    let lower = UTF8Text.lowercased(bytes)
    // A few capitals change their length in lower case; such a text is rare enough to be read as it stands.
    let folded = lower.count == bytes.count ? lower : bytes
    var run: [Range<Int>] = []
    var sentenceStart = true
    for token in Self.joined(Segmenter.tokens(in: bytes), in: bytes) {
      let isContent = token.kind == .word && !isStopword(folded[Self.withoutPossessive(token.range, in: bytes)])
      if !isContent {
        close(run, bytes, folded, weight: weight, isHeadline: isHeadline, atSentenceStart: sentenceStart)
        run = []
        if token.kind == .mark, let mark = bytes[token.range].first {
          sentenceStart = mark == 0x2E || mark == 0x3F || mark == 0x21
        } else {
          sentenceStart = false
        }
        continue
      }
      // Two words with more than one space between them do not belong together.
      if let last = run.last, token.range.lowerBound - last.upperBound != 1 {
        close(run, bytes, folded, weight: weight, isHeadline: isHeadline, atSentenceStart: sentenceStart)
        run = []
        sentenceStart = false
      }
      run.append(token.range)
      // What belongs to somebody begins anew: "Kazakhstan's minister" is no name.
      if Self.withoutPossessive(token.range, in: bytes) != token.range {
        close(run, bytes, folded, weight: weight, isHeadline: isHeadline, atSentenceStart: sentenceStart)
        run = []
        sentenceStart = false
      }
    }
    close(run, bytes, folded, weight: weight, isHeadline: isHeadline, atSentenceStart: sentenceStart)
  }

  private mutating func close(
    _ run: [Range<Int>], _ bytes: [UInt8], _ folded: [UInt8], weight: Double, isHeadline: Bool, atSentenceStart: Bool
  ) {
    let stems = run.map { Self.stem(folded[Self.withoutPossessive($0, in: bytes)]) }
    for start in run.indices {
      for end in start..<min(run.count, start + Self.longestPhrase) {
        let last = Self.withoutPossessive(run[end], in: bytes)
        let text = bytes[run[start].lowerBound..<last.upperBound]
        guard end > start || UTF8Text.scalarCount(text) >= 2 else { continue }
        let key = stems[start...end].joined(separator: " ")
        let first = UTF8Text.decode(bytes, at: run[start].lowerBound, end: bytes.count).scalar
        let isName = UTF8Text.isUppercase(first) && !(start == 0 && atSentenceStart) && !isHeadline
        note(
          key, String(decoding: text, as: UTF8.self), words: end - start + 1, weight: weight, isHeadline: isHeadline,
          isName: isName)
      }
    }
  }

  private mutating func note(
    _ key: String, _ text: String, words: Int, weight: Double, isHeadline: Bool, isName: Bool
  ) {
    guard var known = phrases[key] else {
      phrases[key] = Phrase(
        text: text, words: words, weight: weight, isInHeadline: isHeadline, isName: isName, order: phrases.count)
      return
    }
    known.weight += weight
    known.isInHeadline = known.isInHeadline || isHeadline
    known.isName = known.isName || isName
    if text != known.text {
      let (shouts, shouted) = (Self.isInCapitals(text), Self.isInCapitals(known.text))
      known.hasForms = true
      // In languages that decline their nouns; in English the first form is as good as any.
      let isNearer = (text.utf8.first ?? 0) >= 0x80 && text.utf8.count < known.text.utf8.count
      if shouted != shouts ? shouted : isNearer { known.text = text }
    }
    phrases[key] = known
  }

  /// Joins most inflected forms: at most the first seven letters count, of shorter Cyrillic words the first five, of Korean
  /// words what stands before a particle, and a plural s is cut.
  static func stem(_ word: ArraySlice<UInt8>) -> String {
    let scalars = String(decoding: word, as: UTF8.self).unicodeScalars
    let isCyrillic = scalars.first.map { (0x400...0x52F).contains($0.value) } ?? false
    if let bare = KoreanParticles.without(scalars) { return String(String.UnicodeScalarView(bare)) }
    var text = scalars.prefix(isCyrillic && scalars.count <= 8 ? 5 : 7)
    if text.count > 3, text.last == "s" { text = text.dropLast() }
    return String(String.UnicodeScalarView(text))
  }

  // MARK: Tokens

  /// Words with a hyphen between them as one: "Tobyl-Arqa".
  private static func joined(_ tokens: [WordRange], in bytes: [UInt8]) -> [WordRange] {
    var out: [WordRange] = []
    var index = 0
    while index < tokens.count {
      var token = tokens[index]
      while token.kind == .word, index + 2 < tokens.count, tokens[index + 1].kind == .mark,
        tokens[index + 1].range.count == 1, bytes[tokens[index + 1].range.lowerBound] == 0x2D,
        tokens[index + 1].range.lowerBound == token.range.upperBound,
        tokens[index + 2].range.lowerBound == tokens[index + 1].range.upperBound, tokens[index + 2].kind == .word
      {
        token.range = token.range.lowerBound..<tokens[index + 2].range.upperBound
        index += 2
      }
      out.append(token)
      index += 1
    }
    return out
  }

  private static func withoutPossessive(_ range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
    for ending in [[0x27, 0x73], [0xE2, 0x80, 0x99, 0x73]] as [[UInt8]] where range.count > ending.count {
      if bytes[range].suffix(ending.count).elementsEqual(ending) {
        return range.lowerBound..<(range.upperBound - ending.count)
      }
    }
    return range
  }

  private static func isInCapitals(_ text: String) -> Bool {
    let letters = text.unicodeScalars.filter { $0.properties.isAlphabetic }
    return letters.count > 4 && letters.allSatisfy { UTF8Text.isUppercase($0) }
  }
}

/// Particles that follow a Korean noun without a space.
enum KoreanParticles {
  private static let endings: [String] = [
    "에서는", "으로는", "에게서", "에서", "에게", "으로", "까지", "부터", "이다", "은", "는", "이", "가", "을", "를", "에", "의", "와", "과", "도", "로",
  ]

  /// The word without its particle, when at least two syllables are left; `nil` for what is no Korean word with one.
  static func without(_ word: String.UnicodeScalarView) -> Substring.UnicodeScalarView? {
    guard let first = word.first, (0xAC00...0xD7A3).contains(first.value), word.count >= 3 else { return nil }
    for ending in endings {
      let tail = ending.unicodeScalars
      if word.count >= tail.count + 2, word.suffix(tail.count).elementsEqual(tail) { return word.dropLast(tail.count) }
    }
    return nil
  }
}
