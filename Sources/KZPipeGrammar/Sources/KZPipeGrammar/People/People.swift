public import KZPipeKit

/// Somebody whom the article names.
public struct Person: Sendable, Hashable {
  public enum Gender: UInt8, Sendable { case unknown, male, female }

  /// Entity id, when an entity stage found the person.
  public var id: String?
  /// The fullest form of the name.
  public var name: String
  public var gender: Gender = .unknown
  /// An organisation that speaks.
  public var isBody = false
}

/// A place where a person is named.
public struct PersonMention: Sendable, Hashable {
  public var tokens: Range<Int>
  /// Index into `People.persons`.
  public var person: Int

  public init(tokens: Range<Int>, person: Int) {
    self.tokens = tokens
    self.person = person
  }
}

/// The persons of an article and where each string of it names them.
///
/// Mentions of an entity stage come first; names that it left out, or all when it did not run, are spotted by their form,
/// and a surname alone is its last bearer.
public struct People: Sendable {
  public private(set) var persons: [Person] = []
  /// By piece of the article's text, in order of their tokens.
  public private(set) var mentions: [[PersonMention]] = []
  /// Name spans of bodies and things, by piece.
  public private(set) var others: [[NameSpan]] = []
  /// Whether an entity stage ran.
  public let hasEntities: Bool

  private var byId: [String: Int] = [:]
  private var byWord: [UInt64: Int] = [:]
  private var byName: [String: Int] = [:]
  /// First Hangul syllable of a longer name → the last person so called.
  private var bySurname: [String: Int] = [:]

  public init(_ article: Article, _ text: ArticleText, _ language: GrammarLanguage) {
    let entities = article.annotations.entities
    hasEntities = !article.annotations.mentions.isEmpty
    var known: [String: Entity] = [:]
    for entity in entities { known[entity.id] = entity }
    var given: [TextLocation: [Mention]] = [:]
    for mention in article.annotations.mentions { given[mention.range.at, default: []].append(mention) }
    var spotted: [[NameSpan]] = []
    // Full names first, wherever they stand, so that a headline's surname finds its bearer.
    for piece in text.pieces {
      var list: [PersonMention] = []
      var things: [NameSpan] = []
      for mention in (given[piece.at] ?? []).sorted(by: { $0.range.bytes.lowerBound < $1.range.bytes.lowerBound }) {
        guard let entity = known[mention.entity], let tokens = piece.text.tokens(in: mention.range.bytes) else {
          continue
        }
        if entity.kind == .person {
          list.append(PersonMention(tokens: tokens, person: person(entity, piece.text, tokens)))
        } else if entity.kind == .organisation || entity.kind == .place || entity.kind == .event {
          things.append(NameSpan(tokens: tokens, isPersonLike: false, isBody: entity.kind == .organisation))
        }
      }
      mentions.append(list)
      others.append(things)
      spotted.append(NameSpotter.spans(in: piece.text, language: language))
    }
    for (index, piece) in text.pieces.enumerated() { addFull(spotted[index], index, piece.text) }
    for (index, piece) in text.pieces.enumerated() { addShort(spotted[index], index, piece.text) }
    if language == .korean { for (index, piece) in text.pieces.enumerated() { addKorean(index, piece.text) } }
    for index in mentions.indices {
      mentions[index].sort { $0.tokens.lowerBound < $1.tokens.lowerBound }
      others[index].sort { $0.tokens.lowerBound < $1.tokens.lowerBound }
    }
  }

  /// The mention whose tokens hold token `index`.
  public func mention(in piece: Int, at index: Int) -> PersonMention? {
    let list = mentions[piece]
    var low = 0
    var high = list.count
    while low < high {
      let middle = (low + high) / 2
      if list[middle].tokens.upperBound <= index { low = middle + 1 } else { high = middle }
    }
    guard low < list.count, list[low].tokens.contains(index) else { return nil }
    return list[low]
  }

  /// The body or thing whose name holds token `index`.
  public func other(in piece: Int, at index: Int) -> NameSpan? {
    let list = others[piece]
    let at = firstOther(list) { $0.tokens.upperBound <= index }
    return at < list.count && list[at].tokens.contains(index) ? list[at] : nil
  }

  /// The first body or thing that begins after token `index` and before `limit`.
  public func other(in piece: Int, after index: Int, before limit: Int) -> NameSpan? {
    let list = others[piece]
    let at = firstOther(list) { $0.tokens.lowerBound <= index }
    return at < list.count && list[at].tokens.lowerBound < limit ? list[at] : nil
  }

