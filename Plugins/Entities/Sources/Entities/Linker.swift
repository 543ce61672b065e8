import EntityText
import Gazetteers
import KZPipeKit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Chooses the entry that a mention stands for; none rather than a wrong one.
struct Linker {
  struct Link {
    var ref: EntryRef
    var confidence: Double
  }

  private let document: EntityDocument
  private let gazetteers: [Gazetteer]
  /// Codes of the countries that the article names by name or by nationality.
  private var countries: Set<UInt16> = []
  /// Persons of the packs that the article names in full.
  private var persons: Set<EntryRef> = []

  init(document: EntityDocument) {
    self.document = document
    gazetteers = document.resources.matcher.gazetteers
    for candidate in document.candidates {
      for posting in postings(candidate) {
        let gazetteer = gazetteers[posting.ref.source]
        let kind = gazetteer.kind(posting.ref.entry)
        if candidate.kind == .place && kind == .country || candidate.kind == .group && kind == .group {
          countries.insert(gazetteer.countryCode(posting.ref.entry))
        }
        if candidate.kind == .person, kind == .person, posting.flags.isDisjoint(with: [.weak, .loose]) {
          persons.insert(posting.ref)
        }
      }
    }
  }

  /// Entries whose form the candidate's text is, word for word or with an ending of its language.
  private func postings(_ candidate: Candidate) -> [(ref: EntryRef, flags: FormFlags)] {
    var out: [(ref: EntryRef, flags: FormFlags)] = []
    if candidate.tokens.count == 1 || candidate.isNarrowed, !candidate.entries.isEmpty {
      out = candidate.entries.map { ($0, []) }
    }
    let beginning = document.matches[candidate.block].starting(at: candidate.tokens.lowerBound)
    for match in beginning where match.tokens == candidate.tokens {
      for posting in match.postings {
        let ref = EntryRef(source: match.source, entry: posting.entry)
        let first = document.blocks[candidate.block].text.tokens[candidate.tokens.lowerBound]
        if posting.flags.contains(.capitals), first.shape == .initial || first.shape == .lower { continue }
        if candidate.isNarrowed { continue }
        if !out.contains(where: { $0.ref == ref }) { out.append((ref, posting.flags)) }
      }
    }
    return out
  }

  func entry(for candidate: Candidate) -> Link? {
    let all = postings(candidate).filter {
      BlockReader.kind(of: gazetteers[$0.ref.source].kind($0.ref.entry)) == candidate.kind
    }
    guard !all.isEmpty else { return nil }
    switch candidate.kind {
    case .place: return place(candidate, all)
    case .person: return person(candidate, all)
    default:
      guard let best = all.first(where: { !$0.flags.contains(.weak) }) else { return weakBody(candidate, all) }
      return Link(ref: best.ref, confidence: best.flags.contains(.loose) ? 0.85 : 0.95)
    }
  }

  /// A body called like an ordinary word is meant where the tagger sees a body and the packs know one of that name.
  private func weakBody(_ candidate: Candidate, _ all: [(ref: EntryRef, flags: FormFlags)]) -> Link? {
    guard candidate.kind == .organisation, !candidate.fromGazetteer, candidate.confidence > 0.6, all.count == 1 else {
      return nil
    }
    return Link(ref: all[0].ref, confidence: 0.75)
  }

  /// Whether no person and no ordinary thing is called by the word, and one town of the name outweighs all others.
  private func isUnmistakable(
    _ candidate: Candidate, _ ref: EntryRef, _ all: [(ref: EntryRef, flags: FormFlags)]
  ) -> Bool {
    guard !candidate.fromGazetteer, candidate.confidence > 0.6 else { return false }
    let own = gazetteers[ref.source].weight(ref.entry)
    guard own >= 100_000 else { return false }
    let text = document.blocks[candidate.block].text
    let ordinary =
      Lexicon.Bit.firstName | Lexicon.Bit.surname | Lexicon.Bit.common | Lexicon.Bit.companyEnd | Lexicon.Bit.month
    for token in candidate.tokens {
      if document.resources.lexicon.bits(of: text.folded(of: token)) & ordinary != 0 { return false }
    }
    return all.allSatisfy { other in
      other.ref == ref || own / 5 >= gazetteers[other.ref.source].weight(other.ref.entry)
    }
  }

  /// Countries before states and towns, the larger town before the smaller, towns of the countries spoken of before others.
  private func place(_ candidate: Candidate, _ all: [(ref: EntryRef, flags: FormFlags)]) -> Link? {
    let state = isStateContext(candidate)
    var best: (link: Link, score: Double)?
    for (ref, flags) in all {
      let gazetteer = gazetteers[ref.source]
      let weight = Double(gazetteer.weight(ref.entry))
      let named = countries.contains(gazetteer.countryCode(ref.entry))
      var score: Double
      switch gazetteer.kind(ref.entry) {
      case .country: score = 9
      case .region: score = state ? 12 : 4.5
      default:
        score = log10(max(weight, 1)) + (named ? 1.5 : 0)
        // A small town in a country that the article does not speak of is more likely to be another place of that name.
        if flags.contains(.weak), !named, weight < 250_000, !isUnmistakable(candidate, ref, all) { continue }
        if flags.contains(.loose), !named { continue }
      }
      if ref.source == 0 { score += 0.5 }
      if best == nil || score > best?.score ?? 0 {
        best = (Link(ref: ref, confidence: flags.contains(.weak) ? 0.8 : 0.95), score)
      }
    }
    return best?.link
  }

  /// "the state of Georgia"
  private func isStateContext(_ candidate: Candidate) -> Bool {
    let text = document.blocks[candidate.block].text
    let at = candidate.tokens.lowerBound
    return at >= 2 && text.isWord(at - 1, "of") && (text.isWord(at - 2, "state") || text.isWord(at - 2, "states"))
  }

  /// By the full name; by the surname alone when the full name stands in the article, or after the person's title.
  private func person(_ candidate: Candidate, _ all: [(ref: EntryRef, flags: FormFlags)]) -> Link? {
    for (ref, flags) in all {
      if flags.isDisjoint(with: [.weak, .loose]) { return Link(ref: ref, confidence: 0.97) }
      if persons.contains(ref) { return Link(ref: ref, confidence: 0.95) }
      if isTitled(candidate) { return Link(ref: ref, confidence: 0.9) }
    }
    return nil
  }

  private func isTitled(_ candidate: Candidate) -> Bool {
    let text = document.blocks[candidate.block].text
    guard candidate.tokens.lowerBound > 0 else { return false }
    let word = text.foldedString(of: candidate.tokens.lowerBound - 1)
    return ["president", "президент", "президента", "президенту", "президентом", "президенті", "президент"].contains(
      word)
  }
}
