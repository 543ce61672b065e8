/// What one look at a block's text tells.
struct BlockFacts: Sendable {
  var bytes: Int32 = 0
  /// Words; in scripts without spaces, two characters count as one.
  var words: Int32 = 0
  var letters: Int32 = 0
  var capitals: Int32 = 0
  var capitalWords: Int32 = 0
  var digits: Int32 = 0
  var commas: Int32 = 0
  var quotes: Int32 = 0
  var separators: Int32 = 0
  /// Braces, semicolons, equals signs and angle brackets: signs of program text.
  var codeSigns: Int32 = 0
  /// Sentence ends, the last one included.
  var sentences: Int32 = 0
  var functionWords: Int32 = 0
  var calendarWords: Int32 = 0
  /// Words that stand in the page's title, and in its description.
  var titleWords: Int32 = 0
  var descriptionWords: Int32 = 0
  var longestWord: Int32 = 0
  /// Families of cue words anywhere, and among the first four words.
  var cues: UInt32 = 0
  var firstCues: UInt32 = 0
  var cueCount: Int32 = 0
  var firstByte: UInt8 = 0
  var startsCapital = false
  var startsLower = false
  var ending = Ending.other
  var hasTime = false
  var hasYear = false
  var hasAddress = false
  var hasURL = false
  var isWide = false
  /// Hash of the letters and digits: equal texts have equal ones.
  var hash: UInt64 = 0
  /// The block's words in the page's list of word hashes.
  var firstWord: Int32 = 0
  var lastWord: Int32 = 0

  enum Ending: UInt8 { case other, sentence, question, colon, ellipsis, comma, quote, bracket }
}

/// Looks once at the text of every block.
struct TextScanner {
  /// Bits of `MarkedWords` that a word's hash has: 1 title, 2 description.
  var marked = MarkedWords()
  /// Hashes of all words of all blocks in order, cut to 32 bits.
  var wordHashes: [UInt32] = []

  static let functionBit: UInt32 = 1 << 13
  static let calendarBit: UInt32 = 1 << 12

  /// Class of a first byte: 0 other, 1 word, 2 digit, 3 blank, 4 two bytes, 5 three bytes, 6 four bytes.
  private static let classes: [UInt8] = {
    var table = [UInt8](repeating: 0, count: 256)
    for byte in 0..<256 {
      let value = UInt8(byte)
      if ASCII.isLetter(value) { table[byte] = 1 }
      if ASCII.isDigit(value) { table[byte] = 2 }
      if ASCII.isSpace(value) { table[byte] = 3 }
      if value >= 0xC2 { table[byte] = value < 0xE0 ? 4 : value < 0xF0 ? 5 : 6 }
    }
    return table
  }()

  /// What looking needs beside the text, fetched once for many blocks.
  struct Tables {
    fileprivate let classes: UnsafeBufferPointer<UInt8>
    fileprivate let cues: TextCues.Table
  }

  static func withTables<Result>(_ body: (Tables) -> Result) -> Result {
    classes.withUnsafeBufferPointer { classes in
      TextCues.standard.withTable { body(Tables(classes: classes, cues: $0)) }
    }
  }

