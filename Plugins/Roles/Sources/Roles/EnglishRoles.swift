import KZPipeGrammar

/// Roles in English: titles before a name, appositions on either side, and `X was professor at …`.
struct EnglishRoles {
  let text: TokenText
  let piece: Int
  let people: People
  private let nouns = RoleNouns.english

  init(text: TokenText, piece: Int, people: People) {
    self.text = text
    self.piece = piece
    self.people = people
  }

  func find() -> [FoundRole] {
    var out: [FoundRole] = []
    for mention in people.mentions[piece] {
      if let tokens = titleBefore(mention.tokens.lowerBound) { out.append(role(tokens, mention, 0.95)) }
      if let tokens = appositionAfter(mention.tokens.upperBound) { out.append(role(tokens, mention, 0.92)) }
      if let tokens = appositionBefore(mention.tokens) { out.append(role(tokens, mention, 0.9)) }
      if let tokens = predicate(mention.tokens.upperBound) { out.append(role(tokens, mention, 0.8)) }
    }
    return out + pronounPredicates()
  }

  /// Endings of occupations, so that `glaciologist` and `postwoman` need no row of their own.
  private static let endings: [StaticString] = [
    "ologist", "ographer", "iatrist", "ometrist", "ician", "woman", "keeper", "monger", "smith", "wright", "holder",
    "maker", "icist", "worker", "driver", "grapher",
  ]

  /// A noun that says what somebody is.
  func isRole(_ token: Token) -> Bool {
    if nouns.contains(token) { return true }
    guard token.isWord, !token.isCapitalised, token.length > 6 else { return false }
    // `signalman`, `craftsman`, not `human`.
    if token.length > 8, text.token(token, hasSuffix: "man") { return true }
    return Self.endings.contains {
      text.hasBytes($0, at: Int(token.end) - $0.utf8CodeUnitCount, before: Int(token.end))
    }
  }

  private func role(_ tokens: Range<Int>, _ mention: PersonMention, _ confidence: Double) -> FoundRole {
    FoundRole(bytes: text.byteRange(tokens), person: mention.person, name: mention.tokens, confidence: confidence)
  }

  private static let articles = WordSet("the a an")
  private static let possessives = WordSet("his her my our your their")
  private static let prepositions = WordSet("of to for at in with from on near under against")
  private static let stops = WordSet(
    "who which that whose where when and but while as said says told is was are were has had will would")
  /// Nouns that tell how somebody stands to another, or what happened to them.
  private static let relations = WordSet(
    """
    rival counterpart predecessor successor colleague neighbour neighbor resident villager citizen native survivor witness
    victim passenger customer buyer visitor tourist substitute winner champion author co-author teammate hostage widow
    widower suspect defendant partner
    """)
  private static let addresses = WordSet("mr mrs ms dr miss sir")

  // MARK: Before the name

  /// `Kazakh Industry Minister X`, `the exiled linguist X`, `Ambassador of Kazakhstan to Korea X`.
  private func titleBefore(_ name: Int) -> Range<Int>? {
    var last = name - 1
    // Dr. and Mr. are forms of address; the title may stand before them.
    if text.isSymbol(last, "."), text.isIn(Self.addresses, last - 1) { last -= 2 }
    guard let token = text.token(last), token.isWord, !token.traits.contains(.lineBreakBefore) || last > 0 else {
      return nil
    }
    if text.token(name)?.traits.contains(.lineBreakBefore) == true { return nil }
    if Self.relations.contains(token) { return nil }
    if isRole(token) { return titleSpan(head: last, end: name) }
    // A complement between the noun and the name: capitalised words and prepositions only.
    guard token.isCapitalised else { return nil }
    var at = last
    var hasPreposition = false
    while at > 0, last - at < 12 {
      let token = text.tokens[at]
      if token.isWord, isRole(token), hasPreposition {
        return titleSpan(head: at, end: last + 1, until: last + 1)
      }
      if token.isWord("of") || token.isWord("to") || token.isWord("for") || token.isWord("in") || token.isWord("at") {
        hasPreposition = true
      } else if token.isWord("the") || token.isWord("and") || token.isSymbol("-") || token.isSymbol("&") {
      } else if !(token.isWord && token.isCapitalised) {
        return nil
      }
      at -= 1
    }
    return nil
  }

