import EntityText
import Gazetteers
import KZPipeKit

/// Looks at the candidates of all blocks together: what was named in full once is found again when it is named in short.
struct DocumentPass {
  let blocks: [EntityBlock]
  let matches: [[GazetteerMatch]]
  let language: EntityLanguage
  let resources: EntityResources
  var candidates: [Candidate]
  /// Identity of every candidate by the index that `follows` speaks of; sorting comes after.
  private(set) var originals: [CandidateKey] = []
  /// Which candidate covers a token, by block.
  private var cover: [[Int]] = []

  init(
    blocks: [EntityBlock], matches: [[GazetteerMatch]], language: EntityLanguage, resources: EntityResources,
    candidates: [Candidate]
  ) {
    self.blocks = blocks
    self.matches = matches
    self.language = language
    self.resources = resources
    self.candidates = candidates
  }

  mutating func run() {
    splitCountryPairs()
    rebuildCover()
    if language == .english { acronyms() }
    shortForms()
    repeats()
    if language == .korean { KoreanNames.apply(&candidates, blocks) }
    unifyKinds()
    originals = candidates.map(CandidateKey.init)
    candidates.removeAll { $0.tokens.isEmpty }
    candidates.sort {
      ($0.block, $0.tokens.lowerBound, $0.bytes.lowerBound) < ($1.block, $1.tokens.lowerBound, $1.bytes.lowerBound)
    }
  }

  private mutating func rebuildCover() {
    cover = blocks.map { Array(repeating: -1, count: $0.text.tokens.count) }
    for (index, candidate) in candidates.enumerated() {
      for token in candidate.tokens { cover[candidate.block][token] = index }
    }
  }

  func key(_ candidate: Candidate) -> [UInt8] {
    let text = blocks[candidate.block].text
    return Self.key(text, candidate.tokens)
  }

  static func key(_ text: TokenizedText, _ tokens: Range<Int>) -> [UInt8] {
    var out: [UInt8] = []
    for token in tokens {
      if token > tokens.lowerBound, text.tokens[token].spaceBefore { out.append(0x20) }
      out += text.folded(of: token)
    }
    return out
  }

  // MARK: Pairs

  /// "Korea-Kazakhstan relations": one written word, two countries.
  private mutating func splitCountryPairs() {
    rebuildCover()
    var replaced: Set<Int> = []
    for (block, content) in blocks.enumerated() {
      for (index, token) in content.text.tokens.enumerated() where token.script == .latin || token.script == .cyrillic {
        guard token.isCapitalised, token.end - token.start < 60, let pair = pair(content.text, index) else { continue }
        let covering = cover[block][index]
        if covering >= 0 {
          if candidates[covering].tokens.count > 1 { continue }
          replaced.insert(covering)
        }
        candidates += pair.map { part in
          Candidate(
            block: block, tokens: index..<(index + 1), bytes: part.bytes, kind: part.kind, confidence: 0.9,
            entries: part.entries, fromGazetteer: true)
        }
      }
    }
    guard !replaced.isEmpty || !candidates.isEmpty else { return }
    candidates = candidates.indices.filter { !replaced.contains($0) }.map { candidates[$0] }
    candidates.sort { ($0.block, $0.bytes.lowerBound) < ($1.block, $1.bytes.lowerBound) }
  }

  private func pair(
    _ text: TokenizedText, _ index: Int
  ) -> [(bytes: Range<Int>, kind: Entity.Kind, entries: [EntryRef])]? {
    let token = text.tokens[index]
    let bytes = text.bytes[token.range]
    guard let hyphen = bytes.firstIndex(of: 0x2D), hyphen > bytes.startIndex, hyphen + 1 < bytes.endIndex else {
      return nil
    }
    let halves = [bytes.startIndex..<hyphen, (hyphen + 1)..<bytes.endIndex]
    var out: [(bytes: Range<Int>, kind: Entity.Kind, entries: [EntryRef])] = []
    for half in halves {
      let key = Folding.key(text.text(half))
      var entries: [EntryRef] = []
      for (source, gazetteer) in resources.matcher.gazetteers.enumerated() {
        for posting in gazetteer.postings(of: key) where gazetteer.kind(posting.entry) == .country {
          entries.append(EntryRef(source: source, entry: posting.entry))
        }
      }
      if entries.isEmpty { return nil }
      out.append((half, .place, entries))
    }
    return out
  }

  // MARK: Acronyms