  mutating func facts(of bytes: UnsafeBufferPointer<UInt8>, _ tables: Tables) -> BlockFacts {
    let classes = tables.classes
    let cues = tables.cues
    var facts = BlockFacts()
    let count = bytes.count
    facts.bytes = Int32(count)
    facts.firstWord = Int32(wordHashes.count)
    facts.firstByte = count > 0 ? bytes[0] : 0
    var word = WordHash.seed
    var wordStart = -1
    // The word before, when it begins a pair of words; else 0.
    var previousWord: UInt64 = 0
    var allLetters = WordHash.seed
    var wideCharacters: Int32 = 0
    var previousWide: UInt64 = 0
    var at = 0
    var sawLetter = false

    @inline(__always) func book(_ hash: UInt64) {
      wordHashes.append(UInt32(truncatingIfNeeded: hash >> 16))
      let own = cues[hash]
      var mask = own
      if previousWord != 0 { mask |= cues[WordHash.pair(previousWord, hash)] }
      mask &= ~TextCues.beginsPair
      if mask != 0 {
        facts.cues |= mask
        if facts.words < 4 { facts.firstCues |= mask }
        if mask & Self.functionBit != 0 {
          facts.functionWords += 1
        } else {
          facts.cueCount += 1
        }
        if mask & Self.calendarBit != 0 { facts.calendarWords += 1 }
      }
      let bits = marked[hash]
      if bits & 1 != 0 { facts.titleWords += 1 }
      if bits & 2 != 0 { facts.descriptionWords += 1 }
      previousWord = own & TextCues.beginsPair != 0 ? hash : 0
    }
    @inline(__always) func endWord(_ end: Int) {
      guard wordStart >= 0 else { return }
      let hash = WordHash.finish(word)
      book(hash)
      facts.words += 1
      facts.longestWord = max(facts.longestWord, Int32(end - wordStart))
      word = WordHash.seed
      wordStart = -1
    }

    while at < count {
      let byte = bytes[at]
      switch classes[Int(byte)] {
      case 1:
        facts.letters += 1
        let lower = byte | 0x20
        if byte != lower {
          facts.capitals += 1
          if wordStart < 0 { facts.capitalWords += 1 }
        }
        if !sawLetter {
          sawLetter = true
          facts.startsCapital = byte != lower
          facts.startsLower = byte == lower
        }
        if wordStart < 0 { wordStart = at }
        word = WordHash.step(word, lower)
        allLetters = WordHash.step(allLetters, lower)
        at += 1
      case 2:
        facts.digits += 1
        if wordStart < 0 {
          wordStart = at
          if at + 4 <= count, byte == 0x31 || byte == 0x32, isYear(bytes, at) { facts.hasYear = true }
        }
        word = WordHash.step(word, byte)
        allLetters = WordHash.step(allLetters, byte)
        at += 1
      case 3:
        endWord(at)
        at += 1
      case 4:
        let second = at + 1 < count ? bytes[at + 1] : 0x80
        if byte == 0xC2 {
          endWord(at)
          note(sign: UInt16(second), &facts)
        } else {
          let (first, last) = WordHash.lowercased(byte, second)
          facts.letters += 1
          if first != byte || last != second {
            facts.capitals += 1
            if wordStart < 0 { facts.capitalWords += 1 }
            if !sawLetter { facts.startsCapital = true }
          } else if !sawLetter {
            facts.startsLower = byte < 0xD6
          }
          sawLetter = true
          if wordStart < 0 { wordStart = at }
          word = WordHash.step(WordHash.step(word, first), last)
          allLetters = WordHash.step(WordHash.step(allLetters, first), last)
        }
        at += 2
      case 5:
        let second = at + 1 < count ? bytes[at + 1] : 0x80
        let third = at + 2 < count ? bytes[at + 2] : 0x80
        if byte == 0xE2 {
          endWord(at)
          if second == 0x80 {
            switch third {
            case 0x98...0x9F: facts.quotes += 1
            case 0xA2, 0xBA: facts.separators += 1
            default: break
            }
          } else if second == 0x82 {
            facts.cues |= 1 << 6
          }
        } else if byte == 0xE3 && second == 0x80 || byte == 0xEF && second >= 0xBC && third < 0xA0 {
          endWord(at)
          note(wide: second, third, &facts, isLast: at + 3 >= count)
          previousWide = 0
        } else if (0xE3...0xE9).contains(byte) {
          // Kana and ideographs: each pair of neighbours is a word.
          endWord(at)
          wideCharacters += 1
          facts.letters += 1
          sawLetter = true
          let character = WordHash.step(WordHash.step(WordHash.step(WordHash.seed, byte), second), third)
          if previousWide != 0 {
            let pair = WordHash.step(WordHash.step(WordHash.step(previousWide, byte), second), third)
            book(WordHash.finish(pair))
          }
          previousWide = character
          allLetters = allLetters &* 31 &+ character
        } else {
          facts.letters += 1
          sawLetter = true
          if wordStart < 0 { wordStart = at }
          word = WordHash.step(WordHash.step(WordHash.step(word, byte), second), third)
          allLetters = WordHash.step(WordHash.step(allLetters, second), third)
        }
        at += 3
      case 6:
        endWord(at)
        at += 4
      default:
        // A hyphen or apostrophe between letters belongs to the word.
        if byte == 0x2D || byte == 0x27, wordStart >= 0, at + 1 < count, classes[Int(bytes[at + 1])] == 1 {
          word = WordHash.step(word, byte)
          at += 1
          continue
        }
        endWord(at)
        note(ascii: byte, bytes, at, &facts)
        at += 1
      }
    }
    endWord(count)
    facts.words += (wideCharacters + 1) / 2
    facts.isWide = wideCharacters * 3 > facts.letters
    facts.hash = WordHash.finish(allLetters)
    facts.ending = ending(bytes)
    facts.lastWord = Int32(wordHashes.count)
    return facts
  }

  private func isYear(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    guard ASCII.isDigit(bytes[at + 1]), ASCII.isDigit(bytes[at + 2]), ASCII.isDigit(bytes[at + 3]) else { return false }
    if at + 4 < bytes.count, ASCII.isDigit(bytes[at + 4]) { return false }
    let century = (bytes[at] - 0x30) * 10 + (bytes[at + 1] - 0x30)
    return century == 19 || century == 20
  }

