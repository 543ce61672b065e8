import KZPipeGrammar

/// Who a verb of saying points at, before the text around it is asked.
enum SpeakerReference: Sendable {
  case person(Int)
  case pronoun(Person.Gender)
  /// `the ambassador`: tokens of the noun phrase, and its head noun.
  /// The verb's gender, where the language shows it.
  case nominal(Range<Int>, head: Int, gender: Person.Gender = .unknown)
  /// A body or an unnamed source, tokens of its name.
  case body(Range<Int>)
  /// No subject of its own: `laughs, and says`.
  case elided
}

/// Memory of a walk through the article: who spoke last and who was named last.
struct SpeakerMemory {
  var lastSpeaker: Int?
  /// Piece in which `lastSpeaker` spoke.
  var lastPiece = -1
  /// Speaker by paragraph of the last direct quotation.
  var running: Int?
}

/// Finds out which person a reference means.
struct SpeakerResolver {
  var people: People
  let text: ArticleText
  let language: GrammarLanguage
  let roles: WordSet
  /// Quotations of each string and whether its tokens stand inside them.
  private(set) var marks: [(spans: [QuoteSpan], quoted: [Bool])] = []
  /// Number of mentions by person.
  private var counts: [Int] = []
  /// Head noun → persons near whom it stands.
  private var nearby: [UInt64: [Int]] = [:]
  /// Role noun → where it stands first outside quotations.
  private var firstSeen: [UInt64: (piece: Int, token: Int)] = [:]

  init(people: People, text: ArticleText, language: GrammarLanguage, names: GivenNames = GivenNames()) {
    self.people = people
    // Korean and Chinese names begin with the family's; what is left tells nothing either.
    if language != .korean {
      for person in people.persons.indices where !people.persons[person].isBody {
        let gender = names.gender(of: people.persons[person].name)
        if gender != .unknown { self.people.setGender(gender, of: person) }
      }
    }
    self.text = text
    self.language = language
    roles = RoleNouns.table(language)
    index()
  }

  private mutating func index() {
    counts = [Int](repeating: 0, count: people.persons.count)
    var genders = [(male: Int, female: Int)](repeating: (0, 0), count: people.persons.count)
    for (number, piece) in text.pieces.enumerated() {
      let tokens = piece.text
      let spans = QuoteMarks.spans(in: tokens)
      var quoted = [Bool](repeating: false, count: tokens.count)
      for span in spans { for index in span.open ..<~ min(tokens.count, span.close + 1) { quoted[index] = true } }
      marks.append((spans, quoted))
      for at in tokens.tokens.indices where !quoted[at] && roles.contains(tokens.tokens[at]) {
        let key = tokens.tokens[at].key
        if firstSeen[key] == nil { firstSeen[key] = (number, at) }
      }
      for (order, mention) in people.mentions[number].enumerated() {
        counts[mention.person] += 1
        // Role nouns within eight tokens belong to the person.
        let low = max(0, mention.tokens.lowerBound - 8)
        let high = min(tokens.count, mention.tokens.upperBound + 10)
        for at in low ..<~ high where roles.contains(tokens.tokens[at]) {
          let key = tokens.tokens[at].key
          if (nearby[key]?.count ?? 0) < 64 { nearby[key, default: []].append(mention.person) }
          // A title right before the name is the bearer's own.
          if at < mention.tokens.lowerBound, mention.tokens.lowerBound - at <= 3, (nearby[key]?.count ?? 0) < 64 {
            nearby[key, default: []] += [mention.person, mention.person]
          }
        }
        // Pronouns after the first name of a sentence, up to the next name.
        let sentence = tokens.sentences[tokens.sentence(of: mention.tokens.lowerBound)]
        let next =
          order + 1 < people.mentions[number].count ? people.mentions[number][order + 1].tokens.lowerBound : Int.max
        for at in mention.tokens
          .upperBound
          ..<~ max(mention.tokens.upperBound, min(sentence.upperBound, next, mention.tokens.upperBound + 40))
        {
          let token = tokens.tokens[at]
          if quoted[at] { break }
          if token.isWord("he") || token.isWord("his") || token.isWord("himself") { genders[mention.person].male += 1 }
          if token.isWord("she") || token.isWord("her") || token.isWord("herself") {
            genders[mention.person].female += 1
          }
        }
        for at in low ..<~ mention.tokens.lowerBound {
          let token = tokens.tokens[at]
          if at >= mention.tokens.lowerBound - 2, token.isWord("mr") { genders[mention.person].male += 5 }
          if at >= mention.tokens.lowerBound - 2, token.isWord("mrs") || token.isWord("ms") {
            genders[mention.person].female += 5
          }
        }
      }
    }
    for person in genders.indices {
      let (male, female) = genders[person]
      if male > female { people.setGender(.male, of: person) }
      if female > male { people.setGender(.female, of: person) }
    }
  }

