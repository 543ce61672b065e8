import EntityTagging
import EntityText
import Gazetteers
import KZPipeKit

/// Candidates of one block: what the tagger sees, what the packs know, and the one corrected by the other.
struct BlockReader {
  let block: Int
  let text: TokenizedText
  let matches: [GazetteerMatch]
  let language: EntityLanguage
  let resources: EntityResources

  init(
    _ block: Int, _ text: TokenizedText, _ matches: [GazetteerMatch], _ language: EntityLanguage,
    _ resources: EntityResources
  ) {
    self.block = block
    self.text = text
    self.matches = matches
    self.language = language
    self.resources = resources
  }

  /// In reading order, not overlapping.
  func candidates() -> [Candidate] {
    var found: [Candidate]
    switch language {
    case .english: found = resources.tags(text, matches, resources.english).compactMap(candidate)
    case .kazakh:
      found = resources.tags(text, matches, resources.kazakh).compactMap(candidate)
      let rules = RussianRules(text: text, block: block, resources: resources, matches: matches)
      let cover = TokenCover(tokens: text.tokens.count, found)
      found += rules.quoted().filter { cover.isFree($0.tokens) }
    case .russian: found = RussianRules(text: text, block: block, resources: resources, matches: matches).candidates()
    case .korean: found = KoreanRules(text: text, block: block, resources: resources, matches: matches).candidates()
    case .other: found = []
    }
    if language == .kazakh { found = KazakhBodies(text: text, block: block).merged(into: found) }
    if language != .english, language != .other {
      let cover = TokenCover(tokens: text.tokens.count, found)
      found += LatinNames(text: text, block: block, lexicon: resources.lexicon).find().filter {
        cover.isFree($0.tokens)
      }
    }
    let known = gazetteerCandidates()
    found = merge(found, known)
    if language == .english { EnglishRules(text: text, block: block, resources: resources).apply(&found) }
    splitCompounds(&found)
    found.sort { $0.tokens.lowerBound < $1.tokens.lowerBound }
    return found
  }

  static func kind(ofLabel label: String) -> Entity.Kind? {
    switch label {
    case "PER", "PERSON": .person
    case "ORG", "ORGANISATION": .organisation
    case "LOC", "GPE", "LOCATION", "FACILITY": .place
    case "NORP": .group
    case "EVT", "EVENT": .event
    default: nil
    }
  }

  static func kind(of entry: EntryKind) -> Entity.Kind {
    switch entry {
    case .person: .person
    case .organisation: .organisation
    case .country, .region, .place: .place
    case .group: .group
    case .event: .event
    }
  }

  private static let kazakhMonths: Set<String> = Set(
    [
      "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша",
      "желтоқсан",
    ]
    .map { String(decoding: Folding.key($0), as: UTF8.self) })

  private func candidate(_ span: TaggedSpan) -> Candidate? {
    guard let kind = Self.kind(ofLabel: span.label) else { return nil }
    guard var tokens = SpanTrim.trim(span.tokens, kind, text, resources.lexicon) else { return nil }
    // «… министрлігі қазан айында»: the month is the next word's.
    while language == .kazakh, tokens.count > 1,
      Self.kazakhMonths.contains(text.foldedString(of: tokens.upperBound - 1))
    {
      tokens = tokens.dropLast()
    }
    let bytes = Int(text.tokens[tokens.lowerBound].start)..<Int(text.tokens[tokens.upperBound - 1].end)
    return Candidate(block: block, tokens: tokens, bytes: bytes, kind: kind, confidence: Double(span.confidence))
  }

  /// Longest strong matches from left to right.
  private func gazetteerCandidates() -> [Candidate] {
    var out: [Candidate] = []
    for match in matches {
      guard let best = strongest(match) ?? townOfCountry(match) else { continue }
      let bytes = Int(text.tokens[match.tokens.lowerBound].start)..<match.end
      var candidate = Candidate(
        block: block, tokens: match.tokens, bytes: bytes, kind: Self.kind(of: best.kind), confidence: best.confidence,
        entries: best.entries, fromGazetteer: true)
      candidate.isNarrowed = best.confidence < 0.9
      if let last = out.last, last.tokens.overlaps(match.tokens) {
        if match.tokens.count > last.tokens.count { out[out.count - 1] = candidate }
        continue
      }
      out.append(candidate)
    }
    return out
  }

  /// What a match stands for when nothing but the pack speaks; `nil` when that is not enough.
  private func strongest(_ match: GazetteerMatch) -> (kind: EntryKind, confidence: Double, entries: [EntryRef])? {
    let gazetteer = resources.matcher.gazetteers[match.source]
    let first = text.tokens[match.tokens.lowerBound]
    let single = match.tokens.count == 1
    var entries: [EntryRef] = []
    var kind: EntryKind?
    for posting in match.postings where !posting.flags.contains(.weak) {
      let entryKind = gazetteer.kind(posting.entry)
      if posting.flags.contains(.capitals), first.shape != .upper, first.shape != .alphanumeric, first.script != .hangul
      {
        continue
      }
      if isCased(first), !first.isCapitalised, !posting.flags.contains(.anyCase) { continue }
      // Lower-case words inside a name of several words are all right; a name in lower case is none.
      if kind == nil { kind = entryKind }
      if entryKind == kind { entries.append(EntryRef(source: match.source, entry: posting.entry)) }
    }
    guard let kind else { return nil }
    if single, kind == .person { return nil }
    return (kind, single ? 0.9 : 0.97, entries)
  }