  @inline(__always)
  private func note(ascii byte: UInt8, _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ facts: inout BlockFacts) {
    let next = at + 1 < bytes.count ? bytes[at + 1] : 0x20
    switch byte {
    case UInt8(ascii: ","): facts.commas += 1
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
      if next <= 0x22 || next == UInt8(ascii: ")") || next >= 0xE2 { facts.sentences += 1 }
    case UInt8(ascii: "\""): facts.quotes += 1
    case UInt8(ascii: "|"), UInt8(ascii: "/"), UInt8(ascii: "\\"): facts.separators += 1
    case UInt8(ascii: ":"):
      if at > 0, ASCII.isDigit(bytes[at - 1]), ASCII.isDigit(next) { facts.hasTime = true }
      if next == UInt8(ascii: "/") { facts.hasURL = true }
    case UInt8(ascii: "@"): facts.hasAddress = true
    case UInt8(ascii: "$"): facts.cues |= 1 << 6
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: "<"),
      UInt8(ascii: ">"):
      facts.codeSigns += 1
    default: break
    }
  }

  private func note(sign second: UInt16, _ facts: inout BlockFacts) {
    switch second {
    case 0xAB, 0xBB: facts.quotes += 1
    case 0xB7: facts.separators += 1
    case 0xA9: facts.cues |= 1 << 2
    case 0xA3: facts.cues |= 1 << 6
    default: break
    }
  }

  private func note(wide second: UInt8, _ third: UInt8, _ facts: inout BlockFacts, isLast: Bool) {
    if second == 0x80 {
      if third == 0x82 { facts.sentences += 1 }
      if third == 0x81 { facts.commas += 1 }
      if third == 0x8C || third == 0x8D { facts.quotes += 1 }
    } else {
      if second == 0xBC, third == 0x8C { facts.commas += 1 }
      if second == 0xBC, third == 0x81 || third == 0x9F || third == 0x8E { facts.sentences += 1 }
      if second == 0xBD, third == 0x9C || third == 0x9E { facts.separators += 1 }
    }
  }

  /// How the text ends, closing quotes and brackets aside.
  private func ending(_ bytes: UnsafeBufferPointer<UInt8>) -> BlockFacts.Ending {
    var end = bytes.count
    var closed: BlockFacts.Ending = .other
    for _ in 0..<3 where end > 0 {
      let last = bytes[end - 1]
      if last == UInt8(ascii: "\"") || last == UInt8(ascii: "'") {
        end -= 1
        closed = .quote
      } else if last == UInt8(ascii: ")") || last == UInt8(ascii: "]") {
        end -= 1
        closed = .bracket
      } else if end >= 3, bytes[end - 3] == 0xE2, bytes[end - 2] == 0x80, (0x98...0x9F).contains(last) {
        end -= 3
        closed = .quote
      } else if end >= 2, bytes[end - 2] == 0xC2, last == 0xBB || last == 0xAB {
        end -= 2
        closed = .quote
      } else if end >= 3, bytes[end - 3] == 0xE3, bytes[end - 2] == 0x80, last == 0x8D || last == 0x8F {
        end -= 3
        closed = .quote
      }
    }
    while end > 0, bytes[end - 1] == 0x20 { end -= 1 }
    guard end > 0 else { return closed }
    switch bytes[end - 1] {
    case UInt8(ascii: "."):
      return end >= 2 && bytes[end - 2] == UInt8(ascii: ".") ? .ellipsis : .sentence
    case UInt8(ascii: "!"): return .sentence
    case UInt8(ascii: "?"): return .question
    case UInt8(ascii: ":"): return .colon
    case UInt8(ascii: ","), UInt8(ascii: ";"): return .comma
    default: break
    }
    guard end >= 3 else { return closed }
    switch (bytes[end - 3], bytes[end - 2], bytes[end - 1]) {
    case (0xE3, 0x80, 0x82), (0xEF, 0xBC, 0x81), (0xEF, 0xBC, 0x8E), (0xE0, 0xA5, 0xA4): return .sentence
    case (0xEF, 0xBC, 0x9F): return .question
    case (0xEF, 0xBC, 0x9A): return .colon
    case (0xE2, 0x80, 0xA6): return .ellipsis
    default: return closed
    }
  }
}

/// A small set of word hashes, each with a few bits.
struct MarkedWords: Sendable {
  private var keys: [UInt64] = []
  private var bits: [UInt8] = []
  private var count = 0
  private static let size = 2048
  private static let limit = 1024

  mutating func insert(_ hash: UInt64, _ mask: UInt8) {
    if keys.isEmpty {
      keys = [UInt64](repeating: 0, count: Self.size)
      bits = [UInt8](repeating: 0, count: Self.size)
    }
    guard count < Self.limit else { return }
    var slot = Int(truncatingIfNeeded: hash) & (Self.size - 1)
    while keys[slot] != 0, keys[slot] != hash { slot = (slot + 1) & (Self.size - 1) }
    if keys[slot] == 0 { count += 1 }
    keys[slot] = hash
    bits[slot] |= mask
  }

  @inline(__always)
  subscript(hash: UInt64) -> UInt8 {
    guard !keys.isEmpty else { return 0 }
    var slot = Int(truncatingIfNeeded: hash) & (Self.size - 1)
    while keys[slot] != 0 {
      if keys[slot] == hash { return bits[slot] }
      slot = (slot + 1) & (Self.size - 1)
    }
    return 0
  }
}
