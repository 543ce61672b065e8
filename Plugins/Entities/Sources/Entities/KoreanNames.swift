import EntityText
import Gazetteers
import KZPipeKit

/// Short forms of persons in Korean: the last word of a foreign name, the family name before a title.
enum KoreanNames {
  static func apply(_ candidates: inout [Candidate], _ blocks: [EntityBlock]) {
    var lastWords: [String: Int] = [:]
    var families: [Character: Int] = [:]
    for (index, candidate) in candidates.enumerated() where candidate.kind == .person {
      let text = blocks[candidate.block].text
      let name = text.text(candidate.bytes)
      let words = name.split(separator: " ")
      if words.count > 1, let last = words.last, last.count > 1 {
        lastWords[String(last)] = lastWords[String(last)] ?? index
      } else if name.count == 3, let first = name.first {
        families[first] = families[first] ?? index
      }
    }
    guard !lastWords.isEmpty || !families.isEmpty else { return }
    var cover = blocks.map { [Bool](repeating: false, count: $0.text.tokens.count) }
    for index in candidates.indices {
      let candidate = candidates[index]
      for token in candidate.tokens { cover[candidate.block][token] = true }
      guard candidate.kind == .person, candidate.tokens.count == 1, candidate.follows == nil else { continue }
      let name = blocks[candidate.block].text.text(candidate.bytes)
      let full = name.count == 1 ? name.first.flatMap { families[$0] } : lastWords[name]
      if let full, full != index { candidates[index].follows = full }
    }
    guard !lastWords.isEmpty else { return }
    for (number, block) in blocks.enumerated() {
      let text = block.text
      for (index, token) in text.tokens.enumerated() where token.script == .hangul && !cover[number][index] {
        guard token.end - token.start <= 60 else { continue }
        let word = text.text(token.range)
        guard let (name, full) = shortForm(word, lastWords) else { continue }
        let start = Int(token.start)
        candidates.append(
          Candidate(
            block: number, tokens: index..<(index + 1), bytes: start..<(start + name.utf8.count), kind: .person,
            confidence: 0.8, follows: full))
      }
    }
  }

  /// The known last word that the written word begins with, a particle behind it or nothing.
  private static func shortForm(_ word: String, _ known: [String: Int]) -> (String, Int)? {
    if let full = known[word] { return (word, full) }
    for length in 1...4 where word.count > length + 1 {
      let stem = String(word.dropLast(length))
      if let full = known[stem], WordEndings.korean.contains(Array(word.suffix(length).utf8)) { return (stem, full) }
    }
    return nil
  }
}
