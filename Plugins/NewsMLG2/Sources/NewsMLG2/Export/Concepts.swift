import KZPipeKit
import KZPipeNews
import KZPipeXML

/// A concept that an item speaks of, ready to be written.
struct Concept: Sendable {
  var code: QCode
  /// QCode of its nature: `cpnat:person`.
  var type: StaticString
  var name: String
  /// Names in other languages, ordered by tag.
  var names: [(language: String, name: String)] = []
  /// The same concept in other vocabularies.
  var sameAs: [QCode] = []
  /// What the text says the person is.
  var definition: String?
  var position: Position?
  /// 0...100.
  var confidence: Int
  /// 0...100.
  var relevance: Int

  /// Whether there is more to say than name and nature.
  var hasDetails: Bool { definition != nil || position != nil || !sameAs.isEmpty || !names.isEmpty }
}

/// The article's entities as concepts.
struct EntityConcepts: Sendable {
  /// In the order of the article; entities of one identity are one concept.
  var concepts: [Concept] = []
  /// Index of the concept of each entity; -1 for one that is not written.
  private(set) var index: [Int] = []
  /// Whether a concept has a code of the provider's own vocabulary.
  private(set) var hasOwnCodes = false

  init(_ annotations: Annotations) {
    if annotations.entities.isEmpty { return }
    index.reserveCapacity(annotations.entities.count)
    concepts.reserveCapacity(annotations.entities.count)
    var places = Places(capacity: annotations.entities.count)
    for entity in annotations.entities {
      guard let (name, code, sameAs) = Self.identity(of: entity) else {
        index.append(-1)
        continue
      }
      if let known = places.place(of: code, next: concepts.count, equals: { concepts[$0].code == code }) {
        concepts[known].relevance = max(concepts[known].relevance, Self.percent(entity.relevance))
        index.append(known)
      } else {
        if code.scheme == .own { hasOwnCodes = true }
        index.append(concepts.count)
        concepts.append(Self.concept(of: entity, name, code, sameAs))
      }
    }
    addDefinitions(annotations)
  }

  /// What the text calls a person is its definition; the first such word counts.
  private mutating func addDefinitions(_ annotations: Annotations) {
    if annotations.roles.isEmpty { return }
    let byEntity = Dictionary(
      annotations.entities.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    for role in annotations.roles {
      guard let number = byEntity[role.entity], index[number] >= 0, concepts[index[number]].definition == nil else {
        continue
      }
      concepts[index[number]].definition = XMLText.label(role.text)
    }
  }

  /// The code of the entity with this id.
  func code(of id: String, in annotations: Annotations) -> QCode? {
    guard let number = annotations.entities.firstIndex(where: { $0.id == id }), index[number] >= 0 else { return nil }
    return concepts[index[number]].code
  }

  /// Its QCode type and the beginning of its own codes; `nil` for a nationality word, which is no subject of a story.
  private static func nature(_ kind: Entity.Kind) -> (type: StaticString, prefix: String)? {
    switch kind {
    case .person: ("cpnat:person", "person-")
    case .organisation: ("cpnat:organisation", "org-")
    case .place: ("cpnat:geoArea", "place-")
    case .event: ("cpnat:event", "event-")
    case .group: nil
    }
  }

  private static func identity(of entity: Entity) -> (name: String, code: QCode, sameAs: [QCode])? {
    guard let nature = nature(entity.kind), let name = XMLText.label(entity.name) else { return nil }
    var codes = entity.ids.isEmpty ? [] : QCode.codes(of: entity.ids)
    if !codes.isEmpty {
      let first = codes.removeFirst()
      return (name, first, codes)
    }
    return localCode(nature.prefix, name).map { (name, QCode(scheme: .own, code: $0), []) }
  }

  private static func concept(of entity: Entity, _ name: String, _ code: QCode, _ sameAs: [QCode]) -> Concept {
    var concept = Concept(
      code: code, type: nature(entity.kind)?.type ?? "cpnat:abstract", name: name, sameAs: sameAs,
      confidence: percent(entity.confidence), relevance: percent(entity.relevance))
    if !entity.names.isEmpty {
      concept.names = entity.names.sorted { $0.key < $1.key }.compactMap { tag, other in
        let tag = LanguageTag.canonical(tag)
        guard tag != LanguageTag.undetermined, let other = XMLText.label(other), other != name else { return nil }
        return (tag, other)
      }
    }
    if entity.kind == .place { concept.position = entity.knownPosition }
    return concept
  }

  /// A code made of a name: lower case, words joined by hyphens. The same name gives the same code in every article.
  static func localCode(_ prefix: String, _ name: String) -> String? {
    var out = Array(prefix.utf8)
    let start = out.count
    var isGap = false
    for scalar in name.unicodeScalars where out.count < 200 {
      let value = scalar.value
      let isCapital = (0x41...0x5A).contains(value)
      if isCapital || (0x61...0x7A).contains(value) || (0x30...0x39).contains(value)
        || value >= 0x80 && isLetter(scalar)
      {
        if isGap, out.count > start { out.append(UInt8(ascii: "-")) }
        isGap = false
        if value < 0x80 {
          out.append(UInt8(value) | (isCapital ? 0x20 : 0))
        } else {
          out.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
        }
      } else {
        isGap = true
      }
    }
    return out.count == start ? nil : String(decoding: out, as: UTF8.self)
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    if XMLText.isDropped(scalar) { return false }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .nonspacingMark, .spacingMark:
      return true
    default: return false
    }
  }

  /// A share of one as a whole number of hundredths.
  static func percent(_ share: Double) -> Int { share.isFinite ? Int((min(max(share, 0), 1) * 100).rounded()) : 0 }
}

/// Finds equal codes: by looking at all of a few, by hash among many.
private struct Places {
  private var table: [QCode: Int]?

  init(capacity: Int) { table = capacity > 24 ? [:] : nil }

  /// The place of an equal code, or `nil` after noting that the code is put at `next`.
  mutating func place(of code: QCode, next: Int, equals: (Int) -> Bool) -> Int? {
    guard table != nil else { return (0..<next).first(where: equals) }
    if let known = table?[code] { return known }
    table?[code] = next
    return nil
  }
}
