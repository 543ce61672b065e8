/// A date's raw material: numbers, words and marks of a short text.
struct DateToken {
  enum Kind {
    /// Value and number of digits; digits of any script.
    case number(Int, Int)
    /// In lower case.
    case word(String)
    /// Byte of a mark; 0 for a mark outside ASCII.
    case mark(UInt8)
  }

  let kind: Kind
  /// Bytes of the text.
  let start: Int
  let end: Int
  /// Whether white space comes before.
  let isApart: Bool
}

enum DateTokenizer {
  /// Tokens of the first `limit` bytes.
  static func tokens(_ text: ArraySlice<UInt8>, limit: Int = 600) -> [DateToken] {
    var tokens: [DateToken] = []
    let end = min(text.endIndex, text.startIndex + limit)
    var at = text.startIndex
    var isApart = true
    while at < end, tokens.count < 160 {
      let space = Clean.whiteSpace(text, at: at, end: end, base: text.startIndex)
      if space > 0 {
        at += space
        isApart = true
        continue
      }
      let start = at
      if digit(text, at, end) != nil {
        var value = 0
        var count = 0
        while at < end, let (digit, width) = digit(text, at, end) {
          if count < 15 { value = value * 10 + digit }
          count += 1
          at += width
        }
        tokens.append(DateToken(kind: .number(value, count), start: start, end: at, isApart: isApart))
      } else if Clean.isLetter(text[at]) || text[at] >= 0x80 && !isPunctuation(text, at, end) {
        let isIdeograph = isIdeograph(text, at, end)
        while at < end {
          if Clean.isLetter(text[at]) {
            if isIdeograph { break } else { at += 1 }
          } else if text[at] >= 0x80, !isPunctuation(text, at, end), digit(text, at, end) == nil,
            Clean.whiteSpace(text, at: at, end: end, base: text.startIndex) == 0,
            at == start || isIdeograph == self.isIdeograph(text, at, end), !(isIdeograph && endsUnit(text, start, at))
          {
            at += 1
            while at < end, text[at] & 0xC0 == 0x80 { at += 1 }
          } else {
            break
          }
        }
        let word = String(decoding: text[start..<at], as: UTF8.self).lowercased()
        tokens.append(DateToken(kind: .word(word), start: start, end: at, isApart: isApart))
      } else {
        let byte = text[at]
        at += 1
        while at < end, text[at] & 0xC0 == 0x80 { at += 1 }
        tokens.append(
          DateToken(
            kind: .mark(fullWidthMark(text, start, at) ?? (byte < 0x80 ? byte : 0)), start: start, end: at,
            isApart: isApart))
      }
      isApart = false
    }
    return tokens
  }

  /// Value and width of a digit: ASCII, Arabic-Indic, Persian, Devanagari, Bengali, Thai, full-width.
  private static func digit(_ text: ArraySlice<UInt8>, _ at: Int, _ end: Int) -> (Int, Int)? {
    let byte = text[at]
    if Clean.isDigit(byte) { return (Int(byte - 0x30), 1) }
    guard byte >= 0xD9, at + 1 < end else { return nil }
    let second = text[at + 1]
    if byte == 0xD9, (0xA0...0xA9).contains(second) { return (Int(second - 0xA0), 2) }
    if byte == 0xDB, (0xB0...0xB9).contains(second) { return (Int(second - 0xB0), 2) }
    guard at + 2 < end else { return nil }
    let third = text[at + 2]
    if byte == 0xE0, second == 0xA5 || second == 0xA7, (0xA6...0xAF).contains(third) { return (Int(third - 0xA6), 3) }
    if byte == 0xE0, second == 0xB9, (0x90...0x99).contains(third) { return (Int(third - 0x90), 3) }
    if byte == 0xEF, second == 0xBC, (0x90...0x99).contains(third) { return (Int(third - 0x90), 3) }
    return nil
  }

  /// Punctuation of Latin-1, General Punctuation, CJK and full-width forms.
  private static func isPunctuation(_ text: ArraySlice<UInt8>, _ at: Int, _ end: Int) -> Bool {
    guard at + 1 < end else { return true }
    switch text[at] {
    case 0xC2: return text[at + 1] != 0xAA && text[at + 1] != 0xB5 && text[at + 1] != 0xBA
    case 0xD8: return text[at + 1] == 0x8C
    case 0xE2: return true
    case 0xE3: return text[at + 1] == 0x80 || text[at + 1] == 0x83 && at + 2 < end && text[at + 2] == 0xBB
    case 0xEF: return text[at + 1] == 0xBC && at + 2 < end && text[at + 2] < 0xA1 && text[at + 2] != 0x90
    default: return false
    }
  }

  private static func fullWidthMark(_ text: ArraySlice<UInt8>, _ start: Int, _ end: Int) -> UInt8? {
    guard end - start == 3, text[start] == 0xEF, text[start + 1] == 0xBC, (0x81...0x9F).contains(text[start + 2]) else {
      return nil
    }
    return text[start + 2] - 0x60
  }

  /// Han, U+4E00 to U+9FFF.
  private static func isIdeograph(_ text: ArraySlice<UInt8>, _ at: Int, _ end: Int) -> Bool {
    (0xE4...0xE9).contains(text[at]) && (text[at] != 0xE4 || at + 1 < end && text[at + 1] >= 0xB8)
  }

  /// Whether the ideographs so far end with 年, 月 or 日, which close a number and never run on.
  private static func endsUnit(_ text: ArraySlice<UInt8>, _ start: Int, _ at: Int) -> Bool {
    guard at - start >= 3 else { return false }
    let unit = text[(at - 3)..<at]
    return unit.elementsEqual([0xE5, 0xB9, 0xB4]) || unit.elementsEqual([0xE6, 0x9C, 0x88])
      || unit.elementsEqual([0xE6, 0x97, 0xA5])
  }
}
