import KZPipeGrammar

/// Text between quotation marks; or from an opening mark to the end of a paragraph when the speech goes on.
struct QuoteSpan: Sendable {
  /// Token of the opening mark.
  var open: Int
  /// Token of the closing mark; the token count when there is none.
  var close: Int
  /// The paragraph ends inside the speech.
  var runsOn: Bool

  /// Tokens between the marks.
  var inside: Range<Int> { (open + 1) ..<~ max(open + 1, close) }
}

/// Pairs quotation marks of all styles within one string, left to right; marks inside a quotation stay part of it.
enum QuoteMarks {
  static func spans(in text: TokenText) -> [QuoteSpan] {
    var out: [QuoteSpan] = []
    var index = 0
    // For each family of marks, the last position where its closing mark stands: no search runs past it.
    while index < text.count {
      guard let family = opening(text, index) else {
        index += 1
        continue
      }
      if let close = closing(text, family, after: index) {
        if close > index + 1 { out.append(QuoteSpan(open: index, close: close, runsOn: false)) }
        index = close + 1
      } else if index == 0, family != .single {
        out.append(QuoteSpan(open: index, close: text.count, runsOn: true))
        return out
      } else {
        // Without a partner here there is none later for the same family either.
        if family == .single {
          index += 1
          continue
        }
        out.append(QuoteSpan(open: index, close: text.count, runsOn: true))
        return out
      }
    }
    return out
  }

  enum Family { case straight, curly, low, angle, single, corner, white }

  static func opening(_ text: TokenText, _ index: Int) -> Family? {
    let token = text.tokens[index]
    guard token.kind == .symbol else { return nil }
    switch token.scalar {
    case 0x201C, 0x201F: return .curly
    case 0x201E: return .low
    case 0xAB: return .angle
    case 0x300C: return .corner
    case 0x300E: return .white
    case 0x22, 0xFF02:
      guard let next = text.token(index + 1), !next.hasSpaceBefore else { return nil }
      return .straight
    case 0x27, 0x2018, 0x201A:
      guard index == 0 || token.hasSpaceBefore || text.tokens[index - 1].kind == .symbol,
        let next = text.token(index + 1),
        !next.hasSpaceBefore, next.isWord
      else { return nil }
      return .single
    default: return nil
    }
  }

  /// Single marks look no further than this, since each apostrophe could be one.
  private static let singleReach = 80

  private static func closing(_ text: TokenText, _ family: Family, after open: Int) -> Int? {
    var index = open + 1
    let limit = family == .single ? min(text.count, open + singleReach) : text.count
    var depth = 0
    while index < limit {
      let token = text.tokens[index]
      if token.kind == .symbol {
        switch (family, token.scalar) {
        case (.straight, 0x22), (.straight, 0xFF02):
          if !token.hasSpaceBefore || index + 1 == text.count { return index }
          // A second opening mark without a closing one: the first was stray.
          if text.isAttached(index + 1) { return nil }
          return index
        case (.curly, 0x201D), (.low, 0x201C), (.low, 0x201D), (.corner, 0x300D), (.white, 0x300F): return index
        case (.curly, 0x201C): return nil
        case (.angle, 0xAB): depth += 1
        case (.angle, 0xBB):
          if depth == 0 { return index }
          depth -= 1
        case (.single, 0x27), (.single, 0x2019):
          if index > open + 1, !token.hasSpaceBefore,
            !(text.token(index + 1).map { $0.isWord && !$0.hasSpaceBefore } ?? false)
          {
            return index
          }
        default: break
        }
      }
      index += 1
    }
    return nil
  }

  /// Bytes of what is said: without the last comma or full stop.
  static func content(_ text: TokenText, _ inside: Range<Int>) -> Range<Int>? {
    var end = inside.upperBound
    while end > inside.lowerBound + 1, let last = text.token(end - 1), last.isSymbol(",") || last.isSymbol(".") {
      end -= 1
    }
    guard end > inside.lowerBound else { return nil }
    return text.byteRange(inside.lowerBound ..<~ end)
  }
}