  /// From the first word that belongs to the title to its head, or to `until`.
  private func titleSpan(head: Int, end: Int, until: Int? = nil) -> Range<Int>? {
    var start = head
    var at = head - 1
    var found = head
    while let token = text.token(at), head - at <= 9 {
      if text.tokens[at + 1].traits.contains(.sentenceStart) { break }
      if token.isWord, Self.articles.contains(token) || token.isWord("its") {
        found = at + 1
        break
      }
      if token.isWord, Self.possessives.contains(token) {
        // `his lawyer X` tells a relation, not an office.
        return nil
      }
      if token.isSymbol("-"), !token.hasSpaceBefore || text.isAttached(at + 1) {
        at -= 1
        continue
      }
      if token.isSymbol("."), text.isAttached(at),
        text.token(at - 1).map({ $0.isCapitalised && $0.length <= 2 }) ?? false
      {
        at -= 1
        continue
      }
      guard token.isWord else { break }
      if token.traits.contains(.clitic) {
        at -= 1
        continue
      }
      if isRole(token) || RoleNouns.englishModifiers.contains(token)
        || (token.isCapitalised && !functionStart(token))
      {
        found = at
        at -= 1
        continue
      }
      // Lower-case words belong to it only when an article opens the phrase.
      if token.isWord("and") || token.isWord("of") || token.isWord("for") {
        if text.token(at - 1).map({ isRole($0) || RoleNouns.englishModifiers.contains($0) }) ?? false {
          at -= 1
          continue
        }
        break
      }
      guard head - at <= 4, !Self.prepositions.contains(token), !Self.stops.contains(token), opensPhrase(at) else {
        break
      }
      found = at
      at -= 1
    }
    start = found
    if let token = text.token(start), token.traits.contains(.clitic) { start += 1 }
    let stop = until ?? head + 1
    guard start < stop else { return nil }
    // A bare lower-case noun that ends a clause (`the rest of the team Brandt`) is let go when a preposition leads to it.
    return start ..<~ stop
  }

  private func functionStart(_ token: Token) -> Bool {
    token.traits.contains(.sentenceStart) && Self.openers.contains(token)
  }
  private static let openers = WordSet(
    "when while after before but and if in on at for with from as since although though is was are were now then also once even only"
  )

  private static let adverbs = WordSet(
    "initially once then formerly originally also now long still currently previously")

  /// Whether an article stands up to three words before.
  private func opensPhrase(_ index: Int) -> Bool {
    for at in stride(from: index - 1, through: max(0, index - 3), by: -1) {
      let token = text.tokens[at]
      if Self.articles.contains(token) || token.isWord("its") { return true }
      if !token.isWord && !token.isSymbol("-") { return false }
    }
    return false
  }

  // MARK: After the name

  /// `X, 41, a nurse who …`, `X, chief executive of Y`, `X, Georgia's deputy economy minister,`.
  private func appositionAfter(_ end: Int) -> Range<Int>? {
    guard text.isSymbol(end, ",") else { return nil }
    var at = end + 1
    if let age = text.token(at), age.isNumber, age.length <= 3, text.isSymbol(at + 1, ",") { at += 2 }
    return phrase(from: at, closes: false)
  }

  /// A noun phrase with a role noun as its head, without its article, with its complements.
  func phrase(from first: Int, closes: Bool) -> Range<Int>? {
    var at = first
    guard let opener = text.token(at), !opener.traits.contains(.lineBreakBefore) else { return nil }
    if !opener.isCapitalised, opener.length > 3, Self.adverbs.contains(opener) {
      return phrase(from: at + 1, closes: closes)
    }
    let hasArticle = Self.articles.contains(opener)
    if Self.possessives.contains(opener) { return nil }
    if hasArticle || opener.isWord("its") { at += 1 }
    let start = at
    var head: Int?
    while let token = text.token(at), at - start <= 8 {
      if token.isWord {
        if head == nil, token.isWord("of"), let next = ownerEnd(at) {
          at = next
          continue
        }
        if Self.stops.contains(token) || Self.prepositions.contains(token), head == nil || !token.isWord("and") {
          break
        }
        if isRole(token) {
          head = at
          at += 1
          // `deputy foreign minister`: the last noun is the head.
          var ahead = at
          while let next = text.token(ahead), next.isWord, next.hasSpaceBefore, ahead - at < 4,
            RoleNouns.englishModifiers.contains(next) || isRole(next)
          {
            if isRole(next) {
              head = ahead
              at = ahead + 1
            }
            ahead += 1
          }
          // Founder and CEO
          if text.isWord(at, "and"), let next = text.token(at + 1), isRole(next) { at += 1 }
          continue
        }
        if head != nil { break }
        at += 1
        continue
      }
      if token.isSymbol("-"), text.isAttached(at) || text.isAttached(at + 1) {
        at += 1
        continue
      }
      break
    }
    guard let head, !Self.relations.contains(text.tokens[head]) else { return nil }
    // Names in a row: `A, B and director C`: the noun belongs to the next name.
    if people.mentions(in: piece, start ..<~ (head + 1)).contains(where: { !isPossessive($0.tokens.upperBound) }) {
      return nil
    }
    if people.mention(in: piece, at: head + 1) != nil { return nil }
    return start ..<~ complements(after: head + 1)
  }

