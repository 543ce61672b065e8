import KZPipeKit
import KZPipeNews
import KZPipeXML

/// A concept that an item speaks of, ready to be written.
struct Concept: Sendable {
  var qcode: String
  /// QCode of its nature: `cpnat:person`.
  var type: StaticString
  var name: String
  /// Names in other languages, ordered by tag.
  var names: [(language: String, name: String)] = []
  /// QCodes of the same concept in other vocabularies.
  var sameAs: [String] = []
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
  var index: [Int] = []

  init(_ annotations: Annotations) {
    if annotations.entities.isEmpty { return }
    index.reserveCapacity(annotations.entities.count)
    concepts.reserveCapacity(annotations.entities.count)
    var byCode = SmallIndex(capacity: annotations.entities.count)
    for entity in annotations.entities {
      guard let concept = Self.concept(of: entity) else {
        index.append(-1)
        continue
      }
      if let known = byCode.place(of: concept.qcode, next: concepts.count, equals: { concepts[$0].qcode }) {
        concepts[known].relevance = max(concepts[known].relevance, concept.relevance)
        index.append(known)
      } else {
        index.append(concepts.count)
        concepts.append(concept)
      }
    }
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

  /// The QCode of the entity with this id.
  func qcode(of id: String, in annotations: Annotations) -> String? {
    guard let number = annotations.entities.firstIndex(where: { $0.id == id }), index[number] >= 0 else { return nil }
    return concepts[index[number]].qcode
  }

  private static func concept(of entity: Entity) -> Concept? {
    guard let name = XMLText.label(entity.name) else { return nil }
    let type: StaticString
    let prefix: String
    switch entity.kind {
    case .person: (type, prefix) = ("cpnat:person", "kzent:person-")
    case .organisation: (type, prefix) = ("cpnat:organisation", "kzent:org-")
    case .place: (type, prefix) = ("cpnat:geoArea", "kzent:place-")
    case .event: (type, prefix) = ("cpnat:event", "kzent:event-")
    // A nationality word is no subject of a story.
    case .group: return nil
    }
    var codes = identifiers(of: entity)
    if codes.isEmpty {
      guard let code = localCode(prefix, name) else { return nil }
      codes.append(code)
    }
    var concept = Concept(
      qcode: codes.removeFirst(), type: type, name: name, sameAs: codes, confidence: percent(entity.confidence),
      relevance: percent(entity.relevance))
    if !entity.names.isEmpty {
      concept.names = entity.names.sorted { $0.key < $1.key }.compactMap { tag, other in
        let tag = LanguageTag.canonical(tag)
        guard tag != LanguageTag.undetermined, let other = XMLText.label(other), other != name else { return nil }
        return (tag, other)
      }
    }
    if entity.kind == .place, let position = entity.position, isOnEarth(position) { concept.position = position }
    return concept
  }

  /// Global identifiers as QCodes of the IPTC catalog, the most telling first.
  private static func identifiers(of entity: Entity) -> [String] {
    if entity.ids.isEmpty { return [] }
    var codes: [String] = []
    if let code = entity.ids["iso3166"], code.utf8.count == 2, code.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) {
      codes.append("iso3166-1a2:" + code)
    }
    if let code = entity.ids["geonames"], !code.isEmpty, code.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      codes.append("geonames:" + code)
    }
    if let code = entity.ids["wikidata"], code.utf8.count > 1, code.utf8.first == UInt8(ascii: "Q"),
      code.utf8.dropFirst().allSatisfy({ (0x30...0x39).contains($0) })
    {
      codes.append("wikidata:" + code)
    }
    return codes
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

  private static func isOnEarth(_ position: Position) -> Bool {
    position.latitude.magnitude <= 90 && position.longitude.magnitude <= 180
      && (position.latitude.magnitude >= 0.000_001 || position.longitude.magnitude >= 0.000_001)
  }

  /// A share of one as a whole number of hundredths.
  static func percent(_ share: Double) -> Int { share.isFinite ? Int((min(max(share, 0), 1) * 100).rounded()) : 0 }
}

/// Finds equal strings: by looking at all of a few, by hash among many.
private struct SmallIndex {
  private var table: [String: Int]?

  init(capacity: Int) { table = capacity > 24 ? [:] : nil }

  /// The place of an equal string, or `nil` after noting that the string is put at `next`.
  mutating func place(of string: String, next: Int, equals: (Int) -> String) -> Int? {
    guard table != nil else { return (0..<next).first { equals($0) == string } }
    if let known = table?[string] { return known }
    table?[string] = next
    return nil
  }
}