  /// A name too common to count alone does count beside its country: "중국 선전", "Talas, Kyrgyzstan".
  private func townOfCountry(_ match: GazetteerMatch) -> (kind: EntryKind, confidence: Double, entries: [EntryRef])? {
    let first = text.tokens[match.tokens.lowerBound]
    if isCased(first), !first.isCapitalised { return nil }
    let gazetteer = resources.matcher.gazetteers[match.source]
    let before = match.tokens.lowerBound
    let after = match.tokens.upperBound
    let comma = text.isByte(after, UInt8(ascii: ",")) ? after + 1 : -1
    var codes: Set<UInt16> = []
    let beside = (first.script == .hangul ? matches.ending(before: before) : []) + matches.starting(at: comma)
    for other in beside {
      let source = resources.matcher.gazetteers[other.source]
      for posting in other.postings where source.kind(posting.entry) == .country {
        codes.insert(source.countryCode(posting.entry))
      }
    }
    let entries = match.postings.filter {
      gazetteer.kind($0.entry) == .place && codes.contains(gazetteer.countryCode($0.entry))
    }
    guard !entries.isEmpty else { return nil }
    return (.place, 0.85, entries.map { EntryRef(source: match.source, entry: $0.entry) })
  }

  /// "Russia-led", "Canadian-listed": the first half is the name.
  private func splitCompounds(_ found: inout [Candidate]) {
    let cover = TokenCover(tokens: text.tokens.count, found)
    for (index, token) in text.tokens.enumerated() where token.isCapitalised && token.script == .latin {
      let bytes = text.bytes[token.range]
      guard token.end - token.start < 60, let hyphen = bytes.firstIndex(of: 0x2D), hyphen + 1 < bytes.endIndex,
        (0x61...0x7A).contains(bytes[hyphen + 1])
      else { continue }
      let covering = cover[index]
      if covering >= 0, found[covering].tokens.count > 1 { continue }
      let half = bytes.startIndex..<hyphen
      let tail = text.text((hyphen + 1)..<bytes.endIndex)
      guard let known = Compound.half(text.text(half), before: tail, resources) else { continue }
      let candidate = Candidate(
        block: block, tokens: index..<(index + 1), bytes: half, kind: known.kind, confidence: 0.9,
        entries: known.entries, fromGazetteer: true)
      if covering >= 0 { found[covering] = candidate } else { found.append(candidate) }
    }
  }

  private func isCased(_ token: Token) -> Bool { token.script == .latin || token.script == .cyrillic }

  /// The tagger's spans, corrected by the packs.
  private func merge(_ tagged: [Candidate], _ known: [Candidate]) -> [Candidate] {
    var out = tagged
    var cover = TokenCover(tokens: text.tokens.count, out)
    var replaced: Set<Int> = []
    for match in known {
      let overlapping = cover.touching(match.tokens)
      if overlapping.isEmpty {
        cover.mark(match.tokens, out.count)
        out.append(match)
        continue
      }
      if overlapping.count == 1, let at = overlapping.first {
        let other = out[at]
        if other.tokens == match.tokens {
          out[at] = agree(other, match)
          continue
        }
        if other.tokens.lowerBound <= match.tokens.lowerBound, other.tokens.upperBound >= match.tokens.upperBound,
          !(other.kind != .organisation && isDated(other, after: match))
        {
          continue  // the pack knows a part of a longer name
        }
      }
      // The pack's longer name takes the place of the pieces, unless a longer piece sticks out.
      let sticksOut = overlapping.contains {
        !(out[$0].kind != .organisation && isDated(out[$0], after: match))
          && (out[$0].tokens.lowerBound < match.tokens.lowerBound
            || out[$0].tokens.upperBound > match.tokens.upperBound)
          && out[$0].tokens.count >= match.tokens.count
      }
      if sticksOut { continue }
      for index in overlapping {
        replaced.insert(index)
        cover.mark(out[index].tokens, -1)
      }
      cover.mark(match.tokens, out.count)
      out.append(match)
    }
    return out.indices.filter { !replaced.contains($0) }.map { out[$0] }
  }

  /// "Арқалықта 2025 жылғы 1 қыркүйекте": a span of the tagger that runs from the pack's name into a date.
  private func isDated(_ tagged: Candidate, after match: Candidate) -> Bool {
    language == .kazakh && tagged.tokens.lowerBound == match.tokens.lowerBound
      && match.tokens.upperBound < tagged.tokens.upperBound && text.tokens[match.tokens.upperBound].shape == .digit
  }

  /// Same span: the tagger knows the context, the pack knows the name.
  private func agree(_ tagged: Candidate, _ match: Candidate) -> Candidate {
    if tagged.kind == match.kind {
      var both = match
      both.confidence = max(tagged.confidence, match.confidence)
      return both
    }
    // A quoted name after a word for a body is the body, whatever town is called so.
    if language != .english, tagged.kind == .organisation, match.kind == .place { return tagged }
    // A person called like a town stays a person when the tagger is sure.
    if tagged.kind == .person, match.kind == .place, tagged.confidence > 0.8, match.tokens.count == 1 { return tagged }
    if tagged.kind == .group || match.kind == .group { return match }
    return match
  }
}

extension EntityResources {
  /// The tagger's spans; the block's matches serve it when they come from the packs that it looks at.
  func tags(_ text: TokenizedText, _ matches: [GazetteerMatch], _ tagger: Tagger) -> [TaggedSpan] {
    tagger.tag(text, matches: usesOwnPacks ? matches : nil)
  }
}