  /// The person meant; nil when nobody fits.
  mutating func person(_ reference: SpeakerReference, piece: Int, before token: Int, _ memory: SpeakerMemory) -> Int? {
    switch reference {
    case .person(let person): return person
    case .pronoun(let gender): return pronoun(gender, piece, token, memory)
    case .nominal(let range, let head, let gender):
      return nominal(range, head, gender, piece, memory) ?? pronounless(piece, token, memory) ?? mainPerson()
    case .body(let range):
      return people.add(name: text.pieces[piece].text.string(tokens: range), isBody: true)
    case .elided: return memory.lastPiece == piece ? memory.lastSpeaker : pronounless(piece, token, memory)
    }
  }

  private func fits(_ person: Int, _ gender: Person.Gender) -> Bool {
    let own = people.persons[person].gender
    return !people.persons[person].isBody && (own == .unknown || gender == .unknown || own == gender)
  }

  private func pronoun(_ gender: Person.Gender, _ piece: Int, _ token: Int, _ memory: SpeakerMemory) -> Int? {
    let tokens = text.pieces[piece].text
    let sentence = tokens.sentence(of: token)
    // Names of this sentence before the pronoun, then of the sentences before it.
    var at = sentence
    var steps = 0
    while at >= 0, steps < 3 {
      let range = tokens.sentences[at]
      let end = at == sentence ? token : range.upperBound
      if range.lowerBound < end {
        let list = people.mentions(in: piece, range.lowerBound ..<~ end).filter {
          fits($0.person, gender) && !marks[piece].quoted[$0.tokens.lowerBound]
        }
        if let last = memory.lastSpeaker, memory.lastPiece == piece, fits(last, gender),
          list.isEmpty || list.contains(where: { $0.person == last })
        {
          return last
        }
        if let sure = list.first(where: { people.persons[$0.person].gender == gender }) ?? list.first {
          return sure.person
        }
      }
      at -= 1
      steps += 1
    }
    if let last = memory.lastSpeaker, memory.lastPiece >= piece - 2, fits(last, gender) { return last }
    return recent(piece, token, gender) ?? memory.lastSpeaker.flatMap { fits($0, gender) ? $0 : nil }
  }

  /// The person named last before the token, here or in an earlier string of the body.
  func recent(_ piece: Int, _ token: Int, _ gender: Person.Gender = .unknown) -> Int? {
    var at = piece
    while at >= 0, piece - at < 12 {
      let list = people.mentions(in: at, 0 ..<~ (at == piece ? token : text.pieces[at].text.count)).suffix(48)
      for mention in list.reversed() where fits(mention.person, gender) && !marks[at].quoted[mention.tokens.lowerBound]
      {
        return mention.person
      }
      at -= 1
    }
    return nil
  }

  private func pronounless(_ piece: Int, _ token: Int, _ memory: SpeakerMemory) -> Int? {
    if let last = memory.lastSpeaker, memory.lastPiece >= piece - 2 { return last }
    return recent(piece, token)
  }

