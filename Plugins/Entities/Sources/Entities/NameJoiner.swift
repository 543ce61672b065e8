import EntityText
import KZPipeKit

/// Joins the entities of an article that are one name, and gives each its names by language.
struct NameJoiner {
  let comparer: NameComparer

  func join(_ article: inout Article) {
    var entities = article.annotations.entities
    var target: [String: String] = [:]
    var leaders: [String: Int] = [:]
    var dropped: Set<Int> = []
    for index in entities.indices where entities[index].kind != .group {
      let keys = keys(entities[index])
      if let leader = keys.compactMap({ leaders[$0] }).first(where: { compatible(entities[$0], entities[index]) }) {
        target[entities[index].id] = entities[leader].id
        absorb(entities[index], into: &entities[leader])
        dropped.insert(index)
        for key in keys where leaders[key] == nil { leaders[key] = leader }
      } else {
        for key in keys where leaders[key] == nil { leaders[key] = index }
      }
    }
    for index in entities.indices where entities[index].kind != .group {
      let tag = Self.tag(of: entities[index].name, language: article.language)
      if let tag, entities[index].names[tag] == nil { entities[index].names[tag] = entities[index].name }
    }
    article.annotations.entities = entities.indices.filter { !dropped.contains($0) }.map { entities[$0] }
    guard !target.isEmpty else { return }
    for index in article.annotations.mentions.indices {
      if let new = target[article.annotations.mentions[index].entity] {
        article.annotations.mentions[index].entity = new
      }
    }
    for index in article.annotations.quotations.indices {
      if let old = article.annotations.quotations[index].speaker, let new = target[old] {
        article.annotations.quotations[index].speaker = new
      }
    }
    for index in article.annotations.exchanges.indices {
      if let old = article.annotations.exchanges[index].speaker, let new = target[old] {
        article.annotations.exchanges[index].speaker = new
      }
    }
    for index in article.annotations.roles.indices {
      if let new = target[article.annotations.roles[index].entity] { article.annotations.roles[index].entity = new }
    }
    let joined = Set(target.values)
    for index in article.annotations.entities.indices {
      if joined.contains(article.annotations.entities[index].id) {
        article.provenance.append(
          Provenance(
            stage: NamesStage.spec.name, at: "/entities/\(index)", reason: "same name in another spelling",
            confidence: 0.9))
      }
    }
  }

  /// Under which an entity meets others that may be the same.
  private func keys(_ entity: Entity) -> [String] {
    let words = NameSkeleton.of(entity.name)
    let whole = words.joined()
    var keys = comparer.entries(entity.name).map { "entry \($0.source) \($0.entry)" }.sorted()
    if whole.utf8.count > 5 { keys.append(entity.kind.rawValue + " " + whole) }
    return keys
  }

  /// Same kind, and no identifier that contradicts.
  private func compatible(_ a: Entity, _ b: Entity) -> Bool {
    guard a.kind == b.kind else { return false }
    return a.ids.allSatisfy { scheme, value in b.ids[scheme].map { $0 == value } ?? true }
  }

  private func absorb(_ entity: Entity, into leader: inout Entity) {
    for (scheme, value) in entity.ids where leader.ids[scheme] == nil { leader.ids[scheme] = value }
    for (tag, name) in entity.names where leader.names[tag] == nil { leader.names[tag] = name }
    if let tag = Self.tag(of: entity.name, language: nil), leader.names[tag] == nil { leader.names[tag] = entity.name }
    leader.position = leader.position ?? entity.position
    leader.confidence = max(leader.confidence, entity.confidence)
    leader.relevance = min(1, leader.relevance + entity.relevance)
  }

  /// Language that the letters of a name speak for; the article's when they do not contradict it.
  static func tag(of name: String, language: String?) -> String? {
    var latin = 0
    var cyrillic = 0
    var hangul = 0
    var kazakh = false
    for scalar in name.unicodeScalars {
      switch CharacterClass.of(scalar.value) {
      case .latin: latin += 1
      case .cyrillic:
        cyrillic += 1
        if [0x493, 0x49B, 0x4A3, 0x4AF, 0x4B1, 0x4BB, 0x4D9, 0x4E9, 0x456].contains(Folding.fold(scalar.value)) {
          kazakh = true
        }
      case .hangul: hangul += 1
      default: break
      }
    }
    let base = language.map { String($0.prefix(2)).lowercased() }
    if hangul > 0 { return "ko" }
    if cyrillic > latin {
      return kazakh || base == "kk"
        ? "kk" : (base.map { ["ru", "uk", "bg", "ky", "tg", "sr", "mn"].contains($0) } ?? false ? base : "ru")
    }
    if latin > 0 { return base.map { ["ru", "kk", "ko", "ja", "zh"].contains($0) } ?? true ? "en" : base }
    return nil
  }
}