  /// "Institute of Plant Biology (IPB)": the letters in brackets are the same body, there and later.
  private mutating func acronyms() {
    var known: [[UInt8]: Int] = [:]
    for (index, candidate) in candidates.enumerated()
    where candidate.kind == .organisation && candidate.tokens.count > 1 {
      let text = blocks[candidate.block].text
      var at = candidate.tokens.upperBound
      if at < text.tokens.count, text.tokens[at].isPossessive { at += 1 }
      guard text.isByte(at, UInt8(ascii: "(")), at + 2 < text.tokens.count, text.isByte(at + 2, UInt8(ascii: ")")),
        text.tokens[at + 1].shape == .upper || text.tokens[at + 1].shape == .mixed,
        text.tokens[at + 1].end - text.tokens[at + 1].start <= 10, startsAlike(text, candidate.tokens, at + 1)
      else { continue }
      known[Array(text.folded(of: at + 1))] = index
    }
    guard !known.isEmpty else { return }
    for (block, content) in blocks.enumerated() {
      for (index, token) in content.text.tokens.enumerated() where token.shape == .upper || token.shape == .mixed {
        guard let long = known[Array(content.text.folded(of: index))] else { continue }
        let covering = cover[block][index]
        if covering >= 0 {
          guard candidates[covering].tokens.count == 1 else { continue }
          candidates[covering].kind = .organisation
          if candidates[covering].entries.isEmpty { candidates[covering].follows = long }
        } else {
          cover[block][index] = candidates.count
          candidates.append(
            Candidate(
              block: block, tokens: index..<(index + 1), bytes: token.range, kind: .organisation, confidence: 0.95,
              follows: long))
        }
      }
    }
  }

  /// The short form's first letter begins a word of the long one.
  private func startsAlike(_ text: TokenizedText, _ long: Range<Int>, _ short: Int) -> Bool {
    guard let first = text.folded(of: short).first else { return false }
    return long.contains { text.folded(of: $0).first == first }
  }

  // MARK: Short forms

  /// Parts of full names: surnames and first names of persons, first words of bodies.
  private mutating func shortForms() {
    var persons: [[UInt8]: (candidate: Int, isLast: Bool)] = [:]
    var bodies: [[UInt8]: Int] = [:]
    renameHeads()
    joinTails()
    for (index, candidate) in candidates.enumerated() {
      let text = blocks[candidate.block].text
      if candidate.kind == .person, candidate.tokens.count > 1, candidate.confidence > 0.5 {
        for (token, isLast) in [(candidate.tokens.upperBound - 1, true), (candidate.tokens.lowerBound, false)] {
          let key = nameKey(text, token)
          guard key.count > 1, text.tokens[token].isCapitalised else { continue }
          if persons[key] == nil || (isLast && persons[key]?.isLast == false) { persons[key] = (index, isLast) }
        }
      } else if candidate.kind == .organisation, candidate.tokens.count > 1 {
        addShortBodies(index, text, &bodies)
      }
    }
    guard !persons.isEmpty || !bodies.isEmpty else { return }
    let firstPlaces = firstPlaceMentions()
    for (block, content) in blocks.enumerated() {
      let text = content.text
      var index = 0
      while index < text.tokens.count {
        let token = text.tokens[index]
        defer { index += 1 }
        guard token.isCapitalised else { continue }
        let covering = cover[block][index]
        if covering >= 0, candidates[covering].tokens.count > 1 { continue }
        let key = nameKey(text, index)
        if let person = persons[key], person.candidate != covering {
          takePerson(person, key, block, index, covering, firstPlaces)
        } else if covering < 0 || candidates[covering].entries.isEmpty,
          let body = longestBody(text, index, bodies, block)
        {
          takeBody(body, block, index, text)
        }
      }
    }
  }

  /// `Altai Road Trading`, later `Altai Road`: what the tagger takes for a person is the body without its last word.
  private mutating func renameHeads() {
    var heads: [[UInt8]: Int] = [:]
    for (index, candidate) in candidates.enumerated()
    where candidate.kind == .organisation && candidate.tokens.count > 2 && candidate.tokens.count < 7 {
      let text = blocks[candidate.block].text
      // A foundation may be called after a person, who is named in the article, too.
      if resources.lexicon.bits(of: text.folded(of: candidate.tokens.lowerBound)) & Lexicon.Bit.firstName != 0 {
        continue
      }
      let key = Self.key(text, candidate.tokens.dropLast())
      if heads[key] == nil { heads[key] = index }
    }
    guard !heads.isEmpty else { return }
    for index in candidates.indices
    where candidates[index].kind == .person && candidates[index].entries.isEmpty && candidates[index].tokens.count > 1 {
      guard let body = heads[key(candidates[index])] else { continue }
      candidates[index].kind = .organisation
      candidates[index].follows = body
    }
  }

  /// `Hanneke van der Velde`, later `Van der Velde`: a surname of several words is the person's.
  private mutating func joinTails() {
    var tails: [[UInt8]: Int] = [:]
    for (index, candidate) in candidates.enumerated()
    where candidate.kind == .person && (3...6).contains(candidate.tokens.count) {
      let key = Self.key(blocks[candidate.block].text, candidate.tokens.dropFirst())
      if tails[key] == nil { tails[key] = index }
    }
    guard !tails.isEmpty else { return }
    for index in candidates.indices
    where candidates[index].kind == .person && candidates[index].tokens.count > 1 && candidates[index].follows == nil {
      if let full = tails[key(candidates[index])], full != index { candidates[index].follows = full }
    }
  }

