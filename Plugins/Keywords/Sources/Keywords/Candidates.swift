import KZPipeText

/// Words and phrases of an article that may be keywords, with what speaks for them.
struct Candidates {
  struct Phrase {
    /// As printed at its first use.
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
    for token in Segmenter.tokens(in: bytes) {
      let isContent = token.kind == .word && !isStopword(folded[token.range])
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
    }
    close(run, bytes, folded, weight: weight, isHeadline: isHeadline, atSentenceStart: sentenceStart)
  }

  private mutating func close(
    _ run: [Range<Int>], _ bytes: [UInt8], _ folded: [UInt8], weight: Double, isHeadline: Bool, atSentenceStart: Bool
  ) {
    for start in run.indices {
      for end in start..<min(run.count, start + Self.longestPhrase) {
        let text = bytes[run[start].lowerBound..<run[end].upperBound]
        guard end > start || UTF8Text.scalarCount(text) >= 2 else { continue }
        let key = (start...end).map { Self.stem(folded[run[$0]]) }.joined(separator: " ")
        let first = UTF8Text.decode(bytes, at: run[start].lowerBound, end: bytes.count).scalar
        let isName = UTF8Text.isUppercase(first) && !(start == 0 && atSentenceStart) && !isHeadline
        if var known = phrases[key] {
          known.weight += weight
          known.isInHeadline = known.isInHeadline || isHeadline
          known.isName = known.isName || isName
          phrases[key] = known
        } else {
          phrases[key] = Phrase(
            text: String(decoding: text, as: UTF8.self), words: end - start + 1, weight: weight,
            isInHeadline: isHeadline, isName: isName, order: phrases.count)
        }
      }
    }
  }

  /// Joins most inflected forms: at most the first seven letters count, of shorter Cyrillic words the first five, and a
  /// plural s is cut.
  private static func stem(_ word: ArraySlice<UInt8>) -> String {
    let scalars = String(decoding: word, as: UTF8.self).unicodeScalars
    let isCyrillic = scalars.first.map { (0x400...0x52F).contains($0.value) } ?? false
    var text = scalars.prefix(isCyrillic && scalars.count <= 8 ? 5 : 7)
    if text.count > 3, text.last == "s" { text = text.dropLast() }
    return String(String.UnicodeScalarView(text))
  }
}
