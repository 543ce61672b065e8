import KZPipeGrammar
import KZPipeKit

/// Who answers in an interview.
enum Interview {
  /// The person of each exchange's answers, as an index into the people; nil when the text does not say.
  static func speaker(
    _ exchanges: [FoundExchange], _ article: Article, _ text: ArticleText, _ resolver: SpeakerResolver
  ) -> [Int?] {
    guard let first = exchanges.first?.question.first else { return [] }
    let main = introduced(before: first, text, resolver) ?? resolver.mainPerson()
    var known: [String: Int?] = [:]
    return exchanges.map { exchange in
      guard let label = exchange.speakerLabel else { return main }
      if let person = known[label] { return person ?? main }
      // An article with more labels than this is no interview.
      let person = known.count < 32 ? labelled(label, resolver.people) : nil
      known[label] = .some(person)
      return person ?? main
    }
  }

  private static func labelled(_ label: String, _ people: People) -> Int? {
    let words = Set(label.lowercased().split(separator: " "))
    return people.persons.indices.first { index in
      !people.persons[index].isBody
        && !words.isDisjoint(with: Set(people.persons[index].name.lowercased().split(separator: " ")))
    }
  }

  /// The person whom the introduction presents: the one it names most, the first of equals.
  private static func introduced(before block: Int, _ text: ArticleText, _ resolver: SpeakerResolver) -> Int? {
    var counts: [Int: Int] = [:]
    var order: [Int] = []
    for (index, piece) in text.pieces.enumerated() {
      guard case .body(let number) = piece.at, number < block else { continue }
      for mention in resolver.people.mentions[index] {
        if counts[mention.person] == nil { order.append(mention.person) }
        counts[mention.person, default: 0] += 1
      }
    }
    var best: Int?
    for person in order where (counts[person] ?? 0) > (best.flatMap { counts[$0] } ?? 0) { best = person }
    return best
  }
}
