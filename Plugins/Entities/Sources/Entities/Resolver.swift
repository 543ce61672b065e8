import EntityText
import Gazetteers
import KZPipeKit

extension EntityDocument {
  /// Joins candidates to entities and entities to entries of the packs.
  mutating func resolve() {
    let linker = Linker(document: self)
    var byEntry: [EntryRef: Int] = [:]
    var byName: [String: Int] = [:]
    entityOf = Array(repeating: -1, count: candidates.count)
    var order = Array(candidates.indices)
    // Full names first, so that short ones find them.
    order.sort { (candidates[$0].follows == nil ? 0 : 1, $0) < (candidates[$1].follows == nil ? 0 : 1, $1) }
    let sources = Dictionary(
      candidates.enumerated().map { (CandidateKey($1), $0) }, uniquingKeysWith: { first, _ in first })
    for index in order {
      let candidate = candidates[index]
      if let follows = candidate.follows, let leader = sources[originals[follows]], entityOf[leader] >= 0,
        leader != index
      {
        join(index, entityOf[leader])
        continue
      }
      if let link = linker.entry(for: candidate) {
        let entity = byEntry[link.ref] ?? newEntity(candidate, link)
        byEntry[link.ref] = entity
        join(index, entity)
        continue
      }
      let name = candidate.kind.rawValue + " " + String(decoding: key(candidate), as: UTF8.self)
      let entity = byName[name] ?? newEntity(candidate, nil)
      byName[name] = entity
      join(index, entity)
    }
    let earliest = entities.map { $0.candidates.min() ?? 0 }
    let first = entities.indices.sorted { earliest[$0] < earliest[$1] }
    var place = [Int](repeating: 0, count: entities.count)
    for (new, old) in first.enumerated() { place[old] = new }
    entities = first.map { entities[$0] }
    for index in entityOf.indices where entityOf[index] >= 0 { entityOf[index] = place[entityOf[index]] }
  }

  private func key(_ candidate: Candidate) -> [UInt8] {
    Folding.key(text(candidate))
  }

  private mutating func join(_ candidate: Int, _ entity: Int) {
    entityOf[candidate] = entity
    entities[entity].candidates.append(candidate)
    entities[entity].confidence = max(entities[entity].confidence, candidates[candidate].confidence)
  }

  private mutating func newEntity(_ candidate: Candidate, _ link: Linker.Link?) -> Int {
    var name = text(candidate)
    if let link {
      // By the name that the article's own readers know; the record has the others too.
      let gazetteer = resources.matcher.gazetteers[link.ref.source]
      name = language.tag.flatMap { gazetteer.names(link.ref.entry)[$0] } ?? gazetteer.name(link.ref.entry)
    }
    entities.append(
      ResolvedEntity(kind: candidate.kind, name: name, entry: link?.ref, confidence: 0, candidates: []))
    return entities.count - 1
  }
}

/// Where a candidate stands, as its identity.
struct CandidateKey: Hashable {
  var block: Int
  var start: Int

  init(_ candidate: Candidate) {
    block = candidate.block
    start = candidate.bytes.lowerBound
  }
}
