import KZPipeGrammar

// `X was professor at Y`, with a name or a pronoun as the subject.
extension EnglishRoles {
  func predicate(_ end: Int) -> Range<Int>? {
    guard let verb = text.token(end), verb.isWord("is") || verb.isWord("was") || verb.isWord("became") else {
      return nil
    }
    return phrase(from: end + 1, closes: true)
  }

  func pronounPredicates() -> [FoundRole] {
    var out: [FoundRole] = []
    for index in text.tokens.indices {
      let token = text.tokens[index]
      guard token.isWord("he") || token.isWord("she"), let tokens = predicate(index + 1) else { continue }
      let gender: Person.Gender = token.isWord("he") ? .male : .female
      guard let person = bearer(before: index, gender) else { continue }
      out.append(FoundRole(bytes: text.byteRange(tokens), person: person, name: nil, confidence: 0.65))
    }
    return out
  }

  /// The person named last before the pronoun whose name does not speak against it, up to three strings back.
  private func bearer(before index: Int, _ gender: Person.Gender) -> Int? {
    for back in 0...3 where piece - back >= 0 {
      for mention in people.mentions[piece - back].suffix(12).reversed()
      where back > 0 || mention.tokens.lowerBound < index {
        let own = people.persons[mention.person].gender
        if own == .unknown || own == gender { return mention.person }
      }
    }
    return nil
  }
}