  private mutating func nominal(
    _ range: Range<Int>, _ head: Int, _ gender: Person.Gender, _ piece: Int, _ memory: SpeakerMemory
  ) -> Int? {
    let tokens = text.pieces[piece].text
    let candidates = (nearby[tokens.tokens[head].key] ?? []).filter { fits($0, gender) }
    if let last = memory.lastSpeaker, candidates.contains(last) { return last }
    var best: (person: Int, count: Int)?
    var tally: [Int: Int] = [:]
    for person in candidates { tally[person, default: 0] += 1 }
    for (person, count) in tally.sorted(by: { $0.key < $1.key }) where count > (best?.count ?? 0) {
      best = (person, count)
    }
    if let best { return best.person }
    if tokens.tokens[head].isCapitalised { return national(tokens, head) }
    // `the ranger` is whoever was spoken of when the word first came.
    guard let seen = firstSeen[tokens.tokens[head].key], seen.piece < piece || seen.token < head else { return nil }
    return recent(seen.piece, seen.token)
  }

  /// The person near whom the noun stands most, by its first letters, so that endings do not part it from itself.
  func bearer(of head: Int, in piece: Int) -> Int? {
    let tokens = text.pieces[piece].text
    func stem(_ text: TokenText, _ token: Token) -> ArraySlice<UInt8> {
      // Six Cyrillic letters, or what there is of them.
      text.bytes[Int(token.start)..<min(Int(token.end), Int(token.start) + 12)]
    }
    let wanted = stem(tokens, tokens.tokens[head]).dropFirst(2)
    var tally: [Int: Int] = [:]
    var looked = 0
    for (number, piece) in text.pieces.enumerated() {
      for mention in people.mentions[number] {
        looked += 1
        if looked > 200 { break }
        for at in max(0, mention.tokens.lowerBound - 3) ..<~ mention.tokens.lowerBound
        where roles.contains(piece.text.tokens[at])
          && stem(piece.text, piece.text.tokens[at]).dropFirst(2).elementsEqual(wanted)
        {
          tally[mention.person, default: 0] += 1
        }
      }
    }
    return tally.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }

  /// `the Swede`: the person beside whose name the country or its adjective stands, by a common beginning.
  private func national(_ tokens: TokenText, _ head: Int) -> Int? {
    func beginning(_ text: TokenText, _ token: Token) -> ArraySlice<UInt8>? {
      let end = min(Int(token.end), Int(token.start) + 4)
      return end - Int(token.start) >= 4 ? text.bytes[Int(token.start)..<end] : nil
    }
    guard let wanted = beginning(tokens, tokens.tokens[head]) else { return nil }
    var looked = 0
    var best: (person: Int, distance: Int)?
    for (number, piece) in text.pieces.enumerated() {
      for mention in people.mentions[number] {
        looked += 1
        if looked > 200 { return best?.person }
        let low = max(0, mention.tokens.lowerBound - 5)
        let high = min(piece.text.count, mention.tokens.upperBound + 10)
        for at in low ..<~ high where !mention.tokens.contains(at) {
          let token = piece.text.tokens[at]
          let isItself = at == head && piece.text.bytes.count == tokens.bytes.count
          guard token.isWord, token.isCapitalised, !isItself, let found = beginning(piece.text, token),
            found.elementsEqual(wanted)
          else { continue }
          let distance =
            at < mention.tokens.lowerBound ? mention.tokens.lowerBound - at : at - mention.tokens.upperBound + 1
          if distance < best?.distance ?? Int.max { best = (mention.person, distance) }
        }
      }
    }
    return best?.person
  }

  /// The person whom the article names most; the first of equals.
  func mainPerson() -> Int? {
    var best: Int?
    for person in counts.indices where !people.persons[person].isBody {
      if counts[person] > (best.map { counts[$0] } ?? 0) { best = person }
    }
    return best
  }
}
