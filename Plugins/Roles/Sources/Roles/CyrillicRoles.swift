import KZPipeGrammar

/// Roles in Russian: the noun with its genitives before the name, or an apposition behind it.
struct RussianRoles {
  let text: TokenText
  let piece: Int
  let people: People
  private let nouns = RoleNouns.russian

  init(text: TokenText, piece: Int, people: People) {
    self.text = text
    self.piece = piece
    self.people = people
  }

  func find() -> [FoundRole] {
    var out: [FoundRole] = []
    for mention in people.mentions[piece] {
      if let tokens = before(mention.tokens.lowerBound) { out.append(role(tokens, mention, 0.93)) }
      if let tokens = after(mention.tokens.upperBound) { out.append(role(tokens, mention, 0.9)) }
    }
    return out
  }

  private func role(_ tokens: Range<Int>, _ mention: PersonMention, _ confidence: Double) -> FoundRole {
    FoundRole(bytes: text.byteRange(tokens), person: mention.person, name: mention.tokens, confidence: confidence)
  }

  private func isJoin(_ index: Int) -> Bool {
    guard let token = text.token(index) else { return false }
    return token.isSymbol("-") || token.isSymbol("«") || token.isSymbol("»") || token.isSymbol("\"")
  }

  /// «и» between two nouns in lower case of which the first is no office.
  private func joinsGenitives(_ index: Int) -> Bool {
    guard text.isWord(index, "и"), let before = text.token(index - 1), let after = text.token(index + 1) else {
      return false
    }
    return before.isWord && after.isWord && !before.isCapitalised && !after.isCapitalised && !nouns.contains(before)
      && !nouns.contains(after) && ends(before, ["и", "ы", "а", "я", "го"])
      && ends(after, ["и", "ы", "а", "я", "ов", "ей"])
  }

  /// Adverbs, verbs and prepositions end a title to the left; genitives and quoted names belong to it.
  private func before(_ name: Int) -> Range<Int>? {
    var at = name - 1
    var head: Int?
    while let token = text.token(at), name - at <= 12 {
      if text.tokens[at + 1].traits.contains(.sentenceStart) || text.tokens[at + 1].traits.contains(.lineBreakBefore) {
        break
      }
      if token.isWord {
        if nouns.contains(token) {
          head = at
        } else if head == nil, joinsGenitives(at) {
          // «министр промышленности и строительства»
        } else if people.mention(in: piece, at: at) != nil || Self.breaks.contains(token) || isVerb(token) {
          break
        } else if head != nil, !isAdjective(token) {
          break
        }
      } else if !isJoin(at) {
        break
      } else if head != nil, !token.isSymbol("-") {
        break
      }
      at -= 1
    }
    guard var start = head else { return nil }
    // The noun's own adjectives: «Главный тренер», «вице-министр».
    while let token = text.token(start - 1), !text.tokens[start].traits.contains(.sentenceStart) {
      if token.isSymbol("-"), text.isAttached(start), let word = text.token(start - 2), word.isWord {
        start -= 2
      } else if token.isWord("и"), !text.isWord(start, "о") {
        break
      } else if token.isWord, isAdjective(token) || Self.prefixes.contains(token) {
        start -= 1
      } else {
        break
      }
    }
    var end = name
    while end > start, let last = text.token(end - 1), !last.isWord, !last.isSymbol("»") { end -= 1 }
    return start < end ? start ..<~ end : nil
  }

  /// «Бахыт Омарбекова, владелица транспортной фирмы из Туркестана.»
  private func after(_ end: Int) -> Range<Int>? {
    guard text.isSymbol(end, ",") else { return nil }
    var at = end + 1
    var head: Int?
    while let token = text.token(at), at - end <= 5, token.isWord || token.isSymbol("-") {
      if nouns.contains(token) {
        head = at
        break
      }
      guard token.isSymbol("-") || isAdjective(token) || Self.prefixes.contains(token) || text.isSymbol(at + 1, "-")
      else { return nil }
      at += 1
    }
    guard let head else { return nil }
    if people.mention(in: piece, at: head + 1) != nil { return nil }
    var stop = head + 1
    while let token = text.token(stop), stop - head < 14, token.isWord || isJoin(stop),
      !token.traits.contains(.sentenceStart),
      !isVerb(token), !Self.clauses.contains(token)
    {
      stop += 1
    }
    return (end + 1) ..<~ stop
  }

