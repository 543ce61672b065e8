import Gazetteers
import KZPipeKit

extension EntityDocument {
  /// Adds entities, mentions and countries to the article; replaces those of an earlier run.
  func write(to article: inout Article, minimumConfidence: Double) {
    var out: [Entity] = []
    var mentions: [Mention] = []
    var identity = [String?](repeating: nil, count: entities.count)
    let prominence = prominences()
    let top = max(prominence.max() ?? 0, 1e-9)
    for (index, entity) in entities.enumerated() {
      let kept = entity.candidates.filter { candidates[$0].confidence >= minimumConfidence }
      guard !kept.isEmpty else { continue }
      let id = "e\(out.count + 1)"
      identity[index] = id
      var record = Entity(
        id: id, kind: entity.kind, name: entity.name, confidence: (entity.confidence * 1000).rounded() / 1000,
        relevance: (prominence[index] / top * 1000).rounded() / 1000)
      describe(entity, &record)
      out.append(record)
    }
    for (index, candidate) in candidates.enumerated() where candidate.confidence >= minimumConfidence {
      guard entityOf[index] >= 0, let id = identity[entityOf[index]] else { continue }
      mentions.append(
        Mention(
          entity: id, range: TextRange(blocks[candidate.block].at, candidate.bytes), text: text(candidate),
          confidence: (candidate.confidence * 1000).rounded() / 1000))
    }
    article.annotations.entities = out
    article.annotations.mentions = mentions
    article.annotations.countries = countries()
    article.provenance.removeAll { $0.stage == EntitiesStage.spec.name }
    for (index, entity) in out.enumerated() {
      article.provenance.append(
        Provenance(
          stage: EntitiesStage.spec.name, at: "/entities/\(index)", reason: entity.ids.isEmpty ? "tagger" : "gazetteer",
          confidence: entity.confidence))
    }
  }

  /// Identifiers, names and position from the entry.
  private func describe(_ entity: ResolvedEntity, _ record: inout Entity) {
    guard let ref = entity.entry else { return }
    let gazetteer = resources.matcher.gazetteers[ref.source]
    record.names = gazetteer.names(ref.entry).filter { !$0.key.hasPrefix("und") }
    if entity.kind == .group { return }
    let item = gazetteer.wikidata(ref.entry)
    if item > 0 { record.ids["wikidata"] = "Q\(item)" }
    let place = gazetteer.geonames(ref.entry)
    if place > 0 { record.ids["geonames"] = "\(place)" }
    if gazetteer.kind(ref.entry) == .country, let code = gazetteer.country(ref.entry) { record.ids["iso3166"] = code }
    if let at = gazetteer.position(ref.entry) {
      record.position = Position(latitude: at.latitude, longitude: at.longitude)
    }
  }

  /// Early and frequent mentions count most.
  private func prominences() -> [Double] {
    var out = [Double](repeating: 0, count: entities.count)
    for (index, candidate) in candidates.enumerated() where entityOf[index] >= 0 {
      out[entityOf[index]] += weight(candidate)
    }
    return out
  }

  private func weight(_ candidate: Candidate) -> Double {
    switch blocks[candidate.block].at {
    case .headline: 3
    case .alternativeHeadline: 2
    case .body(0): 2
    case .body(let block): 0.5 + 1 / (1 + 0.1 * Double(block))
    case .caption: 0.5
    }
  }

  /// Countries by the weight of their names, their nationality words and their places.
  private func countries() -> [String] {
    var score: [String: Double] = [:]
    var order: [String] = []
    for (index, candidate) in candidates.enumerated() where entityOf[index] >= 0 {
      guard let ref = entities[entityOf[index]].entry else { continue }
      let gazetteer = resources.matcher.gazetteers[ref.source]
      guard candidate.kind == .place || candidate.kind == .group, let code = gazetteer.country(ref.entry) else {
        continue
      }
      let factor = candidate.kind == .group ? 0.6 : (gazetteer.kind(ref.entry) == .country ? 1 : 0.7)
      if score[code] == nil { order.append(code) }
      score[code, default: 0] += weight(candidate) * factor
    }
    let rank = Dictionary(order.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    return order.sorted { (score[$1] ?? 0, rank[$0] ?? 0) < (score[$0] ?? 0, rank[$1] ?? 0) }
  }
}
