/// One pass over a text that cuts it into sentences.
struct SentenceSplitter {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let rules: SentenceRules
  private var result: [Range<Int>] = []
  private var start = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, rules: SentenceRules) {
    self.bytes = bytes
    self.rules = rules
  }

  mutating func sentences() -> [Range<Int>] {
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case 0x2E, 0x21, 0x3F: index = stop(at: index, length: 1, isFullStop: bytes[index] == 0x2E)
      case 0x0A: index = lineEnd(at: index)
      // The first bytes of every other stop: D8, DB, E0, E2, E3, EF, D5, E1.
      case 0xD5, 0xD8, 0xDB, 0xE0, 0xE1, 0xE2, 0xE3, 0xEF:
        let (scalar, length) = UTF8Text.decode(bytes, at: index, end: bytes.count)
        switch scalar.value {
        // Arabic question mark and full stop, danda, Ethiopic and Armenian full stops, exclamation pairs.
        case 0x61F, 0x6D4, 0x964, 0x965, 0x1362, 0x589, 0x203C, 0x203D, 0x2047...0x2049:
          index = stop(at: index, length: length, isFullStop: false)
        case 0x2026: index = stop(at: index, length: length, isFullStop: true)
        case 0x3002, 0xFF01, 0xFF0E, 0xFF1F, 0xFF61: index = wideStop(at: index + length)
        default: index += length
        }
      default: index += 1
      }
    }
    cut(at: bytes.count)
    return result
  }

  // MARK: cutting

  /// Ends the sentence at `end`, white space trimmed; an empty one is none.
  private mutating func cut(at end: Int) {
    var low = start
    var high = end
    while low < high {
      let (scalar, length) = UTF8Text.decode(bytes, at: low, end: high)
      guard UTF8Text.isWhitespace(scalar) || UTF8Text.isInvisible(scalar) else { break }
      low += length
    }
    while high > low {
      let before = UTF8Text.index(before: high, in: bytes, start: low)
      let scalar = UTF8Text.decode(bytes, at: before, end: high).scalar
      guard UTF8Text.isWhitespace(scalar) || UTF8Text.isInvisible(scalar) else { break }
      high = before
    }
    if low < high { result.append(low..<high) }
    start = end
  }

  /// A blank line ends a sentence; a single line feed is white space.
  private mutating func lineEnd(at index: Int) -> Int {
    var next = index + 1
    while next < bytes.count, bytes[next] == 0x20 || bytes[next] == 0x09 || bytes[next] == 0x0D { next += 1 }
    if next < bytes.count, bytes[next] == 0x0A {
      cut(at: next)
      return next + 1
    }
    return next
  }

  /// A stop of scripts that put no space after it.
  private mutating func wideStop(at index: Int) -> Int {
    let end = closing(from: index)
    // 「行く。」と言った: the sentence goes on after a closing quotation mark with a particle.
    if end > index, end < bytes.count {
      let scalar = UTF8Text.decode(bytes, at: end, end: bytes.count).scalar
      if scalar == "と" || scalar == "、" || scalar == "，" { return end }
    }
    cut(at: end)
    return end
  }

  private mutating func stop(at index: Int, length: Int, isFullStop: Bool) -> Int {
    var end = index + length
    var stops = 1
    while end < bytes.count {
      let (scalar, length) = UTF8Text.decode(bytes, at: end, end: bytes.count)
      guard isStop(scalar) else { break }
      end += length
      stops += 1
    }
    let isSingleDot = isFullStop && stops == 1 && bytes[index] == 0x2E
    let isEllipsis = isFullStop && !isSingleDot
    let closed = closing(from: end)
    guard closed < bytes.count else { return bytes.count }
    let (after, _) = UTF8Text.decode(bytes, at: closed, end: bytes.count)
    // "3.14", "example.com", "U.S." in the middle: no white space, no end.
    guard UTF8Text.isWhitespace(after) else {
      if ScalarClass(of: after).contains(.cjk), !isSingleDot { cut(at: closed) }
      return closed
    }
    let next = NextWord(bytes, after: closed)
    guard next.kind != .none else { return closed }
    if next.kind == .lowercase { return closed }
    if isSingleDot, continues(dot: index, closed: closed == end, next) { return closed }
    if isEllipsis, next.kind == .digit { return closed }
    cut(at: closed)
    return closed
  }

  private func isStop(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x21, 0x2E, 0x3F, 0x2026, 0x203C, 0x203D, 0x2047...0x2049, 0x61F: true
    default: false
    }
  }

  /// End of the quotation marks and brackets that close behind a stop.
  private func closing(from index: Int) -> Int {
    var index = index
    while index < bytes.count {
      let (scalar, length) = UTF8Text.decode(bytes, at: index, end: bytes.count)
      switch scalar.value {
      case 0x22, 0x27, 0x29, 0x5D, 0xBB, 0x2019, 0x201D, 0x203A, 0x300D, 0x300F, 0x3011, 0xFF09, 0xFF02, 0x300B:
        index += length
      // German and Russian texts close with “; it opens when a letter follows.
      case 0x201C, 0x2018:
        guard index + length >= bytes.count || isBlank(index + length) else { return index }
        index += length
      // Reference marks such as [1].
      case 0x5B:
        var end = index + 1
        while end < bytes.count, bytes[end] &- 0x30 < 10, end - index < 5 { end += 1 }
        guard end > index + 1, end < bytes.count, bytes[end] == 0x5D else { return index }
        index = end + 1
      default: return index
      }
    }
    return index
  }

  private func isBlank(_ index: Int) -> Bool {
    UTF8Text.isWhitespace(UTF8Text.decode(bytes, at: index, end: bytes.count).scalar)
  }

  // MARK: abbreviations

  /// Whether a full stop at `dot` belongs to an abbreviation, an initial or an ordinal, so that the sentence goes on.
  private func continues(dot: Int, closed: Bool, _ next: NextWord) -> Bool {
    guard closed else { return false }
    var low = dot
    // Forty bytes hold any abbreviation.
    let floor = max(start, dot - 40)
    while low > floor {
      let before = UTF8Text.index(before: low, in: bytes, start: floor)
      let scalar = UTF8Text.decode(bytes, at: before, end: low).scalar
      let classes = ScalarClass(of: scalar)
      guard !classes.isDisjoint(with: [.letter, .digit, .mark]) || scalar == "." || scalar == "-" || scalar == "№"
      else { break }
      low = before
    }
    guard low < dot else { return false }
    let word = Array(bytes[low..<dot])
    if word.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
      if low - start <= 64, isOnlyBlank(start..<low) { return true }
      return rules.hasDottedOrdinals && word.count <= 2 && next.kind == .uppercase
        && !rules.starters.contains(next.folded)
    }
    var key = UTF8Text.lowercased(word)
    // "Japan-U.S." ends with an abbreviation; "с-х" is one.
    if let hyphen = key.lastIndex(of: 0x2D), !rules.inner.contains(key), !rules.either.contains(key) {
      key.removeSubrange(...hyphen)
    }
    if rules.beforeNumber.contains(key), next.kind == .digit { return true }
    if isInitial(word) {
      // "г." and "р." are letters too.
      if rules.either.contains(key), UTF8Text.isLowercase(UTF8Text.decode(word, at: 0, end: word.count).scalar) {
        return continuesEither(next, low)
      }
      return UTF8Text.isUppercase(UTF8Text.decode(word, at: 0, end: word.count).scalar) && next.kind != .digit
        && (next.isInitial || !rules.starters.contains(next.folded))
    }
    if rules.inner.contains(key) { return true }
    if rules.either.contains(key) { return continuesEither(next, low) }
    // "A.B. Smith", "У. К. Иванов": initials written together.
    return isInitials(word) && (next.isInitial || !rules.starters.contains(next.folded))
  }

  private func continuesEither(_ next: NextWord, _ low: Int) -> Bool {
    if next.kind == .digit { return true }
    return next.kind == .uppercase && !rules.starters.contains(next.folded)
  }

  private func isOnlyBlank(_ range: Range<Int>) -> Bool { range.allSatisfy { bytes[$0] <= 0x20 } }

  /// One letter.
  private func isInitial(_ word: [UInt8]) -> Bool {
    let (scalar, length) = UTF8Text.decode(word, at: 0, end: word.count)
    return length == word.count && UTF8Text.isLetter(scalar)
  }

  /// Single capitals with stops or hyphens between: "J.R", "Ж.-П".
  private func isInitials(_ word: [UInt8]) -> Bool {
    var letters = 0
    for (scalar, _) in ScalarIterator(word).lazy.map({ ($0.scalar, $0.range) }) {
      if scalar == "." || scalar == "-" {
        letters = 0
      } else {
        letters += 1
        guard UTF8Text.isUppercase(scalar), letters == 1 else { return false }
      }
    }
    return word.contains(0x2E)
  }
}