  private static let prefixes = WordSet("экс бывший бывшая первый первая и о врио")
  private static let breaks = WordSet("в на с по из для к от до о об при за и а но что как где когда также уже ещё еще")
  private static let clauses = WordSet("который которая которые и но а что где когда")

  private func isAdjective(_ token: Token) -> Bool {
    guard token.length >= 8 else { return false }
    return ends(token, ["ый", "ий", "ой", "ая", "яя", "ого", "его", "ому", "ым", "им"])
  }

  /// Nouns whose genitive ends like a verb of the past: «министр торговли».
  private static let genitives = WordSet("торговли земли отрасли мебели модели цели роли пыли")

  private func isVerb(_ token: Token) -> Bool {
    guard !token.isCapitalised, token.length >= 8, !Self.genitives.contains(token) else { return false }
    return ends(token, ["ал", "ил", "ел", "ла", "ли", "ит", "ет", "лся", "лась", "ают", "ает", "ют"])
      && !nouns.contains(token)
  }

  private func ends(_ token: Token, _ suffixes: [StaticString]) -> Bool {
    for suffix in suffixes
    where text.hasBytes(suffix, at: Int(token.end) - suffix.utf8CodeUnitCount, before: Int(token.end)) { return true }
    return false
  }
}

/// Roles in Kazakh: the noun, mostly with a possessive ending, stands right before the name.
struct KazakhRoles {
  let text: TokenText
  let piece: Int
  let people: People
  private let nouns = RoleNouns.kazakh

  init(text: TokenText, piece: Int, people: People) {
    self.text = text
    self.piece = piece
    self.people = people
  }

  func find() -> [FoundRole] {
    var out: [FoundRole] = []
    for mention in people.mentions[piece] {
      let last = mention.tokens.lowerBound - 1
      guard let token = text.token(last), nouns.contains(token) else { continue }
      var start = last
      while let before = text.token(start - 1), last - start < 6, !text.tokens[start].traits.contains(.sentenceStart) {
        if before.isSymbol("-"), text.isAttached(start) {
          start -= 2
          continue
        }
        guard before.isWord, !isAdjunct(before), !Self.outside.contains(before) else { break }
        start -= 1
      }
      start = max(0, start)
      out.append(
        FoundRole(
          bytes: text.byteRange(start ..<~ (last + 1)), person: mention.person, name: mention.tokens, confidence: 0.85))
    }
    return out
  }

  /// Times and particles before a title: «Бұл туралы сейсенбі күні облыс әкімі …».
  private static let outside = WordSet(
    """
    күні күн туралы бүгін кеше ертең былтыр биыл жылы айында сағат бұл сол осы оны оның оған деп және мен де да сондай-ақ
    туралы бойынша кейін дейін бұрын үшін арқылы сәйкес қарай қатысты дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі
    """)

  /// Locatives, ablatives, datives, verbs and participles do not belong to the noun phrase.
  private func isAdjunct(_ token: Token) -> Bool {
    // Countries and places on -стан have no case ending.
    if text.hasBytes("стан", at: Int(token.end) - 8, before: Int(token.end)) { return false }
    for suffix in [
      "да", "де", "та", "те", "дан", "ден", "тан", "тен", "ға", "ге", "қа", "ке", "ды", "ді", "ты", "ті", "ған", "ген",
      "қан", "кен", "ағы", "егі", "мен", "пен",
    ]
      as [StaticString]
    where text.hasBytes(suffix, at: Int(token.end) - suffix.utf8CodeUnitCount, before: Int(token.end)) { return true }
    return false
  }
}
