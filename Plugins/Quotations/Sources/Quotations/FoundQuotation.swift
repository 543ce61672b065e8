import KZPipeGrammar

/// A quotation before it becomes an annotation.
struct FoundQuotation {
  var piece: Int
  var bytes: Range<Int>
  var speaker: Int?
  var isDirect: Bool
  var confidence: Double
}

/// What a language has to tell about the speech in one paragraph.
protocol SpeechGrammar {
  /// Quotations of the string `piece`, in order; updates the memory.
  mutating func quotations(in piece: Int, _ memory: inout SpeakerMemory) -> [FoundQuotation]
  var resolver: SpeakerResolver { get set }
}

/// Forms of a quoted text that tell speech from names and titles.
enum QuotedForm {
  struct Shape {
    var words = 0
    var capitalised = 0
    /// Ends with a comma, a full stop or another end inside or right after the marks.
    var isSentence = false
    var startsUpper = false
  }

  static func shape(_ text: TokenText, _ span: QuoteSpan) -> Shape {
    var shape = Shape()
    for index in span.inside {
      let token = text.tokens[index]
      guard token.isWord, !token.traits.contains(.clitic) else { continue }
      shape.words += 1
      if shape.words == 1 { shape.startsUpper = token.isCapitalised }
      if token.isCapitalised || token.length <= 3 { shape.capitalised += 1 }
    }
    if let last = text.token(span.close - 1), last.kind == .symbol {
      switch last.scalar {
      case 0x2C, 0x2E, 0x21, 0x3F, 0x2026, 0x2014, 0x2013: shape.isSentence = true
      default: break
      }
    }
    if span.runsOn { shape.isSentence = true }
    return shape
  }

  /// `Letters to the Tide`: every long word is capitalised, and there are few.
  static func looksLikeTitle(_ shape: Shape) -> Bool {
    shape.startsUpper && shape.words <= 10 && shape.capitalised == shape.words
  }
}