  /// `the Republic of Korea's minister`: the token after the possessive that closes the owner's name.
  private func ownerEnd(_ of: Int) -> Int? {
    for at in (of + 1) ..<~ min(text.count, of + 6) {
      let token = text.tokens[at]
      if token.traits.contains(.clitic) { return at > of + 1 ? at + 1 : nil }
      guard token.isWord, token.isCapitalised else { return nil }
    }
    return nil
  }

  private func isPossessive(_ index: Int) -> Bool { text.token(index)?.traits.contains(.clitic) ?? false }

  /// The end of the prepositional phrases that follow a head noun.
  private func complements(after first: Int) -> Int {
    var at = first
    var end = first
    while let token = text.token(at), at - first < 24 {
      guard token.isWord, Self.prepositions.contains(token) else { break }
      var next = at + 1
      var last = at
      while let word = text.token(next), next - at < 12 {
        if word.traits.contains(.sentenceStart) || word.traits.contains(.lineBreakBefore) { break }
        if word.isWord {
          if Self.stops.contains(word) {
            guard word.isWord("and"), let following = text.token(next + 1),
              following.isCapitalised || isRole(following),
              last > at, text.tokens[last].isCapitalised
            else { break }
          }
          if Self.prepositions.contains(word) { break }
          last = next
          next += 1
        } else if word.isNumber || word.isSymbol("-") || word.isSymbol("&")
          || (word.isSymbol(".") && text.isAttached(next) && isAbbreviation(next))
        {
          last = next
          next += 1
        } else {
          break
        }
      }
      if last == at { break }
      end = last + 1
      at = end
    }
    return end
  }

  private func isAbbreviation(_ index: Int) -> Bool {
    guard let before = text.token(index - 1), let next = text.token(index + 1) else { return false }
    return before.length <= 2 && before.isCapitalised && !next.traits.contains(.sentenceStart)
  }

  // MARK: Role, name

  /// `Norway's trade envoy, Henrik Solberg,`, `said the curator, Claire Vasseur`.
  private func appositionBefore(_ name: Range<Int>) -> Range<Int>? {
    guard text.isSymbol(name.lowerBound - 1, ",") else { return nil }
    let last = name.lowerBound - 2
    // The name closes its clause or stands between commas.
    if let next = text.token(name.upperBound), next.isWord, !next.traits.contains(.sentenceStart) {
      // `Beatriz Amaral of Portugal,`
      guard next.isWord("of") || next.isWord("from"), text.token(name.upperBound + 1)?.isCapitalised == true else {
        return nil
      }
    }
    let sentence = text.sentences[text.sentence(of: name.lowerBound)]
    // Back to the article or the possessor that opens the phrase.
    var at = last
    var head: Int?
    while at >= sentence.lowerBound, last - at < 12 {
      let token = text.tokens[at]
      guard token.isWord || token.isSymbol("-") || token.isSymbol("&") else { break }
      if token.isWord, isRole(token) {
        if head == nil, Self.relations.contains(token) { return nil }
        head = at
      }
      if people.mention(in: piece, at: at) != nil { return nil }
      if token.isWord, Self.possessives.contains(token) { return nil }
      if token.isWord, Self.articles.contains(token) || token.isWord("its"), let head, head > at {
        // The head must not sit in a complement: `the head of the school`.
        return (at + 1) ..<~ (last + 1)
      }
      // `Sadu's deputy` tells a relation.
      if token.traits.contains(.clitic), people.mention(in: piece, at: at - 1) != nil { return nil }
      if token.traits.contains(.clitic), let head, head > at {
        // The owner before the clitic: a name, or the words after an article.
        var start = at
        while let before = text.token(start - 1), start > sentence.lowerBound, at - start < 6, before.isWord,
          !Self.articles.contains(before), before.isCapitalised || start == at || opensPhrase(start - 1)
        {
          start -= 1
        }
        return start ..<~ (last + 1)
      }
      at -= 1
    }
    return nil
  }
}