/// What follows a stop.
private struct NextWord {
  enum Kind { case none, lowercase, uppercase, digit, other }
  private(set) var kind = Kind.none
  /// The word in lower case.
  private(set) var folded: [UInt8] = []
  /// A single capital with a full stop.
  private(set) var isInitial = false

  init(_ bytes: UnsafeBufferPointer<UInt8>, after index: Int) {
    var index = index
    // Rows of dots and blanks are not followed to their end, so that the whole stays linear.
    let limit = min(bytes.count, index + 64)
    if limit < bytes.count { kind = .other }
    while index < limit {
      let (scalar, length) = UTF8Text.decode(bytes, at: index, end: bytes.count)
      let classes = ScalarClass(of: scalar)
      if classes.contains(.letter) {
        kind = classes.contains(.lowercase) ? .lowercase : classes.contains(.uppercase) ? .uppercase : .other
        break
      }
      if classes.contains(.digit) {
        kind = .digit
        return
      }
      // Quotation marks, dashes and brackets open the next sentence; anything else decides by itself.
      guard classes.contains(.whitespace) || classes.contains(.punctuation) || classes.contains(.control) else {
        kind = .other
        return
      }
      index += length
    }
    guard kind == .uppercase else { return }
    var end = index
    var letters = 0
    while end < bytes.count, end - index < 24 {
      let (scalar, length) = UTF8Text.decode(bytes, at: end, end: bytes.count)
      guard ScalarClass(of: scalar).contains(.letter) || scalar == "-" else { break }
      end += length
      letters += 1
    }
    isInitial = letters == 1 && end < bytes.count && bytes[end] == 0x2E
    folded = UTF8Text.lowercased(Array(bytes[index..<end]))
  }
}