  /// The word as a name is looked up by: folded, a Cyrillic one without its case ending.
  private func nameKey(_ text: TokenizedText, _ token: Int) -> [UInt8] {
    let folded = Array(text.folded(of: token))
    guard text.tokens[token].script == .cyrillic, language == .russian || language == .kazakh else { return folded }
    return NameStem.of(folded, isKazakh: language == .kazakh)
  }

  /// Position of the first place mention of each single word.
  private func firstPlaceMentions() -> [[UInt8]: (Int, Int)] {
    var out: [[UInt8]: (Int, Int)] = [:]
    for candidate in candidates where candidate.kind == .place && candidate.tokens.count == 1 {
      // A headline names people by whatever part of their names is short.
      if blocks[candidate.block].at == .headline { continue }
      let key = nameKey(blocks[candidate.block].text, candidate.tokens.lowerBound)
      if out[key] == nil { out[key] = (candidate.block, candidate.tokens.lowerBound) }
    }
    return out
  }

  private mutating func takePerson(
    _ person: (candidate: Int, isLast: Bool), _ key: [UInt8], _ block: Int, _ index: Int, _ covering: Int,
    _ firstPlaces: [[UInt8]: (Int, Int)]
  ) {
    let text = blocks[block].text
    let token = text.tokens[index]
    let full = candidates[person.candidate]
    if covering >= 0 {
      let kind = candidates[covering].kind
      if kind == .person {
        candidates[covering].follows = person.candidate
        return
      }
      if kind == .group { return }
      if kind == .place {
        // Before the person was introduced, or after a preposition of place, the place is meant.
        if let first = firstPlaces[key], first < (full.block, full.tokens.lowerBound) { return }
        if index > 0, Self.isPlacePreposition(text, index - 1), !person.isLast { return }
      } else if kind == .organisation, !person.isLast {
        return
      }
      candidates[covering].kind = .person
      candidates[covering].entries = []
      candidates[covering].follows = person.candidate
      return
    }
    // An ordinary word at the beginning of a sentence is not taken for a name.
    let bits = resources.lexicon.bits(of: text.folded[token.foldRange])
    if token.startsSentence, bits & Lexicon.Bit.common != 0 { return }
    if !person.isLast, bits & Lexicon.Bit.common != 0 { return }
    if index + 1 < text.tokens.count, text.tokens[index + 1].isCapitalised, !text.tokens[index + 1].startsSentence,
      !person.isLast
    {
      return
    }
    cover[block][index] = candidates.count
    candidates.append(
      Candidate(
        block: block, tokens: index..<(index + 1), bytes: token.range, kind: .person, confidence: 0.85,
        follows: person.candidate))
  }

  static func isPlacePreposition(_ text: TokenizedText, _ token: Int) -> Bool {
    ["in", "at", "from", "near", "to", "of", "around", "outside", "across"].contains(text.foldedString(of: token))
  }

  /// First words of a body's name that can stand for it: all but a company ending, or one uncommon first word.
  private func addShortBodies(_ index: Int, _ text: TokenizedText, _ bodies: inout [[UInt8]: Int]) {
    let tokens = candidates[index].tokens
    let last = resources.lexicon.bits(of: text.folded(of: tokens.upperBound - 1))
    if last & Lexicon.Bit.companyEnd != 0, tokens.count > 2 {
      bodies[Self.key(text, tokens.dropLast())] = index
    }
    bodies[Self.key(text, tokens)] = index
    // `Rochemont & Fils` is `Rochemont` the next time when two words and more stand before the mark.
    if let mark = tokens.first(where: { text.isByte($0, UInt8(ascii: "&")) }), mark - tokens.lowerBound >= 2 {
      bodies[Self.key(text, tokens.lowerBound..<mark)] = index
    }
    let first = tokens.lowerBound
    let bits = resources.lexicon.bits(of: text.folded(of: first))
    let taken =
      Lexicon.Bit.common | Lexicon.Bit.firstName | Lexicon.Bit.placeHead | Lexicon.Bit.month | Lexicon.Bit.bodyHead
    guard bits & taken == 0, bits >> 24 == 0, text.tokens[first].end - text.tokens[first].start > 3,
      last & (Lexicon.Bit.companyEnd | Lexicon.Bit.bodyHead) != 0 || text.tokens[first].shape == .mixed
        || tokens.count == 2
    else { return }
    let key = Array(text.folded(of: first))
    for gazetteer in resources.matcher.gazetteers where gazetteer.trie.value(of: key) != nil { return }
    if bodies[key] == nil { bodies[key] = index }
  }