  private func firstOther(_ list: [NameSpan], _ isBefore: (NameSpan) -> Bool) -> Int {
    var low = 0
    var high = list.count
    while low < high {
      let middle = (low + high) / 2
      if isBefore(list[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Mentions of `piece` within the tokens `range`.
  public func mentions(in piece: Int, _ range: Range<Int>) -> ArraySlice<PersonMention> {
    let list = mentions[piece]
    var low = 0
    var high = list.count
    while low < high {
      let middle = (low + high) / 2
      if list[middle].tokens.lowerBound < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < list.count, list[end].tokens.upperBound <= range.upperBound { end += 1 }
    return list[low..<end]
  }

  /// Adds somebody whom only a stage's own grammar found. Returns the index.
  public mutating func add(name: String, isBody: Bool) -> Int {
    if let known = byName[name] { return known }
    persons.append(Person(id: nil, name: name, isBody: isBody))
    byName[name] = persons.count - 1
    return persons.count - 1
  }

  public mutating func setGender(_ gender: Person.Gender, of person: Int) {
    if persons[person].gender == .unknown { persons[person].gender = gender }
  }

  // MARK: Building

  private mutating func person(_ entity: Entity, _ text: TokenText, _ tokens: Range<Int>) -> Int {
    if let index = byId[entity.id] {
      remember(text, tokens, index)
      return index
    }
    // One Hangul syllable is a surname: its bearer was named before.
    if entity.name.utf8.count == 3, let bearer = bySurname[entity.name] {
      byId[entity.id] = bearer
      return bearer
    }
    persons.append(Person(id: entity.id, name: entity.name, gender: NameGender.guess(entity.name)))
    byId[entity.id] = persons.count - 1
    noteHangul(persons.count - 1)
    remember(text, tokens, persons.count - 1)
    return persons.count - 1
  }

  /// The words of a name lead back to its bearer; the first one that claims a word keeps it.
  private mutating func remember(_ text: TokenText, _ tokens: Range<Int>, _ person: Int) {
    for index in tokens {
      let token = text.tokens[index]
      if token.isWord, token.isCapitalised, token.length > 2, byWord[token.key] == nil { byWord[token.key] = person }
    }
  }

  /// Whether every word of the span belongs to the person's name: `Timur Akhmet` again, not his brother.
  private func isPart(_ text: TokenText, _ tokens: Range<Int>, of person: Int) -> Bool {
    tokens.allSatisfy { index in
      let token = text.tokens[index]
      return !token.isWord || token.length <= 2 || byWord[token.key] == person
    }
  }

  private mutating func addFull(_ spans: [NameSpan], _ piece: Int, _ text: TokenText) {
    let taken = TakenTokens(mentions[piece].map(\.tokens) + others[piece].map(\.tokens))
    for span in spans where !taken.overlaps(span.tokens) {
      // Beside an entity stage only a title in front makes a person of a run of capitals.
      if !span.isPersonLike || (hasEntities && !span.isTitled) {
        others[piece].append(span)
        continue
      }
      let last = text.tokens[span.tokens.upperBound - 1].key
      let index: Int
      if let known = byWord[last], persons[known].id == nil, isPart(text, span.tokens, of: known) {
        index = known
      } else {
        let name = text.string(tokens: span.tokens)
        persons.append(Person(id: nil, name: name, gender: NameGender.guess(name)))
        index = persons.count - 1
        remember(text, span.tokens, index)
      }
      mentions[piece].append(PersonMention(tokens: span.tokens, person: index))
    }
  }

  /// Surnames alone.
  private mutating func addShort(_ spans: [NameSpan], _ piece: Int, _ text: TokenText) {
    let taken = TakenTokens(mentions[piece].map(\.tokens))
    for span in spans where !span.isBody && !taken.overlaps(span.tokens) && !span.isPersonLike {
      var owner: Int?
      for index in span.tokens {
        guard let found = byWord[text.tokens[index].key] else { continue }
        owner = found
      }
      guard let owner, span.tokens.count <= 3 else { continue }
      mentions[piece].append(PersonMention(tokens: span.tokens, person: owner))
    }
  }
}

extension People {
  private mutating func noteHangul(_ person: Int) {
    let name = persons[person].name
    guard let first = name.unicodeScalars.first, (0xAC00...0xD7A3).contains(first.value), name.utf8.count > 3 else {
      return
    }
    byName[name] = person
    bySurname[String(first)] = person
  }

  /// Names beside titles; a bare surname is its last bearer.
  fileprivate mutating func addKorean(_ piece: Int, _ text: TokenText) {
    let taken = TakenTokens(mentions[piece].map(\.tokens))
    for found in KoreanNames.names(in: text) where !taken.overlaps(found.tokens) {
      let person: Int
      if found.isSurname {
        guard let bearer = bySurname[found.name] else { continue }
        person = bearer
      } else if let known = byName[found.name] {
        person = known
      } else {
        persons.append(Person(id: nil, name: found.name))
        person = persons.count - 1
        noteHangul(person)
      }
      mentions[piece].append(PersonMention(tokens: found.tokens, person: person))
    }
  }
}

/// Token ranges, asked whether another overlaps one of them.
struct TakenTokens {
  private let ranges: [Range<Int>]
  init(_ ranges: [Range<Int>]) { self.ranges = ranges.sorted { $0.lowerBound < $1.lowerBound } }

  func overlaps(_ range: Range<Int>) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound <= range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].lowerBound < range.upperBound
  }
}

/// What the form of a name says about its bearer: Slavic and Turkic surname endings.
enum NameGender {
  private static let female = [
    "ova", "eva", "yeva", "ina", "aya", "kyzy", "qyzy", "ovna", "evna", "ова", "ева", "ина", "ая", "қызы", "кызы",
    "овна", "евна",
  ]
  private static let male = [
    "ov", "ev", "yev", "sky", "skiy", "uly", "ovich", "evich", "ов", "ев", "ский", "ұлы", "улы", "ович", "евич",
  ]

  static func guess(_ name: String) -> Person.Gender {
    guard let last = name.split(separator: " ").last?.lowercased(), last.utf8.count > 4 else { return .unknown }
    if female.contains(where: last.hasSuffix) { return .female }
    if male.contains(where: last.hasSuffix) { return .male }
    return .unknown
  }
}

extension TokenText {
  /// The tokens that lie in the bytes `range`; nil when none does.
  public func tokens(in range: Range<Int>) -> Range<Int>? {
    func first(from byte: Int) -> Int {
      var low = 0
      var high = count
      while low < high {
        let middle = (low + high) / 2
        if Int(tokens[middle].end) <= byte { low = middle + 1 } else { high = middle }
      }
      return low
    }
    let start = first(from: range.lowerBound)
    var end = start
    while let token = token(end), Int(token.start) < range.upperBound { end += 1 }
    return start < end ? start..<end : nil
  }
}
