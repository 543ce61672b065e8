import KZPipeGrammar
import KZPipeKit

/// Quotations in headlines and decks: `'We lost to our own name'`, `Mayor: "No speeches"`.
///
/// A headline has no verb to lean on, so its quotation takes the speaker of the body's quotation with the same words, else
/// the only person that the headline names.
enum HeadlineSpeech {
  static func quotations(_ text: ArticleText, _ resolver: SpeakerResolver, body: [FoundQuotation]) -> [FoundQuotation] {
    var out: [FoundQuotation] = []
    for (number, piece) in text.pieces.enumerated() {
      switch piece.at {
      case .headline, .alternativeHeadline: break
      case .body, .caption: continue
      }
      for span in resolver.marks[number].spans.prefix(8) {
        let shape = QuotedForm.shape(piece.text, span)
        let words = keys(piece.text, span.inside)
        guard let bytes = QuoteMarks.content(piece.text, span.inside) else { continue }
        let twin = body.first { quotation in
          guard quotation.isDirect, let tokens = text.pieces[quotation.piece].text.tokens(in: quotation.bytes) else {
            return false
          }
          return holds(keys(text.pieces[quotation.piece].text, tokens), words)
        }
        // Two words and fewer are stresses or names unless the body has them as speech.
        guard twin != nil || (shape.words >= 4 && !QuotedForm.looksLikeTitle(shape)) else { continue }
        let named = Set(
          resolver.people.mentions[number].filter { !resolver.marks[number].quoted[$0.tokens.lowerBound] }.map(\.person)
        )
        let speaker = twin?.speaker ?? (named.count == 1 ? named.first : nil)
        out.append(
          FoundQuotation(
            piece: number, bytes: bytes, speaker: speaker, isDirect: true, confidence: twin == nil ? 0.6 : 0.9))
      }
    }
    return out
  }

  private static func keys(_ text: TokenText, _ tokens: Range<Int>) -> [UInt64] {
    tokens.compactMap { text.tokens[$0].kind == .symbol ? nil : text.tokens[$0].key }
  }

  /// Whether `part` stands in `whole` without gaps.
  private static func holds(_ whole: [UInt64], _ part: [UInt64]) -> Bool {
    guard let first = part.first, part.count <= whole.count, part.count <= 64 else { return false }
    for start in 0...(whole.count - part.count) where whole[start] == first {
      if whole[start ..<~ (start + part.count)].elementsEqual(part) { return true }
    }
    return false
  }
}