  /// The longest run of tokens from `index` that is a known short form.
  private func longestBody(
    _ text: TokenizedText, _ index: Int, _ bodies: [[UInt8]: Int], _ block: Int
  ) -> (tokens: Range<Int>, candidate: Int)? {
    guard !bodies.isEmpty else { return nil }
    var key: [UInt8] = []
    var best: (tokens: Range<Int>, candidate: Int)?
    for end in index..<min(index + 8, text.tokens.count) {
      if end > index, cover[block][end] >= 0 { break }
      if end > index, text.tokens[end].spaceBefore { key.append(0x20) }
      key += text.folded(of: end)
      if let body = bodies[key] { best = (index..<(end + 1), body) }
    }
    guard let found = best else { return nil }
    // Part of a longer capitalised name: not this body.
    if found.tokens.upperBound < text.tokens.count, found.tokens.count == 1,
      text.tokens[found.tokens.upperBound].isCapitalised, text.tokens[found.tokens.upperBound].isWord,
      !text.tokens[found.tokens.upperBound].startsSentence, cover[block][found.tokens.upperBound] < 0
    {
      return nil
    }
    return found
  }

  private mutating func takeBody(
    _ body: (tokens: Range<Int>, candidate: Int), _ block: Int, _ index: Int, _ text: TokenizedText
  ) {
    let covering = cover[block][index]
    if covering == body.candidate { return }
    if covering >= 0 {
      guard candidates[covering].kind != .group, body.tokens.count == candidates[covering].tokens.count else { return }
      candidates[covering].kind = .organisation
      candidates[covering].follows = body.candidate
      return
    }
    let bytes = Int(text.tokens[body.tokens.lowerBound].start)..<Int(text.tokens[body.tokens.upperBound - 1].end)
    for token in body.tokens { cover[block][token] = candidates.count }
    candidates.append(
      Candidate(
        block: block, tokens: body.tokens, bytes: bytes, kind: .organisation, confidence: 0.85, follows: body.candidate)
    )
  }

  // MARK: Said again

  /// A single word that is surely a name in one place is it in the others too, where the tagger has overlooked it.
  private mutating func repeats() {
    guard language == .english else { return }
    var known: [[UInt8]: Int] = [:]
    for (index, candidate) in candidates.enumerated()
    where candidate.tokens.count == 1 && candidate.confidence > 0.6 && candidate.kind != .group {
      let text = blocks[candidate.block].text
      let token = candidate.tokens.lowerBound
      let bits = resources.lexicon.bits(of: text.folded(of: token))
      guard bits & Lexicon.Bit.common == 0, bits >> 24 == 0, text.tokens[token].end - text.tokens[token].start > 3
      else {
        continue
      }
      known[Array(text.folded(of: token))] = index
    }
    guard !known.isEmpty else { return }
    for (block, content) in blocks.enumerated() {
      let text = content.text
      for (index, token) in text.tokens.enumerated() where token.isCapitalised && cover[block][index] < 0 {
        guard let owner = known[Array(text.folded(of: index))], !isInsideName(text, block, index) else { continue }
        let source = candidates[owner]
        cover[block][index] = candidates.count
        candidates.append(
          Candidate(
            block: block, tokens: index..<(index + 1), bytes: token.range, kind: source.kind, confidence: 0.7,
            entries: source.entries, follows: source.kind == .place ? nil : owner))
      }
    }
  }

  /// Whether capitalised words stand right beside the token: part of a longer name that nobody has marked.
  private func isInsideName(_ text: TokenizedText, _ block: Int, _ index: Int) -> Bool {
    func isLoose(_ token: Int) -> Bool {
      text.tokens.indices.contains(token) && text.tokens[token].isCapitalised && text.tokens[token].isWord
        && cover[block][token] < 0
    }
    return isLoose(index + 1) && !text.tokens[index + 1].startsSentence
      || isLoose(index - 1) && !text.tokens[index].startsSentence && !text.tokens[index - 1].startsSentence
  }

  // MARK: One kind for one name

  /// The same words mean the same kind of thing throughout an article, unless a pack or a full name says otherwise.
  private mutating func unifyKinds() {
    var votes: [[UInt8]: [Entity.Kind: Double]] = [:]
    for candidate in candidates where candidate.kind != .group {
      votes[key(candidate), default: [:]][candidate.kind, default: 0] += candidate.confidence
    }
    for index in candidates.indices
    where candidates[index].kind != .group && candidates[index].entries.isEmpty && candidates[index].follows == nil {
      guard let kinds = votes[key(candidates[index])], kinds.count > 1 else { continue }
      let best = kinds.max { ($0.value, $0.key.rawValue) < ($1.value, $1.key.rawValue) }
      if let best { candidates[index].kind = best.key }
    }
  }
}
