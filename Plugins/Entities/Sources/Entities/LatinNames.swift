import EntityText
import Gazetteers
import KZPipeKit

/// Names in Latin letters inside Russian, Kazakh and Korean text: mostly companies, since persons and places are written over.
struct LatinNames {
  let text: TokenizedText
  let block: Int
  let lexicon: Lexicon

  /// Words of the longest name.
  private static let longest = 5

  /// Runs of two capitalised words and more; they count as bodies, as unsure as that is.
  func find() -> [Candidate] {
    var out: [Candidate] = []
    var index = 0
    while index < text.tokens.count {
      guard isName(index) else {
        index += 1
        continue
      }
      var end = index + 1
      while end < text.tokens.count, end - index < Self.longest, joins(end) { end += isName(end) ? 1 : 2 }
      if end - index >= 2, !isVersion(end) {
        let bytes = Int(text.tokens[index].start)..<Int(text.tokens[end - 1].end)
        out.append(Candidate(block: block, tokens: index..<end, bytes: bytes, kind: kind(index..<end), confidence: 0.7))
      }
      index = end
    }
    return out
  }

  private func isName(_ token: Int) -> Bool {
    guard text.tokens.indices.contains(token) else { return false }
    let t = text.tokens[token]
    return t.script == .latin && t.isCapitalised && t.end - t.start <= 60
  }

  /// The next word of the name, or a sign between two.
  private func joins(_ token: Int) -> Bool {
    guard text.tokens.indices.contains(token), !text.tokens[token].startsSentence else { return false }
    if isName(token) { return text.tokens[token].spaceBefore || isMark(token - 1) }
    return isMark(token) && isName(token + 1)
  }

  private func isMark(_ token: Int) -> Bool { text.isByte(token, UInt8(ascii: "&")) }

  /// `Galaxy Fold 7`, `Boeing Dreamliner 787`: a thing with a number is no body.
  private func isVersion(_ token: Int) -> Bool {
    text.tokens.indices.contains(token) && text.tokens[token].spaceBefore
      && (text.tokens[token].shape == .digit || text.tokens[token].shape == .alphanumeric)
  }

  /// A first name with one more word is a person, unless a word of bodies closes the run.
  private func kind(_ tokens: Range<Int>) -> Entity.Kind {
    let first = lexicon.bits(of: text.folded(of: tokens.lowerBound))
    let last = lexicon.bits(of: text.folded(of: tokens.upperBound - 1))
    let isBody = last & (Lexicon.Bit.companyEnd | Lexicon.Bit.bodyHead | Lexicon.Bit.common) != 0
    return first & Lexicon.Bit.firstName != 0 && last & Lexicon.Bit.surname != 0 && !isBody ? .person : .organisation
  }
}
